// Where no name may stand: under what deck.gl draws on its canvas above the map's, and where a panel would cut it in two.
// The collision index of the map knows neither; it is told of both as invisible symbols.
import type { Feature, Point } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Layer } from '#shared/situation.ts';
import { inView, type Target } from '../layers/pick.ts';
import { viewOf } from './finder.ts';
import { CLEAR } from './name-style.ts';
import type { Stage } from './stage.ts';

export type Inset = {
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly left?: number;
};

const EVERY = 1000; // milliseconds
/** Further away a whole region is smaller than its names. */
const FROM = 8;
/** Where there are more, most names have no room anyhow. */
const MOST = 300;
/** Sites, checkpoints and pins are told to it by their own features (shape-features.ts); teams move all the time. */
const DRAWN: ReadonlySet<string> = new Set(['cases', 'caseClusters', 'badges', 'gates']);

/** @param inset CSS pixels that panels cover now. @returns how to stop */
export function keepNameRoom(
  map: MapLibreMap,
  stage: Stage,
  visible: () => ReadonlySet<Layer>,
  inset: () => Inset,
): () => void {
  let last = '';
  const look = (): void => {
    if (!document.hidden) last = takeNameRoom(map, stage, visible(), inset(), last);
  };
  const timer = setInterval(look, EVERY);
  map.on('moveend', look);
  return () => {
    clearInterval(timer);
    map.off('moveend', look);
  };
}

/** Tells the map once. @param before what it was told last @returns what it is told now; the same text: nothing changed */
export function takeNameRoom(
  map: MapLibreMap,
  stage: Stage,
  visible: ReadonlySet<Layer>,
  inset: Inset,
  before: string,
): string {
  const source = map.getSource<GeoJSONSource>('taken');
  if (source === undefined) return before;
  const drawn = map.getZoom() < FROM ? [] : taken(map, stage, visible);
  const features = [...drawn, ...edges(map, inset)].map((each, index) => ({
    ...each,
    properties: { ...each.properties, id: String(index) }, // the source promotes it
  }));
  const now = JSON.stringify(features);
  if (now !== before) void source.setData({ type: 'FeatureCollection', features });
  return now;
}

type Taken = Feature<Point, { readonly width: number; readonly edge?: true }>;
const at = (map: MapLibreMap, x: number, y: number, width: number): Taken => {
  const { lng, lat } = map.unproject([x, y]);
  return { type: 'Feature', properties: { width }, geometry: { type: 'Point', coordinates: [lng, lat] } };
};

function taken(map: MapLibreMap, stage: Stage, visible: ReadonlySet<Layer>): Taken[] {
  const targets = stage.stack.targets(visible).filter(({ name }) => DRAWN.has(name));
  return inView(targets, viewOf(map), 0, 0, MOST).flatMap(({ name, id, longitude, latitude }) => {
    const target = targets.find((each) => each.name === name) as Target;
    const row = target.table.rowOf(id);
    const { size, offset, from } = target.table;
    // Gates that wait for a nearer zoom take no room yet.
    if (row === undefined || (target.zoom ?? Number.POSITIVE_INFINITY) < (from[row] as number)) return [];
    const { x, y } = map.project([longitude, latitude]);
    const [dx, dy] = [offset[2 * row] as number, offset[2 * row + 1] as number];
    const width = Math.round((size[row] as number) * target.scale);
    return [at(map, x + dx * target.scale, y + dy * target.scale, width)];
  });
}

/** Along the inner edges of the panels. */
function edges(map: MapLibreMap, { left = 0, right = 0, bottom = 0 }: Inset): Taken[] {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const edge = (x: number, y: number): Taken => {
    const taken = at(map, x, y, CLEAR);
    return { ...taken, properties: { ...taken.properties, edge: true } };
  };
  const along = (length: number) => Array.from({ length: Math.ceil(length / CLEAR) }, (_, n) => (n + 0.5) * CLEAR);
  const upright = (x: number) => along(height).map((y) => edge(x, y));
  return [
    ...(left > 0 ? upright(left - CLEAR / 2) : []),
    ...(right > 0 ? upright(width - right + CLEAR / 2) : []),
    ...(bottom > 0 ? along(width).map((x) => edge(x, height - bottom + CLEAR / 2)) : []),
  ];
}
