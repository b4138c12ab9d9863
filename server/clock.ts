// The clocks. Time is an argument everywhere else; these are the only places it comes from.
import type { Clock } from '#shared/subject/source.ts';
import { instant } from '#shared/time.ts';

/** Milliseconds since 1970 in the time the situation lives in: the wall clock, or a demonstration's incident clock. */
export interface SituationClock {
  now(): number;
}

export const WALL_CLOCK: SituationClock = { now: () => Date.now() };

/** Incident time = origin + rate x (wall time since startedAt); the three are in the log, so every node agrees. */
export function incidentClock(clock: Pick<Clock, 'origin' | 'rate' | 'startedAt'>): SituationClock {
  const origin = instant(clock.origin);
  const startedAt = instant(clock.startedAt);
  return { now: () => origin + (Date.now() - startedAt) * clock.rate };
}
