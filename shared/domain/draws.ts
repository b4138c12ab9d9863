// Chance that is the same on every machine: draws from a seed that is a text (the id of a round), never from the system.

export type Draws = {
  /** in [0, 1) */
  readonly next: () => number;
  /** mean 0, standard deviation 1 */
  readonly normal: () => number;
};

/** mulberry32 (T. Ettinger), seeded by FNV-1a of the text: enough for 500 draws of a forecast, for nothing secret. */
export function drawsFrom(seed: string): Draws {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, normal };
}
