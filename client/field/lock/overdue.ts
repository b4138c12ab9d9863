// When an open phone has been alone for too long. Pure.
import { HOUR, MINUTE } from '#shared/time.ts';

/** Nobody touched the screen: a crew between two cars is not asked for its PIN, a phone left on a table is. */
export const IDLE = 10 * MINUTE;
/** Behind another app, or dark in a pocket: long enough for a walk by the map app's directions. */
export const POCKET = 5 * MINUTE;
/** So long without the server: then it must know the session before anything is shown again (guarantees G16). */
export const LONGEST_ALONE = 12 * HOUR;

/** Both in ms. Neither clock tells all: the monotonic one stands still while a phone sleeps, the other may be set. */
export type Moment = { readonly monotonic: number; readonly wall: number };

/** By whichever clock says more: a clock that was set back shortens nothing, one that was set forward locks early. */
export const isOver = (since: Moment, now: Moment, limit: number): boolean =>
  Math.max(now.monotonic - since.monotonic, now.wall - since.wall) >= limit;
