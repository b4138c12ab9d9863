// Grows the town and tells its story beside the event loop, a stretch at a time, in the order asked.
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { narratorOf } from './narrator.ts';
import type { Answer, Question } from './narrator-thread.ts';
import { scenario } from './scenario.ts';
import { generateTown } from './town/generate.ts';

const port = parentPort;
if (port === null) throw new Error('narrator-worker.ts runs as a worker thread');
const { seed } = workerData as { readonly seed: string };
const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const narrator = narratorOf(scenario(seed, generateTown(seed, sha256), sha256));

let before: Promise<void> = Promise.resolve();
port.on('message', ({ id, what, from, until }: Question) => {
  before = before.then(async () => {
    const stretch = await (what === 'registrations' ? narrator.registrations(from) : narrator.minutes(from, until));
    // The same story writes the same keys in the same order: its text will do as content, and the door need not sort it.
    const told = stretch.told.map((one) => ({ ...one, hash: sha256(JSON.stringify(one.report)).toString('hex') }));
    port.postMessage({ id, json: JSON.stringify({ ...stretch, told }) } satisfies Answer);
  });
});
