// The situation as it was: the fold stopped early. Exact at any seq; known-time is a seq found by recordedAt, happened-time is
// the fold of what had happened by then, from all that is known.
import { setImmediate as breathe } from 'node:timers/promises';
import type { Event } from '#shared/event.ts';
import { advance } from '#shared/project.ts';
import type { Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';
import type { EventLog } from '../log/event-log.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import { loadLatest } from './snapshots.ts';

/** Past situations are large; two are kept, for the reader who goes back and forth between two moments. */
const KEPT = 2;
/** Events folded in one turn of the event loop. */
const SLICE = 500;

export class Past {
  readonly #log: EventLog;
  readonly #snapshots: SnapshotStore;
  readonly #kept = new Map<string, Promise<Situation>>();

  constructor(log: EventLog, snapshots: SnapshotStore) {
    this.#log = log;
    this.#snapshots = snapshots;
  }

  /** The situation after event `seq` (0: before anything); `seq` must be at most the head. */
  at(seq: number): Promise<Situation> {
    return this.#keep(String(seq), () => this.#fold(seq));
  }

  /**
   * What had happened by a time, from everything known up to `seq`: a report that came late stands where it belongs.
   * @param time ms since 1970; what was recorded by then had happened by then
   */
  happenedBy(time: number, seq: number): Promise<Situation> {
    return this.#keep(`${time}|${seq}`, async () => {
      const situation = await this.#fold(Math.min(seq, await this.#log.seqAt(time)));
      await this.#advance(situation, seq, ({ observedAt }) => instant(observedAt) <= time);
      return situation;
    });
  }

  #keep(key: string, make: () => Promise<Situation>): Promise<Situation> {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const situation = known ?? make();
    this.#kept.set(key, situation);
    situation.catch(() => this.#kept.delete(key));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return situation;
  }

  async #fold(seq: number): Promise<Situation> {
    const situation = await loadLatest(this.#snapshots, seq);
    await this.#advance(situation, seq, () => true);
    return situation;
  }

  async #advance(situation: Situation, seq: number, counts: (event: Event) => boolean): Promise<void> {
    for await (const events of this.#log.read(situation.seq, seq)) {
      for (const [index, event] of events.entries()) {
        if (counts(event)) advance(situation, event);
        if (index % SLICE === SLICE - 1) await breathe();
      }
      await breathe();
    }
    situation.seq = seq;
  }
}
