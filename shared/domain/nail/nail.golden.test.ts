import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../time.ts';
import type { Facts, Infection } from '../policy/facts.ts';
import { cn, policy } from '../policy/policy.fixture.ts';
import { exitOf, itemsAt, laneOf, qualify } from './nail.ts';
import { nailScore, type ScoreFacts, WEIGHTS } from './score.ts';

const rule = policy('hohhot-nail');
const now = cn('2022-11-10T12:00');
const found = (person: string, daysAgo: number, social = true): Infection => ({
  id: `c-${person}-${daysAgo}`,
  person,
  at: now - daysAgo * DAY,
  route: social ? 'screening' : 'centralIsolation',
  social,
});

describe('V12: a nail', () => {
  it('is none with four, one with five, still five when one of them is found again; since the fifth was sampled', () => {
    const four = [found('a', 5), found('b', 4), found('c', 3), found('d', 2)];
    expect(qualify(rule, four, now)).toMatchObject({ isNail: false, persons: 4, threshold: 5, windowDays: null });
    const five = [...four, found('e', 1)];
    expect(qualify(rule, five, now)).toMatchObject({ isNail: true, persons: 5, since: now - DAY });
    expect(qualify(rule, [...five, found('a', 0.5)], now)).toMatchObject({
      isNail: true,
      persons: 5,
      since: now - DAY,
    });
    expect(qualify(rule, [...five].reverse(), now)).toEqual(qualify(rule, five, now));
    // as of yesterday morning it was none
    expect(qualify(rule, five, now - 1.1 * DAY).isNail).toBe(false);
    expect(qualify(rule, undefined, now)).toMatchObject({ isNail: false, persons: null });
  });

  it('looks back as far as the rule says', () => {
    const level = { ...rule.levels![0]!, trigger: { distinctInfected: { gte: 5, windowDays: 14 } } };
    const windowed = { ...rule, levels: [level] };
    const five = ['a', 'b', 'c', 'd', 'e'].map((person, i) => found(person, i === 0 ? 14 : i));
    expect(qualify(rule, five, now).isNail).toBe(true);
    expect(qualify(windowed, five, now)).toMatchObject({ isNail: false, persons: 4, windowDays: 14 });
  });
});

describe('the nine items', () => {
  const told = (entries: Record<string, boolean>) =>
    new Map(Object.entries(entries).map(([item, done]) => [item, { done, at: now - HOUR }]));

  it('are unknown until somebody says, and a part that was split off has what the whole had', () => {
    const own = { zoneId: 'part', items: told({ patrols: false }) };
    const whole = { zoneId: 'whole', items: told({ patrols: true, drones: true }) };
    const items = itemsAt(rule, [own, whole], now);
    expect(items).toHaveLength(9);
    const of = (item: string) => items.find((one) => one.item === item);
    expect(of('patrols')).toEqual({ item: 'patrols', state: 'open', at: now - HOUR });
    expect(of('drones')).toEqual({ item: 'drones', state: 'done', at: now - HOUR, from: 'whole' });
    expect(of('partyFlag')).toEqual({ item: 'partyFlag', state: 'unknown' });
    expect(itemsAt(rule, [own, whole], now - 2 * HOUR).every(({ state }) => state === 'unknown')).toBe(true);
  });
});

