// Same-day clearance (日清日结): positives known by 24:00 = moved + at home by permission + left over, and left over must be
// 0. Domain 6.10 c, HH-14. Nobody reports who stays at home by permission: that part stays unknown, and counts as left over.
import { DAY } from '../../time.ts';
import { localMidnight } from '../day-count.ts';
import type { Clock, Ref } from './clock.ts';

export type Positive = {
  readonly id: string;
  /** ms; when it became known as a positive */
  readonly knownAt: number;
  /** ms */
  readonly movedAt?: number;
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
  /** excluded during the day, of those carried or found */
  readonly excluded: number;
  /** ids of those left over, the longest known first: carried + found = moved + excluded + left over */
  readonly leftOver: readonly string[];
};

/** What became of a positive in a stretch of time; undefined where it was known only later, or gone before. */
export function clearancePart(
  { knownAt, movedAt = Number.POSITIVE_INFINITY, excludedAt = Number.POSITIVE_INFINITY }: Positive,
  from: number,
  to: number,
): { readonly isFound: boolean; readonly end: 'left' | 'moved' | 'excluded' } | undefined {
  // Moved before its result was known (out of isolation, on suspicion) is moved when it is known.
  const gone = Math.max(knownAt, Math.min(movedAt, excludedAt));
  if (knownAt >= to || gone < from) return undefined;
  return { isFound: knownAt >= from, end: gone >= to ? 'left' : excludedAt < movedAt ? 'excluded' : 'moved' };
}

/** The balance of the local day that holds `at`. @param offset minutes east of UTC */
export function clearanceOf(positives: Iterable<Positive>, at: number, now: number, offset?: number): Clearance {
  const from = localMidnight(at, offset);
  const end = from + DAY;
  const to = Math.min(end, now + 1);
  const left: Positive[] = [];
  let [carried, found, moved, excluded] = [0, 0, 0, 0];
  for (const positive of positives) {
    const part = clearancePart(positive, from, to);
    if (part === undefined) continue;
    if (part.isFound) found += 1;
    else carried += 1;
    if (part.end === 'left') left.push(positive);
    else if (part.end === 'excluded') excluded += 1;
    else moved += 1;
  }
  left.sort((a, b) => a.knownAt - b.knownAt || (a.id < b.id ? -1 : 1));
  return { from, to, isOver: now >= end, carried, found, moved, excluded, leftOver: left.map(({ id }) => id) };
}

/** One clock a day: due at its 24:00, done when the last of its positives has gone. */
export function clearanceClocks(positives: readonly Positive[], isConnected: boolean, offset?: number): Clock[] {
  const days = Map.groupBy(positives, ({ knownAt }) => localMidnight(knownAt, offset));
  return [...days].map(([start, found]): Clock => {
    const due = start + DAY;
    const gone = found.flatMap(({ knownAt, movedAt, excludedAt }) => {
      const times = [movedAt, excludedAt].filter((time) => time !== undefined);
      return times.length === 0 ? [] : [Math.max(knownAt, Math.min(...times))];
    });
    const isAll = gone.length === found.length;
    const evidence = found.map(({ id }): Ref => ({ layer: 'cases', id }));
    const step = {
      step: 'moved',
      due,
      ...(isAll ? { doneAt: Math.max(...gone) } : {}),
      isConnected,
      of: { done: gone.length, total: found.length },
      evidence,
    };
    return { id: `clearance/${new Date(start).toISOString()}`, kind: 'clearance', start, due, steps: [step] };
  });
}
