// Corners of a shape moved, put in and taken out; the whole shape moved. The closing position follows its ring's first.
import { MEAN_RADIUS } from '../distance.ts';
import type { Position } from '../position.ts';
import { type Corner, polygonsIn, type Shape } from './shape.ts';

type Ring = Position[];

function withRing(shape: Shape, { polygon, ring }: Corner, change: (ring: Ring) => Ring): Shape {
  const fix = (rings: Ring[]): Ring[] => rings.map((one, index) => (index === ring ? change(one) : one));
  return shape.type === 'Polygon'
    ? { type: 'Polygon', coordinates: fix(shape.coordinates) }
    : { type: 'MultiPolygon', coordinates: shape.coordinates.map((rings, i) => (i === polygon ? fix(rings) : rings)) };
}

const closed = (open: Ring): Ring => [...open, open[0] as Position];

export const cornerAt = (shape: Shape, { polygon, ring, vertex }: Corner): Position | undefined =>
  polygonsIn(shape)[polygon]?.[ring]?.[vertex];

export const moveCorner = (shape: Shape, corner: Corner, to: Position): Shape =>
  withRing(shape, corner, (ring) => closed(ring.slice(0, -1).map((at, i) => (i === corner.vertex ? to : at))));

/** @param corner the new one's address: it comes after the side that led to it */
export const insertCorner = (shape: Shape, corner: Corner, at: Position): Shape =>
  withRing(shape, corner, (ring) => {
    const open = ring.slice(0, -1);
    return closed([...open.slice(0, corner.vertex), at, ...open.slice(corner.vertex)]);
  });

/** A triangle that loses a corner is gone: a hole with its ring, a shell with its polygon. @returns undefined of the last one */
export function removeCorner(shape: Shape, corner: Corner): Shape | undefined {
  const polygons = polygonsIn(shape);
  const ring = polygons[corner.polygon]?.[corner.ring];
  if (ring === undefined) return shape;
  if (ring.length > 4)
    return withRing(shape, corner, (one) => closed(one.slice(0, -1).filter((_, i) => i !== corner.vertex)));
  if (corner.ring > 0) {
    const rest = polygons.map((rings, i) => (i === corner.polygon ? rings.filter((_, k) => k !== corner.ring) : rings));
    return shape.type === 'Polygon'
      ? { type: 'Polygon', coordinates: rest[0] ?? [] }
      : { type: 'MultiPolygon', coordinates: rest };
  }
  const rest = polygons.filter((_, i) => i !== corner.polygon);
  return rest.length === 0 ? undefined : { type: 'MultiPolygon', coordinates: rest };
}

const RADIANS = Math.PI / 180;

/**
 * Moves a shape as a rigid plate by what leads from one place to another: its metres stay its metres, although a degree of
 * longitude is shorter further north.
 */
export function moveShape(shape: Shape, from: Position, to: Position): Shape {
  const [widthFrom, widthTo] = [Math.cos(from[1] * RADIANS), Math.cos(to[1] * RADIANS)];
  const place = ([x, y]: Position): Position => [to[0] + ((x - from[0]) * widthFrom) / widthTo, to[1] + (y - from[1])];
  const polygons = polygonsIn(shape).map((rings) => rings.map((ring) => ring.map(place)));
  return shape.type === 'Polygon'
    ? { type: 'Polygon', coordinates: polygons[0] ?? [] }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** Degrees of latitude that a length takes. @param metres on the mean sphere */
export const asDegrees = (metres: number): number => metres / MEAN_RADIUS / RADIANS;
