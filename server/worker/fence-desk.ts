// The main thread's side of fence-worker.ts: one worker, started at the first question, told what changed before each.
import { Worker } from 'node:worker_threads';
import type { GroundLayers } from '#shared/domain/fence/ground.ts';
import type { Proposal, Question } from '#shared/domain/fence/propose.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { err, type Result } from '#shared/result.ts';
import type { Change, Layer, Situation } from '#shared/situation.ts';
import type { FenceQuestion, GroundChange } from './fence-worker.ts';

type Answer = { readonly id: number; readonly result: Result<Proposal, Problem> };
type Waiting = { readonly answer: (result: Result<Proposal, Problem>) => void; readonly limit: NodeJS.Timeout };

const LAYERS: readonly (keyof GroundLayers)[] = ['areas', 'roads', 'gates', 'sites'];
const isGround = (layer: Layer): layer is keyof GroundLayers => (LAYERS as readonly Layer[]).includes(layer);
/** A question that takes longer costs its answer, not the server. Milliseconds. */
const LONGEST = 60_000;

export class FenceDesk {
  readonly #situation: Situation;
  #worker: Worker | undefined;
  /** `layer/id` of what changed since the worker was last told; everything where there is no worker yet */
  readonly #changed = new Map<string, readonly [keyof GroundLayers, string]>();
  #next = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(situation: Situation) {
    this.#situation = situation;
  }

  /** What the situation went through: kept until the next question, by name only. */
  follow = (changes: readonly Change[]): void => {
    if (this.#worker === undefined) return;
    for (const { layer, id } of changes) if (isGround(layer)) this.#changed.set(`${layer}/${id}`, [layer, id]);
  };

  ask = (question: Question): Promise<Result<Proposal, Problem>> => {
    const isFirst = this.#worker === undefined;
    const worker = this.#start();
    const id = this.#next++;
    const changes = isFirst ? this.#everything() : this.#since();
    return new Promise((answer) => {
      const limit = setTimeout(() => this.#fail(worker), LONGEST).unref();
      this.#waiting.set(id, { answer, limit });
      worker.postMessage({ id, changes, question } satisfies FenceQuestion);
    });
  };

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker !== undefined) this.#fail(worker);
    await worker?.terminate();
  }

  #everything(): GroundChange[] {
    return LAYERS.flatMap((layer) =>
      [...this.#situation.all(layer).values()].map((entity): GroundChange => ({ layer, id: entity.id, entity })),
    );
  }

  #since(): GroundChange[] {
    const changes = [...this.#changed.values()].map(
      ([layer, id]): GroundChange => ({ layer, id, entity: this.#situation.get(layer, id) }),
    );
    this.#changed.clear();
    return changes;
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./fence-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    worker.unref();
    worker.on('message', ({ id, result }: Answer) => {
      const waiting = this.#waiting.get(id);
      clearTimeout(waiting?.limit);
      waiting?.answer(result);
      this.#waiting.delete(id);
    });
    worker.on('error', () => this.#fail(worker));
    worker.on('exit', () => this.#fail(worker));
    this.#worker = worker;
    return worker;
  }

  #fail(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#changed.clear();
    void worker.terminate();
    for (const { answer, limit } of this.#waiting.values()) {
      clearTimeout(limit);
      answer(err(problem('too-large', 'the fence could not be drawn within its limits: ask about fewer cases')));
    }
    this.#waiting.clear();
  }
}
