// How far a round is, for the whole of it or for some areas, at a moment: persons where there are persons, counts where
// there are counts. Domain 6.1.
import { added, type Coverage, coverageOf, NO_COVERAGE } from '#shared/domain/round-coverage/coverage.ts';
import { countedAt, UNPLACED } from '#shared/domain/round-coverage/feed.ts';
import type { RoundBook } from '#shared/domain/round-coverage/round-book.ts';
import { NOBODY, STATE } from '#shared/domain/round-coverage/states.ts';
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import { instant } from '#shared/time.ts';
import { inAny, insideOf, type Prepared, prepare, type Window } from './coverage-prepared.ts';
import type { RoundBooks } from './round-books.ts';

export type RoundCoverage = Coverage & {
  /** false where a source reports nothing of a kind: then the number is not 0 but unknown */
  readonly isKnown: {
    readonly due: boolean;
    readonly sampled: boolean;
    readonly resulted: boolean;
    readonly uploaded: boolean;
  };
  /** part of it comes as counts by area, of which no list of persons can be made */
  readonly countBased: boolean;
  /** sampled and on no roll: shown, and in neither side until somebody confirms them */
  readonly offRoll: number;
  /** areas with a roll of which no count was heard */
  readonly unheardAreas: number;
  /** ms since 1970 of the newest word in it */
  readonly asOf: number | null;
};

/** Areas of a tree, asked many times: is this one inside those? */
export function within(situation: Situation, areaIds: readonly string[] | undefined): (areaId: string) => boolean {
  if (areaIds === undefined) return () => true;
  const known = new Map<string, boolean>(areaIds.map((id) => [id, true]));
  const isIn = (id: string, depth: number): boolean => {
    const answer = known.get(id);
    if (answer !== undefined) return answer;
    const parent = situation.get('areas', id)?.parent;
    const inside = parent !== undefined && depth < 20 && isIn(parent, depth + 1);
    known.set(id, inside);
    return inside;
  };
  return (areaId) => isIn(areaId, 0);
}

/** @param areaIds those areas and all in them; undefined: all of the round */
export function coverageIn(
  situation: Situation,
  prepared: Prepared,
  areaIds: readonly string[] | undefined,
): RoundCoverage {
  const { roundId, at, counts, hasListed, tests, lastTold } = prepared;
  const inside = areaIds === undefined ? undefined : insideOf(situation, prepared);
  const placed =
    inside === undefined
      ? prepared.areaIds.flatMap((id, i) => (id === UNPLACED ? [] : [i]))
      : inAny(inside.placed, areaIds!);
  const counted = inside === undefined ? prepared.counted : inAny(inside.counted, areaIds!);
  let sum = counts === undefined ? NO_COVERAGE : coverageOf(counts.counts, placed);
  const hasPersons = placed.length > 0;
  const isKnown = {
    due: hasListed && (hasPersons || areaIds === undefined),
    sampled: hasPersons,
    resulted: hasPersons,
    uploaded: hasPersons,
  };
  let unheardAreas = 0;
  // The round is touched by every batch of its rows: its stamp is the newest report these figures stand on.
  const said = situation.get('rounds', roundId)?.observedAt;
  let asOf = lastTold === null ? null : Math.min(at, said === undefined ? lastTold : instant(said));
  const byCount = { due: 0, sampled: 0, resulted: 0, uploaded: 0 };
  let isCounted = false;
  for (const { areaId, due = 0 } of counted) {
    isCounted = true;
    isKnown.due = true;
    byCount.due += due;
    const told = tests.get(areaId);
    const heard = told === undefined ? undefined : countedAt(told.told ?? [], told.cumulative, at);
    if (heard === undefined) {
      unheardAreas += 1;
      continue;
    }
    asOf = Math.max(asOf ?? 0, heard.asOf);
    // More than all is said of an area whose roll is too short: what is beyond it is off the roll.
    let most = due;
    for (const name of ['sampled', 'resulted', 'uploaded'] as const) {
      if (heard[name] === null) continue;
      isKnown[name] = true;
      most = Math.min(most, heard[name]);
      byCount[name] += most;
    }
  }
  const unplaced = unplacedOf(situation, prepared, areaIds);
  let offRoll = counts?.offRoll ?? 0;
  if (unplaced !== undefined && unplaced.sampled + unplaced.repeat > 0) {
    // Persons were told and their roll is a count: distinct persons against that count. What areas counted are the same
    // people: whichever is further on holds, and they are never added.
    isCounted = true;
    offRoll += Math.max(0, unplaced.sampled - byCount.due);
    for (const name of ['sampled', 'resulted', 'uploaded'] as const) {
      byCount[name] = Math.min(byCount.due, Math.max(byCount[name], unplaced[name]));
      isKnown[name] = true;
    }
    unheardAreas = 0;
  }
  if (isCounted) {
    sum = added(sum, {
      ...NO_COVERAGE,
      ...byCount,
      missing: byCount.due - byCount.sampled,
      waiting: byCount.sampled - byCount.uploaded,
      repeat: unplaced?.repeat ?? 0,
      late: unplaced?.late ?? 0,
      pooled: unplaced?.pooled ?? 0,
    });
  }
  return { ...sum, isKnown, countBased: isCounted, offRoll, unheardAreas, asOf };
}

