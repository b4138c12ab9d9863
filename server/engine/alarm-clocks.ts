// Alarms of time limits: one for each kind of clock, while any of its clocks is late. Domain 5.4 (clock), 6.10 c.
import type { Finding } from '#shared/domain/alarm/finding.ts';
import { type Clock, type ClockKind, clockAt, clockStateAt } from '#shared/domain/clock/clock.ts';
import { casesAreHeard } from './alarm-cases.ts';
import { type Detector, detection } from './alarm-scene.ts';

/** Cases looked at in one step: a millisecond of work. */
const SLICE = 100;

type Late = { count: number; since: number; readonly caseIds: Set<string> };

/** Twenty contacts over their limit are one thing to act on, not twenty: the clocks themselves are in /api/clocks. */
export const clocksDetector: Detector = function* ({ situation, now, clocks }) {
  const types = ['clockLate'] as const;
  // What a silent source has not said is not late.
  if (!casesAreHeard(situation, now)) return detection(types, [], 'all');
  const late = new Map<ClockKind, Late>();
  const take = (clock: Clock, caseIds: readonly string[]): void => {
    if (clockStateAt(clock, now) !== 'late') return;
    const steps = clockAt(clock, now)?.steps.filter(({ state }) => state === 'late') ?? [];
    const since = steps.reduce((least, { due }) => Math.min(least, due), now);
    const known = late.get(clock.kind) ?? { count: 0, since, caseIds: new Set<string>() };
    known.count += 1;
    known.since = Math.min(known.since, since);
    for (const id of caseIds) known.caseIds.add(id);
    late.set(clock.kind, known);
  };
  const book = clocks.book(situation);
  let looked = 0;
  for (const [caseId, { runs, contacts }] of [...book.records()]) {
    for (const { clock } of runs) take(clock, [caseId]);
    for (const { run } of contacts) if (run !== undefined) take(run.clock, [caseId]);
    looked += 1;
    if (looked % SLICE === 0) yield;
  }
  for (const { clock, pool } of book.pools()) take(clock, pool.caseIds);
  const found = [...late].map(([kind, { count, since, caseIds }]): Finding => {
    const shown = [...caseIds].sort().slice(0, 100);
    const level = kind === 'contact' ? 'notice' : 'warning';
    return {
      id: `clockLate/${kind}`,
      type: 'clockLate',
      level,
      clock: kind,
      since,
      statistic: 'clocksLate',
      value: count,
      threshold: 0,
      caseIds: shown,
    };
  });
  return detection(types, found);
};
