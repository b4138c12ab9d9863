// CUSUM of counts, adjusted for how much was tested: small rises that last. Domain.md 6.11, 3.
// Lucas, "Counted data CUSUM's", Technometrics 1985;27:129-144 (reference value k, the log-likelihood ratio of two Poisson
// rates); Rogerson, Yamada, "Approaches to syndromic surveillance when data consist of small regional counts", MMWR
// 2004;53(Suppl):79-85 (an expected count that differs from day to day); Brook, Evans, "An approach to the probability
// distribution of CUSUM run length", Biometrika 1972;59:539-549 (how long between two false alarms). Units: counts a day.
import { MOST_DAYS } from './finding.ts';
import { poissonTable } from './poisson.ts';

/** [P] The rise that is looked for: twice what is usual. */
export const RISE = 2;
/** [P] Days between two false alarms that are put up with. */
export const WANTED_DAYS = 100;
/** Days the usual rate is made of, at least and at most, and days that are watched after them, [P]. */
export const LEAST_BASELINE = 7;
export const MOST_BASELINE = 28;
export const WATCHED_DAYS = 7;
/** A place without a case is expected half a case a week, not none for ever. A day. */
const LEAST_MEAN = 0.5 / 7;
/** States of the chain that stands for the sum. */
const STATES = 60;

/** k = (λ1 - λ0) / ln(λ1 / λ0): the count a day above which the sum grows. 1 -> 2: 1.4427 (V43); 1 -> 3: 1.8205. */
export const referenceValue = (usual: number, raised: number): number => (raised - usual) / Math.log(raised / usual);

export type CusumDay = {
  /** null: nobody reported that day; the sum stays where it is */
  readonly count: number | null;
  /** tests of the day; null where nobody counted them: taken as usual, and said */
  readonly tests: number | null;
};

export type Cusum = {
  readonly value: number;
  /** the sum at which chance alone alarms once in WANTED_DAYS */
  readonly threshold: number;
  /** days between two false alarms at a threshold of this very value */
  readonly recurrenceDays: number;
  readonly usual: number;
  /** no day's tests were known: more testing would look the same */
  readonly isUnadjusted: boolean;
  readonly isSignal: boolean;
};

/**
 * S(t) = max(0, S(t-1) + x(t) - k(t)), k from λ0(t) = rate x tests(t): ten times the tests make ten times the cases usual.
 * The rate comes from the days before those watched.
 * @param days in order, the last one is the day asked about
 * @returns undefined while fewer than seven days before the week watched are known
 */
export function cusum(days: readonly CusumDay[], rise = RISE, wanted = WANTED_DAYS): Cusum | undefined {
  const watched = days.slice(-WATCHED_DAYS);
  const before = days.slice(0, -WATCHED_DAYS).slice(-MOST_BASELINE);
  const known = before.filter(({ count }) => count !== null);
  if (known.length < LEAST_BASELINE || watched.at(-1)?.count == null) return undefined;
  const usual = Math.max(LEAST_MEAN, sum(known.map(({ count }) => count ?? 0)) / known.length);
  const tested = known.flatMap(({ tests }) => (tests === null || tests <= 0 ? [] : [tests]));
  const usualTests = tested.length === 0 ? null : sum(tested) / tested.length;
  let value = 0;
  let isAdjusted = false;
  let expected = 0;
  for (const { count, tests } of watched) {
    const isKnown = tests !== null && usualTests !== null;
    isAdjusted ||= isKnown;
    const mean = Math.max(LEAST_MEAN, isKnown ? (usual * tests) / usualTests : usual);
    expected += mean / watched.length;
    if (count !== null) value = Math.max(0, value + count - referenceValue(mean, mean * rise));
  }
  const k = referenceValue(expected, expected * rise);
  const threshold = thresholdFor(expected, k, wanted);
  return {
    value,
    threshold,
    recurrenceDays: Math.min(MOST_DAYS, Math.round(runLength(expected, k, value) * 10) / 10),
    usual,
    isUnadjusted: !isAdjusted,
    isSignal: value > threshold,
  };
}

/** The smallest threshold with so many days between two false alarms, to a thousandth. */
export function thresholdFor(mean: number, k: number, wanted: number): number {
  let [low, high] = [0, Math.max(4, 2 * k)];
  while (runLength(mean, k, high) < wanted) high *= 2;
  while (high - low > 0.001 * Math.max(1, high)) {
    const middle = (low + high) / 2;
    if (runLength(mean, k, middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Mean number of days until the sum exceeds h while nothing but chance acts: the sum as a Markov chain of equal steps
 * (Brook and Evans), the expected times from (I - Q) u = 1.
 */
export function runLength(mean: number, k: number, h: number): number {
  const table = poissonTable(mean);
  const width = h > 0 ? (2 * h) / (2 * STATES - 1) : 1;
  const size = h > 0 ? STATES : 1;
  const rows = Array.from({ length: size }, (_, from) => {
    const row = new Float64Array(size + 1).fill(0);
    for (const [x, p] of table.entries()) {
      const next = Math.max(0, from * width + x - k);
      const to = Math.round(next / width);
      if (next <= h && to < size) row[to] = (row[to] ?? 0) - p;
    }
    row[from] = (row[from] ?? 0) + 1;
    row[size] = 1;
    return row;
  });
  return Math.min(1e9, solve(rows)[0] ?? 1);
}

/** Gauss with the largest pivot; rows hold the right side last. */
function solve(rows: Float64Array[]): number[] {
  const n = rows.length;
  for (let i = 0; i < n; i += 1) {
    let best = i;
    for (let r = i + 1; r < n; r += 1) if (Math.abs(rows[r]![i]!) > Math.abs(rows[best]![i]!)) best = r;
    [rows[i], rows[best]] = [rows[best]!, rows[i]!];
    const pivot = rows[i]!;
    for (let r = i + 1; r < n; r += 1) {
      const row = rows[r]!;
      const factor = row[i]! / pivot[i]!;
      if (factor !== 0) for (let c = i; c <= n; c += 1) row[c] = row[c]! - factor * pivot[c]!;
    }
  }
  const out = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = rows[i]![n]!;
    for (let c = i + 1; c < n; c += 1) rest -= rows[i]![c]! * out[c]!;
    out[i] = rest / rows[i]![i]!;
  }
  return out;
}

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
