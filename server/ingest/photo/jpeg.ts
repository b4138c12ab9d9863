// JPEG (ITU-T T.81) segment by segment: tables and scans stay; comments, EXIF, XMP, IPTC, thumbnails, second pictures, and
import type { Cleaned } from './cleaned.ts';

// whatever follows the end go.

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const COM = 0xfe;

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Inside a scan: a stuffed byte, or a restart. */
const isOfScan = (marker: number): boolean => marker === 0x00 || (marker >= 0xd0 && marker <= 0xd7);

/** Application data that the picture needs to be shown as it was: aspect, colour profile, colour transform. */
function isNeeded(marker: number, body: Buffer): boolean {
  if (marker === APP0) return startsWith(body, 'JFIF\0');
  if (marker === APP2) return startsWith(body, 'ICC_PROFILE\0');
  if (marker === APP14) return startsWith(body, 'Adobe');
  return marker !== COM && (marker < APP0 || marker > 0xef);
}

export function cleanJpeg(bytes: Buffer): Cleaned | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let [width, height, turned] = [0, 0, 1];
  let hasScan = false;
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    while (bytes[at] === 0xff) at += 1; // any number of fill bytes
    const marker = bytes[at++];
    if (marker === undefined || marker === SOI || isOfScan(marker)) return undefined;
    if (marker === EOI) {
      if (!hasScan || width === 0 || height === 0) return undefined;
      kept.push(Buffer.from([0xff, EOI]));
      if (turned !== 1) kept.splice(1, 0, orientation(turned));
      return { width, height, bytes: Buffer.concat(kept) };
    }
    if (at + 2 > bytes.length) return undefined;
    const length = bytes.readUInt16BE(at);
    let end = at + length;
    if (length < 2 || end > bytes.length) return undefined;
    const body = bytes.subarray(at + 2, end);
    if (isFrame(marker)) {
      if (body.length < 6) return undefined;
      height = body.readUInt16BE(1);
      width = body.readUInt16BE(3);
    }
    if (marker === APP1 && startsWith(body, 'Exif\0\0')) turned = orientationIn(body.subarray(6)) ?? turned;
    if (marker === SOS) {
      hasScan = true;
      while (
        end < bytes.length &&
        !(bytes[end] === 0xff && !isOfScan(bytes[end + 1] ?? EOI) && bytes[end + 1] !== 0xff)
      )
        end += bytes[end] === 0xff && bytes[end + 1] !== 0xff ? 2 : 1;
    }
    if (isNeeded(marker, body)) kept.push(Buffer.from([0xff, marker]), bytes.subarray(at, end));
    at = end;
  }
  return undefined; // it was cut short
}

const startsWith = (body: Buffer, text: string): boolean => body.toString('latin1', 0, text.length) === text;

const ORIENTATION = 0x0112;
const SHORT = 3;

/** @param tiff the body of an EXIF segment @returns 1 to 8, undefined where it does not say */
function orientationIn(tiff: Buffer): number | undefined {
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return undefined;
  const u16 = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (start + 2 > tiff.length) return undefined;
  const count = u16(start);
  for (let entry = start + 2; entry + 12 <= tiff.length && entry < start + 2 + count * 12; entry += 12) {
    if (u16(entry) !== ORIENTATION || u16(entry + 2) !== SHORT) continue;
    const said = u16(entry + 8);
    return said >= 1 && said <= 8 ? said : undefined;
  }
  return undefined;
}

/** An EXIF segment that says which way is up, and nothing else. */
function orientation(turned: number): Buffer {
  const tiff = Buffer.from([
    ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08], // big-endian, one directory at 8
    ...[0x00, 0x01, 0x01, 0x12, 0x00, SHORT, 0x00, 0x00, 0x00, 0x01, 0x00, turned, 0x00, 0x00],
    ...[0x00, 0x00, 0x00, 0x00], // no other directory
  ]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
