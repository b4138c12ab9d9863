// Several shapes into one: all of them, what they share, or the first without the others. Planar in degrees, as drawn.
import { difference, feature, featureCollection, intersect, union } from '@turf/turf';
import { err, type Result } from '../../result.ts';
import type { EditError } from './edit-error.ts';
import { attempt, valid } from './outcome.ts';
import { polygonsIn, type Shape } from './shape.ts';

const all = (shapes: readonly Shape[]) => featureCollection(shapes.map((shape) => feature(shape)));

/** @returns everything that lies in any of them; parts that do not meet stay parts of one MultiPolygon */
export function merge(shapes: readonly Shape[]): Result<Shape, EditError> {
  const checked = valid(shapes);
  if (!checked.ok) return checked;
  const [first] = checked.value;
  if (first === undefined) return err({ code: 'nothing-left' });
  return attempt(() => union(all(checked.value.length === 1 ? [first, first] : checked.value)));
}

/** @returns what lies in every one of them; `apart` when nothing does */
export function overlap(shapes: readonly Shape[]): Result<Shape, EditError> {
  const checked = valid(shapes);
  if (!checked.ok) return checked;
  if (checked.value.length < 2) return err({ code: 'apart' });
  const found = attempt(() => intersect(all(checked.value)));
  return !found.ok && found.error.code === 'nothing-left' ? err({ code: 'apart' }) : found;
}

/** @returns the first without what lies in any of the others */
export function subtract(from: Shape, others: readonly Shape[]): Result<Shape, EditError> {
  const checked = valid([from, ...others]);
  if (!checked.ok) return checked;
  return attempt(() => difference(all(checked.value)));
}

/**
 * @param hole one ring, drawn inside the shape
 * @returns the shape with a hole; `hole-outside` where the ring leaves the shape or touches what is already out
 */
export function cutHole(shape: Shape, hole: Shape): Result<Shape, EditError> {
  const inside = overlap([shape, hole]);
  if (!inside.ok) return inside.error.code === 'apart' ? err({ code: 'hole-outside' }) : inside;
  const cut = subtract(shape, [hole]);
  if (!cut.ok) return cut;
  const rings = (one: Shape) => polygonsIn(one).reduce((sum, polygon) => sum + polygon.length, 0);
  // A ring that lies wholly inside adds exactly itself; one that crosses a side bites a piece out instead.
  return rings(cut.value) === rings(shape) + rings(hole) ? cut : err({ code: 'hole-outside' });
}