describe('the score (6.8)', () => {
  const none: ScoreFacts = {
    now,
    infections: undefined,
    population: undefined,
    lastRound: undefined,
    waiting: undefined,
    openGates: undefined,
    complexDwellings: undefined,
    openDisinfections: undefined,
  };
  // Ten in a thousand, all of the last three days and found in the community, nothing done: as bad as it gets.
  const worst: ScoreFacts = {
    now,
    infections: Array.from({ length: 10 }, (_, i) => found(`p${i}`, 1)),
    population: 1000,
    lastRound: { n: 900, of: 1000 },
    waiting: { n: 4, of: 4 },
    openGates: { n: 3, of: 3 },
    complexDwellings: { n: 200, of: 200 },
    openDisinfections: { n: 5, of: 5 },
  };

  it('is 100 with everything at its worst, 0 with nothing, and has weights that add up to 1', () => {
    expect(Object.values(WEIGHTS).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(nailScore(worst)).toMatchObject({ isPartial: false });
    expect(nailScore(worst).score).toBeCloseTo(100, 9);
    const best = { n: 0, of: 4 };
    const calm = { ...worst, infections: [], lastRound: { n: 4, of: 4 }, waiting: { n: 0, of: 0 }, openGates: best };
    expect(nailScore({ ...calm, complexDwellings: best, openDisinfections: best }).score).toBe(0);
  });

  it('takes each part by its formula', () => {
    const x = (facts: Partial<ScoreFacts>, part: string) =>
      nailScore({ ...none, ...facts }).parts.find((one) => one.part === part)!.x;
    const four = [found('a', 6.9), found('b', 5), found('c', 4), found('d', 2, false), found('e', 1), found('f', 0.5)];
    expect(x({ infections: four, population: 2000 }, 'burden')).toBeCloseTo(0.3, 12);
    // three in the last three days, two in the three before: 1.5
    expect(x({ infections: four }, 'growth')).toBeCloseTo(0.5, 12);
    expect(x({ infections: four }, 'socialShare')).toBeCloseTo(2 / 3, 12);
    expect(x({ lastRound: { n: 97, of: 100 } }, 'coverageGap')).toBeCloseTo(0.3, 12);
    expect(x({ lastRound: { n: 0, of: 0 } }, 'coverageGap')).toBeNull();
    expect(x({ infections: [found('a', 1)] }, 'growth')).toBe(1);
    expect(x({ infections: [] }, 'growth')).toBe(0);
    expect(x({ waiting: { n: 1, of: 4 } }, 'transferBacklog')).toBe(0.25);
  });

  it('shares the weight of what nobody told among the rest, and says that it is partial', () => {
    const { score, isPartial, parts } = nailScore({ ...none, waiting: { n: 1, of: 2 }, openGates: { n: 0, of: 2 } });
    expect(isPartial).toBe(true);
    expect(score).toBeCloseTo(25, 12);
    expect(parts.filter(({ x }) => x === null)).toHaveLength(6);
    expect(nailScore(none)).toMatchObject({ score: null, isPartial: true });
  });

  it('falls when the backlog clears (HH-06)', () => {
    expect(nailScore({ ...worst, waiting: { n: 0, of: 4 } }).score!).toBeLessThan(nailScore(worst).score!);
  });
});

describe('pulling it out', () => {
  const round = (id: string, daysAgo: number, uploaded: number) => ({
    id,
    start: now - daysAgo * DAY,
    due: 100,
    resulted: uploaded,
    uploaded,
    positive: 0,
  });
  const facts = (more: Partial<Facts>): Facts => ({
    now,
    counting: 'elapsed24h',
    startedAt: now - 9 * DAY,
    infections: [found('a', 4), found('b', 1, false)],
    rounds: [round('r1', 2, 100), round('r2', 1, 100)],
    transferBacklog: 0,
    ...more,
  });

  it('is proposed after three days without a social positive, two full rounds and no backlog', () => {
    expect(exitOf(rule, facts({})).state).toBe('met');
    expect(exitOf(rule, facts({ infections: [found('a', 2)] })).state).toBe('blocking');
    expect(exitOf(rule, facts({ rounds: [round('r1', 2, 100), round('r2', 1, 99)] })).state).toBe('blocking');
    expect(exitOf(rule, facts({ transferBacklog: 1 })).state).toBe('blocking');
    expect(exitOf(rule, facts({ infections: undefined } as unknown as Partial<Facts>)).state).toBe('blocking');
  });
});

describe('a lane', () => {
  it('says 未接入 where no source reports it, and never that nothing is left', () => {
    expect(laneOf('care', undefined, false)).toEqual({ lane: 'care', state: 'notConnected', done: null, total: null });
    expect(laneOf('screening', undefined, true).state).toBe('unknown');
    expect(laneOf('thinContacts', { done: 2, total: 3 }, true, 1)).toMatchObject({ state: 'open', overLimit: 1 });
    expect(laneOf('thinContacts', { done: 0, total: 0 }, true).state).toBe('done');
  });
});
