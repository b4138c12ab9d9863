// From the moment a contact is found to the moment it is under control: one clock each, and the hours of many. HH-16, 6.8.
import { atOnce, through } from '../../steps.ts';
import { HOUR } from '../../time.ts';
import { quantile } from '../quantile.ts';
import type { Clock } from './clock.ts';

export type ContactTimes = {
  readonly id: string;
  /** ms */
  readonly identifiedAt: number;
  readonly controlledAt?: number;
};

/** @param limitHours of its degree; the rule counts it from the positive result, HH-16 from the contact's own finding */
export function contactClock(
  { id, identifiedAt, controlledAt }: ContactTimes,
  limitHours: number,
  isConnected: boolean,
): Clock {
  const due = identifiedAt + limitHours * HOUR;
  const done = controlledAt === undefined ? {} : { doneAt: controlledAt };
  const step = { step: 'controlled', due, ...done, isConnected, evidence: [{ layer: 'contacts', id }] };
  return { id: `contact/${id}`, kind: 'contact', start: identifiedAt, due, steps: [step] };
}

export type ControlHours = {
  /** hours, over those under control; null where nobody is */
  readonly median: number | null;
  readonly p90: number | null;
  readonly controlled: number;
  readonly waiting: number;
  /** hours the longest wait has lasted; null where nobody waits */
  readonly longestWait: number | null;
  /** past their limit: controlled late, or still waiting past it */
  readonly overLimit: number;
};

type ControlTimes = Omit<ContactTimes, 'id'> & { readonly limitHours?: number };

/**
 * Of those that came under control in (from, now], and those that wait now. A contact who waits has no hours yet: it is
 * counted beside the median, never in it.
 */
export const controlHours = (contacts: Iterable<ControlTimes>, from: number, now: number): ControlHours =>
  atOnce(controlHoursSteps(contacts, from, now));

/** The same in small steps. */
export function* controlHoursSteps(
  contacts: Iterable<ControlTimes>,
  from: number,
  now: number,
): Generator<void, ControlHours> {
  const hours: number[] = [];
  let [waiting, overLimit] = [0, 0];
  let longest: number | null = null;
  yield* through(contacts, ({ identifiedAt, controlledAt, limitHours }) => {
    if (identifiedAt > now) return;
    const isControlled = controlledAt !== undefined && controlledAt <= now;
    if (isControlled && controlledAt <= from) return;
    const taken = ((isControlled ? controlledAt : now) - identifiedAt) / HOUR;
    if (limitHours !== undefined && taken > limitHours) overLimit += 1;
    // Under control before it was written down as found: no wait, and no negative one.
    if (isControlled) hours.push(Math.max(0, taken));
    else {
      waiting += 1;
      longest = Math.max(longest ?? 0, taken);
    }
  });
  hours.sort((a, b) => a - b);
  return {
    median: quantile(hours, 0.5),
    p90: quantile(hours, 0.9),
    controlled: hours.length,
    waiting,
    longestWait: longest,
    overLimit,
  };
}
