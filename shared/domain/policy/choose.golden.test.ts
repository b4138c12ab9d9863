// Which rule was in force for which of the five documents (domain.md 5.1), and what each says of the same event (5.2).
import { describe, expect, it } from 'vitest';
import type { Adoption } from '../../subject/policy.ts';
import { DAY } from '../../time.ts';
import { releaseClock } from '../zone/release.ts';
import { inForce, policyOfItself, specificity } from './choose.ts';
import { evaluate, gradeOf } from './evaluate.ts';
import type { Facts, Infection } from './facts.ts';
import { cn, POLICIES, policy } from './policy.fixture.ts';
import { levelOf } from './policy.ts';

const chosen = (series: string, code: string, at: string) =>
  policyOfItself(POLICIES.values(), { series, hazard: 'covid19', code, at: cn(at) })?.id;

describe('the five documents', () => {
  it.each([
    ['Chongqing, 8 February 2020', 'community-status', 'CN-500000', '2020-02-08T12:00', 'cn-2020-01-community'],
    ['Chongqing, before there were levels', 'zone-level', 'CN-500000', '2020-02-08T12:00', undefined],
    ['Jiaozuo, 8 March 2020', 'county-grade', 'CN-410800', '2020-03-08T12:00', 'cn-2020-02-county'],
    ['Lishi, spring 2022', 'zone-level', 'CN-141102', '2022-04-01T12:00', 'cn-2021-05-v8'],
    ['Lishi, its rounds', 'round-deadline', 'CN-141102', '2022-04-01T12:00', 'cn-test-2022-03-g3'],
    ['Hohhot, before 12 November 2022', 'zone-level', 'CN-150100', '2022-11-10T16:00', 'cn-2022-06-v9'],
    ['Hohhot, its nails', 'nail', 'CN-150100', '2022-11-10T16:00', 'hohhot-nail'],
    ['Haidian, 26 November 2022', 'zone-level', 'CN-110108', '2022-11-26T15:00', 'cn-2022-11-20measures'],
    ['Haidian, its eight hours', 'positive-clock', 'CN-110108', '2022-11-26T15:00', 'bj-hd-8h'],
    ['Haidian, its contacts', 'contacts', 'CN-110108', '2022-11-26T15:00', 'cn-contact-20m'],
    ['Beijing, May 2022', 'zone-level', 'CN-110108', '2022-05-20T12:00', 'cn-2022-05-beijing-10p4'],
    ['the rest of the country, May 2022', 'zone-level', 'CN-150100', '2022-05-20T12:00', 'cn-2021-05-v8'],
    ['nobody, since it all ended', 'zone-level', 'CN-110108', '2023-01-08T00:00', undefined],
  ])('%s', (_, series, code, at, id) => {
    expect(chosen(series, code, at)).toBe(id);
  });

  it('change at local midnight, the end exclusive', () => {
    expect(chosen('zone-level', 'CN-150100', '2022-11-10T23:59')).toBe('cn-2022-06-v9');
    expect(chosen('zone-level', 'CN-150100', '2022-11-11T00:00')).toBe('cn-2022-11-20measures');
  });
});

describe('the same zone under each of them', () => {
  /** A compound closed at noon of day 0, its last positive sampled at 08:00 of day 3, rounds on days 5, 7 and 13 after. */
  const day = (n: number, hour = 0) => cn('2022-05-01T00:00') + n * DAY + hour * 3_600_000;
  const last: Infection = { id: 'c', at: day(3, 8), route: 'screening', social: true };
  const round = (n: number) => ({ id: `r${n}`, start: day(n, 9), due: 100, resulted: 100, uploaded: 100, positive: 0 });
  const facts = (now: number): Facts => ({
    now,
    counting: 'elapsed24h',
    startedAt: day(0, 12),
    infections: [last],
    rounds: [round(7), round(9), round(16)],
  });
  const at = (id: string, level: string, now: number) =>
    releaseClock({ policy: policy(id), level, nodes: [{ facts: facts(now) }], now });

  it('lasts 14, 7 and 5 days from the last positive: 8th edition, 9th edition, 20 measures, 10 measures', () => {
    for (const [id, level, days] of [
      ['cn-2021-05-v8', 'sealed', 14],
      ['cn-2022-06-v9', 'high', 7],
      ['cn-2022-11-20measures', 'high', 5],
      ['cn-2022-12-10measures', 'high', 5],
    ] as const) {
      const { earliest, blocking } = at(id, level, day(3 + days, 7));
      expect(blocking, id).toContainEqual(
        expect.objectContaining({ predicate: 'noNewInfectionsDays', have: days - 1 }),
      );
      expect(earliest, id).toBe(day(3 + days, 8));
      expect(at(id, level, day(3 + days, 8)).met, id).toContainEqual(
        expect.objectContaining({ predicate: 'noNewInfectionsDays', have: days }),
      );
    }
  });

  it('needs a person where the first plan and the 8th edition ask for contacts and judgement', () => {
    expect(at('cn-2021-05-v8', 'sealed', day(18)).blocking).toMatchObject([
      { predicate: 'lastContactExposureDays', state: 'needsPerson' },
    ]);
    expect(at('cn-2020-01-community', 'epiArea', day(18))).toMatchObject({ blocking: [], metSince: day(17, 8) });
    expect(at('cn-2020-01-community', 'epiPoint', day(18)).blocking).toMatchObject([
      { predicate: 'terminalDisinfectionDone', have: null },
      { predicate: 'contactsObservedDays', state: 'needsPerson' },
    ]);
  });

  it('is not reset by those found in home isolation under the 10 measures', () => {
    const known = facts(day(8, 8));
    const home: Infection = { id: 'h', at: day(6), route: 'homeIsolation', social: false };
    const clock = (infections: readonly Infection[]) =>
      releaseClock({
        policy: policy('cn-2022-12-10measures'),
        level: 'high',
        nodes: [{ facts: { ...known, infections } }],
        now: known.now,
      });
    expect(clock([last, home]).blocking).toEqual([]);
    expect(clock([last, { ...home, route: 'screening' }]).blocking).toHaveLength(1);
  });
});

