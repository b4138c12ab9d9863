// Times as tables write them, with the format and the zone stated by the person who imports: nothing is guessed.
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'half';

// Both spellings in use (moment's DD/YYYY, Luxon's dd/yyyy); one digit is accepted where two are asked, as in "9:00".
const TOKENS: readonly (readonly [RegExp, Part, string])[] = [
  [/^(YYYY|yyyy)/, 'year', '(\\d{4})'],
  [/^M{1,2}/, 'month', '(\\d{1,2})'],
  [/^(D{1,2}|d{1,2})/, 'day', '(\\d{1,2})'],
  [/^(H{1,2}|h{1,2})/, 'hour', '(\\d{1,2})'],
  [/^m{1,2}/, 'minute', '(\\d{1,2})'],
  [/^s{1,2}/, 'second', '(\\d{1,2})'],
  [/^[aA]/, 'half', '([aApP]\\.?[mM]\\.?)'],
];

export type TimeReader = (text: string) => Result<string, Problem>;

const OFFSET = /^([+-])(0\d|1[0-4]):?([0-5]\d)$/;

/** Minutes east of UTC of a zone at a local time (taken as if it were UTC, ms); NaN where that local time does not exist. */
function offsetAt(zone: string, local: number): number {
  const fixed = OFFSET.exec(zone === 'Z' || zone === 'UTC' ? '+00:00' : zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const shown = (instant: number) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  // Where clocks go back the earlier instant is taken; where they go forward the hour does not exist.
  const early = local - (shown(local - 86_400_000) - (local - 86_400_000));
  const late = local - (shown(local + 86_400_000) - (local + 86_400_000));
  for (const instant of [Math.min(early, late), Math.max(early, late)]) {
    if (shown(instant) === local) return (local - instant) / 60_000;
  }
  return Number.NaN;
}

const two = (value: number) => String(value).padStart(2, '0');

/**
 * @param format YYYY MM DD HH mm ss (also D M H, h with a for am/pm, lower-case yyyy dd); everything else stands for itself
 * @param zone an offset such as +08:00, or an IANA name
 * @param isDay whether the target is a calendar day (`2020-04-24`) rather than a time
 * @returns a reader of one text into ISO 8601, or `bad-time` when format or zone make no sense
 */
export function timeReader(format: string, zone: string, isDay: boolean): Result<TimeReader, Problem> {
  const parts: Part[] = [];
  let pattern = '';
  for (let rest = format; rest !== ''; ) {
    const token = TOKENS.find(([spelling]) => spelling.test(rest));
    const length = token ? (token[0].exec(rest)?.[0].length ?? 1) : 1;
    if (token) parts.push(token[1]);
    pattern += token ? token[2] : rest.slice(0, 1).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    rest = rest.slice(length);
  }
  if (!parts.includes('year') || !parts.includes('month') || !parts.includes('day')) {
    return err(problem('bad-time', `the format ${format} needs YYYY, MM and DD`));
  }
  try {
    offsetAt(zone, 0);
  } catch {
    return err(problem('bad-time', `${zone} is no time zone: give an offset such as +08:00 or an IANA name`));
  }
  const shape = new RegExp(`^${pattern}$`);
  return ok((text) => {
    const found = shape.exec(text);
    if (!found) return err(problem('bad-time', `${JSON.stringify(text)} is not written as ${format}`));
    const value: Record<Part, number> = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, half: Number.NaN };
    for (const [i, part] of parts.entries()) {
      const digits = found[i + 1] ?? '';
      value[part] = part === 'half' ? (/^p/i.test(digits) ? 12 : 0) : Number(digits);
    }
    if (!Number.isNaN(value.half)) {
      if (value.hour < 1 || value.hour > 12)
        return err(problem('bad-time', `${JSON.stringify(text)} has no such hour`));
      value.hour = (value.hour % 12) + value.half;
    }
    const { year, month, day, hour, minute, second } = value;
    const local = Date.UTC(year, month - 1, day, hour, minute, second);
    const date = new Date(local);
    const isReal =
      date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
    if (!isReal) return err(problem('bad-time', `${JSON.stringify(text)} is no day or hour that exists`));
    const ymd = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
    if (isDay) return ok(ymd);
    const offset = offsetAt(zone, local);
    if (Number.isNaN(offset))
      return err(problem('bad-time', `${JSON.stringify(text)} was skipped by the clocks of ${zone}`));
    const sign = offset < 0 ? '-' : '+';
    const away = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
    return ok(`${ymd}T${two(hour)}:${two(minute)}:${two(second)}${away}`);
  });
}
