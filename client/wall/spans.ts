// Spans and moments as a hall reads them. Pure; the words are an argument.
import type { useTranslation } from 'react-i18next';
import { DAY, HOUR, MINUTE } from '#shared/time.ts';
import { clockTime, fullTime } from '../ui/format.ts';

type T = ReturnType<typeof useTranslation>['t'];

/** 5 h 12 min; minutes alone below an hour, days and hours from two days on. @param ms at least 0 */
export function spanText(ms: number, t: T): string {
  const minutes = Math.floor(ms / MINUTE);
  if (ms < HOUR) return t('wall.time.m', { n: minutes });
  if (ms >= 2 * DAY) return t('wall.time.days', { d: Math.floor(ms / DAY), h: Math.floor((ms % DAY) / HOUR) });
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return m === 0 ? t('wall.time.h', { h }) : t('wall.time.hm', { h, m });
}

/** 5:12, as a column of clocks is read. */
export function clockSpan(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** 18:50 where it is today, 11-02 18:50 on another day. */
export function momentText(at: number, now: number): string {
  const isToday = fullTime(at).slice(0, 10) === fullTime(now).slice(0, 10);
  return isToday ? clockTime(at).slice(0, 5) : fullTime(at).slice(5, 16);
}
