// Laboratories: tubes against persons, what a round asks of them, what pooling costs. Domain 6.3.
import { HOUR } from '../time.ts';

/** Of one instrument, [P]: wells that hold samples, and hours of a run. */
const USABLE_WELLS = 94;
const RUN_HOURS = 1.5;

/** @returns tubes an hour: 62.7 with 94 usable wells and runs of 1.5 h */
export const instrumentTubesPerHour = (usableWells = USABLE_WELLS, runHours = RUN_HOURS): number =>
  usableWells / runHours;

/** Persons are tubes times the pool size n; a capacity in persons without its n says nothing. */
export type LabNeed = { readonly tubes: number; readonly tubesPerHour: number; readonly instruments: number };

/**
 * What a round asks: 437,800 persons at 10-in-1 in 18 useful hours are 43,780 tubes, 2,432 an hour, 39 instruments.
 * @param groups persons sampled in tubes of n
 * @param usefulHours from the arrival of the first tube to the deadline less assay and upload
 */
export function labNeed(
  groups: readonly { readonly persons: number; readonly n: number }[],
  usefulHours: number,
): LabNeed {
  const tubes = groups.reduce((sum, { persons, n }) => sum + Math.ceil(persons / n), 0);
  const tubesPerHour = usefulHours > 0 ? tubes / usefulHours : Number.POSITIVE_INFINITY;
  return { tubes, tubesPerHour, instruments: Math.ceil(tubesPerHour / instrumentTubesPerHour()) };
}

/**
 * Tests per person when every member of a positive pool is tested again (R. Dorfman 1943, Ann. Math. Stat. 14:436):
 * 1/n + 1 - (1-p)^n; 1 for n = 1.
 * @param prevalence p, 0..1, independent persons; households that fall ill together make it better than this
 */
export const testsPerPerson = (prevalence: number, n: number): number =>
  n === 1 ? 1 : 1 / n + 1 - (1 - prevalence) ** n;

/** Pool sizes of the rule cn-pool, and the prevalence up to which pooling suits (S65). */
export const POOLS = [1, 3, 5, 10, 20] as const;
export const POOLING_SUITS_UP_TO = 0.001;

export type PoolAdvice = {
  readonly n: number;
  readonly testsPerPerson: number;
  /** above the prevalence for which the national rule allows pooling: shown beside the advice, a person decides */
  readonly isBeyondRule: boolean;
};

/** The pool that costs the fewest tests at a positivity; the smaller one of equals: fewer people wait for it. */
export function poolAdvice(prevalence: number, pools: readonly number[] = POOLS): PoolAdvice {
  let best = pools[0] ?? 1;
  for (const n of pools) if (testsPerPerson(prevalence, n) < testsPerPerson(prevalence, best) - 1e-12) best = n;
  return {
    n: best,
    testsPerPerson: testsPerPerson(prevalence, best),
    isBeyondRule: best > 1 && prevalence > POOLING_SUITS_UP_TO,
  };
}

/**
 * The share of infected persons that so many positive pools speak for: a pool of n is negative when all n are, so
 * p = 1 - (1 - positive / pools)^(1/n). Null where no pool has a result, or every one is positive: then no pool says how many.
 */
export function prevalenceFromPools(pools: number, positive: number, personsInPools: number): number | null {
  if (pools <= 0 || positive >= pools || personsInPools <= 0) return null;
  return 1 - (1 - positive / pools) ** (pools / personsInPools);
}

export type LabState = {
  readonly queueTubes: number;
  readonly tubesPerHour: number;
  /** ms since 1970 */
  readonly oldestSampledAt?: number;
};

export type LabFigures = {
  readonly queueTubes: number;
  readonly tubesPerHour: number;
  /** hours to work off what waits; null where nothing works and something waits */
  readonly hoursToClear: number | null;
  readonly oldestHours: number | null;
};

export function labFigures(labs: readonly LabState[], now: number): LabFigures {
  const queueTubes = labs.reduce((sum, lab) => sum + lab.queueTubes, 0);
  const tubesPerHour = labs.reduce((sum, lab) => sum + lab.tubesPerHour, 0);
  // Each works off its own queue: the slowest says when all is clear.
  const hours = labs.map((lab) => (lab.queueTubes === 0 ? 0 : lab.queueTubes / lab.tubesPerHour));
  const worst = Math.max(0, ...hours);
  const oldest = Math.min(...labs.map(({ oldestSampledAt }) => oldestSampledAt ?? Number.POSITIVE_INFINITY));
  return {
    queueTubes,
    tubesPerHour,
    hoursToClear: Number.isFinite(worst) ? worst : null,
    oldestHours: Number.isFinite(oldest) ? (now - oldest) / HOUR : null,
  };
}

/**
 * A percentile of turnaround that counts tubes still waiting with their age so far (censored): without them a laboratory
 * that stands still looks fast. A lower bound where it falls among those waiting.
 * @param done, waiting hours
 */
export function turnaround(
  done: readonly number[],
  waiting: readonly number[],
  q: number,
): { readonly hours: number; readonly atLeast: boolean } | null {
  const all = [
    ...done.map((hours) => ({ hours, atLeast: false })),
    ...waiting.map((hours) => ({ hours, atLeast: true })),
  ];
  all.sort((a, b) => a.hours - b.hours || Number(a.atLeast) - Number(b.atLeast));
  return all[Math.min(all.length - 1, Math.floor(q * all.length))] ?? null;
}

/** Points and samplers that the third guide wants (S6): a point for 2,000 to 3,000 persons, a sampler for 360. V10. */
export function testingPlan(population: number, points: number) {
  return {
    pointsWanted: [Math.ceil(population / 3_000), Math.ceil(population / 2_000)] as const,
    samplersWanted: Math.ceil(population / 360),
    personsPerPoint: points > 0 ? population / points : null,
    gap: Math.max(0, Math.ceil(population / 3_000) - points),
  };
}
