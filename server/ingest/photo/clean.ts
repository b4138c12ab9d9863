// A photo as it may be kept: what it is, is read from its bytes and never from its name, and nothing but the picture stays.
// Place, time, device and whatever else a camera writes beside the picture are taken out before anything reaches the disk.
import { type Problem, problem } from '#shared/errors.ts';
import { MOST_PHOTO_BYTES, type PhotoType } from '#shared/photo.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Cleaned } from './cleaned.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

export type Photo = Cleaned & { readonly type: PhotoType };

/** Larger ones stop the phone that shows them. pixels */
const MOST_PIXELS = 50_000_000;

const CLEANERS: { readonly [T in PhotoType]: (bytes: Buffer) => Cleaned | undefined } = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
};

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What the first bytes say it is. */
export function photoTypeOf(bytes: Buffer): PhotoType | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (bytes.subarray(0, 8).equals(PNG)) return 'image/png';
  const isRiff = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isRiff ? 'image/webp' : undefined;
}

/** @returns the photo without what a camera writes beside it; its orientation stays, or it would lie on its side */
export function cleanPhoto(bytes: Buffer): Result<Photo, Problem> {
  if (bytes.length === 0) return err(problem('empty-file', 'the file is empty', 'file'));
  if (bytes.length > MOST_PHOTO_BYTES)
    return err(problem('too-large', `a photo is ${MOST_PHOTO_BYTES / 2 ** 20} MiB at most; make it smaller`, 'file'));
  const type = photoTypeOf(bytes);
  if (type === undefined)
    return err(problem('unsupported-format', 'a photo is JPEG, PNG or WebP; these bytes are none of them', 'file'));
  const cleaned = CLEANERS[type](bytes);
  if (cleaned === undefined)
    return err(problem('malformed', `these bytes begin as ${type} and are no whole picture`, 'file'));
  if (cleaned.width * cleaned.height > MOST_PIXELS)
    return err(problem('too-large', `a photo has ${MOST_PIXELS / 1e6} million pixels at most`, 'file'));
  return ok({ type, ...cleaned });
}
