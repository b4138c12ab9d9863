// Counting days: by full periods of 24 hours or by calendar day, and runs of days without a case.
// Both are needed because rules say "第5天" (the number of a day) as well as "连续5天" (a duration): domain.md 5.3, 6.10.
import { DAY, MINUTE } from '../time.ts';

/**
 * elapsed24h: n full periods of 24 hours since the reference instant. calendarDay: the local day of the reference is day 1,
 * and n days are over at the local midnight that ends day n.
 */
export type Counting = 'elapsed24h' | 'calendarDay';

/** Asia/Shanghai, the whole year (domain.md 8.2): minutes east of UTC. */
export const SHANGHAI = 8 * 60;

/** The local midnight that begins the day of an instant, ms. @param offset minutes east of UTC */
export function localMidnight(at: number, offset = SHANGHAI): number {
  const shift = offset * MINUTE;
  return Math.floor((at + shift) / DAY) * DAY - shift;
}

/** The number of a local day, the day of `from` being day 1 (schedules of tests: domain.md 5.3). */
export function dayNumber(from: number, at: number, offset = SHANGHAI): number {
  return Math.round((localMidnight(at, offset) - localMidnight(from, offset)) / DAY) + 1;
}

/** The instant from which n days since the reference count as over, ms. */
export function daysOverAt(from: number, days: number, counting: Counting, offset = SHANGHAI): number {
  return (counting === 'elapsed24h' ? from : localMidnight(from, offset)) + days * DAY;
}

/** How many days count as over at an instant; never negative. */
export function daysOver(from: number, at: number, counting: Counting, offset = SHANGHAI): number {
  const start = counting === 'elapsed24h' ? from : localMidnight(from, offset);
  return Math.max(0, Math.floor((at - start) / DAY));
}

/**
 * Whole days since the zero instant, 24:00 of the first zero day (domain.md 6.10 a, i), read at 24:00 of a day.
 * @param firstZero YYYY-MM-DD @param read YYYY-MM-DD
 */
export const elapsedZeroDays = (firstZero: string, read: string): number =>
  Math.max(0, Math.round((civil(read) - civil(firstZero)) / DAY));

/** Consecutive zero days, first and last counted (domain.md 6.10 a, ii). */
export const inclusiveZeroDays = (firstZero: string, read: string): number =>
  Math.max(0, Math.round((civil(read) - civil(firstZero)) / DAY) + 1);

/** A day without hours has no zone: difference of two of them is exact, leap days included. */
const civil = (day: string): number => Date.parse(`${day}T00:00:00Z`);
