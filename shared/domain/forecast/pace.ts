// How fast a round is sampled and how well the remaining people are found, from the curve so far. Domain 6.2.
import { HOUR } from '../../time.ts';
import { ASSUMED, SPREAD } from './forecast.ts';

export type Pace = {
  /** persons an hour while the desks are the limit */
  readonly perHour: number;
  /** kappa, per hour */
  readonly foundPerHour: number;
  /** how far kappa may be off, as the standard deviation of its logarithm */
  readonly foundSpread: number;
  /** the remaining people are the limit, no longer the desks */
  readonly isTail: boolean;
};

const WINDOW = HOUR / 2;
/** What even a well seen decline may be off: the last are harder to find, or helped for. */
const SURE = 0.08;
/** The desks are no longer the limit when the last hour brought less than this share of the best hour. */
const DECLINE = 0.65;
/** Fewer than these in an hour say nothing about a rate. */
const ENOUGH = 20;

const UNSEEN = { foundPerHour: ASSUMED.foundPerHour, foundSpread: SPREAD.foundPerHour, isTail: false };

/**
 * @param sampledBy persons sampled up to a moment, ms
 * @param due persons due
 * @param deskRate what the desks could do, where nothing has been sampled yet
 */
export function paceOf(
  sampledBy: (t: number) => number,
  { start, now, due, deskRate = 0 }: { start: number; now: number; due: number; deskRate?: number },
): Pace {
  const between = (from: number, to: number) => sampledBy(to) - sampledBy(from);
  const elapsed = now - start;
  const last = Math.min(HOUR, elapsed);
  if (elapsed <= 0 || last <= 0) return { ...UNSEEN, perHour: deskRate };
  const recent = (between(now - last, now) / last) * HOUR;
  let best = 0;
  for (let to = now; to - last >= start; to -= WINDOW) best = Math.max(best, (between(to - last, to) / last) * HOUR);
  if (best < ENOUGH) return { ...UNSEEN, perHour: Math.max(best, deskRate) };
  const remaining = Math.max(0, due - sampledBy(now));
  const isTail = recent < best * DECLINE && remaining > 0 && remaining < best * 2;
  if (!isTail) {
    const two = Math.min(2 * HOUR, elapsed);
    return { ...UNSEEN, perHour: (between(now - two, now) / two) * HOUR };
  }
  // The decline of the remaining, ln(R before / R now) per hour, over two hours where both belong to the tail; towards the
  // assumption while it says little.
  const earlier = elapsed >= 2 * HOUR && between(now - 2 * HOUR, now - HOUR) < best * DECLINE;
  const span = earlier ? 2 * HOUR : last;
  const found = between(now - span, now);
  const seen = (Math.log((remaining + found) / Math.max(1, remaining)) / span) * HOUR;
  const weight = found / (found + ENOUGH);
  return {
    perHour: best,
    foundPerHour: seen * weight + ASSUMED.foundPerHour * (1 - weight),
    foundSpread: Math.hypot(SURE, 1 / Math.sqrt(found + remaining + ENOUGH / 4)),
    isTail,
  };
}
