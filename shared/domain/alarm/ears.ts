// EARS C1, C2 and C3: a day's count against the week before it, where no longer history is known.
// Domain.md 6.11, 2; Hutwagner, Thompson, Seeman, Treadwell, "The bioterrorism preparedness and response Early Aberration
// Reporting System (EARS)", J Urban Health 2003;80(2 Suppl 1):i89-i96. Units: counts a day; statistics have none.
import { drawsFrom } from '../draws.ts';
import { recurrence } from './finding.ts';
import { poisson } from './poisson.ts';

export const BASELINE_DAYS = 7;
/** Days between the baseline of C2 and C3 and the day itself. */
export const LAG_DAYS = 2;
/** The least standard deviation that counts are compared with (S59: 0.5 or 1 where they are sparse). */
export const LEAST_SD = 0.5;
export const C1_C2_ABOVE = 3;
export const C3_ABOVE = 2;
/** [P] Fewer are no cluster, whatever the week before was: the scan asks for as many. */
export const LEAST_CASES = 3;
/** A place where nothing was counted is expected half a case in a week, not none for ever. A day. */
const LEAST_MEAN = 0.5 / BASELINE_DAYS;
const DRAWS = 1_999;

/** null: nobody reported that day, which is not that nothing happened. */
export type Series = readonly (number | null)[];

export type Ears = {
  /** null where a day of the baseline is missing */
  readonly c1: number | null;
  readonly c2: number | null;
  readonly c3: number | null;
};

/** @param series days in order, the last one is the day asked about */
export function ears(series: Series): Ears {
  const last = series.length - 1;
  const c2s = [0, 1, 2].map((back) => statistic(series, last - back, LAG_DAYS));
  const [c2 = null] = c2s;
  const excess = c2s.map((value) => (value === null ? null : Math.max(0, value - 1)));
  const isWhole = excess.every((value) => value !== null);
  return {
    c1: statistic(series, last, 0),
    c2,
    c3: isWhole ? excess.reduce((sum: number, value) => sum + (value ?? 0), 0) : null,
  };
}

/** (x - mean) / sd of the seven days before the day, less a lag. */
function statistic(series: Series, day: number, lag: number): number | null {
  const x = series[day];
  const first = day - lag - BASELINE_DAYS;
  if (x == null || first < 0) return null;
  const baseline = series.slice(first, day - lag);
  let sum = 0;
  for (const count of baseline) {
    if (count === null) return null;
    sum += count;
  }
  const mean = sum / BASELINE_DAYS;
  const squares = baseline.reduce((total: number, count) => total + ((count ?? 0) - mean) ** 2, 0);
  return (x - mean) / Math.max(LEAST_SD, Math.sqrt(squares / (BASELINE_DAYS - 1)));
}

export type EarsSignal = {
  readonly method: 'C1' | 'C2' | 'C3';
  readonly value: number;
  readonly threshold: number;
  /** days, for the number of places looked at */
  readonly recurrenceDays: number;
};

/**
 * The rarest of the three that passes its threshold; undefined where none does, or where too little is known: seven
 * reported days before (nine for C2, eleven for C3) and three cases on the day itself or, for C3, in its three days.
 * How rare it is comes from draws of Poisson days with the mean of the baseline; the seed is the series itself.
 * @param places that are looked at on the same day
 */
export function earsSignal(series: Series, places = 1): EarsSignal | undefined {
  const { c1, c2, c3 } = ears(series);
  const today = series.at(-1) ?? 0;
  const lastDays = series.slice(-3).reduce((sum: number, count) => sum + (count ?? 0), 0);
  const passed = [
    { method: 'C1', value: c1, threshold: C1_C2_ABOVE, cases: today },
    { method: 'C2', value: c2, threshold: C1_C2_ABOVE, cases: today },
    { method: 'C3', value: c3, threshold: C3_ABOVE, cases: lastDays },
  ] as const;
  const signals = passed.filter(({ value, threshold, cases }) => (value ?? 0) > threshold && cases >= LEAST_CASES);
  if (signals.length === 0) return undefined;
  const rare = chances(series, { c1, c2, c3 });
  const all = signals.map(({ method, value, threshold }) => {
    const p = rare[method.toLowerCase() as keyof Ears];
    return { method, value: value ?? 0, threshold, recurrenceDays: recurrence(p, places) };
  });
  return all.reduce((best, signal) => (signal.recurrenceDays > best.recurrenceDays ? signal : best));
}

/** How often chance comes to as much or more, (1 + hits) / (1 + draws). */
function chances(series: Series, observed: Ears): Record<keyof Ears, number> {
  const baseline = series.slice(-1 - LAG_DAYS - BASELINE_DAYS, -1);
  const known = baseline.flatMap((count) => count ?? []);
  const mean = Math.max(LEAST_MEAN, known.reduce((sum, count) => sum + count, 0) / Math.max(1, known.length));
  const draws = drawsFrom(`ears|${series.join(',')}`);
  const hits = { c1: 0, c2: 0, c3: 0 };
  const days = BASELINE_DAYS + LAG_DAYS + 3;
  for (let n = 0; n < DRAWS; n += 1) {
    const drawn = ears(Array.from({ length: days }, () => poisson(mean, draws)));
    for (const name of ['c1', 'c2', 'c3'] as const)
      if (observed[name] !== null && (drawn[name] ?? 0) >= (observed[name] ?? 0)) hits[name] += 1;
  }
  const p = (count: number) => (1 + count) / (1 + DRAWS);
  return { c1: p(hits.c1), c2: p(hits.c2), c3: p(hits.c3) };
}
