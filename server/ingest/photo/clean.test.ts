import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PHOTO_BYTES } from '#shared/photo.ts';
import { cleanPhoto } from './clean.ts';
import { CANARY, cameraJpeg, cameraPng, cameraWebp, PLAIN_JPEG } from './photos.fixture.ts';

const cleaned = (bytes: Buffer) => {
  const photo = cleanPhoto(bytes);
  if (!photo.ok) throw new Error(JSON.stringify(photo.error));
  return photo.value;
};
const refusal = (bytes: Buffer) => {
  const photo = cleanPhoto(bytes);
  return photo.ok ? undefined : photo.error.code;
};

describe('a photo', () => {
  it.each([
    ['image/jpeg', cameraJpeg()],
    ['image/png', cameraPng()],
    ['image/webp', cameraWebp()],
  ])('%s keeps its picture and nothing of where, when and by what it was taken', (type, bytes) => {
    expect(bytes.includes(CANARY)).toBe(true);
    const photo = cleaned(bytes);
    expect(photo).toMatchObject({ type, width: 1, height: 1 });
    expect(photo.bytes.includes('CANARY')).toBe(false);
    expect(photo.bytes.includes('EXIF') || photo.bytes.includes('XMP')).toBe(false);
    // Once clean it stays as it is.
    expect(cleaned(photo.bytes).bytes.equals(photo.bytes)).toBe(true);
  });

  it('that is clean already is not touched', () => {
    expect(cleaned(PLAIN_JPEG).bytes.equals(PLAIN_JPEG)).toBe(true);
    expect(cleaned(cameraJpeg(1)).bytes.includes('ICC_PROFILE')).toBe(true);
  });

  it.each([3, 6, 8])('turned by %i stays turned', (turned) => {
    const { bytes } = cleaned(cameraJpeg(turned));
    expect(bytes.includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned]))).toBe(true);
    expect(cleaned(cameraJpeg(1)).bytes.includes('Exif')).toBe(false);
    expect(cleaned(cameraJpeg(99)).bytes.includes('Exif')).toBe(false);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty-file'],
    ['a text', Buffer.from('<html><script>alert(1)</script>'), 'unsupported-format'],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unsupported-format'],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0'), 'unsupported-format'],
    ['a JPEG by its first bytes only', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]), 'malformed'],
    ['a JPEG without a scan', Buffer.concat([PLAIN_JPEG.subarray(0, 20), Buffer.from([0xff, 0xd9])]), 'malformed'],
    ['a PNG with a broken check sum', flipped(cameraPng(), 30), 'malformed'],
    ['a WebP that is a film', cameraWebp(0x02), 'malformed'],
    ['a picture of 100,000 by 100,000', cameraPng(100_000, 100_000), 'too-large'],
    ['too many bytes', Buffer.alloc(MOST_PHOTO_BYTES + 1), 'too-large'],
  ])('is not: %s', (_, bytes, code) => expect(refusal(bytes)).toBe(code));

  it('cut short or damaged anywhere is refused or clean, and never throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(cameraJpeg(), cameraPng(), cameraWebp()),
        fc.nat(),
        fc.nat(255),
        fc.boolean(),
        (bytes, place, value, isCut) => {
          const at = place % bytes.length;
          const damaged = Buffer.from(isCut ? bytes.subarray(0, at) : bytes);
          if (!isCut) damaged[at] = value;
          const photo = cleanPhoto(damaged);
          if (photo.ok) expect(photo.value.bytes.length).toBeLessThan(bytes.length + 64);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const out = Buffer.from(bytes);
  out[at] = (out[at] as number) ^ 1;
  return out;
}
