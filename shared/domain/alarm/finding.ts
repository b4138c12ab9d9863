// What a detector finds: which condition holds, where, since when, by which figure against which threshold. Domain 6.11.
import type { Static } from 'typebox';
import type { AlarmLevel, AlarmType, alarmReports } from '../../subject/alarm.ts';

/** Signal and strong signal: at most one false alarm in so many days (domain.md 6.11, 4), [P]. */
export const SIGNAL_DAYS = 100;
export const STRONG_DAYS = 365;
/** Nobody can say more of a rare chance than a few thousand draws do. Days. */
export const MOST_DAYS = 10_000;

/** One condition that holds. */
export type Finding = Omit<Static<(typeof alarmReports)['alarm.raised']>, 'episode' | 'since'> & {
  /** ms since 1970; when the condition began, not when somebody looked */
  readonly since: number;
};

/** What one detector came to. What it cannot see now it does not end: a silent source is no all-clear. */
export type Detection = {
  readonly types: readonly AlarmType[];
  readonly found: readonly Finding[];
  /** of its alarms, those of which nothing is known now; `all` where its source is silent */
  readonly unknown: ReadonlySet<string> | 'all';
};

export const levelOfRecurrence = (days: number): AlarmLevel =>
  days >= STRONG_DAYS ? 'critical' : days >= SIGNAL_DAYS ? 'warning' : 'notice';

/** 1/p for one look a day, and for so many places looked at: chance has that many more days to strike. */
export const recurrence = (p: number, places = 1): number =>
  Math.min(MOST_DAYS, Math.round((1 / Math.min(1, p * places)) * 10) / 10);
