// From a block to plots: the land behind the pavements, cut in two until a plot has the size of its quarter.
import type { Dice } from '../dice.ts';
import { cross, distance, framed, left, minus, type Path, type Point } from './flat.ts';
import { areaOf, hull, inset, type Ring, split } from './rings.ts';
import type { LineClass } from './street-plan.ts';

/** Metres from a street's middle to the plots: half the carriageway, trees and pavement. */
const STREET: Readonly<Record<LineClass, number>> = { ring: 27, primary: 23, secondary: 15, residential: 10, none: 0 };

/** What is left of a block between its streets. */
export function buildable(points: Path, sides: readonly LineClass[]): Ring | undefined {
  const kept = corners(points, sides);
  return inset(
    kept.map((i) => points[i]!),
    (edge) => STREET[sides[kept[edge]!]!],
  );
}

/** Vertices that matter: ends of sides, and of a bend as many as keep the chord within half a metre of it. */
function corners(points: Path, sides: readonly LineClass[]): number[] {
  const count = points.length;
  const start = sides.findIndex((side, i) => side !== sides[(i + count - 1) % count]);
  const first = Math.max(0, start);
  const kept = [first];
  for (let step = 1; step < count; step += 1) {
    const here = first + step;
    const from = kept.at(-1)!;
    const isSideEnd = sides[here % count] !== sides[(here - 1) % count];
    const [a, b] = [points[from % count]!, points[(here + 1) % count]!];
    const base = distance(a, b) || 1;
    let off = 0;
    for (let i = from + 1; i <= here; i += 1) {
      off = Math.max(off, Math.abs(cross(minus(b, a), minus(points[i % count]!, a))) / base);
    }
    if (isSideEnd || off > 0.5) kept.push(here);
  }
  return kept.map((i) => i % count);
}

/** Halves, halves of halves, until no piece is much larger than `size` square metres; neighbours stand `gap` metres apart. */
export function plots(ring: Ring, size: number, least: number, gap: number, draw: Dice): Ring[] {
  const { middle, way, long, short } = hull(ring);
  const whole = areaOf(ring);
  if (whole < size * draw.between(1.25, 1.75) && long < short * 2.6) return [ring];
  if (long < least * 2 || whole < size * 0.9) return [ring];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const at = framed(middle, way, long * draw.between(-0.1, 0.1), 0);
    const halves = split(ring, at, left(way));
    const pieces = halves?.map((half) => inset(half, (edge) => (isCut(half, edge, at, left(way)) ? gap / 2 : 0)));
    const [a, b] = pieces ?? [];
    if (a === undefined || b === undefined || areaOf(a) < size * 0.3 || areaOf(b) < size * 0.3) continue;
    return [...plots(a, size, least, gap, draw), ...plots(b, size, least, gap, draw)];
  }
  return [ring];
}

const isCut = (ring: Ring, edge: number, through: Point, way: Point): boolean => {
  const off = (point: Point) => Math.abs(cross(way, minus(point, through)));
  return off(ring[edge]!) < 0.01 && off(ring[(edge + 1) % ring.length]!) < 0.01;
};
