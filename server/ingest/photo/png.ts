// PNG chunk by chunk: what the picture is made of stays; texts, times, EXIF, frames of a film, and what follows the end go.
import { crc32 } from 'node:zlib';
import type { Cleaned } from './cleaned.ts';

const KEPT: ReadonlySet<string> = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'sBIT', 'bKGD', 'pHYs'],
  ...['gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP'],
]);

export function cleanPng(bytes: Buffer): Cleaned | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  let [width, height] = [0, 0];
  let hasData = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined;
    // The header is first, and there is one.
    if ((at === 8) !== (type === 'IHDR') || (type === 'IHDR' && length !== 13)) return undefined;
    if (type === 'IHDR') {
      width = bytes.readUInt32BE(at + 8);
      height = bytes.readUInt32BE(at + 12);
    }
    hasData ||= type === 'IDAT';
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND')
      return hasData && width > 0 && height > 0 ? { width, height, bytes: Buffer.concat(kept) } : undefined;
    at = end;
  }
  return undefined;
}
