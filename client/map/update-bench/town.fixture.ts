// The town of the benches: chance that is the same in each run, places in it, its zones, and how MapLibre's own layers draw them.
import type { LayerSpecification } from 'maplibre-gl';
import type { Zone } from '#shared/subject/zone.ts';

export const asked = new URLSearchParams(location.search);
export const CASES = Number(asked.get('cases') ?? 100_000);
const ZONES = Number(asked.get('zones') ?? 2_000);
export const CAMERA = { center: [117.2, 31.75] as const, zoom: Number(asked.get('zoom') ?? 10) };

let state = 7;
/** 0 to 1 */
export const random = (): number => {
  state = (state * 1664525 + 1013904223) % 4294967296;
  return state / 4294967296;
};
export const somewhere = (): [number, number] => [117 + random() * 0.4, 31.6 + random() * 0.3];
const AT = new Date().toISOString();
export const stamp = (id: string, version = 1) => ({ id, version, observedAt: AT, recordedAt: AT, source: 'bench' });
const box = ([x, y]: readonly [number, number]): [number, number][] => [
  [x, y],
  [x + 0.002, y],
  [x + 0.002, y + 0.0015],
  [x, y + 0.0015],
  [x, y],
];

export const makeZones = (): Zone[] =>
  Array.from({ length: ZONES }, (_, n): Zone => {
    const geometry = { type: 'Polygon' as const, coordinates: [box(somewhere())] };
    const level = ['high', 'medium', 'low'][n % 3] as string;
    return { ...stamp(`Z${n}`), status: 'active', level, geometry, steps: [] };
  });

export const outlinesOf = (zones: readonly Zone[]) =>
  zones.map(({ id, geometry }) => ({
    type: 'Feature' as const,
    properties: { id },
    geometry: geometry as unknown as { type: 'Polygon'; coordinates: number[][][] },
  }));

export const GROUND: readonly LayerSpecification[] = [
  { id: 'ground', type: 'background', paint: { 'background-color': '#111922' } },
  { id: 'zones', type: 'fill', source: 'zones', paint: { 'fill-color': '#ff5a52', 'fill-opacity': 0.12 } },
  { id: 'outlines', type: 'line', source: 'zones', paint: { 'line-color': '#ff5a52', 'line-width': 2 } },
];
