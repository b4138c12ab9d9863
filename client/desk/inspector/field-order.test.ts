import { describe, expect, it } from 'vitest';
import { inOrder, otherLanguage, plainField } from './field-order.ts';

const names = (parts: readonly (readonly [string, unknown])[]) => parts.map(([name]) => name);
const WORK = ['located', 'sampled', 'sent', 'tested', 'reported', 'networkReported'];

describe('the order of what happened', () => {
  it('is that of the moments, not that of the plan: a network report may come before the result', () => {
    const stages = {
      tested: '2022-10-27T11:20:00+08:00',
      networkReported: '2022-10-27T09:20:00+08:00',
      sampled: '2022-10-27T08:20:00+08:00',
    };
    expect(names(inOrder(Object.entries(stages), WORK))).toEqual(['sampled', 'networkReported', 'tested']);
  });

  it('is that of the work at one moment, whatever the zone in which it was written, and for what is no moment', () => {
    const same = { reported: '2022-10-27T03:20:00Z', tested: '2022-10-27T11:20:00+08:00' };
    expect(names(inOrder(Object.entries(same), WORK))).toEqual(['tested', 'reported']);
    expect(names(inOrder(Object.entries({ ready: 3, occupied: 9, blocked: 0 }), ['occupied', 'ready']))).toEqual([
      'occupied',
      'ready',
      'blocked',
    ]);
  });
});

describe('what is said in two languages', () => {
  it('is shown in one, and in the one there is', () => {
    expect(otherLanguage(['address', 'addressEn'], 'en').has('address')).toBe(true);
    expect(otherLanguage(['address', 'addressEn'], 'zh').has('addressEn')).toBe(true);
    expect(otherLanguage(['address', 'addressEn'], 'zh').has('address')).toBe(false);
    expect(otherLanguage(['address'], 'en').has('address')).toBe(false);
    expect([plainField('addressEn'), plainField('nameEn'), plainField('address')]).toEqual([
      'address',
      'nameEn',
      'address',
    ]);
  });
});
