// Who is on the roll where, from when to when: rows of each person as lists in typed arrays.
import type { Agenda } from './agenda.ts';
import { grown } from './person-keys.ts';
import { NEVER, NOBODY } from './states.ts';

export type RollRow = { readonly area: number; readonly from: number; readonly to: number; readonly isDue: boolean };

export class RollStore {
  #heads: Int32Array;
  #end = 0;
  #from: Int32Array;
  #to: Int32Array;
  #area: Int32Array;
  #isDue: Uint8Array;
  #next: Int32Array;
  /** somebody has more than one row, somebody came after the start: else nobody need be asked */
  hasMoves = false;
  hasLateEntries = false;
  /** order of two areas named for one moment: the same one wins on every machine, whatever came first */
  readonly #isBefore: (a: number, b: number) => boolean;

  constructor(expected: number, isBefore: (a: number, b: number) => boolean) {
    this.#heads = new Int32Array(expected).fill(NOBODY);
    const ints = () => new Int32Array(expected);
    [this.#from, this.#to, this.#area, this.#next] = [ints(), ints(), ints(), ints()];
    this.#isDue = new Uint8Array(expected);
    this.#isBefore = isBefore;
  }

  /** The same area and `from` again corrects the row. */
  put(person: number, { area, from, to, isDue }: RollRow): void {
    while (person >= this.#heads.length)
      this.#heads = grown(this.#heads, new Int32Array(Math.max(16, this.#heads.length * 2)).fill(NOBODY));
    let row = this.first(person);
    while (row !== NOBODY && (this.#area[row] !== area || this.#from[row] !== from)) row = this.#next[row]!;
    if (row === NOBODY) {
      if (this.#end === this.#next.length) this.#widen();
      row = this.#end++;
      this.#area[row] = area;
      this.#from[row] = from;
      this.hasMoves ||= this.#heads[person] !== NOBODY;
      this.hasLateEntries ||= from > 0;
      this.#next[row] = this.#heads[person]!;
      this.#heads[person] = row;
    }
    this.#to[row] = to;
    this.#isDue[row] = isDue ? 1 : 0;
  }

  first(person: number): number {
    return person < this.#heads.length ? this.#heads[person]! : NOBODY;
  }

  areaOf(row: number): number {
    return this.#area[row]!;
  }

  /** The row a person stands by at a moment: the one with the latest `from`, so that a move counts once, in the new place. */
  at(person: number, t: number): number {
    let found = NOBODY;
    for (let row = this.first(person); row !== NOBODY; row = this.#next[row]!) {
      if (this.#from[row]! > t) continue;
      const isLater =
        found === NOBODY ||
        this.#from[row]! > this.#from[found]! ||
        (this.#from[row] === this.#from[found] && this.#isBefore(this.#area[found]!, this.#area[row]!));
      if (isLater) found = row;
    }
    return found;
  }

  /** Due by this row at a moment: present or unknown, and not gone yet. */
  isDue(row: number, t: number): boolean {
    return this.#isDue[row] === 1 && this.#to[row]! > t;
  }

  /** When the person first stood on the roll; 0 where nobody is. */
  enteredAt(person: number): number {
    let first = NEVER;
    for (let row = this.first(person); row !== NOBODY; row = this.#next[row]!)
      if (this.#from[row]! < first) first = this.#from[row]!;
    return first === NEVER ? 0 : first;
  }

  /** The person's rows up to a moment, in order of time. */
  wayOf(person: number, t: number): RollRow[] {
    const way: RollRow[] = [];
    for (let row = this.first(person); row !== NOBODY; row = this.#next[row]!) {
      if (this.#from[row]! > t) continue;
      way.push({
        area: this.#area[row]!,
        from: this.#from[row]!,
        to: this.#to[row]!,
        isDue: this.#isDue[row] === 1,
      });
    }
    return way.sort((a, b) => a.from - b.from || (this.#isBefore(a.area, b.area) ? -1 : 1));
  }

  /** Notes each moment after `now` at which the person may stand elsewhere. */
  later(person: number, now: number, agenda: Agenda): void {
    for (let row = this.first(person); row !== NOBODY; row = this.#next[row]!) {
      agenda.note(this.#from[row]!, person, now);
      agenda.note(this.#to[row]!, person, now);
    }
  }

  get bytes(): number {
    const arrays = [this.#heads, this.#from, this.#to, this.#area, this.#isDue, this.#next];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #widen(): void {
    const size = Math.max(16, this.#next.length * 2);
    const wide = (array: Int32Array) => grown(array, new Int32Array(size));
    [this.#from, this.#to, this.#area, this.#next] = [
      wide(this.#from),
      wide(this.#to),
      wide(this.#area),
      wide(this.#next),
    ];
    this.#isDue = grown(this.#isDue, new Uint8Array(size));
  }
}
