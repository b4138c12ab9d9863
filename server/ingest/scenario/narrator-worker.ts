// Grows the town and tells its story beside the event loop, a stretch at a time, in the order asked.
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { narratorOf, type Stretch } from './narrator.ts';
import type { Answer, Question } from './narrator-thread.ts';
import { scenario } from './scenario.ts';
import { generateTown } from './town/generate.ts';

const port = parentPort;
if (port === null) throw new Error('narrator-worker.ts runs as a worker thread');
const { seed, join } = workerData as { readonly seed: string; readonly join: number };
const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const narrator = narratorOf(scenario(seed, generateTown(seed, sha256), sha256, join));

/**
 * A stretch as text, each report with the hash of its own: the same story writes the same keys in the same order, so its
 * text will do as content and the door need not sort it. Put together by hand, because each report is written only once.
 */
function written({ told, next }: Stretch): string {
  const reports = told.map(({ report, ...rest }) => {
    const text = JSON.stringify(report);
    const hash = sha256(text).toString('hex');
    return `{"report":${text},${JSON.stringify({ ...rest, hash }).slice(1)}`;
  });
  return `{"next":${next},"told":[${reports.join(',')}]}`;
}

let before: Promise<void> = Promise.resolve();
port.on('message', ({ id, what, from, until }: Question) => {
  before = before.then(async () => {
    const stretch = await (what === 'registrations' ? narrator.registrations(from) : narrator.minutes(from, until));
    port.postMessage({ id, json: written(stretch) } satisfies Answer);
  });
});
