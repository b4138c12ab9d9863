// CUSUM: the sum by hand, run lengths against plain simulation, and the trap of testing more.
import { describe, expect, it } from 'vitest';
import { drawsFrom } from '../draws.ts';
import { cusum, referenceValue, runLength, thresholdFor } from './cusum.ts';
import { poisson, poissonTable } from './poisson.ts';

const days = (counts: readonly (number | null)[], tests: readonly (number | null)[] = []) =>
  counts.map((count, i) => ({ count, tests: tests[i] ?? null }));
const usual = [1, 0, 2, 1, 1, 0, 2];

/** Days until the sum exceeds h, mean of so many runs, by nothing but playing it. */
function played(mean: number, k: number, h: number, runs: number): number {
  const draws = drawsFrom(`played ${mean} ${h}`);
  let total = 0;
  for (let n = 0; n < runs; n += 1) {
    let sum = 0;
    for (let day = 1; ; day += 1) {
      sum = Math.max(0, sum + poisson(mean, draws) - k);
      total += 1;
      if (sum > h) break;
      if (day > 100_000) throw new Error('never');
    }
  }
  return total / runs;
}

describe('cusum', () => {
  it('adds what is above k and never falls below zero', () => {
    const k = referenceValue(1, 2);
    const found = cusum(days([...usual, 0, 0, 3, 1, 2, 4, 3]))!;
    let sum = 0;
    for (const x of [0, 0, 3, 1, 2, 4, 3]) sum = Math.max(0, sum + x - k);
    expect(found.usual).toBe(1);
    expect(found.value).toBeCloseTo(sum, 9);
    expect(found.isSignal).toBe(found.value > found.threshold);
  });

  it('has the run length that playing it has, for rare and for frequent counts', () => {
    for (const [mean, h] of [
      [0.3, 2],
      [1, 3],
      [4, 8],
    ] as const) {
      const k = referenceValue(mean, 2 * mean);
      const slow = played(mean, k, h, 4_000);
      expect(runLength(mean, k, h) / slow).toBeGreaterThan(0.85);
      expect(runLength(mean, k, h) / slow).toBeLessThan(1.15);
    }
  });

  it('puts the threshold where chance alarms once in the days wanted', () => {
    const k = referenceValue(1, 2);
    const h = thresholdFor(1, k, 100);
    const slow = played(1, k, h, 4_000);
    expect(slow).toBeGreaterThan(80);
    expect(slow).toBeLessThan(140);
  });

  it('does not alarm because five times as many were tested, and does where nobody says so', () => {
    const counts = [...usual, 5, 5, 4, 6, 5, 5, 5];
    const tests = [...usual.map(() => 1_000), ...usual.map(() => 5_000)];
    expect(cusum(days(counts, tests))).toMatchObject({ isSignal: false, isUnadjusted: false });
    expect(cusum(days(counts))).toMatchObject({ isSignal: true, isUnadjusted: true });
  });

  it('alarms when the same tests find three times as many', () => {
    const tests = [...usual, ...usual].map(() => 1_000);
    expect(cusum(days([...usual, 3, 2, 4, 3, 3, 4, 3], tests))!.isSignal).toBe(true);
  });

  it('says nothing before seven days before the week are known, and nothing of a day not reported', () => {
    expect(cusum(days([...usual.slice(1), 9, 9, 9, 9, 9, 9, 9]))).toBeUndefined();
    expect(cusum(days([null, ...usual.slice(1), 9, 9, 9, 9, 9, 9, 9]))).toBeUndefined();
    expect(cusum(days([...usual, 9, 9, 9, 9, 9, 9, null]))).toBeUndefined();
  });
});

describe('poisson', () => {
  it('sums to one and has its mean', () => {
    for (const mean of [0.07, 1, 12, 80]) {
      const table = poissonTable(mean);
      expect(table.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
      expect(table.reduce((sum, p, k) => sum + k * p, 0)).toBeCloseTo(mean, 6);
    }
  });

  it('draws with its mean and its variance, also above thirty', () => {
    for (const mean of [0.5, 6, 75]) {
      const draws = drawsFrom(`mean ${mean}`);
      const list = Array.from({ length: 20_000 }, () => poisson(mean, draws));
      const average = list.reduce((sum, x) => sum + x, 0) / list.length;
      const variance = list.reduce((sum, x) => sum + (x - average) ** 2, 0) / list.length;
      expect(average / mean).toBeCloseTo(1, 1);
      expect(variance / mean).toBeCloseTo(1, 1);
    }
  });
});
