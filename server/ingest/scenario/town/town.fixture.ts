// One town for all its tests, and the measures they take of it.
import { createHash } from 'node:crypto';
import { fromPosition, type Point } from './flat.ts';
import { generateTown } from './generate.ts';
import { grid } from './grid.ts';
import { areaOf, type Box, bordersCross, boxOf, holds, type Ring } from './rings.ts';
import type { Geometry, Town } from './town.ts';

export const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();
export const grow = (seed: string): Town => generateTown(seed, sha256);

const towns = new Map<string, Town>();
export const townOf = (seed = 'cordon-demonstration'): Town => {
  const known = towns.get(seed) ?? grow(seed);
  towns.set(seed, known);
  return known;
};

/** Polygons as rings in metres, open; shell first, then holes. */
export function ringsOf(geometry: Geometry): Ring[][] {
  const parts =
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  return parts.map((rings) => rings.map((ring) => ring.map(fromPosition).slice(0, -1)));
}
export const pathsOf = (geometry: Geometry): Point[][] => {
  if (geometry.type === 'LineString') return [geometry.coordinates.map(fromPosition)];
  return geometry.type === 'MultiLineString' ? geometry.coordinates.map((path) => path.map(fromPosition)) : [];
};
/** Square metres, holes taken off. */
export const sizeOf = (geometry: Geometry): number =>
  ringsOf(geometry).reduce((sum, rings) => sum + rings.reduce((part, ring) => part + areaOf(ring), 0), 0);
export const shellsOf = (geometry: Geometry): Ring[] => ringsOf(geometry).map(([shell]) => shell!);
export const boxOfGeometry = (geometry: Geometry): Box => boxOf(shellsOf(geometry).flat());

export const inGeometry = (geometry: Geometry, point: Point): boolean =>
  ringsOf(geometry).some(([shell, ...holes]) => holds(shell!, point) && !holes.some((hole) => holds(hole, point)));

/** Pairs of shapes that have ground in common: borders that cross, or one within the other. For shapes that do not touch. */
export function overlaps(shapes: readonly { readonly id: string; readonly geometry: Geometry }[]): string[] {
  const index = grid<{ readonly id: string; readonly ring: Ring }>(300);
  const out: string[] = [];
  for (const { id, geometry } of shapes) {
    for (const ring of shellsOf(geometry)) {
      for (const other of index.near(boxOf(ring))) {
        if (other.id === id) continue;
        if (bordersCross(other.ring, ring) || holds(other.ring, ring[0]!) || holds(ring, other.ring[0]!))
          out.push(`${other.id} ${id}`);
      }
      index.add({ id, ring }, boxOf(ring));
    }
  }
  return out;
}

/** Directed edges of a layer, as text: in a layer that tiles, each inner one has its opposite exactly once. */
export function loneEdges(geometries: readonly Geometry[]): string[] {
  const edges = new Map<string, number>();
  for (const geometry of geometries) {
    const parts =
      geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : [];
    for (const ring of parts.flat()) {
      for (let i = 1; i < ring.length; i += 1) {
        const key = `${ring[i - 1]} ${ring[i]}`;
        edges.set(key, (edges.get(key) ?? 0) + 1);
      }
    }
  }
  return [...edges].flatMap(([key, count]) => {
    const [from, to] = key.split(' ');
    const back = edges.get(`${to} ${from}`) ?? 0;
    // Twice in one direction would be an overlap.
    return count > 1 ? [`${key} twice`] : back === 0 ? [key] : [];
  });
}
