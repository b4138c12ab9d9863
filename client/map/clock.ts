// The situation's own time, from the incident clock that travels in it.
import type { Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';

/** @param wall milliseconds of the wall clock. @returns milliseconds of the incident, the wall's own without a clock */
export function incidentTime(copy: Situation, wall: number): number {
  const clock = copy.get('clock', 'incident');
  if (clock === undefined) return wall;
  return instant(clock.origin) + (wall - instant(clock.startedAt)) * clock.rate;
}
