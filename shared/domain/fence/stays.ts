// Track points to stays: where somebody stood long enough to matter. domain.md 6.7 step 2.
import type { Fix } from '../../geo/crossings.ts';
import { distance } from '../../geo/distance.ts';
import type { Position } from '../../geo/position.ts';
import { MINUTE } from '../../time.ts';

export type Stay = { readonly from: number; readonly to: number; readonly position: Position; readonly fixes: number };

/** Positions of a mobile network (300 to 800 m) are never used for a fence; nor is what no satellite fix can be. */
export const WORST_ACCURACY = 50;
export const FASTEST = 45;
const STAY_RADIUS = 80;
const STAY_TIME = 10 * MINUTE;

/**
 * Fixes in order of time without the impossible: accuracy worse than 50 m, or a leap faster than 45 m/s from the last good one.
 * After ten refused leaps in a row the track begins anew there: then it was the "good" one that was wrong.
 */
export function usableFixes(fixes: readonly Fix[]): Fix[] {
  const sorted = fixes.filter(({ accuracy = 0 }) => accuracy <= WORST_ACCURACY).sort((a, b) => a.at - b.at);
  const out: Fix[] = [];
  let leaps = 0;
  for (const fix of sorted) {
    const last = out.at(-1);
    const seconds = last === undefined ? 0 : (fix.at - last.at) / 1000;
    if (last !== undefined && distance(last.position, fix.position) > FASTEST * seconds && leaps < 10) {
      // the same place told twice at one instant is no leap
      if (last.position[0] !== fix.position[0] || last.position[1] !== fix.position[1]) leaps += 1;
      continue;
    }
    leaps = 0;
    out.push(fix);
  }
  return out;
}

/** Stays of ten minutes and more within 80 m of their first fix; what lies between is movement. */
export function staysOf(fixes: readonly Fix[]): Stay[] {
  const track = usableFixes(fixes);
  const out: Stay[] = [];
  for (let i = 0; i < track.length; ) {
    const first = track[i]!;
    let j = i + 1;
    while (j < track.length && distance(first.position, track[j]!.position) <= STAY_RADIUS) j++;
    const last = track[j - 1]!;
    if (last.at - first.at < STAY_TIME) {
      i += 1;
      continue;
    }
    const inside = track.slice(i, j);
    const mean = (axis: 0 | 1) => inside.reduce((sum, { position }) => sum + position[axis], 0) / inside.length;
    out.push({ from: first.at, to: last.at, position: [mean(0), mean(1)], fixes: inside.length });
    i = j;
  }
  return out;
}
