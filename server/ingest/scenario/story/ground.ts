// Places on the town's ground, in degrees: middles, distances, ways along a line.
import type { Geometry, Position } from '../town/town.ts';

const METRES_PER_DEGREE = 111_320;

/** Middle of a polygon's outer ring (of the first part of several); near enough to stand a symbol on. */
export function middleOf(geometry: Geometry): Position {
  const ring = outerRing(geometry).slice(1);
  const sum = ring.reduce(([x, y], [east, north]) => [x + east, y + north], [0, 0]);
  return rounded([sum[0] / ring.length, sum[1] / ring.length]);
}

function outerRing({ type, coordinates }: Geometry): readonly Position[] {
  if (type === 'Polygon') return coordinates[0] as Position[];
  if (type === 'MultiPolygon') return coordinates[0]![0] as Position[];
  throw new Error(`${type} has no ring`);
}

/** Metres, on a plane; good to a part in a thousand within a county. */
export function metres([east, north]: Position, [x, y]: Position): number {
  const width = Math.cos((north * Math.PI) / 180);
  return Math.hypot((x - east) * width, y - north) * METRES_PER_DEGREE;
}

export const rounded = ([east, north]: readonly [number, number]): Position => [
  Math.round(east * 1e6) / 1e6,
  Math.round(north * 1e6) / 1e6,
];

/** So many metres east and north of a place. */
export function beside([x, y]: Position, east: number, north: number): Position {
  return rounded([x + east / (METRES_PER_DEGREE * Math.cos((y * Math.PI) / 180)), y + north / METRES_PER_DEGREE]);
}

/** A line that knows how long each of its pieces is. */
export type Way = { readonly points: readonly Position[]; readonly upTo: readonly number[]; readonly length: number };

export function wayOf(points: readonly Position[]): Way {
  const upTo = [0];
  for (let i = 1; i < points.length; i += 1) upTo.push(upTo[i - 1]! + metres(points[i - 1]!, points[i]!));
  return { points, upTo, length: upTo.at(-1)! };
}

/** Where somebody is who goes up and down a way, `far` metres after setting out. */
export function goingAlong({ points, upTo, length }: Way, far: number): Position {
  const at = far % (2 * length);
  const from = at > length ? 2 * length - at : at;
  let i = 1;
  while (i < points.length - 1 && upTo[i]! < from) i += 1;
  const [a, b] = [points[i - 1]!, points[i]!];
  const part = upTo[i] === upTo[i - 1] ? 0 : (from - upTo[i - 1]!) / (upTo[i]! - upTo[i - 1]!);
  return rounded([a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]);
}
