// Shapes for the tests of editing: drawn near the demonstration's district, where a degree is not square.
import fc from 'fast-check';
import type { Position } from '../position.ts';
import { polygonsIn, type Shape } from './shape.ts';

const [EAST, NORTH] = [109.2, 39];

/** @param x,y units of about ten metres */
export const place = (x: number, y: number): Position => [
  Number((EAST + x * 1e-4).toFixed(7)),
  Number((NORTH + y * 1e-4).toFixed(7)),
];
export const ring = (...corners: readonly (readonly [number, number])[]): Position[] => {
  const open = corners.map(([x, y]) => place(x, y));
  return [...open, open[0]!];
};
export const polygon = (...rings: Position[][]): Shape => ({ type: 'Polygon', coordinates: rings });
export const box = (west: number, south: number, east: number, north: number): Shape =>
  polygon(ring([west, south], [east, south], [east, north], [west, north]));

/** A star with a corner every few degrees: any such ring is simple. */
export const star = (corners: number, seed = 1): Shape =>
  polygon(
    ring(
      ...Array.from({ length: corners }, (_, i): [number, number] => {
        const angle = (2 * Math.PI * i) / corners;
        const radius = 100 + 3 * Math.sin(seed + i * 2.3);
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      }),
    ),
  );

/** Simple polygons without holes, of very different forms, somewhere within a kilometre. */
export const shapes: fc.Arbitrary<Shape> = fc
  .record({
    x: fc.integer({ min: -30, max: 30 }),
    y: fc.integer({ min: -30, max: 30 }),
    radii: fc.array(fc.integer({ min: 8, max: 60 }), { minLength: 3, maxLength: 14 }),
  })
  .map(({ x, y, radii }) =>
    polygon(
      ring(
        ...radii.map((radius, i): [number, number] => {
          const angle = (2 * Math.PI * i) / radii.length + 0.01;
          return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
        }),
      ),
    ),
  );

/** Square degrees of a shape, in units of a ten-metre square: the plane in which shapes are combined. */
export const planeArea = (shape: Shape): number =>
  polygonsIn(shape).reduce((sum, rings) => {
    const areas = rings.map((path) => {
      let twice = 0;
      const [ox, oy] = path[0]!;
      for (let i = 0; i + 1 < path.length; i++) {
        const [[ax, ay], [bx, by]] = [path[i]!, path[i + 1]!];
        twice += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
      }
      return Math.abs(twice) / 2;
    });
    return sum + areas.reduce((rest, area, i) => (i === 0 ? area : rest - area), 0);
  }, 0) / 1e-8;
