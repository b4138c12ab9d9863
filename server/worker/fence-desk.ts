// The main thread's side of fence-worker.ts: one worker, started at the first question, told what changed before each.
import { Worker } from 'node:worker_threads';
import { type CaseSaid, EVIDENCE_RULE } from '#shared/domain/fence/evidence.ts';
import type { GroundLayers } from '#shared/domain/fence/ground.ts';
import type { Held, HeldQuestion } from '#shared/domain/fence/held.ts';
import type { MeasureQuestion } from '#shared/domain/fence/measure.ts';
import type { Alternative, Question } from '#shared/domain/fence/propose.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { err, type Result } from '#shared/result.ts';
import type { Change, Layer, Situation } from '#shared/situation.ts';
import { Queue } from '../in-turns.ts';
import type { FenceMessage, GroundChange } from './fence-worker.ts';

/** A proposal as the worker wrote it: JSON, of which the main thread only takes the text. */
export type ProposalText = string;
type Found = Result<ProposalText | Held | Alternative, Problem>;
type Answer = { readonly id: number; readonly result: Found };
type Waiting = { readonly answer: (result: Found) => void; readonly limit: NodeJS.Timeout };

const LAYERS: readonly (keyof GroundLayers)[] = ['areas', 'roads', 'gates', 'sites'];
const isGround = (layer: Layer): layer is keyof GroundLayers => (LAYERS as readonly Layer[]).includes(layer);
/** Entities in one message: some milliseconds of copying. */
const SLICE = 1_000;
const FAILED = problem('too-large', 'the fence could not be drawn within its limits: ask about fewer cases');
/** Cases in one message. */
const CASES = 500;
/** Questions that wait for the worker; whoever asks the next is told to come again. */
const MOST = 16;
const TOO_MANY = problem('rate-limited', `${MOST} fences are waiting to be drawn: ask again in a moment`);
const NOBODY = problem('stopping', 'nobody waits for this fence any more');
/** A question that takes longer costs its answer, not the server. Milliseconds. */
const LONGEST = 60_000;

export class FenceDesk {
  readonly #situation: Situation;
  #worker: Worker | undefined;
  /** once the worker knows the ground as it was when it began */
  #told: Promise<void> = Promise.resolve();
  /** `layer/id` of what changed since the worker was last told; everything where there is no worker yet */
  readonly #changed = new Map<string, readonly [keyof GroundLayers, string]>();
  #next = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #queue = new Queue();
  /** questions that wait or are worked on */
  #asked = 0;

  constructor(situation: Situation) {
    this.#situation = situation;
  }

  /** What the situation went through: kept until the next question, by name only. */
  follow = (changes: readonly Change[]): void => {
    if (this.#worker === undefined) return;
    for (const { layer, id } of changes) if (isGround(layer)) this.#changed.set(`${layer}/${id}`, [layer, id]);
  };

  /** @param isWanted asked when its turn comes: a fence for somebody who has gone is not drawn */
  ask = async (question: Question, isWanted?: () => boolean): Promise<Result<ProposalText, Problem>> => {
    const { cases, ...rest } = question;
    const work = () => this.#work({ question: { ...rest, cases: [] } }, cases);
    return (await this.#inTurn(work, isWanted)) as Result<ProposalText, Problem>;
  };

  /** A fence that a person drew. @param isWanted as of a proposal: the vertex has moved on */
  measure = async (
    { cases, ...rest }: MeasureQuestion,
    isWanted?: () => boolean,
  ): Promise<Result<Alternative, Problem>> =>
    (await this.#inTurn(() => this.#work({ measure: { ...rest, cases: [] } }, cases), isWanted)) as Result<
      Alternative,
      Problem
    >;

  /** What a zone that stands holds, on the ground as it is now. */
  held = async ({ cases, ...rest }: HeldQuestion): Promise<Result<Held, Problem>> =>
    (await this.#inTurn(() => this.#work({ held: { ...rest, cases: [] } }, cases))) as Result<Held, Problem>;

  /** For the door (ingest/emergency-route.ts), which is never told to come again. What cannot be worked out blocks nothing. */
  blocksRoute = async (fence: Pick<HeldQuestion, 'areaIds' | 'geometry'>): Promise<boolean> => {
    const found = await this.#queue.run(() => this.#work({ held: { ...fence, cases: [], rule: EVIDENCE_RULE } }, []));
    return found?.ok === true && !(found.value as Held).hasEmergencyRoute;
  };

  /** One question after the other: what a question may take counts from when the worker has it, and its asker may leave. */
  async #inTurn(work: () => Promise<Found>, isWanted?: () => boolean): Promise<Found> {
    if (this.#asked >= MOST) return err(TOO_MANY);
    this.#asked += 1;
    try {
      return (await this.#queue.run(work, isWanted)) ?? err(NOBODY);
    } finally {
      this.#asked -= 1;
    }
  }

  async #work(
    asked: { readonly question: Question } | { readonly measure: MeasureQuestion } | { readonly held: HeldQuestion },
    cases: readonly CaseSaid[],
  ): Promise<Found> {
    const worker = this.#start();
    await this.#told;
    // Ten thousand cases are tens of milliseconds of copying: some at a time, like the ground.
    for (let i = 0; i < cases.length && worker === this.#worker; i += CASES) {
      worker.postMessage({ changes: [], cases: cases.slice(i, i + CASES).map(said) } satisfies FenceMessage);
      await new Promise((go) => setImmediate(go));
    }
    if (worker !== this.#worker) return err(FAILED);
    const id = this.#next++;
    return new Promise((answer) => {
      const limit = setTimeout(() => this.#fail(worker), LONGEST).unref();
      this.#waiting.set(id, { answer, limit });
      worker.postMessage({ changes: this.#since(), asked: { id, ...asked } } satisfies FenceMessage);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker !== undefined) this.#fail(worker);
    await worker?.terminate();
  }

  /** The whole ground in slices, other work between them; what changes meanwhile is told with the question. */
  async #tellAll(worker: Worker): Promise<void> {
    const all = LAYERS.flatMap((layer) => [...this.#situation.all(layer).keys()].map((id) => ({ layer, id })));
    for (let i = 0; i < all.length && worker === this.#worker; i += SLICE) {
      const changes = all
        .slice(i, i + SLICE)
        .map(({ layer, id }): GroundChange => ({ layer, id, entity: this.#situation.get(layer, id) }));
      worker.postMessage({ changes } satisfies FenceMessage);
      await new Promise((go) => setImmediate(go));
    }
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
    this.#told = this.#tellAll(worker);
    return worker;
  }

  #fail(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#changed.clear();
    void worker.terminate();
    for (const { answer, limit } of this.#waiting.values()) {
      clearTimeout(limit);
      answer(err(FAILED));
    }
    this.#waiting.clear();
  }
}

/** What a fence reads of a case, and nothing else. */
function said(known: CaseSaid): CaseSaid {
  const { id, person, status, position, accuracy, matchLevel, places, onset, sampledAt, stages } = known;
  return { id, person, status, position, accuracy, matchLevel, places, onset, sampledAt, stages } as CaseSaid;
}
