// The figures of the present, made once a second for each view however many ask, in turns of the event loop.
import { createHash } from 'node:crypto';
import type { Figures } from '#shared/domain/figure.ts';
import type { Situation } from '#shared/situation.ts';
import { Queue } from '../in-turns.ts';
import type { Projector } from '../situation/projector.ts';
import type { FigureScene } from './figure-scene.ts';
import { figureSteps } from './figures.ts';
import type { InMoment } from './held-moment.ts';
import type { Reader } from './reader.ts';

/** All screens of one view share an answer for so long, wall milliseconds. */
const SHARED_FOR = 1_000;
/** … and longer where it took long: of a city's outbreak, figures are never more than a tenth of the work. */
const REST = 10;
const VIEWS_KEPT = 32;

/** The parts of the engine that figures are made from. */
type Engine = Omit<FigureScene, 'situation' | 'view' | 'now'>;
export type SharedFigures = {
  /** wall milliseconds */
  readonly madeAt: number;
  readonly holdsFor: number;
  readonly figures: Figures;
  readonly text: string;
  readonly etag: string;
};

export class FigureDesk {
  readonly #inMoment: InMoment;
  readonly #projector: Pick<Projector, 'situation'>;
  readonly #engine: Engine;
  readonly #clock: () => { now(): number };
  readonly #kept = new Map<string, SharedFigures>();
  readonly #making = new Map<string, Promise<SharedFigures>>();
  /** two views at once would both be late */
  readonly #queue = new Queue();

  constructor(
    inMoment: InMoment,
    projector: Pick<Projector, 'situation'>,
    engine: Engine,
    clock: () => { now(): number },
  ) {
    this.#inMoment = inMoment;
    this.#projector = projector;
    this.#engine = engine;
    this.#clock = clock;
  }

  /** All who ask for a view while its figures are made wait for the same ones. */
  now(view: Reader): Promise<SharedFigures> {
    const known = this.#kept.get(view.key);
    if (known !== undefined && performance.now() - known.madeAt < known.holdsFor) return Promise.resolve(known);
    const running = this.#making.get(view.key);
    if (running !== undefined) return running;
    const made = this.#queue
      .run(() => this.#make(view))
      .then((shared) => shared!)
      .finally(() => this.#making.delete(view.key));
    this.#making.set(view.key, made);
    return made;
  }

  /** The figures of any moment, live or past, which nobody keeps. */
  at(situation: Situation, view: Reader, now: number): Promise<Figures> {
    return this.#inMoment(situation, now, (still) => figureSteps({ ...this.#engine, situation: still, view, now }));
  }

  async #make(view: Reader): Promise<SharedFigures> {
    const now = this.#clock().now();
    const work = { ms: 0 };
    const figures = await this.#inMoment(this.#projector.situation, now, (situation) =>
      measured(figureSteps({ ...this.#engine, situation, view, now }), work),
    );
    const text = JSON.stringify(figures);
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    const madeAt = performance.now();
    const holdsFor = Math.max(SHARED_FOR, REST * work.ms);
    const made = { madeAt, holdsFor, figures, text, etag };
    if (this.#kept.size >= VIEWS_KEPT) this.#kept.clear();
    this.#kept.set(view.key, made);
    return made;
  }
}

/** The same steps, and how long they worked: not how long others had their turns in between. */
function* measured<T>(steps: Generator<void, T>, work: { ms: number }): Generator<void, T> {
  for (;;) {
    const began = performance.now();
    const step = steps.next();
    work.ms += performance.now() - began;
    if (step.done === true) return step.value;
    yield;
  }
}
