// Spans and moments as people read them. Pure; the words are an argument.
import type { TFunction } from 'i18next';
import { DAY, HOUR, MINUTE } from '#shared/time.ts';
import { clockTime, fullTime, shortTime } from './format.ts';

/** Named by itself: taken from the hook it stands for every prefix of a key, which is a million for the compiler. */
export type T = TFunction;

/** 5 h 12 min; minutes alone below an hour, days and hours from two days on. @param ms at least 0 */
export function spanText(ms: number, t: T): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (ms < HOUR) return t('engine.time.m', { n: minutes });
  if (ms >= 2 * DAY) return t('engine.time.days', { d: Math.floor(ms / DAY), h: Math.floor((ms % DAY) / HOUR) });
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return m === 0 ? t('engine.time.h', { h }) : t('engine.time.hm', { h, m });
}

/** 18:50 where it is today, 11-02 18:50 on another day. */
export function momentText(at: number, now: number): string {
  const isToday = fullTime(at).slice(0, 10) === fullTime(now).slice(0, 10);
  return isToday ? clockTime(at).slice(0, 5) : shortTime(at);
}

/** How long is left, or by how much it is over. */
export function leftText(at: number, now: number, t: T): string {
  return at >= now
    ? t('engine.left', { span: spanText(at - now, t) })
    : t('engine.over', { span: spanText(now - at, t) });
}

/** 5:12, as a column of clocks is read; without its sign. */
export function clockSpan(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
