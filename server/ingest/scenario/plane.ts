// The plane the place is drawn on: kilometres east and north of its centre. Small enough for a flat earth (30 km).
import type { Geometry, Position } from '#shared/schema.ts';
import words from '../../../data/scenarios/small/place.json' with { type: 'json' };

/** kilometres east, kilometres north */
export type Spot = readonly [east: number, north: number];

// Kilometres of one degree at latitude 39 on the WGS-84 ellipsoid; constants, so that no machine's cosine moves a vertex.
const KM_EAST = 86.628;
const KM_NORTH = 111.014;

// 7 decimals are what is stored (shared/geo/geometry.ts); rounding here keeps shared vertices the same to the last bit.
const round7 = (value: number) => Math.round(value * 1e7) / 1e7;

/** WGS-84 */
export const lonLat = ([east, north]: Spot): Position => [
  round7(words.centre[0]! + east / KM_EAST),
  round7(words.centre[1]! + north / KM_NORTH),
];

const closed = (ring: readonly Spot[]): Position[] => {
  const positions = ring.map(lonLat);
  return [...positions, positions[0]!];
};

/** @param ring open, counter-clockwise */
export const polygon = (ring: readonly Spot[]): Geometry => ({ type: 'Polygon', coordinates: [closed(ring)] });
export const polygons = (rings: readonly (readonly Spot[])[]): Geometry =>
  rings.length === 1 ? polygon(rings[0]!) : { type: 'MultiPolygon', coordinates: rings.map((ring) => [closed(ring)]) };
export const lines = (paths: readonly (readonly Spot[])[]): Geometry =>
  paths.length === 1
    ? { type: 'LineString', coordinates: paths[0]!.map(lonLat) }
    : { type: 'MultiLineString', coordinates: paths.map((path) => path.map(lonLat)) };

export const distance = (a: Spot, b: Spot): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const mix = (a: Spot, b: Spot, part: number): Spot => [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
export const plus = (a: Spot, b: Spot): Spot => [a[0] + b[0], a[1] + b[1]];
export const turned = ([east, north]: Spot, angle: number): Spot => [
  east * Math.cos(angle) - north * Math.sin(angle),
  east * Math.sin(angle) + north * Math.cos(angle),
];

/** Mean of the vertices: good enough for a label or a draw inside a convex shape. */
export const middle = (ring: readonly Spot[]): Spot => [
  ring.reduce((sum, spot) => sum + spot[0], 0) / ring.length,
  ring.reduce((sum, spot) => sum + spot[1], 0) / ring.length,
];

/** The point a share of the way along a path, there and back again as `part` goes from 0 to 1 to 2. */
export function along(path: readonly Spot[], part: number): Spot {
  const there = part % 2;
  const wanted = (there > 1 ? 2 - there : there) * pathLength(path);
  let gone = 0;
  for (let i = 1; i < path.length; i += 1) {
    const step = distance(path[i - 1]!, path[i]!);
    if (gone + step >= wanted) return mix(path[i - 1]!, path[i]!, step === 0 ? 0 : (wanted - gone) / step);
    gone += step;
  }
  return path.at(-1)!;
}

export const pathLength = (path: readonly Spot[]): number =>
  path.reduce((sum, spot, i) => (i === 0 ? 0 : sum + distance(path[i - 1]!, spot)), 0);
