// Same-day clearance (日清日结): positives known by 24:00 = moved + at home by permission + left over, and left over must be
// 0. Domain 6.10 c, HH-14. Who stays at home by permission is a person's finding, said of the case; unsaid it counts as left over.
import { atOnce, through } from '../../steps.ts';
import { DAY } from '../../time.ts';
import { localMidnight } from '../day-count.ts';
import type { Clock, Ref } from './clock.ts';

const NEVER = Number.POSITIVE_INFINITY;

export type Positive = {
  readonly id: string;
  /** ms; when it became known as a positive */
  readonly knownAt: number;
  /** ms */
  readonly movedAt?: number;
  /** ms; may stay at home from then on */
  readonly homeAt?: number;
  /** ms; excluded again: nothing has to be moved */
  readonly excludedAt?: number;
};

export type Clearance = {
  /** local midnight that begins the day, ms */
  readonly from: number;
  /** local midnight that ends it, or now where it has not ended, ms */
  readonly to: number;
  readonly isOver: boolean;
  /** left over from the days before */
  readonly carried: number;
  readonly found: number;
  readonly moved: number;
  /** at home by permission */
  readonly home: number;
  /** excluded during the day, of those carried or found */
  readonly excluded: number;
  /** ids of those left over, the longest known first: carried + found = moved + home + excluded + left over */
  readonly leftOver: readonly string[];
};

/** What became of a positive in a stretch of time; undefined where it was known only later, or gone before. */
export function clearancePart(
  { knownAt, movedAt = NEVER, homeAt = NEVER, excludedAt = NEVER }: Positive,
  from: number,
  to: number,
): { readonly isFound: boolean; readonly end: 'left' | 'moved' | 'home' | 'excluded' } | undefined {
  // Moved before its result was known (out of isolation, on suspicion) is moved when it is known.
  const gone = Math.max(knownAt, Math.min(movedAt, homeAt, excludedAt));
  if (knownAt >= to || gone < from) return undefined;
  const first = excludedAt < Math.min(movedAt, homeAt) ? 'excluded' : homeAt < movedAt ? 'home' : 'moved';
  return { isFound: knownAt >= from, end: gone >= to ? 'left' : first };
}

/** The balance of the local day that holds `at`. @param offset minutes east of UTC */
export const clearanceOf = (positives: Iterable<Positive>, at: number, now: number, offset?: number): Clearance =>
  atOnce(clearanceSteps(positives, at, now, offset));

/** The same in small steps. */
export function* clearanceSteps(
  positives: Iterable<Positive>,
  at: number,
  now: number,
  offset?: number,
): Generator<void, Clearance> {
  const from = localMidnight(at, offset);
  const end = from + DAY;
  const to = Math.min(end, now + 1);
  const left: Positive[] = [];
  let [carried, found, moved, home, excluded] = [0, 0, 0, 0, 0];
  yield* through(positives, (positive) => {
    const part = clearancePart(positive, from, to);
    if (part === undefined) return;
    if (part.isFound) found += 1;
    else carried += 1;
    if (part.end === 'left') left.push(positive);
    else if (part.end === 'excluded') excluded += 1;
    else if (part.end === 'home') home += 1;
    else moved += 1;
  });
  left.sort((a, b) => a.knownAt - b.knownAt || (a.id < b.id ? -1 : 1));
  return { from, to, isOver: now >= end, carried, found, moved, home, excluded, leftOver: left.map(({ id }) => id) };
}

/** One clock a day: due at its 24:00, done when the last of its positives has gone. */
export const clearanceClocks = (positives: Iterable<Positive>, isConnected: boolean, offset?: number): Clock[] =>
  atOnce(clearanceClockSteps(positives, isConnected, offset));

type Found = { gone: number; lastGone: number; readonly evidence: Ref[] };

/** The same in small steps. */
export function* clearanceClockSteps(
  positives: Iterable<Positive>,
  isConnected: boolean,
  offset?: number,
): Generator<void, Clock[]> {
  const days = new Map<number, Found>();
  yield* through(positives, ({ id, knownAt, movedAt = NEVER, homeAt = NEVER, excludedAt = NEVER }) => {
    const start = localMidnight(knownAt, offset);
    const day = days.get(start) ?? { gone: 0, lastGone: 0, evidence: [] };
    days.set(start, day);
    day.evidence.push({ layer: 'cases', id });
    const at = Math.min(movedAt, homeAt, excludedAt);
    if (at === NEVER) return;
    day.gone += 1;
    day.lastGone = Math.max(day.lastGone, knownAt, at);
  });
  return [...days].map(([start, { gone, lastGone, evidence }]): Clock => {
    const due = start + DAY;
    const doneAt = gone === evidence.length ? { doneAt: lastGone } : {};
    const of = { done: gone, total: evidence.length };
    const step = { step: 'moved', due, ...doneAt, isConnected, of, evidence };
    return { id: `clearance/${new Date(start).toISOString()}`, kind: 'clearance', start, due, steps: [step] };
  });
}
