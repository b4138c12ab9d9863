import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flawOf, isWhose, makeVault, openVault, pauseOf, seal, unseal } from './vault.ts';

const FEW = 1_000;

describe('the phone’s vault', () => {
  it('opens with its PIN alone, and gives back what was sealed, photos too', async () => {
    const { record, key } = await makeVault('480113', 'crew-7', FEW);
    const entry = { opId: 'a', report: { kind: 'case.reported', data: { address: '临江里 3 号楼' } } };
    const photo = { id: 'p', bytes: new Uint8Array([1, 2, 3, 255]).buffer };
    const sealed = await seal(key, entry, 'entries|a');
    const again = await openVault(record, '480113');
    if (!again.ok) throw new Error('did not open');
    expect(await unseal(again.value, sealed, 'entries|a')).toEqual(entry);
    const back = await unseal<typeof photo>(again.value, await seal(key, photo, 'photos|p'), 'photos|p');
    expect([back.id, ...new Uint8Array(back.bytes)]).toEqual(['p', 1, 2, 3, 255]);
    expect((await openVault(record, '480114')).ok).toBe(false);
    expect(await isWhose(record, 'crew-7')).toBe(true);
    expect(await isWhose(record, 'crew-8')).toBe(false);
  });

  it('says nothing of what it holds, twice the same looks different, and changed or moved it does not open', async () => {
    const { record, key } = await makeVault('480113', 'crew-marker', FEW);
    const value = { address: '标记里 501', name: 'MARKER' };
    const [one, two] = [await seal(key, value, 'x'), await seal(key, value, 'x')];
    const all = Buffer.concat([one.bytes, one.iv, record.key.bytes, record.salt, Buffer.from(JSON.stringify(record))]);
    for (const word of ['标记里', 'MARKER', 'crew-marker', '480113']) expect(all.includes(word)).toBe(false);
    expect(Buffer.from(one.bytes).equals(two.bytes)).toBe(false);
    await expect(unseal(key, one, 'y')).rejects.toThrow();
    const broken = one.bytes.slice();
    broken[3] = (broken[3] as number) ^ 1;
    await expect(unseal(key, { ...one, bytes: broken }, 'x')).rejects.toThrow();
    const other = await makeVault('480113', 'crew-marker', FEW);
    await expect(unseal(other.key, one, 'x')).rejects.toThrow();
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  it('takes any JSON', async () => {
    const { key } = await makeVault('480113', 'a', FEW);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(await unseal(key, await seal(key, value, 'x'), 'x')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 100 },
    );
  });

  it('wants six signs that are not the first a thief tries', () => {
    expect(['12345', '', '111111', '123456', '876543', 'aaaaaa'].map(flawOf)).toEqual([
      'short',
      'short',
      'easy',
      'easy',
      'easy',
      'easy',
    ]);
    expect(['480113', '112233', '长江大桥六点', 'long words are fine'].map(flawOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('makes wrong tries wait, ever longer, and no clock makes the wait longer than it is', () => {
    const pause = (wrong: number, since: number) => pauseOf({ wrong, wrongAt: 1_000_000 }, 1_000_000 + since);
    expect([0, 4, 5, 6, 7, 30].map((wrong) => pause(wrong, 0))).toEqual([0, 0, 30_000, 60_000, 120_000, 900_000]);
    expect(pause(5, 29_000)).toBe(1_000);
    expect(pause(5, 31_000)).toBe(0);
    expect(pause(5, -10 * 365 * 86_400_000)).toBe(30_000);
  });
});
