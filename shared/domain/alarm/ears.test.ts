// EARS against the formula written out, and what it must keep silent about.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ears, earsSignal, type Series } from './ears.ts';

/** The formulas of Hutwagner 2003 word for word, slowly: baseline mean and sample sd, floor 0.5. */
function byHand(series: readonly number[], day: number, first: number, last: number): number {
  const week: number[] = [];
  for (let back = first; back >= last; back -= 1) week.push(series[day - back]!);
  let mean = 0;
  for (const x of week) mean += x / 7;
  let variance = 0;
  for (const x of week) variance += ((x - mean) * (x - mean)) / 6;
  return (series[day]! - mean) / Math.max(0.5, Math.sqrt(variance));
}

describe('ears', () => {
  it('is the formula, on any series of a fortnight', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 12, maxLength: 20 }), (series) => {
        const t = series.length - 1;
        const { c1, c2, c3 } = ears(series);
        expect(c1).toBeCloseTo(byHand(series, t, 7, 1), 9);
        expect(c2).toBeCloseTo(byHand(series, t, 9, 3), 9);
        const excess = [t, t - 1, t - 2].map((day) => Math.max(0, byHand(series, day, 9, 3) - 1));
        expect(c3).toBeCloseTo(excess[0]! + excess[1]! + excess[2]!, 9);
      }),
      { numRuns: 200 },
    );
  });

  it('counts a day by hand: 2 1 3 2 2 1 3, then 7: mean 2, sd 0.8165', () => {
    expect(ears([2, 1, 3, 2, 2, 1, 3, 7]).c1).toBeCloseTo(5 / Math.sqrt(4 / 6), 9);
  });

  it('says nothing where a day of the baseline was not reported: not reported is not 0', () => {
    const week: Series = [1, 0, null, 1, 0, 0, 1, 9];
    expect(ears(week)).toEqual({ c1: null, c2: null, c3: null });
    expect(earsSignal(week)).toBeUndefined();
    expect(earsSignal([1, 0, 0, 1, 0, 0, 1, 9])).toBeDefined();
  });

  it('does not call two cases a cluster after an empty week, and calls five one', () => {
    expect(earsSignal([0, 0, 0, 0, 0, 0, 0, 2])).toBeUndefined();
    expect(earsSignal([0, 0, 0, 0, 0, 0, 0, 5])).toMatchObject({ method: 'C1', value: 10, threshold: 3 });
  });

  it('finds what rises slowly enough to hide in its own baseline: C2 where C1 does not', () => {
    const series = [4, 5, 4, 5, 4, 5, 4, 9, 11, 12];
    const { c1, c2 } = ears(series);
    expect(c1).toBeLessThan(3);
    expect(c2).toBeGreaterThan(3);
    expect(earsSignal(series)?.method).toBe('C2');
  });

  it('is rarer for a greater excess, and less rare where more places are looked at', () => {
    const week = [3, 4, 2, 3, 5, 3, 4];
    const slight = earsSignal([...week, 8])!;
    const great = earsSignal([...week, 14])!;
    expect(great.recurrenceDays).toBeGreaterThan(slight.recurrenceDays);
    expect(earsSignal([...week, 8], 10)!.recurrenceDays).toBeLessThan(slight.recurrenceDays);
    expect(earsSignal([...week, 8])).toEqual(slight);
  });
});
