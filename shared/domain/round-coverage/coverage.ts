// Coverage from counters: sums first, then one quotient; never the mean of percentages. Domain 6.1 (Levels).
import { coveragePercent, rateOf } from '../rate.ts';
import { NOT_DUE, STATE, WIDTH } from './states.ts';

/** Persons. sampled + missing = due and uploaded + waiting = sampled, always. */
export type Coverage = {
  readonly due: number;
  readonly sampled: number;
  readonly resulted: number;
  readonly uploaded: number;
  readonly missing: number;
  readonly waiting: number;
  /** of the missing: to be sampled again because the tube was spoilt or lost */
  readonly repeat: number;
  /** of the missing: sampled, but only after the deadline */
  readonly late: number;
  /** of the waiting: in a positive or inconclusive pool */
  readonly pooled: number;
  /** on the roll and not due: away, exempt, moved, dead, twice on it */
  readonly notDue: number;
};

export const NO_COVERAGE: Coverage = {
  due: 0,
  sampled: 0,
  resulted: 0,
  uploaded: 0,
  missing: 0,
  waiting: 0,
  repeat: 0,
  late: 0,
  pooled: 0,
  notDue: 0,
};

/** @param counts WIDTH counters for each area; @param areas the indexes to sum, or all */
export function coverageOf(counts: Int32Array, areas?: Iterable<number>): Coverage {
  const sum = new Array<number>(WIDTH).fill(0);
  const take = (area: number) => {
    for (let column = 0; column < WIDTH; column += 1) sum[column]! += counts[area * WIDTH + column] ?? 0;
  };
  if (areas === undefined) for (let area = 0; area * WIDTH < counts.length; area += 1) take(area);
  else for (const area of areas) take(area);
  const missing = sum[STATE.never]! + sum[STATE.invalid]! + sum[STATE.late]!;
  const waiting = sum[STATE.sampled]! + sum[STATE.pooled]! + sum[STATE.resulted]!;
  const uploaded = sum[STATE.uploaded]!;
  return {
    due: missing + waiting + uploaded,
    sampled: waiting + uploaded,
    resulted: sum[STATE.resulted]! + uploaded,
    uploaded,
    missing,
    waiting,
    repeat: sum[STATE.invalid]!,
    late: sum[STATE.late]!,
    pooled: sum[STATE.pooled]!,
    notDue: sum[NOT_DUE]!,
  };
}

export function added(a: Coverage, b: Coverage): Coverage {
  const out: Record<string, number> = {};
  for (const name of Object.keys(NO_COVERAGE) as (keyof Coverage)[]) out[name] = a[name] + b[name];
  return out as Coverage;
}

export type Shares = {
  readonly sampled: number | null;
  readonly resulted: number | null;
  readonly uploaded: number | null;
};
export type ShareTexts = {
  readonly sampled: string | null;
  readonly resulted: string | null;
  readonly uploaded: string | null;
};

export const sharesOf = ({ due, sampled, resulted, uploaded }: Coverage): Shares => ({
  sampled: rateOf(sampled, due),
  resulted: rateOf(resulted, due),
  uploaded: rateOf(uploaded, due),
});

export const shareTextsOf = ({ due, sampled, resulted, uploaded }: Coverage): ShareTexts => ({
  sampled: coveragePercent(sampled, due),
  resulted: coveragePercent(resulted, due),
  uploaded: coveragePercent(uploaded, due),
});
