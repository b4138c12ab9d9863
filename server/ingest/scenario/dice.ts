// Repeatable chance: every draw is a function of words (seed, what, which), so that no order of calls can change a story.

export type Dice = {
  /** in [0, 1) */
  next(): number;
  between(low: number, high: number): number;
  /** whole, both ends inclusive */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
};

/** FNV-1a, 32 bits, over UTF-16 code units, with a final mix: neighbouring words must not give neighbouring numbers. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A stream of draws that belongs to these words alone (mulberry32). */
export function dice(...words: readonly (string | number)[]): Dice {
  let state = hash32(words.join('|'));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const between = (low: number, high: number) => low + (high - low) * next();
  const int = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    next,
    between,
    int,
    pick: (list) => list[int(0, list.length - 1)]!,
    chance: (probability) => next() < probability,
  };
}

/** Smooth noise in [-1, 1]: one draw at each whole `t`, eased between them. */
export function noise(t: number, ...words: readonly (string | number)[]): number {
  const from = Math.floor(t);
  const at = (whole: number) => dice(...words, whole).between(-1, 1);
  const part = t - from;
  const eased = part * part * (3 - 2 * part);
  return at(from) * (1 - eased) + at(from + 1) * eased;
}

/** Parts of a whole in these proportions, whole numbers that add up to it exactly (largest remainders). */
export function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const order = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  for (const { i } of order.slice(0, left)) parts[i]! += 1;
  return parts;
}
