// Pictures of one pixel that carry everything a camera writes beside a picture; each such thing says CANARY.
import { crc32, deflateSync } from 'node:zlib';

export const CANARY = 'CANARY-109.2041-39.0012';
const canary = Buffer.from(CANARY, 'latin1');

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** A progressive JPEG of one pixel: quantisation, frame, Huffman table, scan. */
const PIXEL = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
);
export const PLAIN_JPEG = Buffer.concat([PIXEL, Buffer.from([0xff, 0xd9])]);

const exif = (turned: number): Buffer =>
  Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, turned, 0, 0, 0, 0, 0, 0, 0]),
    canary,
  ]);

/** @param turned EXIF orientation, 1 to 8 */
export const cameraJpeg = (turned = 6): Buffer =>
  Buffer.concat([
    PIXEL.subarray(0, 20), // start and JFIF
    segment(0xe0, Buffer.concat([Buffer.from('JFXX\0'), canary])),
    segment(0xe1, exif(turned)),
    segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), canary])),
    segment(0xe2, Buffer.concat([Buffer.from('MPF\0'), canary])),
    segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours')),
    segment(0xed, Buffer.concat([Buffer.from('Photoshop 3.0\0'), canary])),
    segment(0xfe, canary),
    PIXEL.subarray(20),
    Buffer.from([0xff, 0xd9]),
    canary, // a film or a second picture behind the end
  ]);

const chunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
};
export const cameraPng = (width = 1, height = 1): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('eXIf', canary),
    chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), canary])),
    chunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), canary])),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('tIME', Buffer.from([7, 230, 10, 30, 8, 0, 0])),
    chunk('IEND', Buffer.alloc(0)),
    canary,
  ]);
};

const riff = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};
const PICTURE = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64').subarray(12);
/** @param flags of VP8X; EXIF and XMP are announced by default */
export const cameraWebp = (flags = 0x0c): Buffer => {
  const extended = riff('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const body = Buffer.concat([extended, PICTURE, riff('EXIF', canary), riff('XMP ', canary), riff('CNRY', canary)]);
  return Buffer.concat([riff('RIFF', Buffer.concat([Buffer.from('WEBP'), body])), canary]);
};
