import { describe, expect, it } from 'vitest';
import { legendEntries } from './legend-entries.ts';

describe('legendEntries', () => {
  it('explains what is on the screen and nothing else', () => {
    expect(legendEntries({ kinds: [], zones: [] }, 'zh')).toEqual([]);
    const entries = legendEntries({ kinds: ['testing', 'caseIsolation'], zones: [] }, 'zh');
    expect(entries.map(({ kind }) => kind)).toEqual(['caseIsolation', 'testing']);
  });

  it('puts the words of two policies for one look into one row, the gravest first', () => {
    const zones = [
      { look: 'low', level: 'precaution', isPending: false },
      { look: 'high', level: 'sealed', isPending: true },
      { look: 'high', level: 'high', isPending: false },
    ] as const;
    const entries = legendEntries({ kinds: [], zones }, 'zh');
    expect(entries.map(({ text }) => text)).toEqual(['封控区 · 高风险区', '防范区', '尚未执行的区域']);
  });

  it('says that a masked place is about, in both languages', () => {
    const text = (language: 'zh' | 'en') => legendEntries({ kinds: ['caseMasked'], zones: [] }, language)[0]?.text;
    expect(text('zh')).toContain('500');
    expect(text('en')).toContain('500');
  });

  it('explains faded places only where some are, by a symbol that is there', () => {
    expect(legendEntries({ kinds: ['clinic'], zones: [], hasIdle: false }, 'zh').map(({ key }) => key)).toEqual([
      'clinic',
    ]);
    const [, idle] = legendEntries({ kinds: ['clinic'], zones: [], hasIdle: true }, 'zh');
    expect(idle).toMatchObject({ key: 'idle', kind: 'clinic', isFaded: true });
  });

  it('says once how dots age', () => {
    const entries = legendEntries({ kinds: ['caseCommunity', 'caseIsolation'], zones: [] }, 'en');
    expect(entries.map(({ note }) => note !== undefined)).toEqual([true, false]);
  });
});
