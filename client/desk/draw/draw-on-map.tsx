// Drawing on the map of the desk: the drafts, the hand that draws or holds corners, and the bar that says what it measures.
import { type ComponentProps, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { asDegrees } from '#shared/geo/edit/corners.ts';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { geodesicDistance } from '#shared/geo/geodesic.ts';
import type { Position } from '#shared/geo/position.ts';
import { PALETTES } from '../../layers/palette.ts';
import { CornerHand } from '../../map/draw/corner-hand.ts';
import type { Grip } from '../../map/draw/corner-index.ts';
import { DrawingHand, type DrawKind } from '../../map/draw/drawing-hand.ts';
import { scaleAt } from '../../map/draw/scale.ts';
import { EMPTY_SCENE, type SketchScene } from '../../map/draw/sketch.ts';
import { SketchCanvas } from '../../map/draw/sketch-canvas.tsx';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { measuredLength } from '../../ui/format.ts';
import { takeDrawn } from './actions.ts';
import { pickAreaAt } from './addresses.ts';
import { chooseAt } from './choose-at.ts';
import { useDrafts } from './drafts.ts';
import { DrawBar } from './draw-bar.tsx';
import { type Tool, useDraw } from './draw-store.ts';
import { finishEditing, shapeNow, useEditor } from './editor.ts';
import { hands } from './hands.ts';
import { sidesAt } from './sides.ts';
import { useDrawKeys } from './use-draw-keys.ts';
import { useFlaw } from './use-flaw.ts';
import { useSnap } from './use-snap.ts';
import { useTexts } from './use-texts.ts';

type Props = Pick<ComponentProps<typeof SketchCanvas>, 'map'>;

const KINDS: { readonly [T in Exclude<Tool, 'addresses'>]: DrawKind } = {
  polygon: 'polygon',
  rectangle: 'rectangle',
  circle: 'circle',
  freehand: 'freehand',
  corridor: 'line',
  lasso: 'freehand',
  split: 'line',
  hole: 'polygon',
};

/** Degrees of latitude of one pixel, near enough for how smooth a line of the hand should be. */
const METRES_PER_PIXEL = 78_271.5; // at zoom 0 and the equator, tiles of 512

export function DrawOnMap({ map }: Props) {
  const { t } = useTexts();
  const { language, theme } = usePreferences();
  const { tool, corner, snapped, progress, lasso, picked } = useDraw();
  const { drafts, chosen } = useDrafts();
  const editing = useEditor((state) => state.editing);
  const live = useEditor((state) => state.live);
  const isPanelOpen = useView((state) => state.panel === 'draw');
  const isHandingOut = useView((state) => state.panel === 'teams');
  const [grip, setGrip] = useState<Grip | null>(null);
  const [hasCross, setCross] = useState(false);
  const edited = editing === null ? undefined : (live ?? drafts.get(editing.draft)?.geometry);
  const scale = useCallback((at: Position) => scaleAt(map, at), [map]);
  const snap = useSnap(tool !== null || editing !== null, editing?.draft, scale);
  // The hands live longer than one rendering.
  const latest = useRef(snap);
  latest.current = snap;
  useDrawKeys(map, setCross);

  useEffect(() => {
    if (tool === null || tool === 'addresses') return;
    const { ink, halo } = PALETTES[theme];
    const hand = new DrawingHand(map, {
      ink: ink as `#${string}`,
      ground: halo as `#${string}`,
      snap: (at) => latest.current(at),
      drawn: (drawn) => void takeDrawn(drawn, asDegrees(METRES_PER_PIXEL / 2 ** map.getZoom())),
      progress: (now) => useDraw.getState().set({ progress: now }),
    });
    hand.kind = KINDS[tool];
    hands.drawing = hand;
    return () => {
      hands.drawing = null;
      hand.stop();
      useDraw.getState().set({ snapped: null });
    };
  }, [map, tool, theme]);

  // One tool has the hand: the ruler puts the others away, and they the ruler.
  const measure = useView((state) => state.measure);
  useEffect(() => {
    if (measure === null) return;
    useDraw.getState().set({ tool: null });
    finishEditing();
  }, [measure]);
  useEffect(() => {
    if (tool !== null || editing !== null) useView.getState().measuring(null);
  }, [tool, editing]);

  const isHolding = editing !== null && tool === null;
  useEffect(() => {
    if (!isHolding) return;
    const { set } = useDraw.getState();
    const hand = new CornerHand(map, {
      shape: shapeNow,
      movesAll: () => useDraw.getState().movesAll,
      snap: (at) => latest.current(at),
      live: (shape) => useEditor.getState().setLive(shape),
      done: (shape, how) => {
        const { editing: now, setLive } = useEditor.getState();
        if (now !== null) useDrafts.getState().replace(now.draft, shape, how);
        setLive(null);
        set({ snapped: null });
      },
      grip: setGrip,
      chosen: () => useDraw.getState().corner,
      choose: (one) => set({ corner: one }),
    });
    hands.corners = hand;
    return () => {
      hands.corners = null;
      hand.stop();
      useEditor.getState().setLive(null);
      set({ corner: null, snapped: null });
    };
  }, [map, isHolding]);

  useEffect(() => {
    if (tool !== 'addresses' && !(isPanelOpen && tool === null && !isHolding)) return;
    const click = ({ lngLat, originalEvent }: { lngLat: { lng: number; lat: number }; originalEvent: MouseEvent }) => {
      const at: Position = [lngLat.lng, lngLat.lat];
      if (tool === 'addresses') void pickAreaAt(at);
      else chooseAt(at, scale(at), originalEvent.shiftKey);
    };
    map.on('click', click);
    return () => {
      map.off('click', click);
    };
  }, [map, tool, isPanelOpen, isHolding, scale]);

  const watched = edited ?? (chosen.length === 1 ? drafts.get(chosen[0] ?? '')?.geometry : undefined);
  const flaw = useFlaw(watched);
  const scene = useMemo((): SketchScene => {
    const others = [...drafts.values()].filter(({ id }) => id !== editing?.draft);
    const lengths = edited !== undefined && corner !== null ? sidesAt(edited, corner) : [];
    const last = progress?.path.at(-1);
    const drawing: readonly (readonly [Position, Position])[] =
      progress?.next === undefined || last === undefined || progress.kind === 'freehand' ? [] : [[last, progress.next]];
    return {
      ...EMPTY_SCENE,
      drafts: others.map((draft) => ({ ...draft, isChosen: chosen.includes(draft.id) })),
      edited: edited ?? null,
      grip: isHolding ? grip : null,
      corner,
      snap: snapped === null ? null : { snap: snapped, text: t(`snapKind.${snapped.kind}`) },
      flaw: flaw?.at === undefined ? null : { at: flaw.at, text: t(`flaw.${flaw.code}.short`) },
      picked: [...(lasso === null ? [] : [lasso.shape]), ...picked.map(({ geometry }): Shape => geometry)],
      // Where cases are is for who fences them in, not for who hands out tasks.
      dots: isHandingOut ? [] : (lasso?.places ?? []),
      labels: [...lengths, ...drawing].flatMap(([a, b]) => {
        const metres = geodesicDistance(a, b);
        if (metres < 0.5) return [];
        return [{ at: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as Position, text: measuredLength(metres, language) }];
      }),
      hasCross,
    };
  }, [
    drafts,
    chosen,
    editing,
    edited,
    grip,
    corner,
    snapped,
    flaw,
    lasso,
    isHandingOut,
    picked,
    progress,
    hasCross,
    isHolding,
    language,
    t,
  ]);

  return (
    <>
      <SketchCanvas map={map} scene={scene} theme={theme} />
      {(tool !== null || editing !== null) && <DrawBar edited={edited} flaw={edited === undefined ? null : flaw} />}
    </>
  );
}
