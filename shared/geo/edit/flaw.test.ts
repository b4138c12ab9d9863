import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../position.ts';
import { box, place, planeArea, polygon, ring, shapes, star } from './fixtures.fixture.ts';
import { checkShape, type FlawCode } from './flaw.ts';
import { mend } from './mend.ts';
import { polygonsIn, type Shape } from './shape.ts';

const yard = ring([0, 0], [20, 0], [20, 20], [0, 20]);
const BAD: readonly (readonly [FlawCode, Shape, Position | undefined])[] = [
  ['too-few', polygon([place(0, 0), place(1, 1), place(0, 0), place(0, 0)]), undefined],
  ['no-area', polygon(ring([0, 0], [5, 5], [10, 10])), undefined],
  ['no-area', polygon(ring([0, 0], [0.01, 0], [0.01, 0.01])), undefined],
  ['crossing', polygon(ring([0, 0], [10, 10], [10, 0], [0, 10])), place(5, 5)],
  ['spike', polygon(ring([0, 0], [10, 0], [10, 30], [10, 10], [0, 10])), undefined],
  ['rings-cross', polygon(yard, ring([15, 15], [15, 25], [25, 25], [25, 15])), undefined],
  ['hole-outside', polygon(yard, ring([30, 30], [30, 35], [35, 35], [35, 30])), undefined],
  [
    'hole-in-hole',
    polygon(yard, ring([2, 2], [2, 18], [18, 18], [18, 2]), ring([5, 5], [5, 8], [8, 8], [8, 5])),
    undefined,
  ],
  [
    'parts-overlap',
    { type: 'MultiPolygon', coordinates: [...polygonsIn(box(0, 0, 10, 10)), ...polygonsIn(box(5, 5, 15, 15))] },
    undefined,
  ],
  ['cut-through', polygon(yard, ring([0, 10], [10, 14], [20, 10], [10, 6])), undefined],
  ['position', polygon([place(0, 0), [200, 10], place(1, 1), place(0, 0)]), undefined],
];

describe('what is wrong with a shape', () => {
  it.each(BAD)('is said: %s', (code, shape, at) => {
    const found = checkShape(shape);
    expect(found.ok ? 'valid' : found.error.code).toBe(code);
    if (!found.ok && at !== undefined) {
      expect(found.error.at?.[0]).toBeCloseTo(at[0], 6);
      expect(found.error.at?.[1]).toBeCloseTo(at[1], 6);
    }
  });

  it('is nothing for shapes that are drawn well', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(checkShape(shape).ok).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('one click', () => {
  it('makes of a bow tie its two triangles', () => {
    const mended = mend(polygon(ring([0, 0], [10, 10], [10, 0], [0, 10])));
    expect(mended.ok && mended.value.type).toBe('MultiPolygon');
    expect(mended.ok && planeArea(mended.value)).toBeCloseTo(50, 3);
  });

  it.each(['spike', 'rings-cross', 'hole-outside', 'hole-in-hole', 'parts-overlap', 'cut-through'] as const)(
    'mends a shape with %s',
    (code) => {
      const [, shape] = BAD.find(([name]) => name === code)!;
      const mended = mend(shape);
      expect(mended.ok && checkShape(mended.value).ok).toBe(true);
    },
  );

  it.each(['too-few', 'no-area', 'position'] as const)('says of %s that nothing is enclosed', (code) => {
    const [, shape] = BAD.find(([name]) => name === code)!;
    expect(mend(shape)).toMatchObject({ error: { code: 'flaw', flaw: { code } } });
  });

  it('mends any scribble that encloses something, and leaves what is right as it was', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 9 }), (corners) => {
        const shape = polygon(ring(...corners));
        const before = checkShape(shape);
        const mended = mend(shape);
        if (mended.ok) expect(checkShape(mended.value)).toEqual(mended);
        else expect(mended.error.code).toBe('flaw');
        if (before.ok) expect(mended).toEqual(before);
      }),
      { numRuns: 250 },
    );
  });

  it('finds and mends one crossing among three thousand corners', () => {
    const large = star(3000);
    const path = [...polygonsIn(large)[0]![0]!];
    [path[1000], path[1003]] = [path[1003]!, path[1000]!];
    const crossed = polygon(path);
    const found = checkShape(crossed);
    expect(found.ok ? '' : found.error.code).toBe('crossing');
    const mended = mend(crossed);
    expect(mended.ok && checkShape(mended.value).ok).toBe(true);
    expect(mended.ok && Math.abs(planeArea(mended.value) - planeArea(large))).toBeLessThan(10);
  });
});
