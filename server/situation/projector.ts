// Keeps the situation at the head of the log, tells what changed, and takes checkpoints so that a start is short.
import type { Event } from '#shared/event.ts';
import { advance, project } from '#shared/project.ts';
import type { Report } from '#shared/report.ts';
import { type Change, type Entity, LAYERS, type Layer, Situation } from '#shared/situation.ts';
import type { Outcome } from '#shared/subject/subject.ts';
import type { EventLog } from '../log/event-log.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import { collect, type Dirty, loadLatest } from './snapshots.ts';

/** What one step did: `seq` is that of the event, or of the last one before a volatile report. */
export type Step = {
  readonly seq: number;
  readonly changes: readonly Change[];
  readonly recordedAt: string;
  readonly event?: Event;
};

/** After so many events the changed entities go into the next checkpoint. */
const CHECKPOINT_EVERY = 20_000;

export class Projector {
  situation = new Situation();
  readonly #listeners = new Set<(steps: readonly Step[]) => void>();
  readonly #waiting: { readonly seq: number; readonly go: () => void }[] = [];
  readonly #snapshots: SnapshotStore;
  readonly #log: EventLog;
  #dirty: Dirty = new Map();
  #checkpoint = 0;
  #saving: Promise<void> = Promise.resolve();
  #stop = (): void => {};

  constructor(log: EventLog, snapshots: SnapshotStore) {
    this.#log = log;
    this.#snapshots = snapshots;
  }

  /** Loads the newest checkpoint, folds the rest of the log, and stays at its head from then on. */
  async start(): Promise<void> {
    const head = this.#log.head();
    this.situation = await loadLatest(this.#snapshots, head);
    this.#checkpoint = this.situation.seq;
    for await (const events of this.#log.read(this.situation.seq, head)) this.#fold(events);
    this.#stop = this.#log.onAppend((events) => this.#fold(events));
  }

  /** Called with every group of steps, in order. Returns how to stop. */
  onSteps(listener: (steps: readonly Step[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once the event numbered `seq` is folded. */
  reached(seq: number): Promise<void> {
    if (this.situation.seq >= seq) return Promise.resolve();
    return new Promise((go) => this.#waiting.push({ seq, go }));
  }

  /** What became of an accepted report: applied, unless a receipt says otherwise. */
  verdict(
    opId: string,
    seq: number,
  ): { seq?: number; state?: Outcome['state']; error?: import('#shared/errors.ts').Problem } {
    const receipt = this.situation.get('receipts', opId);
    if (receipt === undefined) return { seq };
    if (receipt.state === 'merged') return { seq, state: 'merged' };
    const { code, reason, field } = receipt;
    const error = { code: code as 'conflict', message: reason, ...(field === undefined ? {} : { field }) };
    return { seq, state: receipt.state, error };
  }

  /** A report that is only the latest value: changes screens, not the log, and is gone with the process. */
  volatile(report: Report, actor: string, recordedAt: number): Outcome {
    const event = {
      ...report,
      seq: this.situation.seq,
      recordedAt: new Date(recordedAt).toISOString(),
      actor,
    } as Event;
    const { outcome, changes } = project(this.situation, event);
    const shown = changes.filter(({ layer }) => LAYERS[layer] === 'volatile');
    this.situation.apply(shown);
    for (const { layer } of shown) this.situation.asOf.set(layer, event.recordedAt);
    if (report.source !== undefined) this.situation.heard.set(report.source, event.recordedAt);
    if (shown.length > 0) this.#tell([{ seq: this.situation.seq, changes: shown, recordedAt: event.recordedAt }]);
    return outcome;
  }

  /** Writes a checkpoint now and stops following the log. */
  async close(): Promise<void> {
    this.#stop();
    await this.checkpoint();
  }

  /** Saves what changed since the last checkpoint. The state kept is that of the moment of the call. */
  checkpoint(): Promise<void> {
    const dirty = this.#dirty;
    const { seq } = this.situation;
    const since = this.#checkpoint;
    if (seq === since) return this.#saving;
    this.#dirty = new Map();
    this.#checkpoint = seq;
    const marks = { asOf: Object.fromEntries(this.situation.asOf), heard: Object.fromEntries(this.situation.heard) };
    this.#saving = this.#saving
      .catch(() => {})
      .then(async () => {
        try {
          await this.#snapshots.save(seq, await collect(dirty, marks), since);
        } catch (error) {
          // What was not saved belongs to the next one; what changed again meanwhile is newer and stays.
          for (const [layer, ids] of dirty)
            for (const [id, entity] of ids) if (!this.#dirty.get(layer)?.has(id)) this.#remember(layer, id, entity);
          if (this.#checkpoint === seq) this.#checkpoint = since;
          throw error;
        }
      });
    return this.#saving;
  }

  #fold(events: readonly Event[]): void {
    const steps: Step[] = [];
    for (const event of events) {
      const { changes } = advance(this.situation, event);
      for (const { layer, id, after } of changes) this.#remember(layer, id, after);
      steps.push({ seq: event.seq, changes, recordedAt: event.recordedAt, event });
    }
    this.#tell(steps);
    const { seq } = this.situation;
    for (let i = this.#waiting.length - 1; i >= 0; i -= 1) {
      if (this.#waiting[i]!.seq <= seq) this.#waiting.splice(i, 1)[0]!.go();
    }
    if (seq - this.#checkpoint >= CHECKPOINT_EVERY) {
      // A checkpoint is a convenience: one that fails costs the next start some seconds, never a report.
      this.checkpoint().catch((error: unknown) => console.error('cordon: checkpoint failed:', error));
    }
  }

  #remember(layer: Layer, id: string, after: Entity | undefined): void {
    let ids = this.#dirty.get(layer);
    if (ids === undefined) {
      ids = new Map();
      this.#dirty.set(layer, ids);
    }
    ids.set(id, after);
  }

  #tell(steps: readonly Step[]): void {
    for (const listener of this.#listeners) listener(steps);
  }
}
