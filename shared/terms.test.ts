import { describe, expect, it } from 'vitest';
import * as alarms from './terms/alarms.ts';
import * as codes from './terms/codes.ts';
import { ERROR_TERMS } from './terms/errors.ts';
import { FIELD_TERMS } from './terms/fields.ts';
import { KIND_TERMS } from './terms/kinds.ts';
import type { OpenTerms } from './terms/term.ts';
import { codesOf, fieldTerm, kindTerm, term } from './terms.ts';

const TABLES: Readonly<Record<string, OpenTerms>> = { ...codes, ...alarms, ERROR_TERMS, FIELD_TERMS, KIND_TERMS };

describe('terms', () => {
  it('have both languages, and Han only in the Chinese one', () => {
    for (const [table, terms] of Object.entries(TABLES)) {
      for (const [code, { zh, en }] of Object.entries(terms)) {
        expect(zh.trim(), `${table}.${code}.zh`).not.toBe('');
        expect(en.trim(), `${table}.${code}.en`).not.toBe('');
        expect(/\p{Script=Han}/u.test(en), `${table}.${code}.en "${en}"`).toBe(false);
      }
    }
  });

  it('refuse in whole sentences, so that the reader knows what to do', () => {
    for (const [code, { zh, en }] of Object.entries(ERROR_TERMS)) {
      expect(zh.endsWith('。'), code).toBe(true);
      expect(en.endsWith('.'), code).toBe(true);
    }
  });

  it('show a code nobody named as it was sent, even one that looks like an object’s own method', () => {
    expect(term(codes.ZONE_LEVEL_TERMS, 'ring-7', 'zh')).toBe('ring-7');
    expect(term(codes.ZONE_LEVEL_TERMS, 'toString', 'en')).toBe('toString');
  });

  it('depend on the layer where two subjects share a field name', () => {
    expect(term(codesOf('sites', 'type') ?? {}, 'clinic', 'zh')).toBe('发热门诊');
    expect(term(codesOf('areas', 'type') ?? {}, 'clinic', 'zh')).toBe('诊所');
    expect(codesOf('sites', 'name')).toBeUndefined();
    expect(fieldTerm('observedAt', 'zh')).toBe('事件时间');
    expect(kindTerm('site.rooms', 'en')).toBe('Rooms reported');
  });
});
