// Thresholds as the shipped policies have them: read from the files, not from here.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../time.ts';
import type { Policy } from '../policy/policy.ts';
import { type KnownCase, thresholdMet } from './case-thresholds.ts';

const policy = (id: string): Policy =>
  JSON.parse(readFileSync(new URL(`../../../data/policies/${id}.json`, import.meta.url), 'utf8')) as Policy;
const NOW = Date.parse('2022-10-30T00:00:00Z');
const cases = (n: number, daysAgo = 1): KnownCase[] =>
  Array.from({ length: n }, (_, i) => ({ id: `c${i}`, person: `p${i}`, at: NOW - daysAgo * DAY + i }));

describe('nail, Hohhot', () => {
  it('V12: four are none, five are one, and the same person again is still five', () => {
    const rule = policy('hohhot-nail');
    expect(thresholdMet(rule, cases(4), NOW)).toBeUndefined();
    expect(thresholdMet(rule, cases(5), NOW)).toMatchObject({
      type: 'nail',
      level: 'critical',
      value: 5,
      threshold: 5,
    });
    const again = [...cases(5), { id: 'again', person: 'p0', at: NOW - 1 }];
    expect(thresholdMet(rule, again, NOW)?.value).toBe(5);
    expect(thresholdMet(rule, [...cases(4), { id: 'again', person: 'p0', at: NOW - 1 }], NOW)).toBeUndefined();
  });

  it('began with the fifth person, whatever order they are told in, and does not know the future', () => {
    const rule = policy('hohhot-nail');
    const told = cases(7).reverse();
    expect(thresholdMet(rule, told, NOW)?.since).toBe(NOW - DAY + 4);
    expect(thresholdMet(rule, told, NOW - DAY + 3)).toBeUndefined();
  });
});

describe('alarm rules', () => {
  it('UK: two in fourteen days, and not two with fifteen days between', () => {
    const rule = policy('uk-cluster');
    expect(thresholdMet(rule, cases(2, 13), NOW)).toMatchObject({ type: 'caseThreshold', threshold: 2 });
    expect(thresholdMet(rule, [...cases(1, 1), { id: 'old', at: NOW - 15 * DAY }], NOW)).toBeUndefined();
  });

  it('7th edition: five in fourteen days, from its definitions', () => {
    const rule = policy('cn-2020-09-v7');
    expect(thresholdMet(rule, cases(4, 13), NOW)).toBeUndefined();
    expect(thresholdMet(rule, cases(5, 13), NOW)).toMatchObject({ type: 'caseThreshold', value: 5, threshold: 5 });
    expect(thresholdMet(rule, cases(9, 15), NOW)).toBeUndefined();
  });

  it('meningitis belt: by rate in a big district, by count in a small one, the heavier word first', () => {
    const rule = policy('meningitis-belt');
    // 100,000: alert from 3 a week, epidemic from 15.
    expect(thresholdMet(rule, cases(2), NOW, 100_000)).toBeUndefined();
    expect(thresholdMet(rule, cases(3), NOW, 100_000)).toMatchObject({ level: 'warning', threshold: 3 });
    expect(thresholdMet(rule, cases(15), NOW, 100_000)).toMatchObject({ level: 'critical', threshold: 15 });
    expect(thresholdMet(rule, cases(2), NOW, 20_000)).toMatchObject({ level: 'warning', threshold: 2 });
    expect(thresholdMet(rule, cases(5), NOW, 20_000)).toMatchObject({ level: 'critical', threshold: 5 });
    expect(thresholdMet(rule, cases(50), NOW), 'no population, no rate').toBeUndefined();
    expect(thresholdMet(rule, cases(50, 8), NOW, 100_000), 'last week').toBeUndefined();
  });

  it('says nothing of a policy that has no threshold of cases', () => {
    expect(thresholdMet(policy('cn-2022-06-v9'), cases(50), NOW, 1_000)).toBeUndefined();
  });
});
