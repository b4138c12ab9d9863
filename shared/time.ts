// Instants and durations in milliseconds. Pure: "now" is always an argument.

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Milliseconds since 1970 of an ISO 8601 time that has passed validation. */
export const instant = (iso: string): number => Date.parse(iso);

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** ISO 8601 with an offset, seconds optional, and a day that exists: no 30 February, no local time without its offset. */
export function isTime(text: string): boolean {
  const match = TIME.exec(text);
  return match !== null && dayExists(match);
}

/** A calendar day that exists, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const match = DATE.exec(text);
  return match !== null && dayExists(match);
}

function dayExists(match: RegExpExecArray): boolean {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
