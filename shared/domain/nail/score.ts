// How bad a nail area is, 0 to 100, from what is known of it: eight parts with weights. A part of which nobody told is left
// out, its weight shared by the others, and the score is marked partial. Domain 6.8; parts and weights are proposals [P].
import { DAY } from '../../time.ts';
import type { Infection } from '../policy/facts.ts';

export const SCORE_PARTS = [
  'burden',
  'growth',
  'socialShare',
  'coverageGap',
  'transferBacklog',
  'gateGap',
  'environment',
  'disinfectionBacklog',
] as const;
export type ScorePart = (typeof SCORE_PARTS)[number];

/** A rule may bring its own (`scoreWeights`); they need not add up to 1. */
export const WEIGHTS: Readonly<Record<ScorePart, number>> = {
  burden: 0.2,
  growth: 0.15,
  socialShare: 0.2,
  coverageGap: 0.15,
  transferBacklog: 0.1,
  gateGap: 0.1,
  environment: 0.05,
  disinfectionBacklog: 0.05,
};

/** So many of so many; undefined where nobody told. */
export type Of = { readonly n: number; readonly of: number } | undefined;

export type ScoreFacts = {
  /** ms */
  readonly now: number;
  /** positives with residence in the area; undefined where nobody reports cases */
  readonly infections: readonly Infection[] | undefined;
  /** inhabitants */
  readonly population: number | undefined;
  /** uploaded of due, in the last round that came to its end */
  readonly lastRound: Of;
  /** positives and contacts past their limit, of all that wait; of 0 that wait there is no backlog */
  readonly waiting: Of;
  /** gates that nobody guards and nothing blocks, of all */
  readonly openGates: Of;
  /** dwellings of one-storey quarters and urban villages, of all */
  readonly complexDwellings: Of;
  /** disinfections that are due and not done, of all that were ordered */
  readonly openDisinfections: Of;
};

export type PartScore = {
  readonly part: ScorePart;
  readonly weight: number;
  /** 0 to 1; null where nobody told */
  readonly x: number | null;
  /** what x is made from: per 1,000, a ratio, a share */
  readonly value: number | null;
};
export type NailScore = {
  /** 0 to 100; null where no part is known */
  readonly score: number | null;
  readonly isPartial: boolean;
  readonly parts: readonly PartScore[];
};

export function nailScore(facts: ScoreFacts, weights: Readonly<Partial<Record<ScorePart, number>>> = {}): NailScore {
  const values = valuesOf(facts);
  const parts = SCORE_PARTS.map((part): PartScore => {
    const value = values[part];
    return { part, weight: weights[part] ?? WEIGHTS[part], value, x: value === null ? null : X[part](value) };
  });
  const known = parts.filter(({ x }) => x !== null);
  const weight = known.reduce((sum, part) => sum + part.weight, 0);
  const sum = known.reduce((all, part) => all + part.weight * part.x!, 0);
  return {
    score: weight > 0 ? (100 * sum) / weight : null,
    isPartial: known.length < parts.length,
    parts,
  };
}

const unit = (value: number): number => Math.min(1, Math.max(0, value));
/** From the value of a part to its x. */
const X: Readonly<Record<ScorePart, (value: number) => number>> = {
  burden: (perThousand) => unit(perThousand / 10),
  growth: (ratio) => unit(ratio - 1),
  socialShare: unit,
  coverageGap: (gap) => unit(gap * 10),
  transferBacklog: unit,
  gateGap: unit,
  environment: unit,
  disinfectionBacklog: unit,
};

function valuesOf(facts: ScoreFacts): { readonly [P in ScorePart]: number | null } {
  const { now, infections, population, lastRound } = facts;
  const within = (from: number, to: number) =>
    distinct((infections ?? []).filter(({ at }) => at > now - from * DAY && at <= now - to * DAY));
  const [last, before] = [within(3, 0), within(6, 3)];
  const social = distinct((infections ?? []).filter((one) => one.social && one.at > now - 3 * DAY && one.at <= now));
  const told = (value: number): number | null => (infections === undefined ? null : value);
  return {
    burden: population === undefined || population <= 0 ? null : told((1000 * within(7, 0)) / population),
    // From nobody to somebody is as fast as it gets; from nobody to nobody is no growth.
    growth: told(before > 0 ? last / before : last > 0 ? 2 : 1),
    socialShare: told(last > 0 ? social / last : 0),
    coverageGap: lastRound === undefined || lastRound.of <= 0 ? null : 1 - lastRound.n / lastRound.of,
    transferBacklog: share(facts.waiting),
    gateGap: share(facts.openGates),
    environment: share(facts.complexDwellings),
    disinfectionBacklog: share(facts.openDisinfections),
  };
}

const share = (part: Of): number | null => (part === undefined ? null : part.of > 0 ? part.n / part.of : 0);

/** Household members count one by one; a person found twice counts once (6.8, V12). */
const distinct = (infections: readonly Infection[]): number =>
  new Set(infections.map(({ person, id }) => person ?? `case/${id}`)).size;
