// A photo on its way: made small on the phone, named by the hash of its bytes before any network knows it, and kept until
// the server has it.
import { photoId } from '#shared/photo.ts';
import { err, ok, type Result } from '#shared/result.ts';

export type Photo = {
  readonly id: string;
  /** who took it; nobody else sends it */
  readonly account: string;
  readonly type: 'image/jpeg';
  readonly bytes: ArrayBuffer;
};
/** unreadable: the browser cannot show it; insecure: no HTTPS, and so no way to name it */
export type PhotoTrouble = 'unreadable' | 'insecure';

/** Longer side: enough to read a door plate, some 200 kB. px */
const SIDE = 1280;
const QUALITY = 0.72;

/** Draws it anew, small and upright: nothing that the camera wrote beside the picture survives that. */
export async function shrink(picked: Blob, account: string): Promise<Result<Photo, PhotoTrouble>> {
  if (crypto.subtle === undefined) return err('insecure');
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(picked, { imageOrientation: 'from-image' });
  } catch {
    return err('unreadable');
  }
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (blob === null) return err('unreadable');
  const bytes = await blob.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const id = photoId([...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  return ok({ id, account, type: 'image/jpeg', bytes });
}
