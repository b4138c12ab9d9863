// The figures of the present, made once a second for each view however many ask.
import { createHash } from 'node:crypto';
import type { Figures } from '#shared/domain/figure.ts';
import type { Projector } from '../situation/projector.ts';
import type { FigureScene, Reader } from './figure-scene.ts';
import { figuresOf } from './figures.ts';

/** All screens of one view share an answer for so long, wall milliseconds. */
const SHARED_FOR = 1_000;
/** … and longer where it took long: of a city's outbreak, figures are never more than a tenth of the work. */
const REST = 10;
const VIEWS_KEPT = 32;

/** The parts of the engine that figures are made from. */
type Engine = Omit<FigureScene, 'situation' | 'view' | 'now'>;
type Shared = {
  /** wall milliseconds */
  readonly madeAt: number;
  readonly holdsFor: number;
  readonly figures: Figures;
  readonly text: string;
  readonly etag: string;
};

export class FigureDesk {
  readonly #projector: Pick<Projector, 'situation'>;
  readonly #engine: Engine;
  readonly #clock: () => { now(): number };
  readonly #kept = new Map<string, Shared>();

  constructor(projector: Pick<Projector, 'situation'>, engine: Engine, clock: () => { now(): number }) {
    this.#projector = projector;
    this.#engine = engine;
    this.#clock = clock;
  }

  now(view: Reader): Shared {
    const known = this.#kept.get(view.key);
    const wall = performance.now();
    if (known !== undefined && wall - known.madeAt < known.holdsFor) return known;
    const { situation } = this.#projector;
    const figures = figuresOf({ situation, view, now: this.#clock().now(), ...this.#engine });
    const text = JSON.stringify(figures);
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    const holdsFor = Math.max(SHARED_FOR, REST * (performance.now() - wall));
    const made = { madeAt: wall, holdsFor, figures, text, etag };
    if (this.#kept.size >= VIEWS_KEPT) this.#kept.clear();
    this.#kept.set(view.key, made);
    return made;
  }
}
