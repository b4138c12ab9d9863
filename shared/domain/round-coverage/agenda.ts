// Persons to look at again at a later moment: a heap in two arrays, nothing for those of whom all is past.
import { NEVER } from './states.ts';

export class Agenda {
  readonly #times: number[] = [];
  readonly #persons: number[] = [];

  /** Notes a moment after `now`; what is past or never needs no second look. */
  note(time: number, person: number, now: number): void {
    if (time <= now || time === NEVER) return;
    const [times, persons] = [this.#times, this.#persons];
    let at = times.length;
    times.push(time);
    persons.push(person);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (times[parent]! <= time) break;
      times[at] = times[parent]!;
      persons[at] = persons[parent]!;
      at = parent;
    }
    times[at] = time;
    persons[at] = person;
  }

  /** @returns the next person whose moment has come, or undefined */
  due(now: number): number | undefined {
    const [times, persons] = [this.#times, this.#persons];
    if (times.length === 0 || times[0]! > now) return undefined;
    const found = persons[0]!;
    const time = times.pop()!;
    const person = persons.pop()!;
    const { length } = times;
    if (length === 0) return found;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && times[child + 1]! < times[child]!) child += 1;
      if (times[child]! >= time) break;
      times[at] = times[child]!;
      persons[at] = persons[child]!;
      at = child;
    }
    times[at] = time;
    persons[at] = person;
    return found;
  }
}
