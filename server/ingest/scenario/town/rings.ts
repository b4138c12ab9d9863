// Rings on the plane: open, counter-clockwise. Area, inside, inset, split, rectangles.
import {
  cross,
  crossing,
  distance,
  dot,
  framed,
  left,
  minus,
  type Path,
  type Point,
  plus,
  times,
  unit,
} from './flat.ts';

export type Ring = Path;
export type Box = readonly [west: number, south: number, east: number, north: number];

const at = (ring: Ring, i: number): Point => ring[((i % ring.length) + ring.length) % ring.length]!;

/** Square metres; positive where counter-clockwise. */
export const areaOf = (ring: Ring): number =>
  ring.reduce((sum, point, i) => sum + cross(minus(point, ring[0]!), minus(at(ring, i + 1), ring[0]!)), 0) / 2;

export const counterClockwise = (ring: Ring): Ring => (areaOf(ring) < 0 ? ring.toReversed() : ring);

export function boxOf(ring: Ring): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

/** Centre of gravity. */
export function centroid(ring: Ring): Point {
  const [ox, oy] = ring[0]!;
  let [sum, x, y] = [0, 0, 0];
  for (let i = 0; i < ring.length; i += 1) {
    const [ax, ay] = minus(ring[i]!, [ox, oy]);
    const [bx, by] = minus(at(ring, i + 1), [ox, oy]);
    const piece = ax * by - ay * bx;
    sum += piece;
    x += (ax + bx) * piece;
    y += (ay + by) * piece;
  }
  return Math.abs(sum) < 1e-6 ? [ox, oy] : [ox + x / (3 * sum), oy + y / (3 * sum)];
}

