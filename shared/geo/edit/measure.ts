// How large a shape is, on the ellipsoid, as it is read out in a meeting.
import { geodesicDistance, ringArea } from '../geodesic.ts';
import type { Position } from '../position.ts';
import { cornerCount, polygonsIn, type Shape } from './shape.ts';

export type Size = {
  /** m², holes left out; of a shape that crosses itself it says nothing sensible */
  readonly area: number;
  /** metres of all boundaries, those of holes as well */
  readonly perimeter: number;
  readonly corners: number;
  readonly holes: number;
  readonly parts: number;
};

const lengthOf = (ring: readonly Position[]): number =>
  ring.slice(1).reduce((sum, to, i) => sum + geodesicDistance(ring[i] as Position, to), 0);

export function sizeOf(shape: Shape): Size {
  const polygons = polygonsIn(shape);
  let [area, perimeter] = [0, 0];
  for (const rings of polygons) {
    for (const [i, ring] of rings.entries()) {
      area += (i === 0 ? 1 : -1) * ringArea(ring);
      perimeter += lengthOf(ring);
    }
  }
  const holes = polygons.reduce((sum, rings) => sum + rings.length - 1, 0);
  return { area: Math.max(0, area), perimeter, corners: cornerCount(shape), holes, parts: polygons.length };
}
