// From what the situation keeps (tubes, rolls, counts by area) into the book of a round. Domain 6.1.
import type { RollArea } from '../../subject/round.ts';
import { TOLD_WIDTH, type Tube } from '../../subject/test.ts';
import { instant } from '../../time.ts';
import type { RoundBook, Told } from './round-book.ts';
import { NEVER, OUTCOME, type Outcome } from './states.ts';

type TubeSample = Tube['samples'][number];

/** Present and unknown are due; the other statuses say why a person is not due here. */
const isDueStatus = (status: string): boolean => status === 'PRESENT' || status === 'UNKNOWN';

/** Everybody of a round that has no roll of persons stands here: how many they are is known, and not where they live. */
export const UNPLACED = '';

/** A tube as it was goes out, as it is comes in: the work of one tube, however large the round is. */
export function feedTube(book: RoundBook, before: Tube | undefined, after: Tube | undefined, hasRoll: boolean): void {
  const earlier = new Map<number, Told>();
  for (const sample of before?.samples ?? []) {
    const told = toldOf(book, sample, before!);
    for (const key of sample.persons) earlier.set(book.person(key), told);
  }
  for (const sample of after?.samples ?? []) {
    const told = toldOf(book, sample, after!);
    for (const key of sample.persons) {
      const person = book.person(key);
      if (!hasRoll) book.place(person, UNPLACED);
      book.replace(person, earlier.get(person), told);
      earlier.delete(person);
    }
  }
  for (const [person, told] of earlier) book.remove(person, told);
}

export function feedRoll(book: RoundBook, roll: RollArea): void {
  const area = book.area(roll.areaId);
  for (const { status, from, to, persons } of roll.entries ?? []) {
    const row = {
      area,
      from: book.since(instant(from)),
      to: book.since(to === undefined ? undefined : instant(to)),
      isDue: isDueStatus(status),
    };
    for (const key of persons) book.enrol(book.person(key), row);
  }
}

function toldOf(book: RoundBook, sample: TubeSample, tube: Tube): Told {
  const outcome = outcomeOf(sample);
  const { resultedAt, uploadedAt } = sample;
  // A source that tells a result and not its time tells it when it speaks, at the latest.
  const told = outcome === OUTCOME.pending ? undefined : (resultedAt ?? uploadedAt ?? tube.observedAt);
  const up = outcome === OUTCOME.final ? uploadedAt : undefined;
  const [resulted, uploaded] = [told, up].map((time) => book.since(time === undefined ? undefined : instant(time)));
  return [
    book.since(instant(sample.sampledAt)),
    resulted!,
    Math.max(uploaded!, up === undefined ? NEVER : resulted!),
    outcome,
  ];
}

/**
 * Final for a person is a negative tube, or a positive one that held this person alone; everybody else in a positive or
 * inconclusive pool waits for a single test (V15).
 */
function outcomeOf({ result, poolSize }: Pick<TubeSample, 'result' | 'poolSize'>): Outcome {
  if (result === undefined) return OUTCOME.pending;
  if (result === 'negative') return OUTCOME.final;
  if (result === 'invalid') return OUTCOME.invalid;
  return result === 'positive' && poolSize === 1 ? OUTCOME.final : OUTCOME.pool;
}

/** What an area had counted by a moment; null where it did not say. */
export type CountedArea = {
  /** ms since 1970 */
  readonly asOf: number;
  readonly sampled: number | null;
  readonly resulted: number | null;
  readonly uploaded: number | null;
};

/**
 * @param told TOLD_WIDTH numbers for each moment, in order of time
 * @returns undefined where nothing was counted up to `at`
 */
export function countedAt(told: readonly number[], isCumulative: boolean, at: number): CountedArea | undefined {
  let asOf = -1;
  const values: (number | null)[] = [null, null, null];
  for (let i = 0; i < told.length && told[i]! <= at; i += TOLD_WIDTH) {
    asOf = told[i]!;
    for (const j of [0, 1, 2]) {
      const value = told[i + 1 + j]!;
      if (value >= 0) values[j] = isCumulative ? value : (values[j] ?? 0) + value;
    }
  }
  if (asOf < 0) return undefined;
  const [sampled, resulted, uploaded] = values as [number | null, number | null, number | null];
  return { asOf, sampled, resulted, uploaded };
}
