// Hand and keyboard on the map: hover, click and click again, walk with [ and ].
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { Position } from '#shared/schema.ts';
import type { Layer } from '#shared/situation.ts';
import type { Tally } from '../layers/case-grid.ts';
import type { Extent } from '../layers/polygons.ts';
import { clusterAt, coveredAt, type Stop, shapesAt, stopsInView, symbolsAt } from './finder.ts';
import type { Selection, Stage } from './stage.ts';

export type Hover = {
  readonly selection: Selection;
  readonly count: number;
  /** what is under the pointer stands for these cases */
  readonly cluster?: Tally;
  readonly x: number;
  readonly y: number;
};
export type Walk = { readonly selection: Selection; readonly index: number; readonly total: number };

export type PointerHost = {
  readonly visible: () => ReadonlySet<Layer>;
  /** a tool has the hand: nothing is named and nothing chosen */
  readonly isBusy: () => boolean;
  readonly selection: () => Selection | null;
  /** @param at where the hand was; a keyboard has no such place */
  readonly select: (selection: Selection | null, at?: Position) => void;
  readonly hover: (hover: Hover | null) => void;
  /** whether the map can come no nearer to what lies in here */
  readonly isApart: (extent: Extent) => boolean;
  /** a cluster was asked what is in it, and there is room to show it */
  readonly open: (extent: Extent) => void;
  /** null: there is nothing in view to walk to */
  readonly walk: (walk: Walk | null) => void;
};

/** Clicks this near to the one before, with the map where it was, ask for the next thing underneath. CSS pixels. */
const SAME_PLACE = 4;

const same = (a: Selection | null | undefined, b: Selection | null | undefined) =>
  a?.layer === b?.layer && a?.id === b?.id;

/** @returns how to let go */
export function watchPointer(map: MapLibreMap, stage: Stage, host: PointerHost): () => void {
  const canvas = map.getCanvas();
  let frame = 0;
  let cycle: { x: number; y: number; found: Selection[]; at: number } | undefined;
  let stops: Stop[] | undefined;
  let stop = -1;

  const move = (event: MapMouseEvent) => {
    cancelAnimationFrame(frame);
    const { x, y } = event.point;
    frame = requestAnimationFrame(() => {
      if (host.isBusy()) return host.hover(null);
      const found = symbolsAt(stage, map, host.visible(), x, y);
      const [first] = found;
      canvas.classList.toggle('map-canvas-hit', first !== undefined);
      if (first === undefined) {
        const id = coveredAt(stage, map, host.visible(), x, y);
        return host.hover(id === undefined ? null : { selection: { layer: 'areaTests', id }, count: 1, x, y });
      }
      const cluster = first.layer === 'cases' ? clusterAt(stage, map, host.visible(), x, y) : undefined;
      host.hover({ selection: first, count: found.length, ...(cluster === undefined ? {} : { cluster }), x, y });
    });
  };
  const leave = () => {
    cancelAnimationFrame(frame);
    canvas.classList.remove('map-canvas-hit');
    host.hover(null);
  };
  const click = (event: MapMouseEvent) => {
    if (host.isBusy()) return;
    const { x, y } = event.point;
    const cluster = clusterAt(stage, map, host.visible(), x, y);
    if (cluster !== undefined && !host.isApart(cluster.extent)) {
      cycle = undefined;
      host.open(cluster.extent);
      return;
    }
    const again = cycle !== undefined && Math.hypot(cycle.x - x, cycle.y - y) <= SAME_PLACE;
    if (cycle !== undefined && again && same(cycle.found[cycle.at], host.selection())) {
      cycle.at = (cycle.at + 1) % cycle.found.length;
    } else {
      const found = [...symbolsAt(stage, map, host.visible(), x, y), ...shapesAt(map, x, y)];
      cycle = found.length === 0 ? undefined : { x, y, found, at: 0 };
    }
    host.select(cycle?.found[cycle.at] ?? null, [event.lngLat.lng, event.lngLat.lat]);
  };
  const moved = () => {
    cycle = undefined;
    stops = undefined;
    stop = -1;
    leave();
  };
  const key = (event: KeyboardEvent) => {
    if (host.isBusy()) return;
    if (event.key === 'Escape' && host.selection() !== null) {
      host.select(null);
      event.preventDefault(); // or the desk would close its topmost panel as well
    }
    const here = stops?.[stop];
    if (event.key === 'Enter' && here !== undefined) host.select(here.selection);
    if (event.key !== '[' && event.key !== ']') return;
    event.preventDefault();
    stops ??= stopsInView(stage, map, host.visible());
    if (stops.length === 0) return host.walk(null);
    const on = event.key === ']' ? 1 : -1;
    stop = stop === -1 && on === -1 ? stops.length - 1 : (stop + on + stops.length) % stops.length;
    const { selection, seen } = stops[stop] as Stop;
    const at = map.project([seen.longitude, seen.latitude]);
    host.hover({ selection, count: 1, x: at.x, y: at.y });
    host.walk({ selection, index: stop + 1, total: stops.length });
  };

  map.on('mousemove', move);
  map.on('mouseout', leave);
  map.on('click', click);
  map.on('movestart', moved);
  canvas.addEventListener('keydown', key);
  return () => {
    cancelAnimationFrame(frame);
    map.off('mousemove', move);
    map.off('mouseout', leave);
    map.off('click', click);
    map.off('movestart', moved);
    canvas.removeEventListener('keydown', key);
  };
}
