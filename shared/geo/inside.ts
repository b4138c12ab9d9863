// Whether a position lies in an area. Exact at edges and vertices, which neighbours share.
import type { Geometry } from './geometry.ts';
import type { Position } from './position.ts';
import { turn } from './segments.ts';

const OUT = -1;
const EDGE = 0;
const IN = 1;

function inRing(ring: readonly Position[], point: Position): number {
  let inside = false;
  const [x, y] = point;
  for (let i = 0; i + 1 < ring.length; i++) {
    const a = ring[i] as Position;
    const b = ring[i + 1] as Position;
    const isLevel = a[1] === y && b[1] === y;
    if (isLevel ? Math.min(a[0], b[0]) <= x && x <= Math.max(a[0], b[0]) : a[0] === x && a[1] === y) return EDGE;
    if (a[1] > y === b[1] > y) continue;
    const side = b[1] > a[1] ? turn(a, b, point) : turn(b, a, point);
    if (side === 0) return EDGE;
    if (side > 0) inside = !inside;
  }
  return inside ? IN : OUT;
}

function inPolygon(rings: readonly (readonly Position[])[], point: Position): boolean {
  const [shell, ...holes] = rings;
  return shell !== undefined && inRing(shell, point) !== OUT && holes.every((hole) => inRing(hole, point) !== IN);
}

/**
 * @param position WGS-84
 * @param geometry WGS-84, valid (checkGeometry); only polygons hold positions
 * @returns whether it lies inside or on the boundary, holes left out
 */
export function isInside(position: Position, geometry: Geometry): boolean {
  if (geometry.type === 'Polygon') return inPolygon(geometry.coordinates, position);
  return geometry.type === 'MultiPolygon' && geometry.coordinates.some((polygon) => inPolygon(polygon, position));
}
