// The digest of a set of entities: XOR of FNV-1a-64 over `layer/id@version` (UTF-8), so that it can be kept up to
// date one change at a time, in any order, on both sides. 64 bits as two 32-bit halves: BigInt is 20 times slower.

export type Digest = { readonly hi: number; readonly lo: number };
export const EMPTY_DIGEST: Digest = { hi: 0, lo: 0 };

const encoder = new TextEncoder();
// biome-ignore lint/suspicious/noControlCharactersInRegex: every byte of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** FNV-1a, 64 bits: offset basis cbf29ce484222325, prime 2^40 + 1b3. */
export function fnv1a64(text: string): Digest {
  let hi = 0xcbf29ce4;
  let lo = 0x84222325;
  // Ids are mostly ASCII, whose codes are their bytes: an array for each change cost more than the sum itself.
  const bytes = ASCII.test(text) ? undefined : encoder.encode(text);
  const length = bytes?.length ?? text.length;
  for (let at = 0; at < length; at += 1) {
    lo = (lo ^ (bytes?.[at] ?? text.charCodeAt(at))) >>> 0;
    // (hi, lo) * (2^40 + 0x1b3): products stay under 2^53, so doubles are exact
    const low = lo * 0x1b3;
    hi = (hi * 0x1b3 + Math.floor(low / 0x1_0000_0000) + lo * 0x100) % 0x1_0000_0000;
    lo = low % 0x1_0000_0000;
  }
  return { hi: hi >>> 0, lo: lo >>> 0 };
}

export const entityDigest = (layer: string, id: string, version: number): Digest =>
  fnv1a64(`${layer}/${id}@${version}`);

export const xor = (a: Digest, b: Digest): Digest => ({ hi: (a.hi ^ b.hi) >>> 0, lo: (a.lo ^ b.lo) >>> 0 });

/** 16 hex digits. */
export const hex = ({ hi, lo }: Digest): string => hi.toString(16).padStart(8, '0') + lo.toString(16).padStart(8, '0');
