// The clocks as anybody asks for them: rows for a reader at a moment, live or of a situation of the past, and their counts.
import { clearanceClocks, type Positive } from '#shared/domain/clock/clearance.ts';
import { type ClockKind, type ClockState, clockStateAt } from '#shared/domain/clock/clock.ts';
import type { Situation } from '#shared/situation.ts';
import type { Projector } from '../situation/projector.ts';
import { ClockBook } from './clock-book.ts';
import type { CaseRecord, ContactRun, Run } from './clock-record.ts';
import type { Reader } from './figure-scene.ts';
import type { PolicyLibrary } from './policies.ts';
import type { Pool } from './pool-book.ts';

export type ClockRow = {
  readonly run: Omit<Run, 'subject'> & { readonly subject?: Run['subject'] };
  readonly kind: ClockKind;
  readonly state: ClockState;
  readonly pool?: Pool;
};

export class Clocks {
  readonly #projector: Pick<Projector, 'situation' | 'onSteps'>;
  readonly #library: Pick<PolicyLibrary, 'policies'>;
  readonly #live: ClockBook;
  readonly #past = new WeakMap<Situation, ClockBook>();
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

  book(situation: Situation): ClockBook {
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
    const take = (run: ClockRow['run'], pool?: Pool): void => {
      const state = clockStateAt(run.clock, now);
      if (state !== undefined) out.push({ run, kind: run.clock.kind, state, ...(pool === undefined ? {} : { pool }) });
    };
    const { seen, contacts, positives } = this.#seen(situation, view);
    for (const record of seen)
      for (const run of record.runs) if (run.subject.layer === 'cases' || contacts.has(run.subject.id)) take(run);
    for (const { pool, ...run } of this.book(situation).pools())
      if (this.#seesPool(situation, view, pool)) take(run, pool);
    const { stages, transfers } = this.book(situation).isConnected();
    const known = positives.filter(({ knownAt }) => knownAt <= now);
    if (this.book(situation).hasRule('report-clock'))
      for (const clock of clearanceClocks(known, stages || transfers)) take({ clock, chain: [] });
    return out.sort((a, b) => (a.run.clock.id < b.run.clock.id ? -1 : 1));
  }

  /** What the reader may know of contacts and of those to be moved, for the figures. */
  facts(
    situation: Situation,
    view: Reader,
  ): { readonly contacts: readonly ContactRun[]; readonly positives: readonly Positive[] } {
    const { contacts, positives } = this.#seen(situation, view);
    return { contacts: [...contacts.values()], positives };
  }

  #seen(situation: Situation, view: Reader) {
    const seen: CaseRecord[] = [];
    const contacts = new Map<string, ContactRun>();
    const positives: Positive[] = [];
    for (const [caseId, record] of this.book(situation).records()) {
      const known = situation.get('cases', caseId);
      const isSeen = known !== undefined && view.see('cases', known) !== undefined;
      for (const run of record.contacts)
        if (view.may('L2') && view.see('contacts', run.contact) !== undefined) contacts.set(run.contact.id, run);
      if (isSeen && record.positive !== undefined) positives.push(record.positive);
      if (isSeen || record.contacts.length > 0)
        seen.push(
          isSeen ? record : { ...record, runs: record.runs.filter(({ subject }) => subject.layer !== 'cases') },
        );
    }
    return { seen, contacts, positives };
  }

  /** Where cases name the tube, whoever may see one of them; else whoever may see its testing site's boxes. */
  #seesPool(situation: Situation, view: Reader, { caseIds, siteId }: Pool): boolean {
    const cases = caseIds.flatMap((id) => situation.get('cases', id) ?? []);
    if (cases.length > 0) return cases.some((known) => view.see('cases', known) !== undefined);
    return view.holds({ siteId: siteId ?? null });
  }
}
