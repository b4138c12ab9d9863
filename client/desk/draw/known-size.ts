// The size of a shape, measured once: ten thousand corners on the ellipsoid take a frame, and three places ask.
import { type Size, sizeOf } from '#shared/geo/edit/measure.ts';
import type { Shape } from '#shared/geo/edit/shape.ts';

const known = new WeakMap<Shape, Size>();

export function knownSize(shape: Shape): Size {
  const found = known.get(shape) ?? sizeOf(shape);
  known.set(shape, found);
  return found;
}
