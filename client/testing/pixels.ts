// Screenshots compared by their pixels, in a page of the same browser: it knows how to read them.
import type { Page } from 'playwright-core';

/** Parts of 255: a street on dark ground is not much brighter than the ground. */
const LEAST = 6;

export type Clip = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A square of the page around a point. */
export const around = ({ x, y }: { readonly x: number; readonly y: number }, size: number): Clip => ({
  x: Math.round(x - size / 2),
  y: Math.round(y - size / 2),
  width: size,
  height: size,
});

/** @returns for each clip how many pixels differ visibly between two screenshots of the same size */
export function differences(page: Page, before: Buffer, after: Buffer, clips: readonly Clip[]): Promise<number[]> {
  const given = { images: [before, after].map((image) => image.toString('base64')), clips, least: LEAST };
  return page.evaluate(async ({ images, clips: parts, least }) => {
    const read = async (image: string) => {
      const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      return context;
    };
    const [one, two] = await Promise.all(images.map(read));
    if (one === undefined || two === undefined) throw new Error('two pictures are compared');
    return parts.map(({ x, y, width, height }) => {
      const [a, b] = [one, two].map((context) => context.getImageData(x, y, width, height).data);
      let differing = 0;
      for (let at = 0; at < width * height * 4; at += 4) {
        const change = [0, 1, 2].map((part) => Math.abs((a?.[at + part] ?? 0) - (b?.[at + part] ?? 0)));
        if (Math.max(...change) > least) differing += 1;
      }
      return differing;
    });
  }, given);
}
