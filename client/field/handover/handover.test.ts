import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidV7 } from '#shared/ids.ts';
import { type DrawnCode, drawQr } from '../../ui/qr/draw.ts';
import { readPixels } from '../../ui/qr/read.ts';
import type { FieldReport } from '../report/kinds.ts';
import { fromBase45, toBase45 } from './base45.ts';
import {
  type Bundle,
  flawOfBundle,
  makeCode,
  openBundle,
  sealBundle,
  sealerOf,
  shownCode,
  typedCode,
} from './bundle.ts';
import { checksum } from './checksum.ts';
import { sealedOf, textOf } from './file.ts';
import { framesOf, type Gathered, gather, MOST_FRAMES, missingOf, wholeOf } from './frames.ts';

const FEW = 1_000;
const CODE = 'ACDE4679';
const ADDRESS = '标记里 3 号楼 MARKER';
const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));

const bundleOf = (count: number, photos: Bundle['photos'] = []): Bundle => ({
  device: 'phone-0011223344556677',
  photos,
  reports: Array.from({ length: count }, (_, i) => ({
    age: 60 * i,
    report: {
      opId: uuidV7(1_667_000_000_000 + i, random(10)),
      kind: 'case.reported',
      observedAt: '2022-10-29T08:00:00.000Z',
      device: 'phone-0011223344556677',
      deviceSeq: i + 1,
      data: { id: `field-${i}`, status: 'preliminary', route: 'door', address: `${ADDRESS} ${i}` },
    } as FieldReport,
  })),
});
const sealed = async (bundle: Bundle) => sealBundle(await sealerOf(CODE, FEW), bundle);

describe('a bundle of unsent reports', () => {
  it('opens with its code to the same reports and photos, and tells nothing without it', async () => {
    const bundle = bundleOf(5, [
      { id: `photo-${'a'.repeat(64)}`, type: 'image/jpeg', bytes: random(3_000).buffer },
      { id: `photo-${'b'.repeat(64)}`, type: 'image/jpeg', bytes: random(60_000).buffer },
    ]);
    const file = await sealed(bundle);
    const opened = await openBundle(file, CODE, FEW);
    if (!opened.ok) throw new Error(opened.error);
    expect(JSON.stringify(opened.value.reports)).toBe(JSON.stringify(bundle.reports));
    expect(opened.value.photos.map(({ bytes }) => checksum(new Uint8Array(bytes)))).toEqual(
      bundle.photos.map(({ bytes }) => checksum(new Uint8Array(bytes))),
    );
    for (const word of ['MARKER', '标记里', 'case.reported', 'phone-', CODE])
      expect(Buffer.from(file).includes(word), word).toBe(false);
    expect(await openBundle(file, 'ACDE4677', FEW)).toEqual({ ok: false, error: 'wrong-code' });
  });

  it('is never opened with a bit of it turned, and says that it is damaged before anybody types a code', async () => {
    const file = await sealed(bundleOf(3));
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
        const changed = file.slice();
        changed[at] = (changed[at] as number) ^ (1 << bit);
        expect(['damaged', 'other', 'newer']).toContain(flawOfBundle(changed));
        expect((await openBundle(changed, CODE, FEW)).ok).toBe(false);
      }),
      { numRuns: 120 },
    );
    for (const size of [0, 15, 16, 40, file.length - 1]) expect(flawOfBundle(file.slice(0, size))).toBeDefined();
    expect(flawOfBundle(new TextEncoder().encode('{"reports":[]}'.padEnd(200)))).toBe('other');
    const later = file.slice();
    later['CORDON-HANDOVER'.length] = 2;
    expect(flawOfBundle(later)).toBe('newer');
  });

  it('brings nothing that a crew does not say: no order goes out under another hand', async () => {
    const { device, photos, reports } = bundleOf(1);
    const order = { ...reports[0]?.report, kind: 'zone.published', data: { id: 'z' } } as unknown as FieldReport;
    const opened = await openBundle(await sealed({ device, photos, reports: [{ age: 0, report: order }] }), CODE, FEW);
    expect(opened).toEqual({ ok: false, error: 'newer' });
  });

  it('has a code that is typed as it is read: spaces, small and wide letters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const code = makeCode(bytes);
        fc.pre(code.length === 8);
        expect(typedCode(shownCode(code))).toBe(code);
        expect(typedCode(` ${code.toLowerCase().slice(0, 4)}-${code.slice(4)}`)).toBe(code);
        expect(typedCode(code.slice(1))).toBeUndefined();
      }),
    );
    expect(typedCode('ＡＣＤＥ４６７９')).toBe(CODE);
    expect(typedCode('ACDE467O')).toBeUndefined();
  });
});

