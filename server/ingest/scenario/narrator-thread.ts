// The main thread's side of narrator-worker.ts: growing a town and telling its story is seconds of work that must not stop
// the event loop.
import { Worker } from 'node:worker_threads';
import type { Narrator, Stretch } from './narrator.ts';

export type Question = {
  readonly id: number;
  readonly what: 'registrations' | 'minutes';
  readonly from: number;
  readonly until: number;
};
/** `json`: a Stretch as text, which crosses between threads several times faster than its objects. */
export type Answer = { readonly id: number; readonly json: string };

type Waiting = { readonly resolve: (stretch: Stretch) => void; readonly reject: (error: Error) => void };

/** @param join incident minute at which the story is joined */
export function narratorThread(seed: string, join: number): Narrator {
  const waiting = new Map<number, Waiting>();
  const worker = new Worker(new URL('./narrator-worker.ts', import.meta.url), { workerData: { seed, join } });
  let last = 0;
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', ({ id, json }: Answer) => {
    waiting.get(id)?.resolve(JSON.parse(json) as Stretch);
    waiting.delete(id);
  });
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => end(new Error('the thread that tells the story has ended')));
  const ask = (what: Question['what'], from: number, until: number) => {
    if (ended !== undefined) return Promise.reject(ended);
    const id = ++last;
    worker.postMessage({ id, what, from, until } satisfies Question);
    return new Promise<Stretch>((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  return {
    registrations: (from) => ask('registrations', from, 0),
    minutes: (from, until) => ask('minutes', from, until),
    close: async () => {
      await worker.terminate();
    },
  };
}
