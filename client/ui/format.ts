// Times, ages and numbers in words. Pure: now is an argument.
import type { Language } from '#shared/terms/term.ts';
import { DAY, HOUR, instant, isTime, MINUTE, SECOND } from '#shared/time.ts';

/** The day of the command, wherever the screen stands: a figure "today" must be the same in the hall and on the road. */
const ZONE = 'Asia/Shanghai';

// The Swedish locale writes ISO order, which is the Chinese one too.
const full = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' });
const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** 2022-10-30 14:03:22 */
export const fullTime = (time: number | string): string => full.format(new Date(time));
/** 10-30 14:03 */
export const shortTime = (time: number | string): string => fullTime(time).slice(5, 16);
/** 14:03:22 */
export const clockTime = (time: number | string): string => fullTime(time).slice(11);
/** 2022-10-30T14:03+08:00: a moment as an address and a query want it */
export const commandTime = (time: number): string => `${fieldTime(time).replace(' ', 'T')}+08:00`;
/** 2022-10-30 14:03, in the time of the command: as it is written into a field */
export const fieldTime = (time: number): string => fullTime(time).slice(0, 16);
/** @returns undefined while the field does not hold a moment */
export function instantOfField(text: string): number | undefined {
  const iso = `${text.trim().replace(' ', 'T')}+08:00`;
  return isTime(iso) ? instant(iso) : undefined;
}
export const number = (value: number): string => counts.format(value);
/** As phones and shops count them: 1,000 to the kB. @returns 812 kB, 3.4 MB, 10.7 GB */
export function bytesText(bytes: number): string {
  if (bytes >= 999.5e6) return `${number(Math.round(bytes / 1e8) / 10)} GB`;
  if (bytes >= 999_500) return `${number(Math.round(bytes / 1e5) / 10)} MB`;
  return `${number(bytes > 0 ? Math.max(1, Math.round(bytes / 1000)) : 0)} kB`;
}

const WORDS: {
  readonly [L in Language]: Readonly<Record<'s' | 'm' | 'h' | 'd' | 'now' | 'ahead' | 'unknown', string>>;
} = {
  zh: { s: '# 秒前', m: '# 分钟前', h: '# 小时前', d: '# 天前', now: '刚刚', ahead: '时间在将来', unknown: '未知' },
  en: {
    s: '# s ago',
    m: '# min ago',
    h: '# h ago',
    d: '# d ago',
    now: 'now',
    ahead: 'in the future',
    unknown: 'unknown',
  },
};

/**
 * @param milliseconds since it happened
 * @returns in the largest unit that is at least one, rounded down
 */
export function age(milliseconds: number, language: Language): string {
  const words = WORDS[language];
  if (!Number.isFinite(milliseconds)) return words.unknown;
  // Clocks of sources run a little ahead; a whole minute is no longer a little.
  if (milliseconds < -MINUTE) return words.ahead;
  if (milliseconds < 2 * SECOND) return words.now;
  const [word, unit] =
    milliseconds < MINUTE
      ? [words.s, SECOND]
      : milliseconds < HOUR
        ? [words.m, MINUTE]
        : milliseconds < DAY
          ? [words.h, HOUR]
          : [words.d, DAY];
  return word.replace('#', number(Math.floor(milliseconds / unit)));
}

export const ageOf = (iso: string | undefined, now: number, language: Language): string =>
  age(iso === undefined ? Number.NaN : now - Date.parse(iso), language);

const decimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const AREAS: { readonly [L in Language]: Readonly<Record<'m2' | 'ha' | 'km2', string>> } = {
  zh: { m2: '平方米', ha: '公顷', km2: '平方公里' },
  en: { m2: 'm²', ha: 'ha', km2: 'km²' },
};
const LENGTHS: { readonly [L in Language]: Readonly<Record<'m' | 'km', string>> } = {
  zh: { m: '米', km: '公里' },
  en: { m: 'm', km: 'km' },
};

/** What was measured on the map: 640 m, 1.24 km. */
export function measuredLength(value: number, language: Language): string {
  const { m, km } = LENGTHS[language];
  return value < 1000 ? `${number(Math.round(value))} ${m}` : `${decimals.format(value / 1000)} ${km}`;
}

/** 8,420 m², 12.30 ha, 1.24 km²: as a yard, a compound and a district are told. */
export function measuredArea(value: number, language: Language): string {
  const { m2, ha, km2 } = AREAS[language];
  if (value < 10_000) return `${number(Math.round(value))} ${m2}`;
  return value < 1_000_000
    ? `${decimals.format(value / 10_000)} ${ha}`
    : `${decimals.format(value / 1_000_000)} ${km2}`;
}

/** 640 m, 1.2 km */
export function metres(value: number, language: Language): string {
  const { m, km } = LENGTHS[language];
  return value < 1000 ? `${Math.round(value)} ${m}` : `${(value / 1000).toFixed(1)} ${km}`;
}
