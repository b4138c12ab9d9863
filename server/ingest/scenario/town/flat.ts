// The plane the town is drawn on: metres east and north of its centre, and what one does with points and paths on it.
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import words from '../../../../data/scenarios/town/town.json' with { type: 'json' };

/** metres east, metres north */
export type Point = readonly [east: number, north: number];
export type Path = readonly Point[];

export const CENTER: Position = [words.center[0]!, words.center[1]!];

// Metres of one degree at latitude 39 on the WGS-84 ellipsoid; constants, so that no machine's cosine moves a vertex.
const EAST = 86_628;
const NORTH = 111_014;

// 7 decimals are what is stored (shared/geo/geometry.ts); the same point gives the same position to the last bit.
const round7 = (value: number) => Math.round(value * 1e7) / 1e7;

/** WGS-84 */
export const position = ([east, north]: Point): Position => [
  round7(CENTER[0] + east / EAST),
  round7(CENTER[1] + north / NORTH),
];
export const fromPosition = ([lon, lat]: Position): Point => [(lon - CENTER[0]) * EAST, (lat - CENTER[1]) * NORTH];

/** Positions without those that rounding made equal to the one before. */
function positions(path: Path): Position[] {
  const out: Position[] = [];
  for (const point of path) {
    const next = position(point);
    const last = out.at(-1);
    if (last === undefined || last[0] !== next[0] || last[1] !== next[1]) out.push(next);
  }
  return out;
}

const closed = (ring: Path): Position[] => {
  const out = positions(ring);
  const [first, last] = [out[0]!, out.at(-1)!];
  if (out.length > 1 && first[0] === last[0] && first[1] === last[1]) out.pop();
  return [...out, first];
};
export const line = (path: Path): Extract<Geometry, { type: 'LineString' }> => ({
  type: 'LineString',
  coordinates: positions(path),
});
export const lines = (paths: readonly Path[]): Extract<Geometry, { type: 'LineString' | 'MultiLineString' }> =>
  paths.length === 1 ? line(paths[0]!) : { type: 'MultiLineString', coordinates: paths.map(positions) };
/** @param rings open; shell counter-clockwise, holes clockwise */
export const polygon = (...rings: readonly Path[]): Geometry => ({ type: 'Polygon', coordinates: rings.map(closed) });
/** @param parts polygons, each a shell and its holes */
export const polygons = (parts: readonly (readonly Path[])[]): Geometry =>
  parts.length === 1
    ? polygon(...parts[0]!)
    : { type: 'MultiPolygon', coordinates: parts.map((rings) => rings.map(closed)) };

export const plus = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]];
export const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]];
export const times = (a: Point, by: number): Point => [a[0] * by, a[1] * by];
export const mix = (a: Point, b: Point, part: number): Point => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
];
export const cross = (a: Point, b: Point): number => a[0] * b[1] - a[1] * b[0];
export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1];
export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const unit = (a: Point): Point => times(a, 1 / (Math.hypot(a[0], a[1]) || 1));
/** a quarter turn to the left */
export const left = ([x, y]: Point): Point => [-y, x];
export const turned = ([x, y]: Point, angle: number): Point => [
  x * Math.cos(angle) - y * Math.sin(angle),
  x * Math.sin(angle) + y * Math.cos(angle),
];
export const heading = (angle: number): Point => [Math.cos(angle), Math.sin(angle)];
/** A point of a frame: `u` along `axis` from `origin`, `v` to its left. */
export const framed = (origin: Point, axis: Point, u: number, v: number): Point => [
  origin[0] + axis[0] * u - axis[1] * v,
  origin[1] + axis[1] * u + axis[0] * v,
];

export const pathLength = (path: Path): number =>
  path.reduce((sum, point, i) => (i === 0 ? 0 : sum + distance(path[i - 1]!, point)), 0);

