import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrawnCode, drawQr } from './draw.ts';
import { type Pixels, readPixels } from './read.ts';

/** The path as a camera would see it: so many pixels a module, turned by nothing, grey by noise. */
function shot({ size, path }: DrawnCode, scale: number, noise: (i: number) => number = () => 0): Pixels {
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column++)
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
  }
  for (let i = 0; i < side * side; i++) {
    const off = noise(i);
    for (const channel of [0, 1, 2]) data[i * 4 + channel] = 40 + (data[i * 4 + channel] as number) * 0.7 + off;
  }
  return { width: side, height: side, data };
}

describe('a QR code', () => {
  it('says after drawing and reading what was put into it, in any script', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' }), async (text) => {
        const code = await drawQr(text);
        expect(code).toBeDefined();
        expect(await readPixels(shot(code as DrawnCode, 4), true)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('is read out of the noise of a dark room', async () => {
    const text = 'BOX:9F3A-0042';
    let state = 7;
    const noise = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (state % 61) - 30;
    };
    expect(await readPixels(shot((await drawQr(text)) as DrawnCode, 6, noise), true)).toBe(text);
  });

  it('has its quiet zone, and none is drawn of a text that is too long', async () => {
    const { size, path } = (await drawQr('A')) as DrawnCode;
    expect(size).toBe(21 + 8);
    expect(Math.min(...[...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]))).toBe(4);
    expect(await drawQr('x'.repeat(5_000))).toBeUndefined();
  });

  it('is not seen where there is none', async () => {
    const data = new Uint8ClampedArray(200 * 200 * 4).map((_, i) => (i * 37) % 256);
    expect(await readPixels({ width: 200, height: 200, data }, true)).toBeUndefined();
  });
});
