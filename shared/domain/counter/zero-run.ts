// Runs of days at zero: the three zeros (三清零) and social zero. Two ways of counting, and days nobody told, which hold the
// counter and never count. Domain 6.10 a.
import { DAY } from '../../time.ts';

/** A local day and whether all that counts was 0 on it; undefined: somebody did not say. */
export type ZeroDay = { readonly date: string; readonly isZero: boolean | undefined };

/** One run of zero days. Days nobody told stand in it as long as no day above 0 follows: 9 + ?. */
export type ZeroRun = {
  /** the first day at zero, YYYY-MM-DD */
  readonly first: string;
  /** the last day at zero that was told */
  readonly last: string;
  /** whole days since the zero instant, 24:00 of the first zero day (convention i) */
  readonly elapsed: number;
  /** days at zero, the first and the last counted (convention ii) */
  readonly inclusive: number;
  /** days in it, or after its last, of which nobody told: each may have broken it */
  readonly unknown: number;
};

export type ZeroCount = {
  /** null: no day was ever told; 0 days: the last told day was above zero */
  readonly current: ZeroRun | null;
  readonly isTold: boolean;
  /** runs that ended with a day above zero, in order */
  readonly finished: readonly ZeroRun[];
  /** the next of the milestones, days; by the convention asked for */
  readonly next: { readonly elapsed: number | null; readonly inclusive: number | null };
};

/** Two weeks and twice that are one and two incubation periods; 42 is Ebola's (6.10 a). */
export const MILESTONES = [7, 14, 28, 42] as const;

const civil = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dayAfter = (date: string): string => new Date(civil(date) + DAY).toISOString().slice(0, 10);

/**
 * @param days told days in any order, none twice
 * @param until the last day to look at: the day that has ended, at its 24:00
 */
export function countZeroDays(days: Iterable<ZeroDay>, until: string): ZeroCount {
  const told = new Map<string, boolean | undefined>();
  for (const { date, isZero } of days) if (date <= until) told.set(date, isZero);
  const dates = [...told.keys()].sort();
  const first = dates[0];
  const finished: ZeroRun[] = [];
  let run: Growing | undefined;
  if (first !== undefined) {
    for (let date = first; date <= until; date = dayAfter(date)) {
      const isZero = told.get(date);
      if (isZero === true) run = grown(run, date);
      else if (isZero === undefined) {
        if (run !== undefined) run.open += 1;
      } else {
        if (run !== undefined) finished.push(closed(run, false));
        run = undefined;
      }
    }
  }
  const current = run === undefined ? null : closed(run, true);
  const next = (n: number | undefined) => (n === undefined ? null : (MILESTONES.find((stone) => stone > n) ?? null));
  return {
    current,
    isTold: dates.some((date) => told.get(date) !== undefined),
    finished,
    next: { elapsed: next(current?.elapsed), inclusive: next(current?.inclusive) },
  };
}

type Growing = { first: string; last: string; zeros: number; unknown: number; open: number };

function grown(run: Growing | undefined, date: string): Growing {
  if (run === undefined) return { first: date, last: date, zeros: 1, unknown: 0, open: 0 };
  // Days nobody told, with zeros on both sides: they stay in the run, uncounted.
  return { ...run, last: date, zeros: run.zeros + 1, unknown: run.unknown + run.open, open: 0 };
}

/** @param isOpen days nobody told after its last one belong to it as long as it goes on */
const closed = ({ first, last, zeros, unknown, open }: Growing, isOpen: boolean): ZeroRun => ({
  first,
  last,
  elapsed: zeros - 1,
  inclusive: zeros,
  unknown: unknown + (isOpen ? open : 0),
});

/** "9", or "9 + ?" where the counter is held. */
export const heldText = (days: number, unknown: number): string => (unknown > 0 ? `${days} + ?` : String(days));

/** Zero on a day when every series is 0; above zero when any is; else unknown, however many are 0. */
export function allZero(values: readonly (number | undefined)[]): boolean | undefined {
  if (values.some((value) => value !== undefined && value > 0)) return false;
  return values.length > 0 && values.every((value) => value === 0) ? true : undefined;
}
