// The main thread's side of tile-worker.ts, with the tiles that were asked for lately.
import { Worker } from 'node:worker_threads';
import { type Problem, problem } from '#shared/errors.ts';
import { err, type Result } from '#shared/result.ts';
import type { Found, FromTileWorker, SourceSpec, Tile, TileAddress, TileQuestion } from './tile-source.ts';

/** Bytes of tiles kept in memory: a wall's whole district at every zoom is a third of it. */
const CACHE_BYTES = 64 * 2 ** 20;
/** What an entry costs besides its bytes; empty tiles are remembered as well. */
const ENTRY_BYTES = 200;

type Waiting = { readonly resolve: (tile: Tile | undefined) => void; readonly reject: (error: Error) => void };

export class Tiles {
  readonly #spec: SourceSpec;
  readonly #cache = new Map<string, Tile | null>();
  readonly #asked = new Map<string, Promise<Tile | undefined>>();
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #opened: Promise<Result<Found, Problem>> | undefined;
  #cached = 0;
  #lastId = 0;
  #isClosed = false;

  constructor(spec: SourceSpec) {
    this.#spec = spec;
  }

  /** Opens it if nobody has yet, and says what is in it, or why it cannot be opened. */
  found(): Promise<Result<Found, Problem>> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** @returns undefined where there is no tile. Asking twice while it is being cut costs one cut. */
  async tile(address: TileAddress): Promise<Tile | undefined> {
    const key = `${address.z}/${address.x}/${address.y}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) {
      this.#cache.delete(key); // to the end: the first of the map is the one longest unasked
      this.#cache.set(key, cached);
      return cached ?? undefined;
    }
    const asked = this.#asked.get(key) ?? this.#ask(address);
    this.#asked.set(key, asked);
    try {
      const tile = await asked;
      this.#keep(key, tile ?? null);
      return tile;
    } finally {
      this.#asked.delete(key);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
  }

  async #ask(address: TileAddress): Promise<Tile | undefined> {
    const found = await this.found();
    if (!found.ok) throw new Error(found.error.message);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker?.postMessage({ id, ...address } satisfies TileQuestion);
    });
  }

  #open(): Promise<Result<Found, Problem>> {
    const worker = new Worker(new URL('./tile-worker.ts', import.meta.url), { workerData: this.#spec, name: 'tiles' });
    worker.unref();
    this.#worker = worker;
    return new Promise((resolve) => {
      const end = (message: string): void => {
        resolve(err(problem('internal', message)));
        this.#fail(worker, message);
      };
      worker.on('message', (message: FromTileWorker) => {
        if (message.type === 'opened') resolve(message.found);
        else this.#hear(message);
      });
      worker.on('error', (error) => end(`the basemap's thread failed: ${error.message}`));
      worker.on('exit', () => end("the basemap's thread ended"));
    });
  }

  #hear(message: Exclude<FromTileWorker, { type: 'opened' }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'tile') waiting?.resolve(message.tile);
    else waiting?.reject(new Error(message.message));
  }

  /** What waits is refused; the next question opens it anew, because one bad tile is no reason to lose the ground. */
  #fail(worker: Worker, message: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (!this.#isClosed) this.#opened = undefined;
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
  }

  #keep(key: string, tile: Tile | null): void {
    if (this.#cache.has(key)) return;
    this.#cache.set(key, tile);
    this.#cached += sizeOf(tile);
    for (const [oldest, its] of this.#cache) {
      if (this.#cached <= CACHE_BYTES) break;
      this.#cache.delete(oldest);
      this.#cached -= sizeOf(its);
    }
  }
}

const sizeOf = (tile: Tile | null): number => ENTRY_BYTES + (tile?.data.length ?? 0);
