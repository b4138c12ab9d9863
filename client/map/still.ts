// The map as one picture: for paper and for a file that is handed on. Drawn beside the screen, at the size that was asked for
// and not that of the screen, from the copy as it stands at this moment, and the same each time for the same copy.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { BasemapInfo } from '#shared/basemap.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Situation } from '#shared/situation.ts';
import { PALETTES } from '../layers/palette.ts';
import { type Extent, isSomewhere } from '../layers/polygons.ts';
import { LABEL_FONT } from './atlas.ts';
import { layGround } from './basemap/ground.ts';
import { keepGrid } from './grid.ts';
import type { OnScreen } from './legend-entries.ts';
import { takeNameRoom } from './name-room.ts';
import { type MapCamera, openMap } from './open-map.ts';
import { Stage, type StageLook } from './stage.ts';
import { onScreen } from './watch-screen.ts';

export type StillWanted = {
  readonly copy: Situation;
  readonly look: Omit<StageLook, 'selection' | 'preview' | 'isStill'>;
  readonly basemap: BasemapInfo;
  /** of the picture, in pixels of the map: names and symbols keep the size they have on a screen */
  readonly width: number;
  readonly height: number;
  /** pixels of the picture for each of them */
  readonly sharpness: number;
  /** where to look: all there is, a box to hold (degrees WGS-84, west south east north), or a place and a zoom */
  readonly at: 'all' | { readonly extent: Extent } | MapCamera;
  readonly signal?: AbortSignal;
};
export type Still = {
  readonly canvas: HTMLCanvasElement;
  readonly camera: MapCamera;
  /** what can be seen, for its legend */
  readonly seen: OnScreen;
  /** part of the ground could not be had: the picture must say so */
  readonly hasGaps: boolean;
};
/** late: it did not come to rest. stopped: whoever wanted it does so no longer. */
export type StillProblem = 'late' | 'stopped' | 'noGraphics';

const PATIENCE = 90_000; // wall milliseconds; drawn in software, a large sheet takes its time
const MARGIN = 28; // pixels of the map around what is held
const CLOSEST = 15;
/** Names take room from each other: after so many rounds the rest is left as it is. */
const ROUNDS = 4;

export async function takeStill(wanted: StillWanted): Promise<Result<Still, StillProblem>> {
  const { copy, look, basemap, width, height, sharpness, signal } = wanted;
  const box = hiddenBox(width, height);
  let drawn = 0;
  let opened: ReturnType<typeof openMap>;
  try {
    opened = openMap(box, {
      palette: PALETTES[look.theme],
      at: undefined,
      sharpness,
      isStill: true,
      onDrawn: () => {
        drawn += 1;
      },
    });
  } catch {
    box.remove();
    return err('noGraphics');
  }
  const { map, overlay } = opened;
  const stage = new Stage(map, overlay, copy, { ...look, selection: null, preview: [], isStill: true }, () => {});
  let stopGrid = (): void => {};
  let hasGaps = false;
  let isOver = false;
  map.on('zoom', () => stage.zoomed());
  map.on('error', () => {
    hasGaps = true;
  });
  const steps = async (): Promise<Still> => {
    if (!map.isStyleLoaded()) await once(map, 'style.load');
    stage.start();
    layGround(map, basemap, look);
    stopGrid = keepGrid(map);
    await document.fonts.load(`700 13px ${LABEL_FONT}`, '0123456789').catch(() => []);
    await frames(2);
    place(map, stage, wanted);
    await rest(map);
    let taken = '';
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = taken;
      taken = takeNameRoom(map, stage, look.visible, {}, before);
      if (taken === before) break;
      await rest(map);
    }
    await forgetNames(map);
    // The overlay draws by itself: one more frame of it, with everything in place.
    const before = drawn;
    stage.redrawSymbols();
    while (drawn === before && !isOver) await frames(1);
    const { lng, lat } = map.getCenter();
    return {
      canvas: together([map.getCanvas(), overlay.getCanvas()]),
      camera: { center: [lng, lat], zoom: map.getZoom() },
      seen: onScreen(map, stage, look.visible),
      hasGaps,
    };
  };
  try {
    return await within(steps(), signal);
  } finally {
    isOver = true;
    stopGrid();
    stage.stop();
    map.remove();
    box.remove();
  }
}

/** In the page, because a map that is nowhere has no size; seen by nobody and reached by no key. */
function hiddenBox(width: number, height: number): HTMLElement {
  const box = document.createElement('div');
  box.className = 'map-still';
  box.inert = true;
  box.setAttribute('aria-hidden', 'true');
  // Set on the element: a style attribute would be refused by a strict style-src.
  Object.assign(box.style, {
    position: 'fixed',
    left: '-30000px',
    top: '0',
    width: `${width}px`,
    height: `${height}px`,
  });
  document.body.append(box);
  return box;
}

function place(map: MapLibreMap, stage: Stage, { at }: StillWanted): void {
  if (at !== 'all' && 'center' in at) {
    map.jumpTo({ center: [at.center[0], at.center[1]], zoom: at.zoom });
    return;
  }
  const extent = at === 'all' ? stage.scene.dataExtent() : at.extent;
  if (!isSomewhere(extent)) return;
  map.fitBounds([...extent] as [number, number, number, number], {
    padding: at === 'all' ? MARGIN : 0,
    maxZoom: at === 'all' ? CLOSEST : 22,
    animate: false,
  });
}

/** Names remember where they stood while tiles came in: placed once more from nothing, they stand the same each time. */
async function forgetNames(map: MapLibreMap): Promise<void> {
  const layers = map.getStyle().layers.filter(({ type, layout }) => type === 'symbol' && layout?.visibility !== 'none');
  for (const { id } of layers) map.setLayoutProperty(id, 'visibility', 'none');
  await rest(map);
  for (const { id } of layers) map.setLayoutProperty(id, 'visibility', 'visible');
  await rest(map);
}

function together(canvases: readonly (HTMLCanvasElement | null)[]): HTMLCanvasElement {
  const [first] = canvases;
  const whole = document.createElement('canvas');
  whole.width = first?.width ?? 1;
  whole.height = first?.height ?? 1;
  const context = whole.getContext('2d');
  for (const canvas of canvases)
    if (canvas !== null && canvas.width > 0) context?.drawImage(canvas, 0, 0, whole.width, whole.height);
  return whole;
}

const once = (map: MapLibreMap, event: 'style.load' | 'idle'): Promise<void> =>
  new Promise((done) => {
    map.once(event, () => done());
  });

/** Everything that was asked for is there and drawn. */
async function rest(map: MapLibreMap): Promise<void> {
  const idle = once(map, 'idle');
  map.triggerRepaint();
  await idle;
}

async function frames(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await new Promise((next) => requestAnimationFrame(next));
}

function within(steps: Promise<Still>, signal: AbortSignal | undefined): Promise<Result<Still, StillProblem>> {
  return new Promise((tell, fail) => {
    const timer = setTimeout(() => tell(err('late')), PATIENCE);
    signal?.addEventListener('abort', () => tell(err('stopped')), { once: true });
    steps.then((still) => tell(ok(still)), fail).finally(() => clearTimeout(timer));
  });
}
