import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInside } from '../inside.ts';
import { cutHole, merge, overlap, subtract } from './combine.ts';
import { box, place, planeArea, polygon, ring, shapes } from './fixtures.fixture.ts';
import { checkShape } from './flaw.ts';
import { polygonsIn } from './shape.ts';

/** One hundredth of a ten-metre square: what rounding to the centimetre may move along a boundary. */
const NEAR = 0.6;
const areaOf = (found: ReturnType<typeof merge>): number =>
  found.ok
    ? planeArea(found.value)
    : found.error.code === 'nothing-left' || found.error.code === 'apart'
      ? 0
      : Number.NaN;

describe('shapes combined', () => {
  it('know the well-known cases of two squares', () => {
    const [a, b] = [box(0, 0, 10, 10), box(5, 5, 15, 15)];
    expect(areaOf(merge([a, b]))).toBeCloseTo(175, 3);
    expect(areaOf(overlap([a, b]))).toBeCloseTo(25, 3);
    expect(areaOf(subtract(a, [b]))).toBeCloseTo(75, 3);
    expect(overlap([a, box(20, 20, 30, 30)])).toMatchObject({ error: { code: 'apart' } });
    expect(subtract(a, [box(-1, -1, 11, 11)])).toMatchObject({ error: { code: 'nothing-left' } });
    const apart = merge([a, box(20, 20, 30, 30)]);
    expect(apart.ok && apart.value.type).toBe('MultiPolygon');
  });

  it('joins neighbours that share a side into one part without a seam', () => {
    const joined = merge([box(0, 0, 10, 10), box(10, 0, 20, 10)]);
    expect(joined.ok && polygonsIn(joined.value).map((rings) => rings.length)).toEqual([1]);
    expect(areaOf(joined)).toBeCloseTo(200, 3);
  });

  it('obeys the sum rule: |A| + |B| = |A or B| + |A and B|, and A without B is the rest', () => {
    fc.assert(
      fc.property(shapes, shapes, (a, b) => {
        const [all, both, rest] = [areaOf(merge([a, b])), areaOf(overlap([a, b])), areaOf(subtract(a, [b]))];
        expect(Math.abs(planeArea(a) + planeArea(b) - all - both)).toBeLessThan(NEAR);
        expect(Math.abs(planeArea(a) - both - rest)).toBeLessThan(NEAR);
      }),
      { numRuns: 120 },
    );
  });

  it('says of each place what the words say, and always gives a valid shape', () => {
    fc.assert(
      fc.property(
        shapes,
        shapes,
        fc.array(
          fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })),
          { minLength: 12, maxLength: 12 },
        ),
        (a, b, spots) => {
          const found = { all: merge([a, b]), both: overlap([a, b]), rest: subtract(a, [b]) };
          for (const one of Object.values(found)) if (one.ok) expect(checkShape(one.value).ok).toBe(true);
          for (const [x, y] of spots) {
            const at = place(x, y);
            // On a boundary, rounding decides.
            const isNear = [a, b].some((shape) =>
              [1, -1].some((by) => isInside(at, shape) !== isInside(place(x + by * 0.02, y + by * 0.013), shape)),
            );
            if (isNear) continue;
            const [inA, inB] = [isInside(at, a), isInside(at, b)];
            const inside = (one: ReturnType<typeof merge>) => one.ok && isInside(at, one.value);
            expect(inside(found.all)).toBe(inA || inB);
            expect(inside(found.both)).toBe(inA && inB);
            expect(inside(found.rest)).toBe(inA && !inB);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('refuses what is not a shape, and says what is wrong with it', () => {
    const bow = polygon(ring([0, 0], [10, 10], [10, 0], [0, 10]));
    expect(merge([box(0, 0, 10, 10), bow])).toMatchObject({ error: { code: 'flaw', flaw: { code: 'crossing' } } });
  });
});

describe('a hole', () => {
  const yard = box(0, 0, 20, 20);
  it('is cut where it lies inside', () => {
    const cut = cutHole(yard, box(5, 5, 8, 8));
    expect(cut.ok && cut.value.coordinates).toHaveLength(2);
    expect(areaOf(cut)).toBeCloseTo(391, 3);
  });
  it.each([
    ['crosses the side', box(15, 15, 25, 25)],
    ['lies outside', box(30, 30, 40, 40)],
    ['covers everything', box(-1, -1, 21, 21)],
  ])('is refused where it %s', (_, hole) => {
    expect(cutHole(yard, hole).ok).toBe(false);
  });
  it('is refused where it runs into another hole', () => {
    const once = cutHole(yard, box(5, 5, 10, 10));
    expect(once.ok && cutHole(once.value, box(8, 8, 12, 12))).toMatchObject({ error: { code: 'hole-outside' } });
  });
});
