// The situation as it was: the fold stopped early. Exact at any seq; known-time is a seq found by recordedAt.
import { setImmediate as breathe } from 'node:timers/promises';
import { advance } from '#shared/project.ts';
import type { Situation } from '#shared/situation.ts';
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
  readonly #kept = new Map<number, Promise<Situation>>();

  constructor(log: EventLog, snapshots: SnapshotStore) {
    this.#log = log;
    this.#snapshots = snapshots;
  }

  /** The situation after event `seq` (0: before anything); `seq` must be at most the head. */
  at(seq: number): Promise<Situation> {
    const known = this.#kept.get(seq);
    this.#kept.delete(seq);
    const situation = known ?? this.#fold(seq);
    this.#kept.set(seq, situation);
    situation.catch(() => this.#kept.delete(seq));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return situation;
  }

  async #fold(seq: number): Promise<Situation> {
    const situation = await loadLatest(this.#snapshots, seq);
    for await (const events of this.#log.read(situation.seq, seq)) {
      for (const [index, event] of events.entries()) {
        advance(situation, event);
        if (index % SLICE === SLICE - 1) await breathe();
      }
      await breathe();
    }
    situation.seq = seq;
    return situation;
  }
}
