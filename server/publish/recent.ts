// The last changes, kept in memory for every reader alike. A reader is only a place in this list: one who is slow has
// an old place and costs nothing more, and one who fell off its end pulls a snapshot. Catch-up and live are one path.
import { countVertices } from '#shared/geo/geometry.ts';
import type { Change, Entity } from '#shared/situation.ts';
import type { Step } from '../situation/projector.ts';

/** One step in the list; `index` counts steps (volatile ones too), `seq` the durable events up to it. */
type Item = {
  readonly index: number;
  readonly seq: number;
  readonly isDurable: boolean;
  readonly weight: number;
  readonly changes: readonly Change[];
};

export class Recent {
  #items: Item[] = [];
  #start = 0; // items before it are dropped already; the array is cut in large pieces only
  #nextIndex = 0;
  #changes = 0;
  readonly #limit: number;
  readonly #bytes: number;
  #weight = 0;
  /** the seq before the first item: a reader standing there can still be served */
  #floor: number;
  #head: number;

  /**
   * @param head seq of the situation when the list starts
   * @param limit changes kept
   * @param bytes kept alive by old versions, roughly; large entities shorten the list
   */
  constructor(head: number, limit = 200_000, bytes = 64 * 2 ** 20) {
    this.#bytes = bytes;
    this.#floor = head;
    this.#head = head;
    this.#limit = limit;
  }

  get head(): number {
    return this.#head;
  }

  /** Place after the newest item. */
  get end(): number {
    return this.#nextIndex;
  }

  add(steps: readonly Step[]): void {
    for (const { seq, changes, event } of steps) {
      let weight = 0;
      for (const { before } of changes) if (before !== undefined) weight += weigh(before);
      this.#weight += weight;
      this.#items.push({ index: this.#nextIndex++, seq, isDurable: event !== undefined, weight, changes });
      this.#head = seq;
      this.#changes += changes.length + 1;
    }
    while ((this.#changes > this.#limit || this.#weight > this.#bytes) && this.#start < this.#items.length - 1) {
      const dropped = this.#items[this.#start++]!;
      this.#changes -= dropped.changes.length + 1;
      this.#weight -= dropped.weight;
      this.#floor = dropped.seq;
    }
    if (this.#start > 10_000 && this.#start * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#start);
      this.#start = 0;
    }
  }

  /** The place of a reader who holds everything up to `seq`; undefined when that is no longer (or not yet) here. */
  placeAfter(seq: number): number | undefined {
    if (seq < this.#floor || seq > this.#head) return undefined;
    let low = this.#start;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#items[middle]!.seq < seq) low = middle + 1;
      else high = middle;
    }
    // The event `seq` itself is known to the reader; volatile news after it may not be, and is harmless twice.
    const item = this.#items[low];
    if (item === undefined) return this.#nextIndex;
    return item.isDurable && item.seq === seq ? item.index + 1 : item.index;
  }

  holds(place: number): boolean {
    const first = this.#items[this.#start];
    return first === undefined ? place === this.#nextIndex : place >= first.index;
  }

  /**
   * Up to `limit` changes from a place on, at least one item.
   * @returns the changes in order, the place after them, and the seq reached
   */
  take(
    place: number,
    limit: number,
  ): { readonly changes: readonly Change[]; readonly place: number; readonly seq: number } {
    const first = this.#items[this.#start];
    let at = first === undefined ? this.#items.length : this.#start + (place - first.index);
    const changes: Change[] = [];
    let seq = this.#items[at - 1]?.seq ?? this.#floor;
    let reached = place;
    while (at < this.#items.length && (changes.length === 0 || changes.length < limit)) {
      const item = this.#items[at++]!;
      for (const change of item.changes) changes.push(change);
      seq = item.seq;
      reached = item.index + 1;
      // An event that changes nothing a screen holds still moves the cursor.
    }
    return { changes, place: reached, seq };
  }
}

/** Roughly the bytes of an entity: texts and lists by length, a geometry by its vertices, the rest by the field. */
function weigh(entity: Entity): number {
  let bytes = 200;
  for (const value of Object.values(entity) as unknown[]) {
    if (typeof value === 'string') bytes += value.length;
    else if (Array.isArray(value)) bytes += value.length * 60;
    else if (typeof value === 'object' && value !== null)
      bytes += 100 + ('coordinates' in value ? countVertices(value) * 60 : 0);
  }
  return bytes;
}
