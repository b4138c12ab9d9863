// What the screens are told about the connection, and the clock that follows from it.
import type { Freshness } from '#shared/freshness.ts';
import type { Heartbeat } from '#shared/protocol.ts';
import type { Phase } from './connection-state.ts';
import type { IncidentClock } from './situation-answer.ts';

export type ConnectionStatus = {
  readonly phase: Phase;
  /** stable code; why the reader was signed out, or why the last attempt failed */
  readonly reason?: string;
  readonly freshness: Freshness;
  /** whole seconds since the last heartbeat; undefined before the first */
  readonly age?: number;
  readonly asOf: Heartbeat['asOf'];
  /** the situation's time (incident or wall) at the last heartbeat, and the monotonic moment it was heard */
  readonly anchor?: { readonly time: number; readonly at: number };
  readonly clock: IncidentClock | null;
  /** whether there is a copy to show at all */
  readonly hasCopy: boolean;
  /** how many times a copy was found wrong and fetched again since the page opened */
  readonly mismatches: number;
};

/**
 * Milliseconds since 1970 in the time the situation lives in: the demonstration's incident clock, or the wall clock.
 * Told by the server where it has spoken, so that a screen with a wrong clock still tells right ages.
 */
export function situationNow(
  { anchor, clock }: Pick<ConnectionStatus, 'anchor' | 'clock'>,
  monotonic: number,
  wall: number,
): number {
  const rate = clock?.rate ?? 1;
  if (anchor !== undefined) return anchor.time + (monotonic - anchor.at) * rate;
  if (clock === null) return wall;
  return Date.parse(clock.origin) + (wall - Date.parse(clock.startedAt)) * rate;
}

export const sameStatus = (a: ConnectionStatus, b: ConnectionStatus): boolean =>
  a.phase === b.phase &&
  a.reason === b.reason &&
  a.freshness === b.freshness &&
  a.age === b.age &&
  a.asOf === b.asOf &&
  a.anchor === b.anchor &&
  a.clock === b.clock &&
  a.hasCopy === b.hasCopy &&
  a.mismatches === b.mismatches;
