// What can be drawn as a control zone, and its corners by address.
import type { Geometry } from '../geometry.ts';
import type { Position } from '../position.ts';

/** WGS-84, degrees; rings closed: the first position is repeated at the end. */
export type Shape = Extract<Geometry, { type: 'Polygon' | 'MultiPolygon' }>;

/** Where a corner stands: polygon, ring (0 the shell), vertex (never the closing one). */
export type Corner = { readonly polygon: number; readonly ring: number; readonly vertex: number };

export const polygonsIn = (shape: Shape): Position[][][] =>
  shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;

/** One polygon is a Polygon, several are a MultiPolygon; undefined of none. */
export function shapeOf(polygons: Position[][][]): Shape | undefined {
  const [only] = polygons;
  if (only === undefined) return undefined;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** Corners of all rings, the closing repetition not counted. */
export const cornerCount = (shape: Shape): number =>
  polygonsIn(shape).reduce((sum, rings) => sum + rings.reduce((more, ring) => more + ring.length - 1, 0), 0);

export const isShape = (geometry: Geometry | undefined): geometry is Shape =>
  geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon';
