// What ground is taken: streets, water and rails with their widths, and every plot that is already laid out.
import { crossing, distance, nearest, type Path, type Point } from './flat.ts';
import { grid } from './grid.ts';
import { type Box, bordersCross, boxOf, holds, type Ring } from './rings.ts';

type Segment = { readonly a: Point; readonly b: Point; readonly half: number };

export type Obstacles = {
  /** @param half metres to each side that nobody may build on */
  line(path: Path, half: number): void;
  ring(ring: Ring): void;
  /** Whether nothing taken comes nearer than `margin` metres. */
  isFree(ring: Ring, margin: number): boolean;
  /** Whether a straight way crosses no plot but this one. */
  isOpen(from: Point, to: Point, but?: Ring): boolean;
};

const wider = ([w, s, e, n]: Box, by: number): Box => [w - by, s - by, e + by, n + by];

export function obstacles(): Obstacles {
  const segments = grid<Segment>(250);
  const plots = grid<Ring>(250);
  return {
    line: (path, half) => {
      for (let i = 1; i < path.length; i += 1) {
        const [a, b] = [path[i - 1]!, path[i]!];
        segments.add({ a, b, half }, wider(boxOf([a, b]), half));
      }
    },
    ring: (ring) => plots.add(ring, boxOf(ring)),
    isFree: (ring, margin) => {
      const box = wider(boxOf(ring), margin);
      for (const plot of plots.near(box)) {
        if (bordersCross(plot, ring) || holds(plot, ring[0]!) || holds(ring, plot[0]!)) return false;
        if (margin > 0 && apart(ring, plot) < margin) return false;
      }
      return segments.near(box).every(({ a, b, half }) => !touches(ring, a, b, half + margin));
    },
    isOpen: (from, to, but) => plots.near(boxOf([from, to])).every((plot) => plot === but || !crosses(plot, from, to)),
  };
}

const crosses = (ring: Ring, from: Point, to: Point): boolean =>
  ring.some((a, i) => crossing(a, ring[(i + 1) % ring.length]!, from, to) !== undefined) || holds(ring, to);

function touches(ring: Ring, a: Point, b: Point, within: number): boolean {
  if (holds(ring, a) || holds(ring, b)) return true;
  for (let i = 0; i < ring.length; i += 1) {
    const [p, q] = [ring[i]!, ring[(i + 1) % ring.length]!];
    if (crossing(p, q, a, b) !== undefined) return true;
    if (
      distanceToSegment(p, a, b) < within ||
      distanceToSegment(a, p, q) < within ||
      distanceToSegment(b, p, q) < within
    )
      return true;
  }
  return false;
}

const apart = (a: Ring, b: Ring): number => {
  const loop = (ring: Ring) => [...ring, ring[0]!];
  const [la, lb] = [loop(a), loop(b)];
  const least = (points: Ring, path: Ring) =>
    points.reduce((min, point) => Math.min(min, nearest(path, point).metres), Infinity);
  return Math.min(least(a, lb), least(b, la));
};

export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  if (length === 0) return distance(p, a);
  const part = Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length));
  return Math.hypot(p[0] - a[0] - dx * part, p[1] - a[1] - dy * part);
}
