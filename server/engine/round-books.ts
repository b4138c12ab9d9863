// The books of all rounds, kept from the projector's changes; the same books from a situation of the past, or after a start.

import { feedRoll, feedTube } from '#shared/domain/round-coverage/feed.ts';
import { type Counts, RoundBook } from '#shared/domain/round-coverage/round-book.ts';
import { NEVER } from '#shared/domain/round-coverage/states.ts';
import type { Change, Entities, Situation } from '#shared/situation.ts';
import type { RollArea } from '#shared/subject/round.ts';
import type { Tube } from '#shared/subject/test.ts';
import { DAY, instant } from '#shared/time.ts';
import type { Step } from '../situation/projector.ts';

/** Daily tests belong to no round; their book is begun anew before its times run out of 32 bits. */
export const DAILY = '';
const DAILY_BACK = 10 * DAY;
const DAILY_FOR = 20 * DAY;

type Shelf = {
  readonly book: RoundBook;
  /** a roll of persons was told: who is not on it is off the roll */
  readonly hasRoll: boolean;
  readonly from: string;
  readonly to: string;
};

/** What a round that is over came to: nothing more is told of it, so its numbers outlive its book. */
export type Over = {
  /** ms since 1970: from then on they hold */
  readonly at: number;
  readonly counts: Counts;
  readonly areaIds: readonly string[];
  /** ms since 1970; null while nothing was told of a sample */
  readonly lastTold: number | null;
};

export class RoundBooks {
  readonly #situation: () => Situation;
  readonly #shelves = new Map<string, Shelf>();
  #closed: string | undefined;
  readonly #over = new Map<string, Over>();
  /** open rounds of which the first persons were told in the steps under way */
  readonly #wanted = new Set<string>();
  /** ids of what each round has: tubes only counted, the others by id */
  readonly #tubes = new Map<string, Set<string>>();
  readonly #rolls = new Map<string, Set<string>>();
  readonly #counts = new Map<string, Set<string>>();