/** The point this many metres along a path (ends beyond it), and the unit vector of the way there. */
export function along(path: Path, metres: number): { readonly at: Point; readonly way: Point } {
  let left = Math.max(0, metres);
  for (let i = 1; i < path.length; i += 1) {
    const step = distance(path[i - 1]!, path[i]!);
    if (left <= step || i === path.length - 1) {
      const way = unit(minus(path[i]!, path[i - 1]!));
      return { at: plus(path[i - 1]!, times(way, Math.min(left, step))), way };
    }
    left -= step;
  }
  return { at: path[0]!, way: [1, 0] };
}

/** The part of a path between two distances, metres. */
export function piece(path: Path, from: number, to: number): Point[] {
  const out: Point[] = [along(path, from).at];
  let gone = 0;
  for (let i = 1; i < path.length; i += 1) {
    gone += distance(path[i - 1]!, path[i]!);
    if (gone > from + 0.5 && gone < to - 0.5) out.push(path[i]!);
  }
  return [...out, along(path, to).at];
}

/** Parallel to a path, `by` metres to its left (right where negative); made for gentle bends. */
export function beside(path: Path, by: number): Point[] {
  return path.map((point, i) => {
    const before = path[i - 1] ?? point;
    const after = path[i + 1] ?? point;
    return plus(point, times(left(unit(minus(after, before))), by));
  });
}

export type Nearest = { readonly at: Point; readonly metres: number; readonly along: number };

/** Where a path comes nearest to a point. */
export function nearest(path: Path, point: Point): Nearest {
  let best: Nearest = { at: path[0]!, metres: distance(path[0]!, point), along: 0 };
  let gone = 0;
  for (let i = 1; i < path.length; i += 1) {
    const from = path[i - 1]!;
    const step = minus(path[i]!, from);
    const length = Math.hypot(step[0], step[1]);
    const part = length === 0 ? 0 : Math.max(0, Math.min(1, dot(minus(point, from), step) / length ** 2));
    const at = plus(from, times(step, part));
    const metres = distance(at, point);
    if (metres < best.metres) best = { at, metres, along: gone + part * length };
    gone += length;
  }
  return best;
}

/** A smooth way through these points (Catmull-Rom), a point about every `step` metres. */
export function through(points: Path, step: number): Point[] {
  const out: Point[] = [points[0]!];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const [b, c] = [points[i]!, points[i + 1]!];
    const a = points[i - 1] ?? minus(times(b, 2), c);
    const d = points[i + 2] ?? minus(times(c, 2), b);
    const parts = Math.max(1, Math.round(distance(b, c) / step));
    for (let k = 1; k <= parts; k += 1) {
      const t = k / parts;
      const blend = (axis: 0 | 1) =>
        0.5 *
        (2 * b[axis] +
          (c[axis] - a[axis]) * t +
          (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
          (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t ** 3);
      out.push([blend(0), blend(1)]);
    }
  }
  return out;
}

/** Where two segments cross inside both, as the part of the first; undefined where they do not. */
export function crossing(a: Point, b: Point, c: Point, d: Point): number | undefined {
  const [r, s] = [minus(b, a), minus(d, c)];
  const by = cross(r, s);
  if (Math.abs(by) < 1e-9) return undefined;
  const t = cross(minus(c, a), s) / by;
  const u = cross(minus(c, a), r) / by;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? t : undefined;
}

/** Metres along the first path where the second crosses it, or undefined. */
export function meets(path: Path, other: Path): number | undefined {
  let gone = 0;
  for (let i = 1; i < path.length; i += 1) {
    const [a, b] = [path[i - 1]!, path[i]!];
    for (let k = 1; k < other.length; k += 1) {
      const part = crossing(a, b, other[k - 1]!, other[k]!);
      if (part !== undefined) return gone + part * distance(a, b);
    }
    gone += distance(a, b);
  }
  return undefined;
}

export const smooth = (t: number): number => {
  const x = Math.max(0, Math.min(1, t));
  return x * x * (3 - 2 * x);
};
