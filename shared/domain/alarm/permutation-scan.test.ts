// The scan: what was planted is found, chance alarms no more often than it says, and order changes nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawsFrom } from '../draws.ts';
import { permutationScan, SCAN } from './permutation-scan.ts';
import { bestCylinders, cylindersOf, logLikelihoodRatio, maximum, type ScanCase } from './scan-cylinders.ts';

const TODAY = 60;
const options = { ...SCAN, today: TODAY, draws: 199 };

/** Cases anywhere in ten kilometres, on any of sixty days. */
function background(seed: string, n: number): ScanCase[] {
  const draws = drawsFrom(seed);
  return Array.from({ length: n }, (_, i) => ({
    id: `c${i}`,
    x: Math.round(draws.next() * 10_000),
    y: Math.round(draws.next() * 10_000),
    day: 1 + Math.floor(draws.next() * TODAY),
  }));
}

/** Every disc around every case and every length of days, counted anew each time. */
function slowMaximum(cases: readonly ScanCase[]): number {
  let most = 0;
  for (const centre of cases)
    for (const edge of cases) {
      const radius = Math.hypot(edge.x - centre.x, edge.y - centre.y);
      if (radius > SCAN.radius) continue;
      const here = cases.filter(({ x, y }) => Math.hypot(x - centre.x, y - centre.y) <= radius);
      if (here.length > cases.length * SCAN.share) continue;
      for (let days = 1; days <= SCAN.longest; days += 1) {
        const isNow = ({ day }: ScanCase) => day > TODAY - days;
        const c = here.filter(isNow).length;
        const mu = (here.length * cases.filter(isNow).length) / cases.length;
        if (c >= SCAN.leastCases) most = Math.max(most, logLikelihoodRatio(c, mu, cases.length));
      }
    }
  return most;
}

const sorted = (cases: readonly ScanCase[]) => [...cases].sort((a, b) => a.x - b.x || a.y - b.y || a.day - b.day);

describe('scan', () => {
  it('has the maximum that counting every cylinder has', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 20, max: 28 }), (seed, n) => {
        const cases = sorted(background(`slow ${seed}`, n));
        const cylinders = cylindersOf(cases, options);
        const ages = Int32Array.from(cases, ({ day }) => TODAY - day);
        expect(maximum(cylinders, ages)).toBeCloseTo(slowMaximum(cases), 9);
        expect(bestCylinders(cylinders, ages)[0]?.llr ?? 0).toBeCloseTo(maximum(cylinders, ages), 9);
      }),
      { numRuns: 60 },
    );
  });

  it('finds a planted cluster, where it is and since when, and nothing beside it', () => {
    const cases = background('planted', 150);
    const draws = drawsFrom('plant');
    for (let i = 0; i < 9; i += 1)
      cases.push({ id: `p${i}`, x: 7_000 + draws.next() * 300, y: 2_000 + draws.next() * 300, day: TODAY - (i % 3) });
    const scan = permutationScan(cases, options);
    if (scan.state !== 'done') throw new Error(scan.state);
    expect(scan.clusters).toHaveLength(1);
    const [found] = scan.clusters;
    expect(found!.caseIds.filter((id) => id.startsWith('p'))).toHaveLength(9);
    expect(found!.from).toBeGreaterThanOrEqual(TODAY - 2);
    expect(found!.recurrenceDays).toBe(200);
    expect(Math.hypot(found!.x - 7_150, found!.y - 2_150)).toBeLessThan(600);
  });

  it('alarms by chance no more often than it says: p <= 0.05 in about a twentieth of 200 days without anything', () => {
    let hits = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const cases = sorted(background(`null ${seed}`, 60));
      const cylinders = cylindersOf(cases, options);
      const ages = Int32Array.from(cases, ({ day }) => TODAY - day);
      const observed = maximum(cylinders, ages);
      const draws = drawsFrom(`deal ${seed}`);
      let beaten = 0;
      for (let n = 0; n < 39; n += 1) {
        const order = Array.from(ages, (age) => ({ age, at: draws.next() })).sort((a, b) => a.at - b.at);
        if (
          maximum(
            cylinders,
            Int32Array.from(order, ({ age }) => age),
          ) >=
          observed - 1e-9
        )
          beaten += 1;
      }
      if ((1 + beaten) / 40 <= 0.05) hits += 1;
    }
    // Binomial, n = 200, p = 0.05: 10; outside 1 to 21 once in ten thousand.
    expect(hits).toBeGreaterThanOrEqual(1);
    expect(hits).toBeLessThanOrEqual(21);
  }, 20_000);

  it('raises no signal at all on most days of plain chance', () => {
    let signals = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const scan = permutationScan(background(`quiet ${seed}`, 60), options);
      if (scan.state === 'done' && scan.clusters.length > 0) signals += 1;
    }
    expect(signals).toBeLessThanOrEqual(4);
  }, 20_000);

  it('does not call a place with many cases a cluster: it had as many before', () => {
    const draws = drawsFrom('busy');
    const cases = Array.from({ length: 120 }, (_, i) => ({
      id: `c${i}`,
      x: i % 3 === 0 ? 500 + draws.next() * 100 : draws.next() * 10_000,
      y: i % 3 === 0 ? 500 + draws.next() * 100 : draws.next() * 10_000,
      day: 1 + (i % TODAY),
    }));
    expect(permutationScan(cases, options)).toMatchObject({ state: 'done', clusters: [] });
  });

  it('answers the same for the same cases in any order', () => {
    const cases = background('order', 60);
    for (let i = 0; i < 6; i += 1) cases.push({ id: `p${i}`, x: 3_000 + i, y: 3_000, day: TODAY });
    const once = permutationScan(cases, options);
    expect(permutationScan([...cases].reverse(), options)).toEqual(once);
  });

  it('says that it knows too little, and with nothing at all too', () => {
    expect(permutationScan([], options)).toEqual({ state: 'tooLittle', cases: 0, days: 0 });
    expect(permutationScan(background('few', 19), options).state).toBe('tooLittle');
    const short = background('short', 60).map((known) => ({ ...known, day: TODAY - (known.day % 5) }));
    expect(permutationScan(short, options)).toMatchObject({ state: 'tooLittle', days: 5 });
  });
});
