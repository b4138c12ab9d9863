import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Geometry } from './geometry.ts';
import { isInside } from './inside.ts';
import type { Position } from './position.ts';

const ring = (x: number, y: number, size: number): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const donut: Geometry = { type: 'Polygon', coordinates: [ring(0, 0, 9), ring(3, 3, 3).reverse()] };

describe('isInside', () => {
  it('counts the boundary, of the hole too, as inside', () => {
    for (const at of [
      [0, 0],
      [9, 9],
      [4, 0],
      [0, 4],
      [3, 3],
      [3, 4],
      [4, 6],
      [1, 3],
    ] as Position[]) {
      expect(isInside(at, donut)).toBe(true);
    }
    for (const at of [
      [4, 4],
      [-1, 0],
      [10, 0],
      [9.0001, 9],
      [4, 9.0001],
    ] as Position[])
      expect(isInside(at, donut)).toBe(false);
  });

  it('agrees with Turf on any star', () => {
    const radii = fc.array(fc.double({ min: 0.5, max: 5, noNaN: true }), { minLength: 5, maxLength: 30 });
    const at = fc.double({ min: -6, max: 6, noNaN: true });
    fc.assert(
      fc.property(radii, at, at, (list, x, y) => {
        const open = list.map((radius, i): Position => {
          const angle = (2 * Math.PI * i) / list.length;
          return [radius * Math.cos(angle), radius * Math.sin(angle)];
        });
        const star: Geometry = { type: 'Polygon', coordinates: [[...open, open[0] as Position]] };
        expect(isInside([x, y], star)).toBe(booleanPointInPolygon([x, y], star));
      }),
    );
  });

  it('knows parts, and nothing of lines and points', () => {
    expect(isInside([20, 20], { type: 'MultiPolygon', coordinates: [[ring(0, 0, 1)], [ring(19, 19, 3)]] })).toBe(true);
    expect(isInside([0, 0], { type: 'Point', coordinates: [0, 0] })).toBe(false);
  });
});
