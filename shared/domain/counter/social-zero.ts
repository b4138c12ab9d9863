// Social-level zero (社会面清零): new positives found outside isolation, day by day, and how long there were none or hardly
// any. Domain 6.10 b; policy social-zero-shanghai; V24 to V26, V44.
import type { Case } from '../../subject/case.ts';
import type { Policy } from '../policy/policy.ts';
import { countZeroDays, type ZeroCount } from './zero-run.ts';

/**
 * Found while already under control: isolated, in a closed loop, or behind the door of a high-risk area. Everything else is
 * social, an unknown route until somebody classifies it. Shanghai counts controlled and precaution zones as social, others
 * screening in any zone: both hold here, because only the door of a high-risk area is a route of its own.
 */
const CONTROLLED: ReadonlySet<Case['route']> = new Set(['centralIsolation', 'homeIsolation', 'closedLoop', 'door']);
export const isSocial = (route: Case['route']): boolean => !CONTROLLED.has(route);

export type SocialDay = {
  readonly date: string;
  /** undefined: nobody reported cases on that day */
  readonly social: number | undefined;
  readonly total: number | undefined;
};

/** Social share of the new positives (V25: 43 of 223); null where none was found. */
export const socialShare = (social: number, total: number): number | null => (total > 0 ? social / total : null);

/**
 * The most new social positives a day with which it is "basically zero": fewer than 1 in 100,000, so 4 of 437,800 (V44).
 * @param perDayRateLt persons a day and inhabitant, exclusive
 */
export function basicZeroPerDay(population: number, perDayRateLt: number): number {
  // 437,800 / 100,000 is 4.378; of a round 500,000 the bound itself, 5, is too many.
  return Math.max(0, Math.ceil(population * perDayRateLt - 1e-9) - 1);
}

type Bound = { readonly consecutiveDays: number; readonly perDay?: number; readonly perDayRateLt?: number };

export type SocialZero = {
  /** days without a social positive, by both conventions */
  readonly days: ZeroCount;
  /** met over the last days that ended, all of them told; null where one of them was not */
  readonly isZero: boolean | null;
  readonly isBasicZero: boolean | null;
  readonly needDays: number;
  /** most a day for basic zero; null where nobody told the population */
  readonly basicPerDay: number | null;
};

/**
 * @param days every day since somebody reports cases, in any order
 * @param until the last day that has ended
 */
export function socialZero(
  days: readonly SocialDay[],
  until: string,
  policy: Policy,
  population: number | undefined,
): SocialZero {
  const zero = policy['zero'] as Bound;
  const basic = policy['basicZero'] as Bound;
  const told = days.filter(({ date }) => date <= until).sort((a, b) => (a.date < b.date ? -1 : 1));
  const perDay =
    population === undefined || basic.perDayRateLt === undefined
      ? undefined
      : basicZeroPerDay(population, basic.perDayRateLt);
  const within = (bound: Bound, most: number | undefined): boolean | null => {
    const last = told.slice(-bound.consecutiveDays);
    if (most === undefined || last.length < bound.consecutiveDays) return null;
    // One day above is enough to say no, whatever the others were.
    if (last.some(({ social }) => social !== undefined && social > most)) return false;
    return last.every(({ social }) => social !== undefined) ? true : null;
  };
  return {
    days: countZeroDays(
      told.map(({ date, social }) => ({ date, isZero: social === undefined ? undefined : social === 0 })),
      until,
    ),
    isZero: within(zero, zero.perDay ?? 0),
    isBasicZero: within(basic, perDay),
    needDays: zero.consecutiveDays,
    basicPerDay: perDay ?? null,
  };
}