describe('its file', () => {
  it('is text that survives other line ends, says half of itself as damaged, and is not mistaken', async () => {
    const file = await sealed(bundleOf(9));
    const text = textOf(file, 'Cordon 移交');
    expect(text).toMatch(/^Cordon 移交\n[A-Za-z0-9+/=\n]+$/);
    expect(sealedOf(text)).toEqual(file);
    expect(sealedOf(text.replaceAll('\n', '\r\n'))).toEqual(file);
    fc.assert(
      fc.property(fc.integer({ min: 30, max: text.length - 6 }), (size) => {
        const half = sealedOf(text.slice(0, size));
        expect(half === undefined ? 'other' : flawOfBundle(half)).toMatch(/^(damaged|other)$/);
      }),
    );
    for (const other of ['', 'x', '{"reports": []}', 'a,b\n1,2\n']) {
      const found = sealedOf(other);
      expect(found === undefined ? 'other' : flawOfBundle(found)).toBe('other');
    }
  });
});

describe('its QR codes', () => {
  it('write bytes as RFC 9285 says', () => {
    expect(toBase45(new TextEncoder().encode('Hello!!'))).toBe('%69 VD92EX0');
    expect(toBase45(new TextEncoder().encode('ietf!'))).toBe('QED8WEX0');
    expect(checksum(new TextEncoder().encode('123456789'))).toBe('CBF43926');
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...(fromBase45(toBase45(bytes)) ?? [])]).toEqual([...bytes]);
      }),
    );
    for (const wrong of ['A', ':::', '::', 'aaa', 'GGX']) expect(fromBase45(wrong)).toBeUndefined();
  });

  it('are gathered in any order, with loss and repeats, and the missing ones are named', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 4_000 }),
        fc.array(fc.nat(30), { maxLength: 60 }),
        (bytes, order) => {
          const whole = Uint8Array.from(bytes);
          const frames = framesOf(whole) as string[];
          let gathered: Gathered | undefined;
          const read = new Set<number>();
          for (const at of order.filter((one) => one < frames.length)) {
            gathered = gather(gathered, frames[at] as string).gathered;
            read.add(at + 1);
            const missing = frames.map((_, i) => i + 1).filter((one) => !read.has(one));
            expect(missingOf(gathered as Gathered)).toEqual(missing);
            expect(wholeOf(gathered as Gathered) !== undefined).toBe(missing.length === 0);
          }
          for (const frame of frames) gathered = gather(gathered, frame).gathered;
          expect(wholeOf(gathered as Gathered)).toEqual(whole);
        },
      ),
    );
  });

  it('are not mixed up: a part read wrongly, a code of something else, another bundle, another version', () => {
    const [one, two] = [framesOf(random(900)) as string[], framesOf(random(500)) as string[]];
    let { gathered } = gather(undefined, one[0] as string);
    expect(gather(gathered, 'CORDON-BOX:box=X-1')).toEqual({ gathered, trouble: 'other' });
    expect(gather(gathered, (one[1] as string).replace('CDN1', 'CDN2'))).toEqual({ gathered, trouble: 'newer' });
    fc.assert(
      fc.property(fc.nat((one[1] as string).length - 1), fc.constantFrom('0', 'A', '%'), (at, letter) => {
        const text = one[1] as string;
        fc.pre(text[at] !== letter);
        const { trouble } = gather(gathered, text.slice(0, at) + letter + text.slice(at + 1));
        expect(trouble).toBeDefined();
      }),
    );
    for (const frame of two) gathered = gather(gathered, frame).gathered;
    expect(missingOf(gathered as Gathered)).toEqual([]);
    expect(framesOf(random(200 * MOST_FRAMES + 1))).toBeUndefined();
  });

  it('carry forty reports through a camera, drawn, read and opened', async () => {
    const bundle = bundleOf(40);
    const frames = framesOf(await sealed(bundle)) as string[];
    let gathered: Gathered | undefined;
    for (const frame of frames) {
      const text = await readPixels(shot((await drawQr(frame)) as DrawnCode, 4));
      if (text !== undefined) gathered = gather(gathered, text).gathered;
    }
    const opened = await openBundle(wholeOf(gathered as Gathered) ?? new Uint8Array(), CODE, FEW);
    if (!opened.ok) throw new Error(opened.error);
    expect(JSON.stringify(opened.value.reports)).toBe(JSON.stringify(bundle.reports));
  });
});

/** The drawn code as a camera would see it: grey, so many pixels a module. */
function shot({ size, path }: DrawnCode, scale: number) {
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(225);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
      data.fill(50, (row * side + Number(x) * scale) * 4, (row * side + (Number(x) + Number(width)) * scale) * 4);
  return { width: side, height: side, data };
}