export function holds(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Whether a ring lies inside another, edges included. */
export function holdsRing(outer: Ring, inner: Ring): boolean {
  return inner.every((point) => holds(outer, point)) && !bordersCross(outer, inner);
}

export function bordersCross(a: Ring, b: Ring): boolean {
  const box = boxOf(b);
  for (let i = 0; i < a.length; i += 1) {
    const [p, q] = [a[i]!, at(a, i + 1)];
    if (Math.max(p[0], q[0]) < box[0] || Math.min(p[0], q[0]) > box[2]) continue;
    if (Math.max(p[1], q[1]) < box[1] || Math.min(p[1], q[1]) > box[3]) continue;
    for (let k = 0; k < b.length; k += 1) if (crossing(p, q, b[k]!, at(b, k + 1)) !== undefined) return true;
  }
  return false;
}

/** Vertices that bend by less than `metres` left out: an inset or a parcel needs no more. */
export function simpler(ring: Ring, metres: number): Point[] {
  let out = [...ring];
  for (let changed = true; changed && out.length > 3; ) {
    changed = false;
    for (let i = 0; i < out.length && out.length > 3; i += 1) {
      const [a, b, c] = [at(out, i - 1), out[i]!, at(out, i + 1)];
      const base = distance(a, c);
      const off = base < 1e-6 ? distance(a, b) : Math.abs(cross(minus(c, a), minus(b, a))) / base;
      if (off < metres || distance(a, b) < metres) {
        out = out.toSpliced(i, 1);
        changed = true;
      }
    }
  }
  return out;
}

/**
 * The ring moved inwards, each edge (vertex i to i + 1) by its own distance; edges that vanish are left out.
 * Made for shapes that are nearly convex. @returns undefined where nothing sound is left
 */
export function inset(ring: Ring, by: (edge: number) => number): Point[] | undefined {
  let edges = ring.map((from, i) => {
    const way = unit(minus(at(ring, i + 1), from));
    return { way, from: plus(from, times(left(way), by(i))), off: by(i) };
  });
  for (;;) {
    if (edges.length < 3) return undefined;
    const points = edges.map((edge, i): Point => {
      const before = edges[(i + edges.length - 1) % edges.length]!;
      const turn = cross(before.way, edge.way);
      if (Math.abs(turn) < 0.02) return edge.from;
      const part = cross(minus(edge.from, before.from), edge.way) / turn;
      return plus(before.from, times(before.way, part));
    });
    let [worst, least] = [-1, 0.5];
    for (const [i, edge] of edges.entries()) {
      const length = dot(minus(points[(i + 1) % points.length]!, points[i]!), edge.way);
      if (length < least) [worst, least] = [i, length];
    }
    if (worst >= 0) {
      edges = edges.toSpliced(worst, 1);
      continue;
    }
    return areaOf(points) > 50 && isSimple(points) ? points : undefined;
  }
}

export function isSimple(ring: Ring): boolean {
  for (let i = 0; i < ring.length; i += 1) {
    for (let k = i + 2; k < ring.length; k += 1) {
      if (i === 0 && k === ring.length - 1) continue;
      if (crossing(ring[i]!, at(ring, i + 1), ring[k]!, at(ring, k + 1)) !== undefined) return false;
    }
  }
  return true;
}

/** Two rings, left and right of a line; undefined where the line does not cross the border exactly twice. */
export function split(ring: Ring, through: Point, way: Point): [Point[], Point[]] | undefined {
  const side = ring.map((point) => cross(way, minus(point, through)));
  const cuts: number[] = [];
  for (let i = 0; i < ring.length; i += 1) {
    const [a, b] = [side[i]!, side[(i + 1) % ring.length]!];
    if (Math.abs(a) < 1e-6) return undefined;
    if (a > 0 !== b > 0) cuts.push(i);
  }
  if (cuts.length !== 2) return undefined;
  const [first, second] = cuts as [number, number];
  const cut = (i: number): Point => {
    const [a, b] = [side[i]!, side[(i + 1) % ring.length]!];
    return plus(ring[i]!, times(minus(at(ring, i + 1), ring[i]!), a / (a - b)));
  };
  const [p, q] = [cut(first), cut(second)];
  const one = [p, ...ring.slice(first + 1, second + 1), q];
  const two = [q, ...ring.slice(second + 1), ...ring.slice(0, first + 1), p];
  return side[(first + 1) % ring.length]! > 0 ? [one, two] : [two, one];
}

/** The rectangle of least area round a ring: its centre, the way of its long side, and its sides. */
export function hull(ring: Ring): {
  readonly middle: Point;
  readonly way: Point;
  readonly long: number;
  readonly short: number;
} {
  let best = { middle: ring[0]!, way: [1, 0] as Point, long: 0, short: 0 };
  let least = Infinity;
  for (let i = 0; i < ring.length; i += 1) {
    const way = unit(minus(at(ring, i + 1), ring[i]!));
    const across = left(way);
    let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const point of ring) {
      const [u, v] = [dot(point, way), dot(point, across)];
      [u0, u1, v0, v1] = [Math.min(u0, u), Math.max(u1, u), Math.min(v0, v), Math.max(v1, v)];
    }
    const size = (u1 - u0) * (v1 - v0);
    if (size >= least) continue;
    least = size;
    const middle = plus(times(way, (u0 + u1) / 2), times(across, (v0 + v1) / 2));
    const isLong = u1 - u0 >= v1 - v0;
    best = {
      middle,
      way: isLong ? way : across,
      long: Math.max(u1 - u0, v1 - v0),
      short: Math.min(u1 - u0, v1 - v0),
    };
  }
  return best;
}

/** Counter-clockwise from the corner behind and to the right. */
export const rectangle = (middle: Point, way: Point, length: number, depth: number): Point[] => [
  framed(middle, way, -length / 2, -depth / 2),
  framed(middle, way, length / 2, -depth / 2),
  framed(middle, way, length / 2, depth / 2),
  framed(middle, way, -length / 2, depth / 2),
];

/** The stretches of the line `v` (to the left of `way` through `origin`) that lie inside, in `u`. */
export function stretches(ring: Ring, origin: Point, way: Point, v: number): [number, number][] {
  const across = left(way);
  const hits: number[] = [];
  for (let i = 0; i < ring.length; i += 1) {
    const a = minus(ring[i]!, origin);
    const b = minus(at(ring, i + 1), origin);
    const [av, bv] = [dot(a, across) - v, dot(b, across) - v];
    if (av > 0 === bv > 0) continue;
    const part = av / (av - bv);
    hits.push(dot(a, way) + (dot(b, way) - dot(a, way)) * part);
  }
  hits.sort((p, q) => p - q);
  return Array.from({ length: Math.floor(hits.length / 2) }, (_, i) => [hits[2 * i]!, hits[2 * i + 1]!]);
}
