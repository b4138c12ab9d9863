// Where the past begins: the first moment at which this place knew anything.
import type { Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';

/** Layers that are registered once, before the story, and seldom touched again: their oldest word is the first. */
const GROUND = ['sources', 'areas', 'roads', 'gates', 'sites', 'policies', 'cases'] as const;

/** @returns milliseconds since 1970; `now`, where nothing is known */
export function firstKnown(copy: Situation, now: number): number {
  let first = now;
  for (const layer of GROUND) {
    for (const { recordedAt } of copy.all(layer).values()) first = Math.min(first, instant(recordedAt));
  }
  return first;
}
