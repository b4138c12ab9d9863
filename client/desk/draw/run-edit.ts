// Asks the worker; whoever waits can be told that it was called off.
import { err } from '#shared/result.ts';
import type { Answered, Asked } from './edit-worker.ts';
import type { Answer, Inputs, Operation } from './operations.ts';

type Waiting = (answer: Answer | 'called-off') => void;
let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

function start(): Worker {
  const made = new Worker(new URL('./edit-worker.ts', import.meta.url), { type: 'module' });
  made.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    waiting.get(data.id)?.(data.answer);
    waiting.delete(data.id);
  });
  // It did not load, or broke: nobody waits for ever.
  made.addEventListener('error', () => {
    worker = undefined;
    made.terminate();
    for (const tell of waiting.values()) tell(err({ code: 'stuck' }));
    waiting.clear();
  });
  return made;
}

/** @returns `called-off` when somebody stopped it meanwhile */
export function runEdit<O extends Operation>(operation: O, input: Inputs[O]): Promise<Answer | 'called-off'> {
  worker ??= start();
  last += 1;
  const asked: Asked = { id: last, operation, input };
  worker.postMessage(asked);
  return new Promise((done) => waiting.set(asked.id, done));
}

/** Ends whatever is being computed: a library that is deep in ten thousand corners cannot be asked to stop. */
export function callOff(): void {
  worker?.terminate();
  worker = undefined;
  for (const tell of waiting.values()) tell('called-off');
  waiting.clear();
}
