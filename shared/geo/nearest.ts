// The nearest of many places by great circle, exactly: a k-d tree over directions from the middle of the earth.
import { distance } from './distance.ts';
import type { Position } from './position.ts';

export type Near = {
  /** index of the place in what the index was made of */
  readonly index: number;
  /** metres, as `distance` has it */
  readonly metres: number;
};

const LEAF = 12;
/** Rounding of a chord between two directions of length 1, many times over: 0.1 micrometre on the earth. */
const CHORD_ERROR = 1.6e-14;

/**
 * A straight chord through the earth grows with the arc over it, so the nearest by chord are the nearest by great circle, at
 * the poles and over the antimeridian too. Chords find the candidates; `distance` ranks them, ties in order of index.
 * Made once (n log n) and not changed; half a second and 32 MB for a million.
 */
export class NearestIndex {
  readonly #positions: readonly Position[];
  /** places in the order of the tree */
  readonly #order: Int32Array;
  /** x, y, z of each, in the order of the tree */
  readonly #points: Float64Array;
  /** axis on which the place in the middle of a range parts it */
  readonly #axes: Uint8Array;

  constructor(positions: readonly Position[]) {
    const count = positions.length;
    this.#positions = positions;
    this.#order = Int32Array.from({ length: count }, (_, i) => i);
    this.#points = new Float64Array(count * 3);
    this.#axes = new Uint8Array(count);
    for (let i = 0; i < count; i++) this.#points.set(direction(positions[i]!), i * 3);
    this.#build();
  }

  get size(): number {
    return this.#order.length;
  }

  /**
   * @param count how many are wanted; fewer come back where there are no more
   * @param accepts which places count (an open site, one that this reader may see)
   */
  nearest(from: Position, count: number, accepts: (index: number) => boolean = () => true): Near[] {
    if (count < 1) return [];
    for (let wanted = count + 4; ; wanted *= 2) {
      const found = this.#search(direction(from), wanted, accepts);
      const last = found.chords[wanted - 1];
      const isCertain = last === undefined || Math.sqrt(last) - Math.sqrt(found.chords[count - 1]!) > CHORD_ERROR;
      if (!isCertain) continue; // so many places at one distance that the rounding of chords chose among them
      return found.indices
        .map((index): Near => ({ index, metres: distance(from, this.#positions[index]!) }))
        .sort((a, b) => a.metres - b.metres || a.index - b.index)
        .slice(0, count);
    }
  }

  #search(
    [x, y, z]: readonly [number, number, number],
    wanted: number,
    accepts: (index: number) => boolean,
  ): { readonly chords: number[]; readonly indices: number[] } {
    const points = this.#points;
    const chords: number[] = [];
    const indices: number[] = [];
    let bound = Number.POSITIVE_INFINITY;
    const offer = (at: number): void => {
      const dx = points[at * 3]! - x;
      const dy = points[at * 3 + 1]! - y;
      const dz = points[at * 3 + 2]! - z;
      const chord = dx * dx + dy * dy + dz * dz;
      if (chord > bound) return;
      const index = this.#order[at]!;
      if (!accepts(index)) return;
      let i = chords.length < wanted ? chords.length : wanted - 1;
      // Of places at one chord the lower index stays: two at one position must not be chosen by the tree.
      if (chord === bound && chords.length === wanted && indices[i]! < index) return;
      while (i > 0 && (chords[i - 1]! > chord || (chords[i - 1] === chord && indices[i - 1]! > index))) {
        chords[i] = chords[i - 1]!;
        indices[i] = indices[i - 1]!;
        i--;
      }
      chords[i] = chord;
      indices[i] = index;
      if (chords.length === wanted) bound = chords[wanted - 1]!;
    };
    // ranges still to be looked at, each with the least square of a chord into it
    const stack: number[] = [0, this.size - 1, 0];
    while (stack.length > 0) {
      const least = stack.pop()!;
      let high = stack.pop()!;
      let low = stack.pop()!;
      if (least > bound) continue;
      while (high - low >= LEAF) {
        const middle = (low + high) >> 1;
        const axis = this.#axes[middle]!;
        const gap = (axis === 0 ? x : axis === 1 ? y : z) - points[middle * 3 + axis]!;
        offer(middle);
        if (gap < 0) {
          stack.push(middle + 1, high, gap * gap);
          high = middle - 1;
        } else {
          stack.push(low, middle - 1, gap * gap);
          low = middle + 1;
        }
      }
      for (let at = low; at <= high; at++) offer(at);
    }
    return { chords, indices };
  }

  #build(): void {
    const stack = [0, this.size - 1];
    while (stack.length > 0) {
      const high = stack.pop()!;
      const low = stack.pop()!;
      if (high - low < LEAF) continue;
      const middle = (low + high) >> 1;
      const axis = widestAxis(this.#points, low, high);
      this.#select(middle, low, high, axis);
      this.#axes[middle] = axis;
      stack.push(low, middle - 1, middle + 1, high);
    }
  }

  /** Puts the place that belongs at `k` on this axis there, lower ones before it (Hoare's selection). */
  #select(k: number, from: number, to: number, axis: number): void {
    const points = this.#points;
    let low = from;
    let high = to;
    while (low < high) {
      // the middle one of three: sorted input must not cost a square
      const [a, b, c] = [points[low * 3 + axis]!, points[k * 3 + axis]!, points[high * 3 + axis]!];
      const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
      let i = low;
      let j = high;
      while (i <= j) {
        while (points[i * 3 + axis]! < pivot) i++;
        while (points[j * 3 + axis]! > pivot) j--;
        if (i <= j) this.#swap(i++, j--);
      }
      if (k <= j) high = j;
      else if (k >= i) low = i;
      else return;
    }
  }

  #swap(i: number, j: number): void {
    const order = this.#order;
    const points = this.#points;
    const index = order[i]!;
    order[i] = order[j]!;
    order[j] = index;
    for (let axis = 0; axis < 3; axis++) {
      const value = points[i * 3 + axis]!;
      points[i * 3 + axis] = points[j * 3 + axis]!;
      points[j * 3 + axis] = value;
    }
  }
}

const RADIANS = Math.PI / 180;

/** The unit vector from the middle of the earth to a position on the sphere. */
export function direction([lon, lat]: Position): [x: number, y: number, z: number] {
  const across = Math.cos(lat * RADIANS);
  return [across * Math.cos(lon * RADIANS), across * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)];
}

function widestAxis(points: Float64Array, low: number, high: number): number {
  let widest = 0;
  let spread = -1;
  for (let axis = 0; axis < 3; axis++) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = low; at <= high; at++) {
      const value = points[at * 3 + axis]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (most - least > spread) {
      spread = most - least;
      widest = axis;
    }
  }
  return widest;
}
