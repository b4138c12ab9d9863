// Circles hold what is within their radius, hulls hold their points, shares of footprints add up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance } from './distance.ts';
import { checkGeometry } from './geometry.ts';
import { isInside } from './inside.ts';
import type { Position } from './position.ts';
import { areaOf, circle, convexHull, ringArea, shareInside } from './shapes.ts';

const near = fc
  .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }))
  .map(([x, y]): Position => [109.17 + x * 1e-5, 38.98 + y * 1e-5]);

describe('shapes', () => {
  it('draws circles that hold all within the radius, and nothing half a percent beyond', () => {
    const middle: Position = [109.17, 38.98];
    const ring = circle(middle, 300);
    expect(checkGeometry({ type: 'Polygon', coordinates: [ring] }).ok).toBe(true);
    fc.assert(
      fc.property(near, (point) => {
        const far = distance(middle, point);
        const holds = isInside(point, { type: 'Polygon', coordinates: [ring] });
        expect(holds || far > 300).toBe(true);
        expect(!holds || far < 301.5).toBe(true);
      }),
    );
    expect(ringArea(ring)).toBeGreaterThan(Math.PI * 300 * 300 * 0.998);
    expect(ringArea(ring)).toBeLessThan(Math.PI * 300 * 300 * 1.01);
  });

  it('draws hulls that hold their points and grow with them', () => {
    fc.assert(
      fc.property(fc.array(near, { minLength: 3, maxLength: 20 }), near, (points, more) => {
        const hull = convexHull(points);
        if (hull.length === 0) return;
        for (const point of points) expect(isInside(point, { type: 'Polygon', coordinates: [hull] })).toBe(true);
        expect(ringArea(convexHull([...points, more]))).toBeGreaterThanOrEqual(ringArea(hull) * (1 - 1e-9));
      }),
    );
  });

  it('knows the share of a footprint inside a convex ring, holes taken off', () => {
    const square = (x: number, y: number, side: number): Position[] => [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ];
    const cut = square(0, 0, 1);
    expect(shareInside([[square(0, 0, 1)]], cut)).toBeCloseTo(1, 12);
    expect(shareInside([[square(0.5, 0, 1)]], cut)).toBeCloseTo(0.5, 12);
    expect(shareInside([[square(2, 2, 1)]], cut)).toBe(0);
    // a ring of ground around a yard; the quarter that lies inside the cut
    expect(shareInside([[square(0.5, 0.5, 1), square(0.75, 0.75, 0.5).reverse()]], cut)).toBeCloseTo(0.25, 12);
    // a U whose arms reach into the cut while its foot stays out
    const u: Position[] = [
      [0, -1],
      [1, -1],
      [1, 0.5],
      [0.8, 0.5],
      [0.8, -0.5],
      [0.2, -0.5],
      [0.2, 0.5],
      [0, 0.5],
      [0, -1],
    ];
    expect(shareInside([[u]], cut)).toBeCloseTo(0.2 / 0.9, 12);
  });

  it('measures square metres', () => {
    const side = 0.001;
    const ring: Position[] = [
      [109, 40.8],
      [109 + side, 40.8],
      [109 + side, 40.8 + side],
      [109, 40.8 + side],
      [109, 40.8],
    ];
    // 111,195 m a degree on the mean sphere, times the cosine of 40.8 degrees across
    expect(areaOf([[ring]])).toBeCloseTo(111.195 * 111.195 * Math.cos((40.8 * Math.PI) / 180), -1);
  });
});