  /** @param situation the one that the steps lead to; read again whenever a book must be begun anew */
  constructor(situation: () => Situation) {
    this.#situation = situation;
    for (const { id, roundId } of situation().all('tubes').values()) note(this.#tubes, roundId, id);
    for (const { id, roundId } of situation().all('rolls').values()) note(this.#rolls, roundId, id);
    for (const { id, roundId } of situation().all('areaTests').values()) note(this.#counts, roundId, id);
  }

  /** Begins the books of the rounds that run, and counts those that are over, so that no reader waits for half a million persons. */
  ready(now: number): void {
    for (const { id, status } of this.#situation().all('rounds').values()) {
      if (status === 'open') this.book(id, now);
      else this.over(id, now);
    }
  }

  /** @returns undefined for a round that was not over at that moment, or of which no person was told */
  over(roundId: string, at: number): Over | undefined {
    let over = this.#over.get(roundId);
    if (over === undefined) {
      const closedAt = this.#situation().get('rounds', roundId)?.closedAt;
      if (closedAt === undefined || at < instant(closedAt)) return undefined;
      const book = this.book(roundId, at);
      if (book === undefined) return undefined;
      over = this.#keep(roundId, book, closedAt);
    }
    return at >= over.at ? over : undefined;
  }

  #keep(roundId: string, book: RoundBook, closedAt: string): Over {
    const lastTold = lastToldOf(book);
    const at = Math.max(instant(closedAt), lastTold ?? 0);
    book.advance(book.since(at));
    const { counts, offRoll } = book.now();
    const over = { at, counts: { counts: counts.slice(), offRoll }, areaIds: [...book.areaIds], lastTold };
    this.#over.set(roundId, over);
    return over;
  }

  /** Called after the situation has taken the steps: constant work for each record. */
  follow(steps: readonly Step[]): void {
    for (const { changes, recordedAt } of steps) for (const change of changes) this.#take(change, recordedAt);
    // Only now: a book begun in between would hear the rest of these steps twice.
    const now = steps.at(-1)?.recordedAt;
    if (now !== undefined) for (const roundId of this.#wanted) this.#begin(roundId, instant(now));
    this.#wanted.clear();
  }

  /** @returns undefined where no person was told for this round, or the round is not known */
  book(roundId: string, now: number): RoundBook | undefined {
    if (!this.#tubes.has(roundId) && !this.#hasRoll(roundId)) return undefined;
    const known = this.#shelves.get(roundId);
    if (known !== undefined && (roundId !== DAILY || now - known.book.start < DAILY_FOR)) return known.book;
    return this.#begin(roundId, now)?.book;
  }

  rollsOf(roundId: string): RollArea[] {
    return this.#entities('rolls', this.#rolls.get(roundId));
  }

  countsOf(roundId: string): Entities['areaTests'][] {
    return this.#entities('areaTests', this.#counts.get(roundId));
  }

  #entities<L extends 'rolls' | 'areaTests'>(layer: L, ids: ReadonlySet<string> | undefined): Entities[L][] {
    const situation = this.#situation();
    return [...(ids ?? [])].flatMap((id) => situation.get(layer, id) ?? []);
  }

  #hasRoll(roundId: string): boolean {
    return this.rollsOf(roundId).some(({ entries }) => entries !== undefined);
  }

  #take({ layer, id, before, after }: Change, recordedAt: string): void {
    if (layer === 'rounds') {
      const round = after as Entities['rounds'] | undefined;
      const shelf = this.#shelves.get(id);
      // Another window is another book.
      if (shelf !== undefined && (round?.start !== shelf.from || round.deadline !== shelf.to)) this.#shelves.delete(id);
      this.#over.delete(id);
      // A closed round is asked for its numbers; its book can be begun anew for its lists: it would be kept for ever.
      if (round?.status === 'closed') {
        const closed = this.#shelves.get(id);
        if (closed !== undefined && round.closedAt !== undefined) this.#keep(id, closed.book, round.closedAt);
        this.#shelves.delete(id);
      }
    } else if (layer === 'tubes') {
      const { roundId = DAILY } = (after ?? before) as Tube;
      note(this.#tubes, roundId, id);
      this.#over.delete(roundId);
      const shelf = this.#shelves.get(roundId);
      if (shelf === undefined) {
        this.#want(roundId);
        return;
      }
      shelf.book.advance(shelf.book.since(instant(recordedAt)));
      feedTube(shelf.book, before as Tube | undefined, after as Tube | undefined, shelf.hasRoll);
    } else if (layer === 'rolls') {
      const roll = after as RollArea;
      const { roundId = DAILY } = roll;
      note(this.#rolls, roundId, id);
      this.#over.delete(roundId);
      const shelf = this.#shelves.get(roundId);
      if (shelf === undefined || roll.entries === undefined) return;
      if (!shelf.hasRoll)
        this.#shelves.delete(roundId); // everybody stood in no place until now
      else {
        shelf.book.advance(shelf.book.since(instant(recordedAt)));
        feedRoll(shelf.book, roll);
      }
    } else if (layer === 'areaTests') note(this.#counts, (after as Entities['areaTests']).roundId, id);
  }

  #want(roundId: string): void {
    if (this.#situation().get('rounds', roundId)?.status === 'open') this.#wanted.add(roundId);
  }

  #begin(roundId: string, now: number): Shelf | undefined {
    const situation = this.#situation();
    const window = roundId === DAILY ? dailyWindow(now) : situation.get('rounds', roundId);
    if (window === undefined) return undefined;
    const tubes = this.#tubes.get(roundId) ?? new Set();
    const book = new RoundBook(instant(window.start), instant(window.deadline), Math.max(64, tubes.size * 10));
    const hasRoll = this.#hasRoll(roundId);
    book.advance(book.since(now));
    for (const roll of this.rollsOf(roundId)) if (roll.entries !== undefined) feedRoll(book, roll);
    for (const id of tubes) feedTube(book, undefined, situation.get('tubes', id), hasRoll);
    const shelf = { book, hasRoll, from: window.start, to: window.deadline };
    if (situation.get('rounds', roundId)?.status === 'closed') {
      // Of the rounds that are over, the one asked for last: each may hold half a million persons.
      if (this.#closed !== undefined) this.#shelves.delete(this.#closed);
      this.#closed = roundId;
    }
    this.#shelves.set(roundId, shelf);
    return shelf;
  }
}

/** @returns ms since 1970; null while nothing was told of a sample */
export const lastToldOf = (book: RoundBook): number | null =>
  book.lastTold === -NEVER ? null : book.start + book.lastTold;

function note(index: Map<string, Set<string>>, roundId = DAILY, id: string): void {
  const ids = index.get(roundId);
  if (ids === undefined) index.set(roundId, new Set([id]));
  else ids.add(id);
}

const dailyWindow = (now: number): { start: string; deadline: string } => ({
  start: new Date(now - DAILY_BACK).toISOString(),
  deadline: new Date(now - DAILY_BACK + DAY).toISOString(),
});
