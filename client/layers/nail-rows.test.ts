import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaning, nailRow } from './nail-rows.ts';

const pins = (...places: readonly (readonly [longitude: number, latitude: number])[]) =>
  new Map(places.map((place, n) => [`z${n}`, nailRow(place, n)]));

describe('pins of key areas', () => {
  it('stand beside each other where they would lie over one another, each on its own side', () => {
    const leans = leaning(pins([109.2, 34], [109.203, 34.002]));
    expect([...leans.keys()].sort()).toEqual(['z0', 'z1']);
    expect(leans.get('z0')).toBeLessThan(-8);
    expect(leans.get('z1')).toBeGreaterThan(8);
  });

  it('stand where they belong where there is room', () => {
    expect(leaning(pins([109.2, 34], [109.3, 34], [109.2, 34.1])).size).toBe(0);
    expect(leaning(pins([109.2, 34])).size).toBe(0);
  });

  it('lean no further than half a head, and the same whatever order they come in', () => {
    const place = fc.tuple(
      fc.double({ min: 109, max: 109.05, noNaN: true }),
      fc.double({ min: 34, max: 34.05, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), (places) => {
        const all = pins(...places);
        const leans = leaning(all);
        for (const lean of leans.values()) expect(Math.abs(lean)).toBeLessThanOrEqual(16);
        expect(new Map([...leans].sort())).toEqual(new Map([...leaning(new Map([...all].reverse()))].sort()));
      }),
      { numRuns: 100 },
    );
  });
});
