import { describe, expect, it } from 'vitest';
import { DAY } from '../../time.ts';
import type { Facts, Infection, RoundFact } from '../policy/facts.ts';
import { cn, policy } from '../policy/policy.fixture.ts';
import { diseaseZones } from './disease-zones.ts';
import { releaseClock } from './release.ts';

const positive = (id: string, at: string, route = 'screening'): Infection => ({ id, at: cn(at), route, social: true });
const round = (id: string, at: string, more: Partial<RoundFact> = {}): RoundFact => ({
  id,
  start: cn(at),
  doneAt: cn(at) + 6 * 3_600_000,
  due: 1000,
  resulted: 1000,
  uploaded: 1000,
  positive: 0,
  ...more,
});
const facts = (now: string, more: Partial<Facts>): Facts => ({ now: cn(now), counting: 'elapsed24h', ...more });
const clock = (id: string, level: string, ...nodes: Facts[]) =>
  releaseClock({
    policy: policy(id),
    level,
    nodes: nodes.map((known, i) => ({ areaId: `node${i}`, facts: known })),
    now: nodes[0]?.now ?? 0,
  });

describe('V49: the ninth edition', () => {
  const known = { startedAt: cn('2022-08-30T12:00'), infections: [positive('c', '2022-09-01T08:00')] };
  const day7 = [round('day-7', '2022-09-07T09:00')];

  it('lets a high zone become medium 7 full days after the last positive was sampled, day-7 round negative', () => {
    const before = clock('cn-2022-06-v9', 'high', facts('2022-09-08T07:59', { ...known, rounds: day7 }));
    expect(before).toMatchObject({ to: 'mediumAfterHigh', earliest: cn('2022-09-08T08:00') });
    expect(before.blocking).toMatchObject([{ predicate: 'noNewInfectionsDays', have: 6, need: 7 }]);
    expect(before.met).toMatchObject([{ predicate: 'fullRound' }]);
    const then = clock('cn-2022-06-v9', 'high', facts('2022-09-08T08:00', { ...known, rounds: day7 }));
    expect(then).toMatchObject({ blocking: [], metSince: cn('2022-09-08T08:00') });
  });

  it('then low 3 days later', () => {
    const after = { ...known, startedAt: cn('2022-09-08T08:00') };
    const clockAt = (now: string) => clock('cn-2022-06-v9', 'mediumAfterHigh', facts(now, after));
    expect(clockAt('2022-09-10T12:00')).toMatchObject({ to: 'low', earliest: cn('2022-09-11T08:00') });
    expect(clockAt('2022-09-11T08:00')).toMatchObject({ blocking: [], metSince: cn('2022-09-11T08:00') });
  });

  it('blocks without the round of day 7: none at all, too early, not full, positive, or of a size nobody told', () => {
    const now = '2022-09-09T12:00';
    const blocked = (rounds: readonly RoundFact[] | undefined) => {
      const given = rounds === undefined ? known : { ...known, rounds };
      return clock('cn-2022-06-v9', 'high', facts(now, given)).blocking;
    };
    expect(blocked([round('a', '2022-09-07T00:00')])).toEqual([]);
    expect(blocked([round('a', '2022-09-08T20:00')])).toEqual([]);
    for (const rounds of [
      undefined,
      [],
      [round('early', '2022-09-06T23:00')],
      [round('part', '2022-09-07T09:00', { resulted: 999 })],
      [round('positive', '2022-09-07T09:00', { positive: 1 })],
      [round('nobody', '2022-09-07T09:00', { due: 0, resulted: 0 })],
    ])
      expect(blocked(rounds)).toMatchObject([{ predicate: 'fullRound' }]);
    const { due: _, ...unknown } = round('unknown', '2022-09-07T09:00');
    expect(blocked([unknown])).toMatchObject([{ have: { due: null } }]);
  });

  it('is overdue when it was met and nobody released it for 12 hours, or when its order has ended', () => {
    const at = (now: string, expiresAt?: number) =>
      releaseClock({
        policy: policy('cn-2022-06-v9'),
        level: 'high',
        nodes: [{ facts: facts(now, { ...known, rounds: day7 }) }],
        now: cn(now),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      }).overdueSince;
    expect(at('2022-09-08T20:00')).toBeUndefined();
    expect(at('2022-09-08T20:01')).toBe(cn('2022-09-08T20:00'));
    expect(at('2022-09-05T00:00', cn('2022-09-04T00:00'))).toBe(cn('2022-09-04T00:00'));
    expect(at('2022-09-03T00:00', cn('2022-09-04T00:00'))).toBeUndefined();
  });
});

describe('V50: the 20 measures', () => {
  const since = { startedAt: cn('2022-11-15T08:00') };
  const rounds = [round('day-5', '2022-11-19T09:00')];

  it('restart the clock of the node with a new positive on day 4, and of no other: the zone may be split', () => {
    const now = '2022-11-20T08:00';
    const quiet = facts(now, { ...since, infections: [positive('c', '2022-11-15T08:00')], rounds });
    const struck = facts(now, {
      ...since,
      infections: [positive('c', '2022-11-15T08:00'), positive('d', '2022-11-18T10:00')],
      rounds,
    });
    const whole = clock('cn-2022-11-20measures', 'high', quiet, struck);
    expect(whole.nodes).toMatchObject([
      { areaId: 'node0', blocking: [], metSince: cn('2022-11-20T08:00') },
      { areaId: 'node1', earliest: cn('2022-11-23T10:00') },
    ]);
    expect(whole).toMatchObject({ to: 'low', earliest: cn('2022-11-23T10:00') });
    expect(whole.blocking).toMatchObject([
      { predicate: 'noNewInfectionsDays', have: 1, need: 5 },
      { predicate: 'fullRound', have: null },
    ]);
    expect(whole.metSince).toBeUndefined();
  });
});

