import { describe, expect, it } from 'vitest';
import { contains, extent, labelPoint, type Polygons, polygonsOf } from './polygons.ts';

const ring = (...points: [number, number][]) => [...points, points[0] as [number, number]];
const CRESCENT: Polygons = [[ring([0, 0], [10, 0], [10, 10], [0, 10], [0, 8], [8, 8], [8, 2], [0, 2])]];

describe('labelPoint', () => {
  it('lies inside a crescent whose centroid does not', () => {
    const [x, y] = labelPoint(CRESCENT) as [number, number];
    expect(contains(CRESCENT, x, y)).toBe(true);
  });

  it('takes the largest part, and keeps out of its holes', () => {
    const doughnut: Polygons = [
      [ring([20, 0], [21, 0], [21, 1], [20, 1])],
      [ring([0, 0], [10, 0], [10, 10], [0, 10]), ring([3, 3], [7, 3], [7, 7], [3, 7])],
    ];
    const [x, y] = labelPoint(doughnut) as [number, number];
    expect(contains(doughnut, x, y)).toBe(true);
    expect(x).toBeLessThan(11);
  });

  it('answers for flat and empty outlines without looping', () => {
    expect(labelPoint([])).toBeUndefined();
    expect(labelPoint([[ring([0, 0], [1, 0], [2, 0])]])).toEqual([1, 0]);
  });
});

describe('polygons', () => {
  it('has none for points and lines', () => {
    expect(polygonsOf({ type: 'Point', coordinates: [1, 2] })).toEqual([]);
    expect(polygonsOf(undefined)).toEqual([]);
  });

  it('measures outer rings', () => {
    expect(extent(CRESCENT)).toEqual([0, 0, 10, 10]);
  });
});
