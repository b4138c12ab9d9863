// What a forecast of a round is asked with: the curve so far, the laboratories and the boxes on their way. Domain 6.2.
import { ASSUMED, PER_DESK_HOUR, type Question, SPREAD } from '#shared/domain/forecast/forecast.ts';
import { paceOf } from '#shared/domain/forecast/pace.ts';
import { countedAt } from '#shared/domain/round-coverage/feed.ts';
import { NEVER } from '#shared/domain/round-coverage/states.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import { HOUR, instant, MINUTE } from '#shared/time.ts';
import { type RoundCoverage, within } from './coverage.ts';
import type { RoundBooks } from './round-books.ts';

const BIN = 10 * MINUTE;
/** Looked at in one step: below a millisecond. */
const PERSONS_A_STEP = 2_000;
/** Between two collections at a point, on average half of an hour at most ([P]: collect within an hour). */
const COLLECTION_HOURS = 0.5;

/**
 * @param coverage of the round, or of the part asked about
 * @param whole of the round: a part has its share of the laboratories
 */
export function* forecastQuestion(
  situation: Situation,
  books: RoundBooks,
  {
    round,
    areaIds,
    coverage,
    whole,
    now,
  }: {
    round: Round;
    areaIds: readonly string[] | undefined;
    coverage: RoundCoverage;
    whole: RoundCoverage;
    now: number;
  },
): Generator<void, Question> {
  const start = instant(round.start);
  const share = whole.due > 0 ? coverage.due / whole.due : 1;
  const curve = yield* sampledCurve(situation, books, round, areaIds, now);
  const pace = paceOf(curve, {
    start,
    now,
    due: coverage.due,
    deskRate: desksOf(situation) * PER_DESK_HOUR * share,
  });
  const personsPerTube =
    round.samples !== undefined && round.tubes !== undefined && round.tubes > 0
      ? round.samples / round.tubes
      : ASSUMED.personsPerTube;
  const labs = labsOf(situation).map(({ queueTubes, tubesPerHour }) => ({
    queueTubes: queueTubes * share,
    tubesPerHour: tubesPerHour * share,
  }));
  const boxes = boxesOf(situation, start);
  const waitingTubes = coverage.waiting / personsPerTube;
  const queued = labs.reduce((sum, { queueTubes }) => sum + queueTubes, 0);
  return {
    seed: `${round.id}|${(areaIds ?? []).join(',')}`,
    now,
    deadline: instant(round.deadline),
    spread: { ...SPREAD, foundPerHour: pace.foundSpread },
    course: {
      remaining: coverage.missing,
      perHour: pace.perHour,
      foundPerHour: pace.foundPerHour,
      personsPerTube,
      tubesOnTheWay: boxes === undefined ? Math.max(0, waitingTubes - queued) : boxes.onTheWay * share,
      transportHours: boxes?.hours ?? ASSUMED.transportHours,
      labs,
      assayHours: ASSUMED.assayHours,
      uploadHours: ASSUMED.uploadHours,
      waiting: coverage.waiting,
    },
  };
}

/** Laboratories that say how they do. */
export const labsOf = (situation: Situation): NonNullable<Entities['sites']['lab']>[] =>
  [...situation.all('sites').values()].flatMap(({ type, lab }) =>
    type === 'laboratory' && lab !== undefined ? [lab] : [],
  );

export const desksOf = (situation: Situation): number =>
  [...situation.all('sites').values()].reduce(
    (sum, { type, desks, queue, open }) =>
      sum + (type === 'testing' && open !== false ? (queue?.desks ?? desks ?? 0) : 0),
    0,
  );

/** Boxes sealed since the round began: what is on its way, and how long the way took. */
function boxesOf(
  situation: Situation,
  start: number,
): { readonly onTheWay: number; readonly hours: number } | undefined {
  let [onTheWay, received, hours] = [0, 0, 0];
  let isTold = false;
  for (const { status, tubes, sealedAt, receivedAt } of situation.all('boxes').values()) {
    if (sealedAt === undefined || instant(sealedAt) < start) continue;
    isTold = true;
    if (status !== 'received') onTheWay += tubes;
    else if (receivedAt !== undefined) {
      received += 1;
      hours += (instant(receivedAt) - instant(sealedAt)) / HOUR;
    }
  }
  if (!isTold) return undefined;
  return { onTheWay, hours: received === 0 ? ASSUMED.transportHours : hours / received + COLLECTION_HOURS };
}

/** @returns persons sampled by a moment, in steps of ten minutes */
export function* sampledCurve(
  situation: Situation,
  books: RoundBooks,
  round: Round,
  areaIds: readonly string[] | undefined,
  now: number,
): Generator<void, (t: number) => number> {
  const start = instant(round.start);
  const isInside = within(situation, areaIds);
  const bins = new Float64Array(Math.max(1, Math.ceil((now - start) / BIN) + 1));
  const book = books.book(round.id, now);
  if (book !== undefined) {
    const isWanted = book.areaIds.map((id) => (id === '' ? areaIds === undefined : isInside(id)));
    const t = book.since(now);
    for (let person = 0; person < book.keys.size; person += 1) {
      if (person % PERSONS_A_STEP === 0) yield;
      const area = book.dueIn(person, t);
      if (area === undefined || isWanted[area] !== true) continue;
      const at = book.samples.firstValid(person, 0, t);
      if (at !== NEVER) bins[Math.min(bins.length - 1, Math.ceil(at / BIN))]! += 1;
    }
    for (let i = 1; i < bins.length; i += 1) bins[i]! += bins[i - 1]!;
  }
  for (const { areaId, told = [], cumulative } of books.countsOf(round.id)) {
    if (!isInside(areaId)) continue;
    for (let i = 0; i < bins.length; i += 1)
      bins[i]! += countedAt(told, cumulative, Math.min(now, start + i * BIN))?.sampled ?? 0;
  }
  return (t) => {
    const i = Math.max(0, (t - start) / BIN);
    const low = Math.min(bins.length - 1, Math.floor(i));
    const high = Math.min(bins.length - 1, low + 1);
    return bins[low]! + (bins[high]! - bins[low]!) * (i - Math.floor(i));
  };
}