describe('Beijing, May 2022: 10 + 4', () => {
  const known = {
    startedAt: cn('2022-05-20T12:00'),
    infections: [positive('c', '2022-05-20T08:00')],
    rounds: [round('last', '2022-05-31T09:00')],
    contacts: [{ lastExposure: cn('2022-05-19T08:00'), leftAt: cn('2022-05-21T08:00') }],
  };
  const at = (now: string, more: Partial<Facts>) =>
    clock('cn-2022-05-beijing-10p4', 'sealed', facts(now, { ...known, ...more }));

  it('counts 10 days from when the last case left, or from the disinfection if that was later', () => {
    expect(at('2022-06-10T00:00', {}).blocking).toContainEqual({
      predicate: 'durationDays',
      state: 'blocking',
      have: null,
      need: 10,
    });
    const left = { lastCaseLeft: cn('2022-05-21T09:00') };
    expect(at('2022-05-31T08:59', left).blocking).toContainEqual(
      expect.objectContaining({ predicate: 'durationDays', have: 9 }),
    );
    expect(at('2022-05-31T09:00', left).met).toContainEqual(
      expect.objectContaining({ predicate: 'durationDays', have: 10 }),
    );
    const cleaned = { ...left, disinfections: [{ doneAt: cn('2022-05-23T10:00') }] };
    expect(at('2022-06-02T09:59', cleaned).blocking).toContainEqual(
      expect.objectContaining({ predicate: 'durationDays', have: 9 }),
    );
    expect(at('2022-06-02T10:00', { ...left, disinfections: [{}] }).blocking).toContainEqual(
      expect.objectContaining({ have: null, need: 10 }),
    );
  });
});

describe('counting by calendar day', () => {
  it('is the policy’s to say: the seventh day ends at midnight', () => {
    const byDay = { ...policy('cn-2022-06-v9'), counting: 'calendarDay' as const };
    const known = facts('2022-09-08T00:00', { startedAt: cn('2022-09-01T08:00'), infections: [] });
    const days = (given: Facts) =>
      releaseClock({ policy: byDay, level: 'high', nodes: [{ facts: given }], now: given.now });
    expect(days(known).met).toMatchObject([{ predicate: 'noNewInfectionsDays', have: 7 }]);
    expect(days({ ...known, now: known.now - 1 }).blocking[0]).toMatchObject({ have: 6 });
  });
});

describe('V48: highly pathogenic avian influenza', () => {
  it('counts 21, 9 more and 30 days from the preliminary disinfection', () => {
    const start = Date.parse('2022-03-01T00:00:00Z');
    const { protectionUntil, protectionMeasuresUntil, surveillanceUntil } = diseaseZones(
      policy('eu-687-catA'),
      'HPAI',
      start,
    )!;
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    expect([protectionUntil, protectionMeasuresUntil, surveillanceUntil].map(day)).toEqual([
      '2022-03-22',
      '2022-03-31',
      '2022-03-31',
    ]);
    expect(diseaseZones(policy('eu-687-catA'), 'COVID', start)).toBeUndefined();
  });
});

describe('what nobody told', () => {
  it('is never met: no cases reported here, a silent source, no policy, no exit, no node', () => {
    const now = '2022-09-20T00:00';
    const since = { startedAt: cn('2022-09-01T00:00') };
    const lacks = (given: Partial<Facts>) => clock('cn-2022-06-v9', 'mediumAfterHigh', facts(now, given)).blocking;
    expect(lacks({ ...since })).toMatchObject([{ have: null }]);
    expect(lacks({ infections: [] })).toMatchObject([{ have: null }]);
    expect(lacks({ ...since, infections: [] })).toEqual([]);
    // heard last on the second day: the days since then are not days without a case
    expect(lacks({ ...since, infections: [], knownUntil: cn('2022-09-02T12:00') })).toMatchObject([
      { have: 1, need: 3 },
    ]);
    const known = { ...since, infections: [] };
    expect(
      releaseClock({ policy: undefined, level: 'high', nodes: [{ facts: facts(now, known) }], now: cn(now) }),
    ).toMatchObject({
      earliest: null,
      blocking: [{ state: 'needsPerson', need: 'policy' }],
    });
    expect(clock('eu-asf-regional', 'II', facts(now, known)).blocking).toMatchObject([{ need: 'exit' }]);
    expect(clock('cn-2022-06-v9', 'high')?.blocking).toHaveLength(1);
  });

  it('stays with a person where the rule asks for a judgement', () => {
    const now = cn('2022-03-20T00:00');
    const known = facts('2022-03-20T00:00', {
      startedAt: now - 15 * DAY,
      infections: [],
      contacts: [{ lastExposure: now - 15 * DAY }],
      rounds: [round('last', '2022-03-19T09:00')],
    });
    const { met, blocking } = clock('cn-2021-05-v8', 'sealed', known);
    expect(met.map(({ predicate }) => predicate)).toEqual(['noNewInfectionsDays', 'fullRound']);
    expect(blocking).toMatchObject([
      { predicate: 'lastContactExposureDays', state: 'needsPerson', have: 15, need: 14 },
    ]);
  });
});
