// What the bar of the timeline shows above its days: how much came in when, the steps of zones, and the alarms. Pure.
import type { Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';

export type Mark = { readonly at: number; readonly kind: 'zone' | 'alarm'; readonly id: string; readonly step: string };

/** Steps of zones that change what holds, and each alarm when it was raised, in order of time. */
export function marksOf(copy: Situation, from: number, to: number): readonly Mark[] {
  const marks: Mark[] = [];
  const put = (time: string | undefined, mark: Omit<Mark, 'at'>): void => {
    const at = time === undefined ? Number.NaN : instant(time);
    if (at >= from && at <= to) marks.push({ at, ...mark });
  };
  for (const zone of copy.all('zones').values())
    for (const { kind, at } of zone.steps ?? [])
      if (HOLDING.has(kind)) put(at, { kind: 'zone', id: zone.id, step: kind });
  for (const alarm of copy.all('alarms').values())
    put(alarm.raisedAt, { kind: 'alarm', id: alarm.id, step: alarm.type });
  return marks.sort((a, b) => a.at - b.at);
}

const HOLDING: ReadonlySet<string> = new Set([
  ...['zone.held', 'zone.recorded', 'zone.published', 'zone.extended', 'zone.split'],
  ...['zone.escalated', 'zone.downgraded', 'zone.released'],
]);

/** Heights of the bars, 0 to 1, by the square root: one busy hour must not make a quiet day look like none. */
export function heightsOf(events: readonly number[]): readonly number[] {
  const most = Math.max(0, ...events);
  return most === 0 ? events.map(() => 0) : events.map((n) => Math.sqrt(n / most));
}

/** Story seconds in a second. */
export const RATES = [1, 60, 600, 3600] as const;
export type Rate = (typeof RATES)[number];

/** How far each step goes, and how long its moment stands: slower tellings take fewer, so that the server is not asked for nothing. */
export function stepOf(rate: Rate): { readonly by: number; readonly every: number } {
  const every = rate < 60 ? 10_000 : 1_000;
  return { by: rate * every, every };
}
