// Small shapes that fences are made of: circles, hulls, what of a polygon lies in a convex one, square metres.
import { orient2d } from 'robust-predicates';
import { MEAN_RADIUS } from './distance.ts';
import type { Geometry } from './geometry.ts';
import type { Position } from './position.ts';

export type Polygons = readonly (readonly (readonly Position[])[])[];

export const polygonsOf = (geometry: Geometry | undefined): Polygons =>
  geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];

export type Box = readonly [west: number, south: number, east: number, north: number];

export function boxOf(polygons: Polygons): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [shell = []] of polygons) {
    for (const [x, y] of shell) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    }
  }
  return [west, south, east, north];
}

const RADIANS = Math.PI / 180;

/**
 * A circle on the sphere as a ring around it: every point within `radius` lies inside.
 * @param radius metres
 * @returns closed, counter-clockwise
 */
export function circle([lon, lat]: Position, radius: number, corners = 48): Position[] {
  const angle = radius / MEAN_RADIUS / Math.cos(Math.PI / corners);
  const sinLat = Math.sin(lat * RADIANS);
  const cosLat = Math.cos(lat * RADIANS);
  const ring: Position[] = [];
  for (let i = 0; i < corners; i++) {
    const bearing = -(2 * Math.PI * i) / corners;
    const to = Math.asin(sinLat * Math.cos(angle) + cosLat * Math.sin(angle) * Math.cos(bearing));
    const across = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cosLat, Math.cos(angle) - sinLat * Math.sin(to));
    ring.push([lon + across / RADIANS, to / RADIANS]);
  }
  ring.push(ring[0]!);
  return ring;
}

/** @returns the convex hull, closed, counter-clockwise (Andrew's monotone chain, exact signs); empty of fewer than three corners */
export function convexHull(points: readonly Position[]): Position[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly Position[]): Position[] => {
    const out: Position[] = [];
    for (const point of list) {
      // orient2d is positive clockwise
      while (out.length > 1 && turnsBack(out.at(-2)!, out.at(-1)!, point)) out.pop();
      out.push(point);
    }
    return out.slice(0, -1);
  };
  const hull = [...half(sorted), ...half([...sorted].reverse())];
  return hull.length < 3 ? [] : [...hull, hull[0]!];
}
const turnsBack = (a: Position, b: Position, c: Position): boolean => orient2d(a[0], a[1], b[0], b[1], c[0], c[1]) >= 0;

/** Twice the signed area of a ring in square degrees, measured from its first corner: far from 0,0 digits would be lost. */
function twiceArea(ring: readonly Position[]): number {
  const [ox, oy] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[i + 1]!;
    sum += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  return sum;
}

/**
 * Square metres of a ring on the mean sphere, edges straight on a cylindrical equal-area map (Chamberlain and Duquette 2007).
 * Latitudes are taken from the first corner's, so that a staircase keeps its digits.
 */
export function ringArea(ring: readonly Position[]): number {
  const base = 2 * Math.sin((ring[0]?.[1] ?? 0) * RADIANS);
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[i + 1]!;
    sum += (bx - ax) * RADIANS * (Math.sin(ay * RADIANS) + Math.sin(by * RADIANS) - base);
  }
  return (Math.abs(sum) / 2) * MEAN_RADIUS * MEAN_RADIUS;
}

export const areaOf = (polygons: Polygons): number =>
  polygons.reduce(
    (sum, [shell = [], ...holes]) => sum + ringArea(shell) - holes.reduce((less, hole) => less + ringArea(hole), 0),
    0,
  );

/** What of a ring lies inside a convex counter-clockwise one (Sutherland-Hodgman): right as to area, for concave rings too. */
function clipped(ring: readonly Position[], convex: readonly Position[]): Position[] {
  let left = ring.slice(0, -1);
  for (let i = 0; i + 1 < convex.length && left.length > 0; i++) {
    const [ax, ay] = convex[i]!;
    const [bx, by] = convex[i + 1]!;
    const side = ([x, y]: Position): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const next: Position[] = [];
    for (let k = 0; k < left.length; k++) {
      const from = left[k]!;
      const to = left[(k + 1) % left.length]!;
      const [a, b] = [side(from), side(to)];
      if (a >= 0) next.push(from);
      if (a > 0 !== b > 0 && a !== b) {
        const part = a / (a - b);
        if (part > 0 && part < 1) next.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
      }
    }
    left = next;
  }
  return left.length === 0 ? [] : [...left, left[0]!];
}

/** Share of a footprint, 0 to 1, that lies inside a convex counter-clockwise ring. */
export function shareInside(polygons: Polygons, convex: readonly Position[]): number {
  let all = 0;
  let inside = 0;
  for (const rings of polygons) {
    for (const [i, ring] of rings.entries()) {
      const sign = i === 0 ? 1 : -1;
      all += sign * Math.abs(twiceArea(ring));
      inside += sign * Math.abs(twiceArea(clipped(ring, convex)));
    }
  }
  return all === 0 ? 0 : inside / all;
}

/** A point that stands for a footprint: the middle of its box. */
export function middleOf(polygons: Polygons): Position {
  const [west, south, east, north] = boxOf(polygons);
  return [(west + east) / 2, (south + north) / 2];
}

export const boxesMeet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** Metres from a point to a segment, on a plane at the point. */
export function toSegment(point: Position, a: Position, b: Position): number {
  const metres = 111_195;
  const across = Math.cos((point[1] * Math.PI) / 180) * metres;
  const [ax, ay] = [(a[0] - point[0]) * across, (a[1] - point[1]) * metres];
  const [bx, by] = [(b[0] - point[0]) * across, (b[1] - point[1]) * metres];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + dx * share, ay + dy * share);
}
