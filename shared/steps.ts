// Long work as steps: who has other things to do pauses between them (server/in-turns.ts), who has the time does not.

/** Things looked at between two looks at the clock: well below a millisecond of work. */
const SLICE = 64;

/** Goes through many things with a place to pause every few of them. */
export function* through<T>(things: Iterable<T>, take: (thing: T) => void): Generator<void> {
  let taken = 0;
  for (const thing of things) {
    take(thing);
    taken += 1;
    if (taken % SLICE === 0) yield;
  }
}

/** The same work in one go, for those who have the time. */
export function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
