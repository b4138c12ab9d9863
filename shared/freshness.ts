// How old a screen's picture may be before it says so. Apart from the wire's schemas, which no screen needs to carry.

/** A screen says LIVE under this age of its newest heartbeat, DELAYED under the next, then STALE (G8). */
export const DELAYED_AFTER = 10_000;
export const STALE_AFTER = 30_000;

export type Freshness = 'live' | 'delayed' | 'stale' | 'offline';

/**
 * @param age milliseconds since the last heartbeat on the monotonic clock; undefined before the first
 * @param connected whether there is a connection; @param lastAttemptFailed whether the last try to connect failed
 */
export function freshness(age: number | undefined, connected: boolean, lastAttemptFailed: boolean): Freshness {
  if (!connected && lastAttemptFailed) return 'offline';
  if (age === undefined || age >= STALE_AFTER) return 'stale';
  return age < DELAYED_AFTER ? 'live' : 'delayed';
}
