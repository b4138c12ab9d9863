// The map over the list: pans and pinches under a thumb, and a tap on a symbol chooses its row.

import { LocateFixed, Minus, Plus } from 'lucide-react';
import { type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '#shared/geo/position.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { lookOf } from '../../ui/entity-symbol.tsx';
import { drawingOf } from '../../ui/symbols/drawings.ts';
import { type Camera, draw, project, type Size, type Spot, unproject } from './draw-map.ts';
import type { Near } from './nearby.ts';
import { useGround } from './use-ground.ts';

type Props = {
  readonly rows: readonly Near[];
  readonly selected: Near | undefined;
  readonly onSelect: (key: string) => void;
  readonly start: Position | undefined;
  readonly here: { readonly position: Position; readonly accuracy: number } | undefined;
};

const FIRST_SCALE = 2.6; // metres a pixel: ten minutes on foot across a phone
const [FINEST, COARSEST] = [0.4, 60];
const TAP = 26; // pixels

export function NearMap({ rows, selected, onSelect, start, here }: Props) {
  const { t } = useTranslation();
  const theme = usePreferences((state) => state.fieldTheme);
  const ground = useGround();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [camera, setCamera] = useState<Camera | null>(null);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);
  const view = camera ?? (start === undefined ? null : { center: start, scale: FIRST_SCALE });

  useLayoutEffect(() => {
    const box = canvas.current?.parentElement;
    if (box == null) return;
    const watch = new ResizeObserver(() => setSize({ width: box.clientWidth, height: box.clientHeight }));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another start is another place to look at, and only then what was chosen there
  useEffect(() => setCamera(null), [start?.[0], start?.[1]]);

  // What was chosen in the list must be in sight; the map goes no further than it has to.
  const chosenAt = selected?.position;
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves when the choice does, not when the hand moves the map
  useEffect(() => {
    if (chosenAt === undefined || view === null || size.width === 0) return;
    const [x, y] = project(view, size)(chosenAt);
    const margin = 40;
    if (x > margin && y > margin && x < size.width - margin && y < size.height - margin) return;
    setCamera({ center: chosenAt, scale: view.scale });
  }, [selected?.key, size]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null || view === null || size.width === 0) return;
    const request = requestAnimationFrame(() => {
      const ratio = Math.min(2, devicePixelRatio);
      const { width, height } = size;
      const element = context.canvas;
      if (element.width !== width * ratio || element.height !== height * ratio) {
        element.width = width * ratio;
        element.height = height * ratio;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const picture = { ground, spots: spotsOf(rows) };
      draw(context, size, view, theme, {
        ...picture,
        ...(selected === undefined ? {} : { selected: selected.key }),
        ...(here === undefined ? {} : { here }),
      });
    });
    return () => cancelAnimationFrame(request);
  }, [view, size, theme, ground, rows, selected, here]);

  const zoom = (factor: number, at?: { x: number; y: number }) => {
    if (view === null) return;
    const scale = Math.min(COARSEST, Math.max(FINEST, view.scale * factor));
    if (at === undefined) {
      setCamera({ ...view, scale });
      return;
    }
    // The place under the fingers stays under them.
    const [lon, lat] = unproject(view, size, at.x, at.y);
    const [after, north] = unproject({ ...view, scale }, size, at.x, at.y);
    setCamera({ center: [view.center[0] + lon - after, view.center[1] + lat - north], scale });
  };
  const local = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    if (fingers.current.size === 0) moved.current = 0;
    fingers.current.set(event.pointerId, local(event));
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined || view === null) return;
    const now = local(event);
    const [other] = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    fingers.current.set(event.pointerId, now);
    moved.current += Math.hypot(now.x - before.x, now.y - before.y);
    if (other !== undefined) {
      const apart = Math.hypot(before.x - other.x, before.y - other.y);
      const nowApart = Math.max(10, Math.hypot(now.x - other.x, now.y - other.y));
      zoom(apart / nowApart, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
      return;
    }
    const center = unproject(view, size, size.width / 2 - (now.x - before.x), size.height / 2 - (now.y - before.y));
    setCamera({ center, scale: view.scale });
  };
  const up = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = fingers.current.get(event.pointerId);
    fingers.current.delete(event.pointerId);
    if (at === undefined || view === null || moved.current > 8) return;
    const where = project(view, size);
    let best: { key: string; away: number } | undefined;
    for (const { key, position } of rows) {
      if (position === undefined) continue;
      const [x, y] = where(position);
      const away = Math.hypot(x - at.x, y - at.y);
      if (away <= TAP && (best === undefined || away < best.away)) best = { key, away };
    }
    if (best !== undefined) onSelect(best.key);
  };
  return (
    <div className="near-map">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('field.map.label')}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={({ pointerId }) => fingers.current.delete(pointerId)}
        onWheel={({ deltaY }) => zoom(deltaY > 0 ? 1.2 : 1 / 1.2)}
      />
      <div className="near-map-buttons">
        <button type="button" aria-label={t('field.map.closer')} onClick={() => zoom(0.6)}>
          <Plus size={22} aria-hidden />
        </button>
        <button type="button" aria-label={t('field.map.further')} onClick={() => zoom(1 / 0.6)}>
          <Minus size={22} aria-hidden />
        </button>
        <button type="button" aria-label={t('field.map.back')} onClick={() => setCamera(null)}>
          <LocateFixed size={22} aria-hidden />
        </button>
      </div>
    </div>
  );
}

function spotsOf(rows: readonly Near[]): Spot[] {
  return rows.flatMap(({ key, layer, entity, position }) => {
    const look = lookOf(layer, entity);
    if (position === undefined || look === undefined) return [];
    return { key, position, drawing: drawingOf(look.kind, look.state) };
  });
}
