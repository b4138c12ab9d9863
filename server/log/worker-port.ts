// Calls into a worker thread that owns a SQLite file: requests of one tick travel together, replies come back in order,
// and a worker that says `fatal` (or dies) is the end: everything waiting is refused and the owner is told once.
import { Worker } from 'node:worker_threads';
import { LogError } from './event-log.ts';

export type Request = { readonly id: number };
export type Failure = { readonly code: LogError['code']; readonly message: string };
export type Reply = { readonly id: number; readonly value?: unknown; readonly failure?: Failure };
/** What a worker posts: `ready` once when its file is open, then replies; `fatal` at any time, last. */
export type FromWorker =
  | { readonly type: 'ready'; readonly value: unknown }
  | { readonly type: 'replies'; readonly replies: readonly Reply[] }
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'fatal'; readonly message: string };

export type PortOptions = {
  readonly url: URL;
  readonly name: string;
  readonly data: unknown;
  /** Called at most once, for failures after the worker was ready. */
  readonly onFatal: (error: LogError) => void;
  readonly onNotice?: (message: string) => void;
  /** Sees each group of replies before any of its promises settles. */
  readonly onReplies?: (replies: readonly Reply[]) => void;
};

type Waiting = { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void };

export class WorkerPort {
  readonly #worker: Worker;
  readonly #options: PortOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opened = Promise.withResolvers<unknown>();
  #outbox: Request[] = [];
  #lastId = 0;
  #state: 'opening' | 'open' | 'closed' | 'dead' = 'opening';

  constructor(options: PortOptions) {
    this.#options = options;
    this.#worker = new Worker(options.url, { workerData: options.data, name: options.name });
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => this.#die(`${options.name} crashed: ${error.message}`));
    this.#worker.on('exit', () => this.#die(`${options.name} ended unexpectedly`));
  }

  /** What the worker says about the opened file; rejects when it cannot open it. */
  opened<T>(): Promise<T> {
    return this.#opened.promise as Promise<T>;
  }

  /** The id that the next call will get, so that its owner can file something under it first. */
  get nextId(): number {
    return this.#lastId + 1;
  }

  call<T>(body: object): Promise<T> {
    if (this.#state !== 'open') {
      const dead = this.#state === 'dead';
      return Promise.reject(new LogError(dead ? 'io' : 'closed', `${this.#options.name} is ${this.#state}`));
    }
    this.#lastId += 1;
    const id = this.#lastId;
    if (this.#outbox.length === 0) queueMicrotask(() => this.#flush());
    this.#outbox.push({ ...body, id });
    return new Promise<T>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Sends a last request after everything queued, waits for its reply, then ends the thread. */
  async close(body: object): Promise<void> {
    if (this.#state === 'open') {
      const last = this.call<void>(body);
      this.#state = 'closed';
      await last;
    }
    if (this.#state !== 'dead') this.#state = 'closed';
    await this.#worker.terminate();
  }

  #flush(): void {
    const requests = this.#outbox;
    this.#outbox = [];
    if (this.#state !== 'dead') this.#worker.postMessage(requests);
  }

  #hear(message: FromWorker): void {
    if (message.type === 'fatal') this.#die(message.message);
    else if (message.type === 'replies') this.#settle(message.replies);
    else if (message.type === 'notice') this.#options.onNotice?.(message.message);
    else if (this.#state === 'opening') {
      // A worker that was closed while it opened may still say so: its end is then no failure.
      this.#state = 'open';
      this.#opened.resolve(message.value);
    }
  }

  #settle(replies: readonly Reply[]): void {
    this.#options.onReplies?.(replies);
    for (const reply of replies) {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.failure) waiting?.reject(new LogError(reply.failure.code, reply.failure.message));
      else waiting?.resolve(reply.value as never);
    }
  }

  #die(message: string): void {
    if (this.#state === 'dead') return;
    // After close() the thread's exit is expected, unless somebody still waits for an answer.
    if (this.#state === 'closed' && this.#waiting.size === 0) return;
    const wasOpen = this.#state !== 'opening';
    this.#state = 'dead';
    const error = new LogError('io', message);
    this.#opened.reject(error);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    void this.#worker.terminate();
    if (wasOpen) this.#options.onFatal(error);
  }
}
