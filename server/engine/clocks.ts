// The clocks as anybody asks for them: rows for a reader at a moment, live or of a situation of the past, and their counts.
import { clearanceClockSteps, type Positive } from '#shared/domain/clock/clearance.ts';
import { type ClockKind, type ClockState, clockStateAt } from '#shared/domain/clock/clock.ts';
import type { Situation } from '#shared/situation.ts';
import { atOnce, through } from '#shared/steps.ts';
import type { Projector } from '../situation/projector.ts';
import { ClockBook, type ClockReading } from './clock-book.ts';
import type { ContactRun, Run } from './clock-record.ts';
import type { PolicyLibrary } from './policies.ts';
import type { Pool } from './pool-book.ts';
import type { Reader } from './reader.ts';

export type ClockRow = {
  readonly run: Omit<Run, 'subject'> & { readonly subject?: Run['subject'] };
  readonly kind: ClockKind;
  readonly state: ClockState;
  readonly pool?: Pool;
};

/** Of those the reader may see; positives known by then. */
export type ClockFacts = { readonly contacts: readonly ContactRun[]; readonly positives: readonly Positive[] };

export class Clocks {
  readonly #projector: Pick<Projector, 'situation' | 'onSteps'>;
  readonly #library: Pick<PolicyLibrary, 'policies'>;
  readonly #live: ClockBook;
  readonly #past = new WeakMap<Situation, ClockReading>();
  readonly #stop: () => void;

  constructor(projector: Pick<Projector, 'situation' | 'onSteps'>, library: Pick<PolicyLibrary, 'policies'>) {
    this.#projector = projector;
    this.#library = library;
    this.#live = new ClockBook(() => projector.situation, library);
    this.#stop = projector.onSteps((steps) => this.#live.follow(steps));
  }

  close(): void {
    this.#stop();
  }

  /** Makes what changed, in turns, before somebody holds the moment. */
  settle(): Generator<void> {
    return this.#live.settle();
  }

  /** From here on the held situation is answered from what is known now. */
  hold(held: Situation): void {
    this.#past.set(held, this.#live.held());
  }

  book(situation: Situation): ClockReading {
    if (situation === this.#projector.situation) return this.#live;
    let book = this.#past.get(situation);
    if (book === undefined) {
      book = new ClockBook(() => situation, this.#library);
      this.#past.set(situation, book);
    }
    return book;
  }

  /** Every clock that has begun and that the reader may see, in order of id. */
  rows(situation: Situation, view: Reader, now: number): ClockRow[] {
    const out: ClockRow[] = [];
    atOnce(this.each(situation, view, now, (row) => out.push(row)));
    return out.sort((a, b) => (a.run.clock.id < b.run.clock.id ? -1 : 1));
  }

  /**
   * The same in no order, for counting many: nothing is kept of them.
   * @returns what the figures need besides, as far as the clocks have begun
   */
  *each(situation: Situation, view: Reader, now: number, take: (row: ClockRow) => void): Generator<void, ClockFacts> {
    const book = this.book(situation);
    const contacts: ContactRun[] = [];
    const positives: Positive[] = [];
    const seesContacts = view.may('L2');
    const tell = (run: ClockRow['run'], pool?: Pool): void => {
      const { clock } = run;
      const state = clockStateAt(clock, now);
      if (state === undefined) return;
      take(pool === undefined ? { run, kind: clock.kind, state } : { run, kind: clock.kind, state, pool });
    };
    yield* through(book.records(), ([caseId, record]) => {
      const known = situation.get('cases', caseId);
      if (known !== undefined && view.see('cases', known) !== undefined) {
        const { positive } = record;
        if (positive !== undefined && positive.knownAt <= now) positives.push(positive);
        for (const run of record.runs) tell(run);
      }
      if (!seesContacts) return;
      for (const contact of record.contacts) {
        if (view.see('contacts', contact.contact) === undefined) continue;
        contacts.push(contact);
        if (contact.run !== undefined) tell(contact.run);
      }
    });
    for (const run of book.pools()) if (this.#seesPool(situation, view, run.pool)) tell(run, run.pool);
    if (book.hasRule('report-clock')) {
      const { stages, transfers } = book.isConnected();
      for (const clock of yield* clearanceClockSteps(positives, stages || transfers)) tell({ clock, chain: [] });
    }
    return { contacts, positives };
  }

  /** Where cases name the tube, whoever may see one of them; else whoever may see its testing site's boxes. */
  #seesPool(situation: Situation, view: Reader, { caseIds, siteId }: Pool): boolean {
    const cases = caseIds.flatMap((id) => situation.get('cases', id) ?? []);
    if (cases.length > 0) return cases.some((known) => view.see('cases', known) !== undefined);
    return view.holds({ siteId: siteId ?? null });
  }
}
