// The nearest of many places by great circle, exactly: a k-d tree over directions from the middle of the earth.
import { distance } from './distance.ts';
import type { Position } from './position.ts';

export type Near = {
  /** index of the place in what the index was made of */
  readonly index: number;
  /** metres, as `distance` has it */
  readonly metres: number;
};

const LEAF = 8;
/** Rounding of a chord between two directions of length 1, many times over: 0.1 micrometre on the earth. */
const CHORD_ERROR = 1.6e-14;

/**
 * A straight chord through the earth grows with the arc over it, so the nearest by chord are the nearest by great circle, at
 * the poles and over the antimeridian too. Chords find the candidates; `distance` ranks them, ties in order of index.
 * Made once (n log n) and not changed; half a second and 32 MB for a million.
 */
export class NearestIndex {
  /** index of each place, in the order of the tree */
  readonly #order: Int32Array;
  /** x, y, z of each, in the order of the tree */
  readonly #points: Float64Array;
  /** longitude and latitude of each, in the order of the tree */
  readonly #places: Float64Array;
  /** by node, the children of n being 2n and 2n + 1: on which axis its range is parted, and where */
  readonly #axes: Uint8Array;
  readonly #splits: Float64Array;
  // one search at a time, and no garbage of it
  #chords = new Float64Array(16);
  #found = new Int32Array(16);
  readonly #ranges = new Int32Array(3 * 64);
  readonly #leasts = new Float64Array(64);

  constructor(positions: readonly Position[]) {
    const count = positions.length;
    const nodes = 2 ** Math.max(1, Math.ceil(Math.log2(count / LEAF + 1)) + 1);
    this.#order = Int32Array.from({ length: count }, (_, i) => i);
    this.#points = new Float64Array(count * 3);
    this.#axes = new Uint8Array(nodes);
    this.#splits = new Float64Array(nodes);
    for (let i = 0; i < count; i++) this.#points.set(direction(positions[i]!), i * 3);
    this.#build(1, 0, count - 1);
    this.#places = new Float64Array(count * 2);
    for (let at = 0; at < count; at++) this.#places.set(positions[this.#order[at]!]!, at * 2);
  }

  get size(): number {
    return this.#order.length;
  }

  /**
   * @param count how many are wanted; fewer come back where there are no more
   * @param accepts which places count (an open site, one that this reader may see)
   */
  nearest(from: Position, count: number, accepts?: (index: number) => boolean): Near[] {
    if (count < 1) return [];
    const [x, y, z] = direction(from);
    for (let wanted = count + 1; ; wanted = wanted * 2 + 2) {
      if (wanted > this.#chords.length) {
        this.#chords = new Float64Array(wanted * 2);
        this.#found = new Int32Array(wanted * 2);
      }
      const found = this.#search(x, y, z, wanted, accepts);
      const chords = this.#chords;
      const isCertain = found < wanted || Math.sqrt(chords[wanted - 1]!) - Math.sqrt(chords[count - 1]!) > CHORD_ERROR;
      if (!isCertain) continue; // so many places at one distance that the rounding of chords chose among them
      const out: Near[] = [];
      for (let i = 0; i < found; i++) {
        const at = this.#found[i]!;
        const metres = distance(from, [this.#places[at * 2]!, this.#places[at * 2 + 1]!]);
        out.push({ index: this.#order[at]!, metres });
      }
      out.sort(byDistance);
      if (out.length > count) out.length = count;
      return out;
    }
  }

  /** Writes the nearest by chord to `#chords` (squares) and `#found` (places in the order of the tree). @returns how many */
  #search(x: number, y: number, z: number, wanted: number, accepts: ((index: number) => boolean) | undefined): number {
    const points = this.#points;
    const order = this.#order;
    const axes = this.#axes;
    const splits = this.#splits;
    const chords = this.#chords;
    const found = this.#found;
    const ranges = this.#ranges;
    const leasts = this.#leasts;
    let count = 0;
    let bound = Number.POSITIVE_INFINITY;
    // nodes still to be looked at, each with its range and the least square of a chord into it
    let depth = 1;
    ranges[0] = 1;
    ranges[1] = 0;
    ranges[2] = this.size - 1;
    leasts[0] = 0;
    while (depth > 0) {
      depth -= 1;
      if (leasts[depth]! > bound) continue;
      let node = ranges[depth * 3]!;
      let low = ranges[depth * 3 + 1]!;
      let high = ranges[depth * 3 + 2]!;
      // down to the leaf on this side; the other sides wait
      while (high - low >= LEAF) {
        const middle = (low + high) >> 1;
        const axis = axes[node]!;
        const gap = (axis === 0 ? x : axis === 1 ? y : z) - splits[node]!;
        const isLeft = gap < 0;
        ranges[depth * 3] = isLeft ? 2 * node + 1 : 2 * node;
        ranges[depth * 3 + 1] = isLeft ? middle + 1 : low;
        ranges[depth * 3 + 2] = isLeft ? high : middle;
        leasts[depth] = gap * gap;
        depth += 1;
        node = isLeft ? 2 * node : 2 * node + 1;
        if (isLeft) high = middle;
        else low = middle + 1;
      }
      for (let at = low; at <= high; at++) {
        const dx = points[at * 3]! - x;
        const dy = points[at * 3 + 1]! - y;
        const dz = points[at * 3 + 2]! - z;
        const chord = dx * dx + dy * dy + dz * dz;
        if (chord > bound || (accepts !== undefined && !accepts(order[at]!))) continue;
        let i = count;
        if (count === wanted) {
          i = wanted - 1;
          // Of places at one chord the lower index stays: two at one position must not be chosen by the tree.
          if (chord === bound && order[found[i]!]! < order[at]!) continue;
        } else count += 1;
        while (i > 0 && (chords[i - 1]! > chord || (chords[i - 1] === chord && order[found[i - 1]!]! > order[at]!))) {
          chords[i] = chords[i - 1]!;
          found[i] = found[i - 1]!;
          i--;
        }
        chords[i] = chord;
        found[i] = at;
        if (count === wanted) bound = chords[wanted - 1]!;
      }
    }
    return count;
  }

  #build(node: number, low: number, high: number): void {
    if (high - low < LEAF) return;
    const middle = (low + high) >> 1;
    const axis = widestAxis(this.#points, low, high);
    this.#select(middle, low, high, axis);
    this.#axes[node] = axis;
    this.#splits[node] = this.#points[middle * 3 + axis]!;
    this.#build(2 * node, low, middle);
    this.#build(2 * node + 1, middle + 1, high);
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

const byDistance = (a: Near, b: Near): number => a.metres - b.metres || a.index - b.index;

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
