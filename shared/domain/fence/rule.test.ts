// What the policies that ship say of fences.
import { describe, expect, it } from 'vitest';
import { policy } from '../policy/policy.fixture.ts';
import { fenceRuleOf } from './rule.ts';

describe('fenceRuleOf', () => {
  it('November 2022: staircase or building', () => {
    expect(fenceRuleOf(policy('cn-2022-11-20measures'))).toEqual({
      lookbackDays: 2,
      dwellMinutes: 10,
      units: ['staircase', 'building'],
      prohibited: [],
    });
  });
  it('December 2022: never a compound', () => {
    const { units, prohibited } = fenceRuleOf(policy('cn-2022-12-10measures'));
    expect(units).toEqual(['building', 'staircase', 'floor', 'household']);
    expect(prohibited).toContain('compound');
  });
  it('January 2020: three days before, a stay of an hour, the place itself', () => {
    const rule = fenceRuleOf(policy('cn-2020-01-community'));
    expect(rule).toMatchObject({ lookbackDays: 3, dwellMinutes: 60 });
    expect(rule.units).toContain('building');
  });
  it('dengue and cholera: 100 m around', () => {
    expect(fenceRuleOf(policy('dengue-cn')).bufferM).toBe(100);
    expect(fenceRuleOf(policy('cholera-cati')).bufferM).toBe(100);
  });
  it('the default of no policy', () =>
    expect(fenceRuleOf(undefined)).toMatchObject({ lookbackDays: 2, dwellMinutes: 10 }));
});
