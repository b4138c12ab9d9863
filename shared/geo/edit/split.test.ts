import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge, overlap } from './combine.ts';
import { box, place, planeArea, polygon, ring, shapes } from './fixtures.fixture.ts';
import { polygonsIn, type Shape } from './shape.ts';
import { split } from './split.ts';

const areas = (found: ReturnType<typeof split>): number[] =>
  found.ok ? found.value.map(planeArea).sort((a, b) => a - b) : [];

describe('a shape split by a line', () => {
  it('falls into its two sides, which meet in the very same corners', () => {
    const halves = split(box(0, 0, 10, 10), [place(-5, 4), place(15, 4)]);
    expect(areas(halves).map(Math.round)).toEqual([40, 60]);
    if (!halves.ok) return;
    const corners = halves.value.map((shape) => new Set(polygonsIn(shape).flat(2).map(String)));
    expect([...corners[0]!].filter((at) => corners[1]!.has(at))).toHaveLength(2);
  });

  it('follows a line with bends, and one that comes back makes three', () => {
    expect(areas(split(box(0, 0, 10, 10), [place(-1, 2), place(5, 8), place(11, 2)])).length).toBe(2);
    const there = split(box(0, 0, 10, 10), [place(-1, 3), place(12, 3), place(12, 6), place(-1, 6)]);
    expect(areas(there).map(Math.round)).toEqual([30, 30, 40]);
  });

  it('keeps a hole, and opens one that the line goes through', () => {
    const yard = polygon(ring([0, 0], [20, 0], [20, 20], [0, 20]), ring([4, 4], [4, 8], [8, 8], [8, 4]));
    const beside = split(yard, [place(-1, 12), place(21, 12)]);
    expect(beside.ok && beside.value.map((shape) => shape.coordinates.length).sort()).toEqual([1, 2]);
    const through = split(yard, [place(-1, 6), place(21, 6)]);
    expect(through.ok && through.value.every((shape) => shape.coordinates.length === 1)).toBe(true);
    expect(areas(through).reduce((sum, area) => sum + area, 0)).toBeCloseTo(384, 3);
  });

  it('touches only the part that the line crosses', () => {
    const two: Shape = {
      type: 'MultiPolygon',
      coordinates: [...polygonsIn(box(0, 0, 4, 4)), ...polygonsIn(box(10, 0, 14, 4))],
    };
    expect(areas(split(two, [place(2, -1), place(2, 5)])).map(Math.round)).toEqual([8, 8, 16]);
  });

  it.each([
    ['ends inside', [place(-1, 5), place(5, 5)]],
    ['passes by', [place(-5, -5), place(30, -5)]],
    ['runs along a side', [place(-1, 0), place(11, 0)]],
  ] as const)('stays whole where the line %s, and says so', (_, line) => {
    expect(split(box(0, 0, 10, 10), line)).toMatchObject({ error: { code: 'not-across' } });
  });

  it('loses nothing and doubles nothing, whatever is cut by whatever goes across', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.integer({ min: -40, max: 40 }),
        fc.integer({ min: -40, max: 40 }),
        (shape, left, right) => {
          const pieces = split(shape, [place(-200, left), place(0, (left + right) / 2 + 0.37), place(200, right)]);
          if (!pieces.ok) {
            expect(pieces.error.code).toBe('not-across');
            return;
          }
          const sum = pieces.value.reduce((all, piece) => all + planeArea(piece), 0);
          expect(Math.abs(sum - planeArea(shape))).toBeLessThan(0.6);
          const whole = merge(pieces.value);
          expect(whole.ok && Math.abs(planeArea(whole.value) - planeArea(shape)) < 0.6).toBe(true);
          const [first, ...others] = pieces.value;
          const double = overlap([first!, others[0]!]);
          expect(double.ok ? planeArea(double.value) : 0).toBeLessThan(0.6);
        },
      ),
      { numRuns: 100 },
    );
  });
});
