// What is the same for every part of a round at one moment: asked once for a hundred communities. Domain 6.1.
import { UNPLACED } from '#shared/domain/round-coverage/feed.ts';
import type { Counts, RoundBook } from '#shared/domain/round-coverage/round-book.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import type { RollArea } from '#shared/subject/round.ts';
import { chainOf } from './case-nodes.ts';

import { DAILY, lastToldOf, type RoundBooks } from './round-books.ts';

/** Areas above these, themselves not included. */
function ancestorsOf(situation: Situation, areaIds: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const id of areaIds) {
    let parent = situation.get('areas', id)?.parent;
    while (parent !== undefined && !found.has(parent)) {
      found.add(parent);
      parent = situation.get('areas', parent)?.parent;
    }
  }
  return found;
}

/** The roll of a round, or the standing one where it has none of its own. */
function rollsFor(books: RoundBooks, roundId: string): { readonly rolls: RollArea[]; readonly isOwn: boolean } {
  const own = books.rollsOf(roundId);
  const isOwn = own.length > 0 || roundId === DAILY;
  return { rolls: isOwn ? own : books.rollsOf(DAILY), isOwn };
}

export type Window = 'round' | 'rolling24';

export type Prepared = {
  readonly roundId: string;
  readonly at: number;
  readonly counts: Counts | undefined;
  /** areas in which persons are listed */
  readonly hasListed: boolean;
  /** areas whose roll is a count, where no finer one is told and nobody is listed inside */
  readonly counted: readonly RollArea[];
  readonly tests: ReadonlyMap<string, Entities['areaTests']>;
  /** of the book at that moment; it goes on growing */
  readonly areaIds: readonly string[];
  /** ms since 1970; null while nothing was told of a sample */
  readonly lastTold: number | null;
};

/**
 * @param at ms since 1970
 * @param isNow the live books may move on to `at`; a question about the past must not move them
 */
export function prepare(
  situation: Situation,
  books: RoundBooks,
  { roundId, window, at, isNow }: { roundId: string; window: Window; at: number; isNow: boolean },
): Prepared {
  const over = window === 'round' ? books.over(roundId, at) : undefined;
  const told = over ?? toldBy(books.book(roundId, at), window, at, isNow);
  const { rolls, isOwn } = rollsFor(books, roundId);
  // The standing roll has its persons under another key than the round's tests: to this round they are a number.
  const isListed = ({ entries }: RollArea): boolean => isOwn && entries !== undefined;
  const listed = rolls.filter(isListed);
  const counted = rolls.filter((roll) => !isListed(roll) && roll.due !== undefined);
  const above = ancestorsOf(
    situation,
    [...listed, ...counted].map(({ areaId }) => areaId),
  );
  return {
    roundId,
    at,
    counts: told.counts,
    hasListed: listed.length > 0,
    counted: counted.filter(({ areaId }) => !above.has(areaId)),
    tests: new Map(books.countsOf(roundId).map((one) => [one.areaId, one])),
    areaIds: told.areaIds,
    lastTold: told.lastTold,
  };
}

/** The same for good: the live book counts on in its own arrays. */
export function kept(prepared: Prepared): Prepared {
  const { counts, areaIds } = prepared;
  return {
    ...prepared,
    counts: counts === undefined ? undefined : { ...counts, counts: counts.counts.slice() },
    areaIds: [...areaIds],
  };
}

/** Which counters and which counted rolls lie in an area: found once for all communities that are asked about. */
export type Inside = {
  readonly placed: ReadonlyMap<string, readonly number[]>;
  readonly counted: ReadonlyMap<string, readonly RollArea[]>;
};
const insides = new WeakMap<Prepared, Inside>();

export function insideOf(situation: Situation, prepared: Prepared): Inside {
  let inside = insides.get(prepared);
  if (inside === undefined) {
    const [placed, counted] = [new Map<string, number[]>(), new Map<string, RollArea[]>()];
    for (const [i, id] of prepared.areaIds.entries())
      if (id !== UNPLACED) for (const above of chainOf(situation, id)) push(placed, above, i);
    for (const roll of prepared.counted)
      for (const above of chainOf(situation, roll.areaId)) push(counted, above, roll);
    inside = { placed, counted };
    insides.set(prepared, inside);
  }
  return inside;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Of several areas, what lies in any of them, once. */
export const inAny = <T>(of: ReadonlyMap<string, readonly T[]>, areaIds: readonly string[]): readonly T[] =>
  areaIds.length === 1 ? (of.get(areaIds[0]!) ?? []) : [...new Set(areaIds.flatMap((id) => of.get(id) ?? []))];

type Told = Pick<Prepared, 'counts' | 'areaIds' | 'lastTold'>;

function toldBy(book: RoundBook | undefined, window: Window, at: number, isNow: boolean): Told {
  if (book === undefined) return { counts: undefined, areaIds: [], lastTold: null };
  return { counts: countsOf(book, window, at, isNow), areaIds: book.areaIds, lastTold: lastToldOf(book) };
}

function countsOf(book: RoundBook, window: Window, at: number, isNow: boolean): Counts {
  const t = book.since(at);
  if (window === 'rolling24') return book.rollingAt(t);
  if (isNow) book.advance(t);
  return book.horizon === t || (isNow && book.horizon >= t) ? book.now() : book.at(t);
}
