// The main thread's side of geometry-worker.ts: one worker, started when the first heavy geometry comes.
import { Worker } from 'node:worker_threads';
import { type Problem, problem } from '#shared/errors.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { GeometryQuestion } from './geometry-worker.ts';
import { type Carried, pack, transferOf, unpackGeometry } from './packed-geometry.ts';

type Asked = { readonly geometry: Carried; readonly field: string } | { readonly parts: readonly Geometry[] };
type Answer = { readonly id: number; readonly result: Result<Carried, Problem> };

export class GeometryChecker {
  #worker: Worker | undefined;
  #next = 0;
  readonly #waiting = new Map<number, (result: Result<Geometry, Problem>) => void>();

  check = (geometry: unknown, field: string): Promise<Result<Geometry, Problem>> =>
    this.#ask({ geometry: pack(geometry), field });

  /** The union of polygons, as one; what is no polygon adds nothing. */
  unite = (parts: readonly Geometry[]): Promise<Result<Geometry, Problem>> => this.#ask({ parts });

  #ask(question: Asked): Promise<Result<Geometry, Problem>> {
    const worker = this.#start();
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      const moved = 'geometry' in question ? transferOf(question.geometry) : [];
      worker.postMessage({ id, ...question } satisfies GeometryQuestion, moved);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    // A polygon that eats the worker's memory must cost that polygon, not the server.
    const worker = new Worker(new URL('./geometry-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.unref();
    worker.on('message', ({ id, result }: Answer) => {
      this.#waiting.get(id)?.(result.ok ? ok(unpackGeometry(result.value)) : result);
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
    for (const answer of this.#waiting.values())
      answer(err(problem('too-large', 'the geometry could not be checked within its limits')));
    this.#waiting.clear();
  }
}
