// Unsent reports on their way to another phone: pressed together and sealed with a code that only the giver's screen shows, so
// that neither the file nor a photo of the QR codes tells anything alone.
import { isUuid } from '#shared/ids.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { keyOfSecret, seal, unseal } from '../lock/vault.ts';
import type { Photo } from '../outbox/photo.ts';
import { type FieldReport, isFieldKind } from '../report/kinds.ts';
import { checksum } from './checksum.ts';

type Bytes = Uint8Array<ArrayBuffer>;
export type Handed = {
  /** exactly as its phone made it: the server knows it by its opId, whoever brings it */
  readonly report: FieldReport;
  /** since it was made, s */
  readonly age: number;
};
export type Bundle = {
  /** of the phone that hands over */
  readonly device: string;
  /** in the order in which they were made */
  readonly reports: readonly Handed[];
  readonly photos: readonly Pick<Photo, 'id' | 'type' | 'bytes'>[];
};

/** Letters and digits nobody mistakes for each other on a wet screen. */
const LETTERS = 'ACDEFGHJKLMNPQRTUVWXY34679';
const CODE_LENGTH = 8;

/** @param random fresh bytes @returns eight signs: years of guessing for whoever has the file and a rack of graphics cards */
export const makeCode = (random: Uint8Array): string =>
  // A byte above the last full run of letters would favour the first ones.
  [...random]
    .filter((byte) => byte < 256 - (256 % LETTERS.length))
    .slice(0, CODE_LENGTH)
    .map((byte) => LETTERS[byte % LETTERS.length])
    .join('');

/** As it is read aloud: in two halves. */
export const shownCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;
/** @returns undefined while it cannot be a code */
export function typedCode(text: string): string | undefined {
  const plain = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return plain.length === CODE_LENGTH && [...plain].every((sign) => LETTERS.includes(sign)) ? plain : undefined;
}

// What lies in the file, and in the QR codes together: mark, version, salt, nonce, checksum of both and of what is sealed.
const MARK = new TextEncoder().encode('CORDON-HANDOVER');
const VERSION = 1;
const [SALT, IV, SUM] = [16, 12, 8];
const HEAD = MARK.length + 1 + SALT + IV + SUM;
/** As for the PIN: a second on a slow phone, and as long for each guess. */
const ITERATIONS = 1_000_000;
/** What a bundle may unfold to: thousands of reports and a hundred photos. bytes */
const MOST = 64 * 2 ** 20;

const placeOf = (salt: Bytes): string => `handover|${VERSION}|${checksum(salt)}`;

export type Sealer = { readonly salt: Bytes; readonly key: CryptoKey };
/** One code may seal more than once: with the photos for a file, without them for the QR codes. @param iterations fewer only in tests */
export async function sealerOf(code: string, iterations = ITERATIONS): Promise<Sealer> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  return { salt, key: await keyOfSecret(code, salt, iterations, ['encrypt']) };
}

export async function sealBundle({ salt, key }: Sealer, { device, reports, photos }: Bundle): Promise<Bytes> {
  const said = new TextEncoder().encode(
    JSON.stringify({
      device,
      reports,
      photos: photos.map(({ id, type, bytes }) => ({ id, type, size: bytes.byteLength })),
    }),
  );
  const plain = joined([lengthOf(said), said, ...photos.map(({ bytes }) => new Uint8Array(bytes))]);
  const pressed = await through(plain, new CompressionStream('deflate-raw'));
  const { iv, bytes } = await seal(key, { bytes: pressed.buffer }, placeOf(salt));
  const sum = new TextEncoder().encode(checksum(joined([salt, iv, bytes])));
  return joined([MARK, Uint8Array.of(VERSION), salt, iv, sum, bytes]);
}

/**
 * other: no bundle of Cordon's; newer: of a version this phone does not know; damaged: not all of it, or changed on its way;
 * wrong-code: whole, and sealed with another code
 */
export type BundleTrouble = 'other' | 'newer' | 'damaged' | 'wrong-code';

/** Looked at before anybody types a code. @returns undefined where it may be opened */
export function flawOfBundle(file: Bytes): Exclude<BundleTrouble, 'wrong-code'> | undefined {
  if (MARK.some((byte, i) => file[i] !== byte)) return 'other';
  if (file[MARK.length] !== VERSION) return (file[MARK.length] ?? 0) > VERSION ? 'newer' : 'damaged';
  if (file.length <= HEAD) return 'damaged';
  const { salt, iv, sum, bytes } = partsOf(file);
  return new TextDecoder().decode(sum) === checksum(joined([salt, iv, bytes])) ? undefined : 'damaged';
}

/** @param iterations as it was sealed with; fewer only in tests */
export async function openBundle(
  file: Bytes,
  code: string,
  iterations = ITERATIONS,
): Promise<Result<Bundle, BundleTrouble>> {
  const flaw = flawOfBundle(file);
  if (flaw !== undefined) return err(flaw);
  const { salt, iv, bytes } = partsOf(file);
  let pressed: Bytes;
  try {
    const key = await keyOfSecret(code, salt, iterations, ['decrypt']);
    pressed = new Uint8Array((await unseal<{ bytes: ArrayBuffer }>(key, { iv, bytes }, placeOf(salt))).bytes);
  } catch {
    return err('wrong-code');
  }
  try {
    const bundle = bundleOf(await through(pressed, new DecompressionStream('deflate-raw')));
    return bundle === undefined ? err('newer') : ok(bundle);
  } catch {
    // Sealed so by whoever made it: nothing that this Cordon writes.
    return err('other');
  }
}

function partsOf(file: Bytes): { salt: Bytes; iv: Bytes; sum: Bytes; bytes: Bytes } {
  const salt = MARK.length + 1;
  const iv = salt + SALT;
  const sum = iv + IV;
  return { salt: file.slice(salt, iv), iv: file.slice(iv, sum), sum: file.slice(sum, HEAD), bytes: file.slice(HEAD) };
}

/** @returns undefined where it holds a report that this door does not know: of a newer version, or of nobody's making here */
function bundleOf(plain: Bytes): Bundle | undefined {
  const end = 4 + new DataView(plain.buffer).getUint32(0);
  const said = JSON.parse(new TextDecoder().decode(plain.subarray(4, end))) as {
    device: string;
    reports: Handed[];
    photos: { id: string; type: Photo['type']; size: number }[];
  };
  if (typeof said.device !== 'string') throw new Error('of no phone');
  for (const { report } of said.reports) {
    if (!isUuid(report.opId) || typeof report.observedAt !== 'string' || typeof report.data !== 'object')
      throw new Error('no report');
    // Nobody slips an order under the hand of somebody who may give it.
    if (!isFieldKind(report.kind)) return undefined;
  }
  let at = end;
  const photos = said.photos.map(({ id, size }) => {
    const bytes = plain.slice(at, at + size).buffer;
    at += size;
    return { id, type: 'image/jpeg' as const, bytes };
  });
  return { device: said.device, reports: said.reports, photos };
}

const lengthOf = (bytes: Bytes): Bytes => {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return length;
};

function joined(parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function through(bytes: Bytes, change: CompressionStream | DecompressionStream): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(change).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MOST) throw new Error('unfolds to more than a phone holds');
    parts.push(part.value);
  }
  return joined(parts);
}
