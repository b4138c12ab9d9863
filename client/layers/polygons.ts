// Polygons as the map needs them: rings of a geometry, their extent, what they contain, where their name stands.
import type { Geometry, Position } from '#shared/schema.ts';

export type Polygons = readonly (readonly (readonly Position[])[])[];
export type Extent = readonly [west: number, south: number, east: number, north: number];

/** @returns the polygons of a geometry; none for points and lines */
export function polygonsOf(geometry: Geometry | undefined): Polygons {
  if (geometry?.type === 'Polygon') return [geometry.coordinates];
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

export const NOWHERE: Extent = [Infinity, Infinity, -Infinity, -Infinity];
export const isSomewhere = ([west, , east]: Extent): boolean => west <= east;
export const widen = (a: Extent, b: Extent): Extent => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** Outer rings only: holes lie inside them. Degrees; a polygon over the date line is taken as it is written. */
export function extent(polygons: Polygons): Extent {
  let [west, south, east, north] = NOWHERE;
  for (const rings of polygons) {
    for (const [x, y] of rings[0] ?? []) {
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
  }
  return [west, south, east, north];
}

/** The extent of the largest of several pieces, by its box: where what is said of all of them is looked for. */
export function seatOf(polygons: Polygons): Extent {
  let seat = NOWHERE;
  let most = -1;
  for (const rings of polygons) {
    const box = extent([rings]);
    const size = (box[2] - box[0]) * (box[3] - box[1]);
    if (size > most) [seat, most] = [box, size];
  }
  return seat;
}

/** Even-odd, so that holes are outside; exact enough for counting dots, not for law. */
export function contains(polygons: Polygons, x: number, y: number): boolean {
  return polygons.some((rings) => insideRings(rings, x, y));
}

function insideRings(rings: Polygons[number], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [ax, ay] = ring[i] as Position;
      const [bx, by] = ring[j] as Position;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

type Cell = { readonly x: number; readonly y: number; readonly half: number; readonly clear: number };

/**
 * The point of the largest polygon that is farthest from its edge, where a name has most room ("pole of
 * inaccessibility": a centroid may lie outside a crescent). Degrees are scaled by the latitude, which is enough here.
 * @returns undefined without a polygon
 */
export function labelPoint(polygons: Polygons): Position | undefined {
  let rings: Polygons[number] | undefined;
  let largest = -1;
  for (const each of polygons) {
    const [west, south, east, north] = extent([each]);
    const size = (east - west) * (north - south);
    if (size > largest) [rings, largest] = [each, size];
  }
  if (rings === undefined || (rings[0]?.length ?? 0) < 3) return undefined;
  const [west, south, east, north] = extent([rings]);
  const squeeze = Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180));
  const width = (east - west) * squeeze;
  const height = north - south;
  const enough = Math.max(width, height) / 50;
  const cell = (x: number, y: number, half: number): Cell => ({ x, y, half, clear: clearance(rings, x, y, squeeze) });
  let best = cell((west + east) / 2, (south + north) / 2, 0);
  const half = Math.min(width, height) / 2;
  if (half <= 0) return [best.x, best.y];
  const queue: Cell[] = [];
  for (let x = west + half / squeeze; x - half / squeeze < east; x += (2 * half) / squeeze) {
    for (let y = south + half; y - half < north; y += 2 * half) queue.push(cell(x, y, half));
  }
  // A few hundred cells settle any real outline; the bound keeps a hostile one from holding up the frame.
  for (let spent = 0; spent < 400; spent += 1) {
    queue.sort((a, b) => a.clear + a.half * Math.SQRT2 - (b.clear + b.half * Math.SQRT2));
    const next = queue.pop();
    if (next === undefined || next.clear + next.half * Math.SQRT2 - best.clear <= enough) break;
    if (next.clear > best.clear) best = next;
    const quarter = next.half / 2;
    for (const [sx, sy] of [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ] as const) {
      queue.push(cell(next.x + (sx * quarter) / squeeze, next.y + sy * quarter, quarter));
    }
  }
  return [best.x, best.y];
}

/** Distance to the nearest edge in degrees of latitude, negative outside. */
function clearance(rings: Polygons[number], x: number, y: number, squeeze: number): number {
  let least = Infinity;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [ax, ay] = ring[i] as Position;
      const [bx, by] = ring[j] as Position;
      const dx = (bx - ax) * squeeze;
      const dy = by - ay;
      const px = (x - ax) * squeeze;
      const py = y - ay;
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
      const [ex, ey] = [px - along * dx, py - along * dy];
      least = Math.min(least, ex * ex + ey * ey);
    }
  }
  return insideRings(rings, x, y) ? Math.sqrt(least) : -Math.sqrt(least);
}

/** The first point of a geometry that is made of points. */
export function pointOf(geometry: Geometry | undefined): Position | undefined {
  if (geometry?.type === 'Point') return geometry.coordinates;
  return geometry?.type === 'MultiPoint' ? geometry.coordinates[0] : undefined;
}

/** The middle vertex of a line of any depth. */
export function middleOf(coordinates: unknown): Position | undefined {
  if (!Array.isArray(coordinates)) return undefined;
  if (typeof coordinates[0] === 'number') return coordinates as unknown as Position;
  return middleOf(coordinates[Math.floor(coordinates.length / 2)]);
}