describe('counties in 2020', () => {
  const grade = (confirmed: number, lately: number, clusters: number) => {
    const now = cn('2020-03-08T12:00');
    const infections = Array.from({ length: lately }, (_, i) => ({
      id: `c${i}`,
      at: now - DAY,
      route: 'clinic',
      social: true,
    }));
    const facts: Facts = { now, counting: 'elapsed24h', infections, confirmed, clusters: () => clusters };
    return gradeOf(policy('cn-2020-02-county'), facts);
  };

  it('are low, medium or high by cumulative and new cases and clusters; of two that fit the lower counts', () => {
    expect(grade(0, 0, 0)).toBe('low');
    expect(grade(80, 0, 0)).toBe('low');
    expect(grade(12, 3, 1)).toBe('medium');
    expect(grade(50, 1, 1)).toBe('medium');
    expect(grade(51, 1, 1)).toBe('high');
    expect(grade(51, 1, 0)).toBe('medium');
  });
});

describe('V12: a nail', () => {
  const trigger = levelOf(policy('hohhot-nail'), 'nail')!.trigger;
  const now = cn('2022-11-10T12:00');
  const infected = (...persons: string[]): Infection[] =>
    persons.map((person, i) => ({ id: `c${i}`, person, at: now - i * DAY, route: 'screening', social: true }));
  const asked = (infections: Infection[] | undefined) =>
    evaluate(trigger, { now, counting: 'elapsed24h', ...(infections === undefined ? {} : { infections }) });

  it('is five distinct infected persons: 4 are none, 5 are, and one of them found again changes nothing', () => {
    expect(asked(infected('a', 'b', 'c', 'd')).state).toBe('blocking');
    expect(asked(infected('a', 'b', 'c', 'd', 'e'))).toMatchObject({ state: 'met', findings: [{ have: 5 }] });
    expect(asked(infected('a', 'b', 'c', 'd', 'e', 'a'))).toMatchObject({ state: 'met', findings: [{ have: 5 }] });
    expect(asked(infected('a', 'b', 'c', 'd', 'd')).state).toBe('blocking');
    expect(asked(undefined)).toMatchObject({ state: 'blocking', findings: [{ have: null }] });
  });
});

describe('jurisdictions', () => {
  it('lie within each other by code, and nowhere else', () => {
    expect(specificity('CN', 'CN-110108')).toBe(1);
    expect(specificity('CN-110000', 'CN-110108')).toBe(3);
    expect(specificity('CN-110108', 'CN-110108')).toBe(7);
    expect(specificity('CN-110108', 'CN-110108001001')).toBe(7);
    expect(specificity('CN-110108', 'CN-110000')).toBeUndefined();
    expect(specificity('CN-120000', 'CN-110108')).toBeUndefined();
    expect(specificity('UK/EU', 'EU')).toBe(1);
    expect(specificity('WHO', 'CN-110108')).toBeUndefined();
  });
});

describe('adoptions', () => {
  const adoption = (policyId: string, areaId: string, from: string, to?: string): Adoption => ({
    id: `${policyId}|${areaId}|${from}`,
    version: 1,
    observedAt: from,
    recordedAt: from,
    source: 's',
    policyId,
    areaId,
    from,
    ...(to === undefined ? {} : { to }),
  });
  const ids = (adoptions: Adoption[], chain: string[], at: string) =>
    inForce(adoptions, (id) => POLICIES.get(id), chain, cn(at)).map(({ policy: { id } }) => id);

  it('replace jurisdiction and validity: what was adopted holds where and when it was adopted, and nothing else does', () => {
    const here = [adoption('cn-2022-06-v9', 'town', '2030-01-01T00:00:00+08:00', '2030-02-01T00:00:00+08:00')];
    expect(ids(here, ['house', 'town'], '2030-01-15T00:00')).toEqual(['cn-2022-06-v9']);
    expect(ids(here, ['house', 'town'], '2030-02-01T00:00')).toEqual([]);
    expect(ids(here, ['elsewhere'], '2030-01-15T00:00')).toEqual([]);
    expect(ids([], ['town'], '2022-10-01T00:00')).toEqual([]);
  });

  it('hold one for each series: the nearest area, then the latest; other series beside it', () => {
    const from = '2022-01-01T00:00:00+08:00';
    const later = '2022-03-01T00:00:00+08:00';
    const all = [
      adoption('cn-2022-06-v9', 'county', later),
      adoption('cn-2021-05-v8', 'county', from),
      adoption('hohhot-nail', 'county', from),
      adoption('cn-2022-11-20measures', 'street', from),
    ];
    expect(ids(all, ['x', 'street', 'county'], '2022-04-01T00:00')).toEqual(['hohhot-nail', 'cn-2022-11-20measures']);
    expect(ids(all, ['county'], '2022-04-01T00:00')).toEqual(['hohhot-nail', 'cn-2022-06-v9']);
    expect(ids(all, ['county'], '2022-02-01T00:00')).toEqual(['hohhot-nail', 'cn-2021-05-v8']);
  });
});
