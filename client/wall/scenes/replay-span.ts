// Which span a wall plays again, and how fast: from its address, else the last day in a minute. Pure.
import { DAY, HOUR, instant, isTime, MINUTE, SECOND } from '#shared/time.ts';
import type { PastBy } from '../../connection/connection-status.ts';

export type ReplaySpan = {
  /** ms since 1970, the first and the last moment that are shown */
  readonly from: number;
  readonly to: number;
  /** of the whole span, in incident milliseconds between two moments */
  readonly step: number;
  /** wall milliseconds that each stands */
  readonly each: number;
  readonly by: PastBy;
};

/** Wall milliseconds: a moment that stands shorter is not read, and a server must keep up. */
const SHORTEST = 2_500;
const MOST_STEPS = 120;
const [FASTEST, SLOWEST, USUAL] = [10, 3_600, 60]; // seconds for the whole span

/** @param now ms since 1970 in the situation: nothing later can be played */
export function replaySpan(search: string, now: number): ReplaySpan {
  const query = new URLSearchParams(search);
  const time = (name: string): number | undefined => {
    const text = query.get(name) ?? '';
    return isTime(text) ? instant(text) : undefined;
  };
  const seconds = Number(query.get('seconds') ?? USUAL);
  const whole = (seconds >= FASTEST && seconds <= SLOWEST ? seconds : USUAL) * SECOND;
  const to = Math.min(now, time('to') ?? Math.floor(now / HOUR) * HOUR);
  const asked = time('from') ?? to - DAY;
  // A span that does not run forward is none: the day before its end is played.
  const from = asked < to ? asked : to - DAY;
  const steps = Math.max(2, Math.min(MOST_STEPS, Math.floor(whole / SHORTEST)));
  const step = Math.max(MINUTE, Math.ceil((to - from) / steps / MINUTE) * MINUTE);
  const shown = Math.ceil((to - from) / step) + 1;
  return { from, to, step, each: whole / shown, by: query.get('time') === 'happened' ? 'happened' : 'known' };
}

export const stepsOf = ({ from, to, step }: ReplaySpan): number => Math.ceil((to - from) / step);

/** @param index from 0 to stepsOf: the last one is the end of the span itself */
export const momentAt = (span: ReplaySpan, index: number): number => Math.min(span.to, span.from + index * span.step);
