// Long work on the main thread in many short turns: other work has its turn in between, and one thing at a time is worked on.
import { setImmediate as breathe } from 'node:timers/promises';

/** Work in one turn of the event loop before others have theirs, ms. */
const TURN = 10;

/**
 * Runs steps to their end.
 * @param turn ms of them in one turn of the event loop; no step is cut
 */
export async function inTurns<T>(steps: Generator<void, T>, turn = TURN): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < turn) continue;
    await breathe();
    began = performance.now();
  }
}

/** One after the other, in the order asked: two at once would both be late. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param isWanted asked when its turn comes: what nobody waits for any more is not worked out
   * @returns undefined where it was not wanted
   */
  run<T>(work: () => Promise<T>, isWanted: () => boolean = () => true): Promise<T | undefined> {
    const next = this.#last.then(() => (isWanted() ? work() : undefined));
    this.#last = next.catch(() => {});
    return next;
  }
}
