// Asks a worker; whoever waits can be told that it was called off. Checks have a thread of their own: they are short, and
// must not wait behind a margin around ten thousand corners.
import { err } from '#shared/result.ts';
import type { Answered, Asked } from './edit-worker.ts';
import type { Answer, Inputs, Operation } from './operations.ts';

type Waiting = (answer: Answer | 'called-off') => void;

class Thread {
  #worker: Worker | undefined;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  ask(operation: Operation, input: Inputs[Operation]): Promise<Answer | 'called-off'> {
    this.#worker ??= this.#start();
    this.#last += 1;
    const asked: Asked = { id: this.#last, operation, input };
    this.#worker.postMessage(asked);
    return new Promise((done) => this.#waiting.set(asked.id, done));
  }

  /** Ends it and whatever it computes: a library that is deep in ten thousand corners cannot be asked to stop. */
  end(answer: Answer | 'called-off'): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const tell of all) tell(answer);
  }

  #start(): Worker {
    const made = new Worker(new URL('./edit-worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      this.#waiting.get(data.id)?.(data.answer);
      this.#waiting.delete(data.id);
    });
    // It did not load, or broke: nobody waits for ever.
    made.addEventListener('error', () => this.end(err({ code: 'stuck' })));
    return made;
  }
}

const checks = new Thread();
const works = new Thread();

/** @returns `called-off` when somebody stopped it meanwhile; checks are never called off */
export function runEdit<O extends Operation>(operation: O, input: Inputs[O]): Promise<Answer | 'called-off'> {
  return (operation === 'check' ? checks : works).ask(operation, input);
}

export const callOff = (): void => works.end('called-off');
