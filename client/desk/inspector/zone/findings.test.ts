// Conditions of a release in words, with the real texts.
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { DESK_ZH } from '../../../i18n/desk-texts.ts';
import { zh } from '../../../i18n/zh.ts';
import { leftText, momentText, spanText, type T } from '../../../ui/span.ts';
import type { FindingShown } from './answers.ts';
import { findingText } from './findings.ts';

const words = i18next.createInstance();
let t: T;
beforeAll(async () => {
  await words.init({
    lng: 'zh',
    resources: { zh: { translation: { ...zh, ...DESK_ZH } } },
    interpolation: { escapeValue: false },
  });
  t = words.t as unknown as T;
});
const said = (finding: Partial<FindingShown>): string =>
  findingText({ predicate: 'noNewInfectionsDays', state: 'blocking', have: null, need: null, ...finding }, t);

describe('a condition of a release', () => {
  it('in days says how many there are of how many, and from when on it will be met', () => {
    expect(said({ have: 3, need: 7, at: '2022-11-06T01:35:00+08:00' })).toBe('已 3 天，需 7 天 · 11-06 01:35 起满足');
    expect(said({ have: 7, need: 7, state: 'met', at: '2022-11-06T01:35:00+08:00' })).toBe('已 7 天，需 7 天');
  });

  it('never says 0 of what nobody told', () => {
    expect(said({ need: 7 })).toBe('需 7 天，来源未报');
    expect(said({ predicate: 'transferBacklog', need: { eq: 0 } })).toBe('来源未报');
    expect(said({ predicate: 'transferBacklog', need: { eq: 0 }, have: 0 })).toBe('0');
    expect(said({ predicate: 'coverageUploaded', need: { gte: 1 }, have: [null, 0.9999] })).toBe(
      '? / 99.9%，需 100.0%',
    );
  });

  it('of a full round says what it wants until there is one, then how far that is', () => {
    const need = { onDay: 7, allNegative: true };
    expect(said({ predicate: 'fullRound', need })).toContain('第 7 天起');
    const have = { round: 'r', due: 500, resulted: 480, positive: 1 };
    expect(said({ predicate: 'fullRound', need, have })).toBe('480 / 500 已出结果，1 例阳性');
  });

  it('that a person has to judge has no figure', () => {
    expect(said({ predicate: 'humanAssessment', state: 'needsPerson', need: 'policy' })).toBe('');
  });
});

describe('spans and moments', () => {
  it('are told as people tell them', () => {
    const [minute, hour] = [60_000, 3_600_000];
    expect([40 * minute, 5 * hour + 12 * minute, 24 * hour, 75 * hour].map((ms) => spanText(ms, t))).toEqual([
      '40 分钟',
      '5 小时 12 分',
      '24 小时',
      '3 天 3 小时',
    ]);
    const now = Date.parse('2022-10-30T14:00:00+08:00');
    expect(momentText(now + hour, now)).toBe('15:00');
    expect(momentText(now + 12 * hour, now)).toBe('10-31 02:00');
    expect([leftText(now + hour, now, t), leftText(now - hour, now, t)]).toEqual(['剩余 1 小时', '已超 1 小时']);
  });
});
