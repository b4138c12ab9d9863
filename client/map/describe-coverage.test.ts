import { describe, expect, it } from 'vitest';
import { type Entities, Situation } from '#shared/situation.ts';
import type { RoundCoverage } from '../layers/coverage.ts';
import { describeCoverage } from './describe-coverage.ts';

const copy = new Situation();
copy.put('areas', 'a', {
  ...{ id: 'a', version: 1, observedAt: '2022-10-30T05:00:00Z', recordedAt: '2022-10-30T05:00:00Z', source: 's' },
  ...{ level: 'community', name: '南园社区', nameEn: 'Nanyuan Community' },
} as Entities['areas']);
const coverage: RoundCoverage = {
  step: 'uploaded',
  isProvisional: true,
  asOf: '2022-10-30T14:40:00+08:00',
  areas: new Map([
    ['a', { due: 10_000, sampled: 10_000, resulted: 9_999, uploaded: 9_999 }],
    ['b', { due: 120, sampled: 30, resulted: null, uploaded: null }],
  ]),
};

describe('a community under the hand', () => {
  it('tells how many of how many, rounded down, as of when, and that more is on its way', () => {
    expect(describeCoverage(copy, coverage, 'a', 'zh')).toEqual({
      title: '南园社区',
      detail: '已上传 99.99 % · 9,999 / 10,000 · 截至 14:40 · 暂定',
    });
    expect(describeCoverage(copy, coverage, 'a', 'en')?.title).toBe('Nanyuan Community');
  });

  it('says that nobody told, and never 0', () => {
    expect(describeCoverage(copy, coverage, 'b', 'zh')?.detail).toBe('已上传 未接入');
    expect(describeCoverage(copy, { ...coverage, step: 'sampled' }, 'b', 'zh')?.detail).toContain('30 / 120');
    expect(describeCoverage(copy, coverage, 'elsewhere', 'zh')).toBeUndefined();
  });
});
