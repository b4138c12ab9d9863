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
  /** the same as the server said it when the page opened: a page that looks at the past hears no heartbeat */
  readonly told?: { readonly time: number; readonly at: number };
  readonly clock: IncidentClock | null;
  /** undefined: what is held is the present, and so is what is wanted */
  readonly past?: Past;
  /** whether there is a copy to show at all */
  readonly hasCopy: boolean;
  /** how many times a copy was found wrong and fetched again since the page opened */
  readonly mismatches: number;
};

/** How a moment of the past is looked at: as we knew it then, or as what had happened by then, from all that is known now. */
export type PastBy = 'known' | 'happened';

/** A moment is named by ISO 8601 with an offset. Undefined stands for the present. */
export type Past = {
  /** what is asked for */
  readonly wanted?: string;
  /** what the copy holds; while it is not what is wanted, that is on its way */
  readonly shown?: string;
  readonly by: PastBy;
};

/**
 * Milliseconds since 1970 in the time the situation lives in: the demonstration's incident clock, or the wall clock.
 * Told by the server where it has spoken, so that a screen with a wrong clock still tells right ages.
 */
export function situationNow(
  { anchor, told, clock, past }: Pick<ConnectionStatus, 'anchor' | 'told' | 'clock' | 'past'>,
  monotonic: number,
  wall: number,
): number {
  if (past?.shown !== undefined) return Date.parse(past.shown);
  const rate = clock?.rate ?? 1;
  const last = anchor ?? told;
  if (last !== undefined) return last.time + (monotonic - last.at) * rate;
  if (clock === null) return wall;
  return Date.parse(clock.origin) + (wall - Date.parse(clock.startedAt)) * rate;
}

/** The same of the present, also while the past is looked at: how far a reader can go forward again. */
export const presentNow = (
  { anchor, told, clock }: Pick<ConnectionStatus, 'anchor' | 'told' | 'clock'>,
  monotonic: number,
  wall: number,
): number =>
  situationNow(
    { clock, ...(anchor === undefined ? {} : { anchor }), ...(told === undefined ? {} : { told }) },
    monotonic,
    wall,
  );

/** Names the moment that is shown in a question to the server. @returns undefined in the present */
export function momentQuery({ past }: Pick<ConnectionStatus, 'past'>): string | undefined {
  if (past?.shown === undefined) return undefined;
  return `${past.by === 'happened' ? 'at' : 'knownAt'}=${encodeURIComponent(past.shown)}`;
}

export const sameStatus = (a: ConnectionStatus, b: ConnectionStatus): boolean =>
  a.phase === b.phase &&
  a.reason === b.reason &&
  a.freshness === b.freshness &&
  a.age === b.age &&
  a.asOf === b.asOf &&
  a.anchor === b.anchor &&
  a.told === b.told &&
  a.clock === b.clock &&
  a.past?.wanted === b.past?.wanted &&
  a.past?.shown === b.past?.shown &&
  a.past?.by === b.past?.by &&
  a.hasCopy === b.hasCopy &&
  a.mismatches === b.mismatches;
