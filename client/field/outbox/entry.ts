// What becomes of a report made on this phone, as pure steps: what is sent next, what an answer means, how long to wait.
import type { ErrorCode } from '#shared/errors.ts';
import type { Report } from '#shared/report.ts';
import type { FieldReport } from '../report/kinds.ts';

/** applied, merged, conflict, refused: the four ends (guarantees G10). */
export const ENDS = ['applied', 'merged', 'conflict', 'refused'] as const;
export type End = (typeof ENDS)[number];

export type Entry = {
  readonly opId: string;
  /** of this phone, from 1, without a hole */
  readonly seq: number;
  /** sent byte for byte the same every time, or the server would call it another report */
  readonly report: FieldReport;
  /** who made it or took it over; nobody else sends it */
  readonly account: string;
  /** the phone that made it, where that is another one */
  readonly from?: string;
  /** ms since 1970 by this phone's clock, wrong or not; only ever compared with itself */
  readonly savedAt: number;
  /** undefined: on this phone only. Set before the first attempt: from then on the server may have it */
  readonly triedAt?: number;
  /** how often the server failed over this one alone; it waits behind the others */
  readonly putOff: number;
  readonly end?: End;
  readonly seqAtServer?: number;
  readonly code?: string;
  readonly reason?: string;
  /** ISO 8601; when the centre saw it */
  readonly seenAt?: string;
  /** the person read what became of it, and put it away */
  readonly isRead?: boolean;
};

/** One row of what POST /api/reports answers. */
export type Answer = {
  readonly opId: string | null;
  readonly seq?: number;
  readonly state?: End;
  readonly error?: { readonly code: string; readonly message: string; readonly field?: string };
};

export const isWaiting = (entry: Entry): boolean => entry.end === undefined;

/** Reports about one thing keep their order: a slot told twice must end as it was told last. */
export function laneOf({ kind, data }: Report): string {
  const { id, boxId, roundId, areaId } = data as { id?: string; boxId?: string; roundId?: string; areaId?: string };
  return `${kind.slice(0, kind.indexOf('.'))}|${id ?? boxId ?? `${roundId}|${areaId}`}`;
}

export const MOST_AT_ONCE = 200;
const MOST_BYTES = 256 * 1024;

/**
 * What to send next: the oldest first, those that failed alone behind the others, and nothing before an older report of the
 * same thing.
 * @param most so many at once
 */
export function nextBatch(entries: readonly Entry[], most = MOST_AT_ONCE): Entry[] {
  const waiting = entries.filter(isWaiting).sort((a, b) => a.seq - b.seq);
  const seen = new Set<string>();
  const first = waiting.filter(({ report }) => seen.size < seen.add(laneOf(report)).size);
  const least = Math.min(...first.map(({ putOff }) => putOff));
  const batch: Entry[] = [];
  const held = new Set<string>();
  let bytes = 0;
  for (const entry of waiting) {
    const lane = laneOf(entry.report);
    if (held.has(lane) || entry.putOff > least) {
      held.add(lane);
      continue;
    }
    const size = JSON.stringify(entry.report).length;
    const isFull = batch.length >= most || (batch.length > 0 && bytes + size > MOST_BYTES);
    // What failed alone goes alone.
    if (isFull || (batch.length > 0 && (batch[0]!.putOff > 0 || entry.putOff > 0))) break;
    bytes += size;
    batch.push(entry);
  }
  return batch;
}

/** What the server made of one report. It answers each row; a row without an answer stays where it is. */
export function settled(entry: Entry, { seq, state, error }: Answer): Entry {
  const known = seq === undefined ? {} : { seqAtServer: seq };
  if (error === undefined) return { ...entry, ...known, end: state ?? 'applied' };
  // Without a number it never entered the log: its shape or the sender's rights. It stays here, with its reason.
  return { ...entry, ...known, end: state ?? 'refused', code: error.code, reason: error.message };
}

/** What a whole request that failed means for what was in it. */
export type Failure =
  /** nobody answered, or not now: all stay and wait */
  | { readonly action: 'later' }
  /** nobody is signed in, or may not report any more: all stay until that changes */
  | { readonly action: 'hold' }
  /** one of them may be the cause: fewer at once */
  | { readonly action: 'split' }
  /** it was alone, and no second attempt would end otherwise */
  | { readonly action: 'refuse'; readonly code: ErrorCode }
  /** it was alone, and the server failed over it */
  | { readonly action: 'put-off' };

/** @param status of HTTP, 0 where nobody answered */
export function failureOf(status: number, size: number): Failure {
  if (status === 401 || status === 403) return { action: 'hold' };
  if (status === 413 || status === 422 || status === 400)
    return size > 1 ? { action: 'split' } : { action: 'refuse', code: status === 413 ? 'too-large' : 'malformed' };
  if (status === 500) return size > 1 ? { action: 'split' } : { action: 'put-off' };
  return { action: 'later' };
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** Half of it certain, half by chance: phones of a district that lost one mast do not come back in one second. ms */
export function waitBefore(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempt, 10));
  return Math.round(whole / 2 + (random * whole) / 2);
}

export const LATE_AFTER = 3_600_000;

/** A clock that was set back makes nothing late, and hides nothing for ever: the next hour counts. */
export const isLate = (entry: Entry, now: number): boolean => isWaiting(entry) && now - entry.savedAt >= LATE_AFTER;

/** What waits here, as the centre is told it. @param now ms since 1970 by this phone's clock, as `savedAt` is */
export function depthOf(
  entries: readonly Entry[],
  now: number,
): { readonly waiting: number; readonly late: number; readonly oldestSeconds?: number } {
  const waiting = entries.filter(isWaiting);
  const late = waiting.filter((entry) => isLate(entry, now)).length;
  if (waiting.length === 0) return { waiting: 0, late };
  const oldest = Math.max(0, ...waiting.map(({ savedAt }) => now - savedAt));
  return { waiting: waiting.length, late, oldestSeconds: Math.floor(oldest / 1000) };
}

export type Ticks = { readonly saved: number; readonly received: number; readonly seen: number; readonly late: number };

/** Each entry in exactly one: waiting here, at the server, or seen by the centre. */
export function ticksOf(entries: readonly Entry[], now: number): Ticks {
  const waiting = entries.filter(isWaiting);
  const seen = entries.filter((entry) => !isWaiting(entry) && entry.seenAt !== undefined).length;
  return {
    saved: waiting.length,
    received: entries.length - waiting.length - seen,
    seen,
    late: waiting.filter((entry) => isLate(entry, now)).length,
  };
}
