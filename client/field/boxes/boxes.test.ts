import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxEntity } from '#shared/subject/box.ts';
import type { Entry } from '../outbox/entry.ts';
import { boxKnown, newBoxId, nextStep, readCode, writeCode } from './boxes.ts';

const id = fc
  .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
  .filter((text) => !/\p{Cc}/u.test(text) && text.trim() === text && text.length <= 128);

describe('the code of a box', () => {
  it('says after reading what was written into it', () => {
    fc.assert(
      fc.property(
        fc.record({ boxId: id, tubes: fc.nat(999_999), siteId: id, labId: id }, { requiredKeys: ['boxId'] }),
        (code) => {
          expect(readCode(writeCode(code))).toEqual(code);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is whatever is printed on the box, and nothing where it is no number of a box', () => {
    expect(readCode('  BX-20221030-0042\n')).toEqual({ boxId: 'BX-20221030-0042' });
    for (const text of ['', '  ', 'a\u0000b', 'x'.repeat(129), 'CORDON-BOX:', 'CORDON-BOX:tubes=3'])
      expect(readCode(text), text).toBeUndefined();
    expect(readCode('CORDON-BOX:box=a&tubes=-3&site=')).toEqual({ boxId: 'a' });
  });

  it('that is made here can be written by hand', () => {
    expect(newBoxId(new Uint8Array([0, 25, 26, 255, 7, 9]))).toMatch(/^X-[ACDEFGHJKLMNPQRTUVWXY34679]{6}$/);
  });
});

describe('a box', () => {
  const entry = (seq: number, step: string, data: object, end?: Entry['end']): Entry => {
    const report = {
      opId: `o${seq}`,
      kind: `box.${step}`,
      observedAt: `2022-10-30T0${seq}:00:00Z`,
      data: { boxId: 'b', ...data },
    };
    return {
      opId: report.opId,
      seq,
      report: report as unknown as Entry['report'],
      account: 'field',
      savedAt: 0,
      putOff: 0,
      ...(end && { end }),
    };
  };

  it('stands where it was said last, offline as well; what the server refused was not said', () => {
    const code = { boxId: 'b', tubes: 90 };
    expect(boxKnown(code, undefined, [])).toEqual(code);
    const sealed = entry(1, 'sealed', { tubes: 88, siteId: 's' });
    const handed = entry(2, 'handed', { tubes: 88, labId: 'l' });
    // newest first, as the outbox has them
    expect(boxKnown(code, undefined, [handed, sealed])).toMatchObject({
      step: 'handed',
      tubes: 88,
      siteId: 's',
      labId: 'l',
    });
    expect(boxKnown(code, undefined, [{ ...handed, end: 'refused' }, sealed])).toMatchObject({ step: 'sealed' });
    const told = { status: 'received', tubes: 87, tubesSealed: 88, siteId: 's', receivedAt: 'now' } as BoxEntity;
    expect(boxKnown(code, told, [sealed])).toMatchObject({ step: 'received', tubes: 88, at: 'now' });
    expect(boxKnown({ boxId: 'other' }, undefined, [sealed])).toEqual({ boxId: 'other' });
  });

  it('goes on from there', () => {
    expect([undefined, 'sealed', 'handed', 'received'].map((step) => nextStep(step as never))).toEqual([
      'sealed',
      'handed',
      'received',
      'received',
    ]);
  });
});
