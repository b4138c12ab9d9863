// WebP chunk by chunk: the picture, its transparency and its colours stay; EXIF, XMP and unknown chunks go. No films.
import type { Cleaned } from './cleaned.ts';

const KEPT: ReadonlySet<string> = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP']);
/** Flags of VP8X that announce what is taken out. */
const EXIF = 0x08;
const XMP = 0x04;
const FILM = 0x02;

export function cleanWebp(bytes: Buffer): Cleaned | undefined {
  if (bytes.length < 12) return undefined;
  const whole = bytes.readUInt32LE(4) + 8;
  if (whole > bytes.length) return undefined;
  const kept: Buffer[] = [];
  let size: { readonly width: number; readonly height: number } | undefined;
  let hasPicture = false;
  for (let at = 12; at + 8 <= whole; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > whole) return undefined;
    const body = bytes.subarray(at + 8, at + 8 + length);
    const chunk = Buffer.from(bytes.subarray(at, end));
    if (type === 'VP8X') {
      if (length < 10 || ((body[0] as number) & FILM) !== 0) return undefined;
      chunk[8] = (chunk[8] as number) & ~(EXIF | XMP);
      size = { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 };
    } else if (type === 'VP8 ' || type === 'VP8L') {
      hasPicture = true;
      const own = type === 'VP8 ' ? lossy(body) : lossless(body);
      if (own === undefined) return undefined;
      size ??= own;
    }
    if (KEPT.has(type)) kept.push(chunk);
    at = end;
  }
  if (!hasPicture || size === undefined || size.width === 0 || size.height === 0) return undefined;
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return { ...size, bytes: Buffer.concat([head, body]) };
}

/** RFC 6386, 9.1: start code after the frame tag, then 14 bits each. */
function lossy(body: Buffer): { width: number; height: number } | undefined {
  if (body.length < 10 || body.readUIntBE(3, 3) !== 0x9d012a) return undefined;
  return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
}

function lossless(body: Buffer): { width: number; height: number } | undefined {
  if (body.length < 5 || body[0] !== 0x2f) return undefined;
  const bits = body.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