/** One part of a round at one moment. */
export function coverageFor(
  situation: Situation,
  books: RoundBooks,
  question: { roundId: string; areaIds?: readonly string[] | undefined; window: Window; at: number; isNow: boolean },
): RoundCoverage {
  return coverageIn(situation, prepare(situation, books, question), question.areaIds);
}

/** A figure of the whole round may have persons of whom no place is known; one of a part may not. */
function coversAll(situation: Situation, roundId: string, areaIds: readonly string[]): boolean {
  const isInside = within(situation, areaIds);
  return (situation.get('rounds', roundId)?.areaIds ?? []).every(isInside);
}

function unplacedOf(
  situation: Situation,
  { roundId, areaIds: of, counts }: Prepared,
  areaIds: readonly string[] | undefined,
): Coverage | undefined {
  const index = of.indexOf(UNPLACED);
  if (index === -1 || counts === undefined) return undefined;
  const isWhole = areaIds === undefined || coversAll(situation, roundId, areaIds);
  return isWhole ? coverageOf(counts.counts, [index]) : undefined;
}

/** Those who entered after the start, by when: each group has its own deadline (V47). */
export type SubRound = {
  readonly from: number;
  readonly deadline: number;
  readonly due: number;
  readonly sampled: number;
  readonly uploaded: number;
};

export function subRoundsOf(book: RoundBook, at: number, isInside: (areaId: string) => boolean): SubRound[] {
  if (!book.roll.hasLateEntries) return [];
  const t = book.since(at);
  const groups = new Map<number, { due: number; sampled: number; uploaded: number }>();
  for (let person = 0; person < book.keys.size; person += 1) {
    const entered = book.roll.enteredAt(person);
    if (entered <= 0) continue;
    const area = book.dueIn(person, t);
    if (area === undefined || !isInside(book.areaIds[area]!)) continue;
    const group = groups.get(entered) ?? { due: 0, sampled: 0, uploaded: 0 };
    const state = book.stateAt(person, t);
    group.due += 1;
    if (state >= STATE.sampled) group.sampled += 1;
    if (state === STATE.uploaded) group.uploaded += 1;
    groups.set(entered, group);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([entered, group]) => ({
      from: book.start + entered,
      deadline: book.start + entered + book.length,
      ...group,
    }));
}

/** Persons whose place or status changed while the round ran: listed, never silent. */
export function movesOf(book: RoundBook, at: number, isInside: (areaId: string) => boolean) {
  const moves: {
    readonly person: number;
    readonly from: string;
    readonly to: string;
    readonly at: number;
    readonly isDue: boolean;
  }[] = [];
  if (!book.roll.hasMoves) return moves;
  const t = book.since(at);
  for (let person = 0; person < book.keys.size; person += 1) {
    if (book.roll.first(person) === NOBODY) continue;
    const way = book.roll.wayOf(person, t);
    for (let i = 1; i < way.length; i += 1) {
      const [from, to] = [book.areaIds[way[i - 1]!.area]!, book.areaIds[way[i]!.area]!];
      if (!isInside(from) && !isInside(to)) continue;
      if (from === to && way[i - 1]!.isDue === way[i]!.isDue) continue;
      moves.push({ person, from, to, at: book.start + way[i]!.from, isDue: way[i]!.isDue });
    }
  }
  return moves;
}

/** The round that a place is in at a moment: the last one that began of those over it, its own before the city's. */
export function roundOver(
  situation: Situation,
  areaIds: readonly string[],
  at: number,
  zoneId?: string,
): Round | undefined {
  let found: Round | undefined;
  const rank = (round: Round) => (zoneId !== undefined && round.zoneId === zoneId ? 1 : 0);
  for (const round of situation.all('rounds').values()) {
    if (instant(round.start) > at) continue;
    const isOver = (zoneId !== undefined && round.zoneId === zoneId) || areaIds.every(within(situation, round.areaIds));
    if (!isOver || (areaIds.length === 0 && rank(round) === 0)) continue;
    if (
      found === undefined ||
      rank(round) > rank(found) ||
      (rank(round) === rank(found) && instant(round.start) >= instant(found.start))
    )
      found = round;
  }
  return found;
}
