// Who is missing and who waits: counts by address for those who see places, persons only for those who may know them.
import { NEVER, STATE } from '#shared/domain/round-coverage/states.ts';
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import { areaAddress, stepsWithin } from './area-address.ts';
import { within } from './coverage.ts';
import type { RoundBooks } from './round-books.ts';

/** What access says of the reader; here it is only kept to. */
export type ListReader = {
  /** addresses below the compound (L2) */
  readonly seesPlaces: boolean;
  /** keys of persons (L3) */
  readonly seesPersons: boolean;
  readonly holdsArea: (areaId: string) => boolean;
};

export type ListQuestion = {
  readonly round: Round;
  readonly areaIds?: readonly string[] | undefined;
  readonly at: number;
  readonly reader: ListReader;
  readonly limit: number;
  readonly offset: number;
};

const FINE: ReadonlySet<string> = new Set(['building', 'staircase', 'floor', 'household']);

/**
 * Address nodes below the compound are a place as precise as L2; who may see less is told of the compound. Outside one's own
 * areas nothing is told.
 */
function addressesFor(
  situation: Situation,
  { seesPlaces, holdsArea }: ListReader,
): (areaId: string) => string | undefined {
  return (areaId) => {
    if (!holdsArea(areaId)) return undefined;
    let area = situation.get('areas', areaId);
    while (!seesPlaces && area !== undefined && FINE.has(area.level)) {
      area = area.parent === undefined ? undefined : situation.get('areas', area.parent);
    }
    return area?.id ?? (seesPlaces ? areaId : undefined);
  };
}

type Entry = { readonly person: number; readonly areaId: string; readonly reason: string; readonly sampledAt: number };

/** Everybody of the book who is due and stands in some states, with the address that the reader may know. */
function* standing(
  situation: Situation,
  books: RoundBooks,
  question: ListQuestion,
  reasonOf: (state: number) => string | undefined,
): Generator<Entry> {
  const { round, areaIds, at, reader } = question;
  const book = books.book(round.id, at);
  if (book === undefined) return;
  const isInside = within(situation, areaIds);
  const addressOf = addressesFor(situation, reader);
  const t = book.since(at);
  const addresses = book.areaIds.map((id) => (id !== '' && isInside(id) ? addressOf(id) : undefined));
  for (let person = 0; person < book.keys.size; person += 1) {
    const area = book.dueIn(person, t);
    const areaId = area === undefined ? undefined : addresses[area];
    if (areaId === undefined) continue;
    const reason = reasonOf(book.stateAt(person, t));
    if (reason === undefined) continue;
    yield { person, areaId, reason, sampledAt: book.samples.firstValid(person, 0, t) };
  }
}

const MISSING_REASONS: Readonly<Record<number, string>> = {
  [STATE.never]: 'unknown',
  [STATE.invalid]: 'invalidTube',
  [STATE.late]: 'late',
};
const WAITING_REASONS: Readonly<Record<number, string>> = {
  [STATE.sampled]: 'noResult',
  [STATE.pooled]: 'positivePool',
  [STATE.resulted]: 'notUploaded',
};

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In order of address, which is the order of walking: building, staircase, floor, door. */
export function listMissing(situation: Situation, books: RoundBooks, question: ListQuestion) {
  const { round, at, reader, limit, offset } = question;
  const areas = new Map<string, { areaId: string; missing: number; reasons: Record<string, number> }>();
  const persons: Entry[] = [];
  for (const entry of standing(situation, books, question, (state) => MISSING_REASONS[state])) {
    persons.push(entry);
    const area = areas.get(entry.areaId) ?? { areaId: entry.areaId, missing: 0, reasons: {} };
    area.missing += 1;
    area.reasons[entry.reason] = (area.reasons[entry.reason] ?? 0) + 1;
    areas.set(entry.areaId, area);
  }
  const listed = [...areas.values()].sort((a, b) => byCodeUnit(a.areaId, b.areaId));
  persons.sort((a, b) => byCodeUnit(a.areaId, b.areaId) || a.person - b.person);
  return {
    ...head(books, round, at, persons.length),
    totalAreas: listed.length,
    areas: listed.slice(offset, offset + limit).map((area) => ({
      ...area,
      ...areaAddress(situation, area.areaId),
      path: stepsWithin(situation, area.areaId),
      doorReason: doorReason(situation, round, area.areaId, reader),
    })),
    ...personsFor(books, question, persons),
  };
}

/** The oldest sample first. */
export function listWaiting(situation: Situation, books: RoundBooks, question: ListQuestion) {
  const { round, at, limit, offset } = question;
  const areas = new Map<string, { areaId: string; waiting: number; oldest: number; reasons: Record<string, number> }>();
  const persons: Entry[] = [];
  for (const entry of standing(situation, books, question, (state) => WAITING_REASONS[state])) {
    persons.push(entry);
    const area = areas.get(entry.areaId) ?? { areaId: entry.areaId, waiting: 0, oldest: NEVER, reasons: {} };
    area.waiting += 1;
    area.oldest = Math.min(area.oldest, entry.sampledAt);
    area.reasons[entry.reason] = (area.reasons[entry.reason] ?? 0) + 1;
    areas.set(entry.areaId, area);
  }
  const listed = [...areas.values()].sort((a, b) => a.oldest - b.oldest || byCodeUnit(a.areaId, b.areaId));
  persons.sort((a, b) => a.sampledAt - b.sampledAt || a.person - b.person);
  const start = Date.parse(round.start);
  return {
    ...head(books, round, at, persons.length),
    totalAreas: listed.length,
    areas: listed.slice(offset, offset + limit).map(({ oldest, ...area }) => ({
      ...area,
      ...areaAddress(situation, area.areaId),
      oldestSampledAt: oldest === NEVER ? null : new Date(start + oldest).toISOString(),
    })),
    ...personsFor(books, question, persons),
  };
}

/** `countBased`: there are no persons, and so no list, which is not the same as nobody. */
const head = (books: RoundBooks, round: Round, at: number, total: number) => ({
  roundId: round.id,
  at: new Date(at).toISOString(),
  total,
  countBased: !books.rollsOf(round.id).some(({ entries }) => entries !== undefined),
});

/** Keys of persons are L3; everybody else reads counts. */
function personsFor(books: RoundBooks, { round, at, reader, limit, offset }: ListQuestion, persons: readonly Entry[]) {
  if (!reader.seesPersons) return {};
  const book = books.book(round.id, at)!;
  return {
    persons: persons
      .slice(offset, offset + limit)
      .map(({ person, areaId, reason }) => ({ person: book.keys.keyOf(person), areaId, reason })),
  };
}

/** What somebody who stood at the door wrote down, where the reader may see visits there. */
function doorReason(situation: Situation, { id }: Round, areaId: string, reader: ListReader): string | null {
  return reader.seesPlaces ? (situation.get('visits', `${id}|${areaId}`)?.reason ?? null) : null;
}
