// A photo as proof: it is named in `proof` by an id that is the hash of its bytes, so that a phone knows the id before any
// network does, and the same photo sent twice is one.
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

/** The most that is taken; what a phone sends is a tenth of it. bytes */
export const MOST_PHOTO_BYTES = 5 * 2 ** 20;

const PHOTO_ID = /^photo-[0-9a-f]{64}$/;

/** @param sha256 64 hex digits, of the bytes as they are sent */
export const photoId = (sha256: string): string => `photo-${sha256}`;
export const isPhotoId = (text: string): boolean => PHOTO_ID.test(text);

export type ProofParts = { readonly photos: readonly string[]; readonly words: readonly string[] };

/** What a proof holds: ids of photos, and what somebody wrote, each in its order. */
export function partsOfProof(proof: string | readonly string[] | undefined): ProofParts {
  const lines = proof === undefined ? [] : typeof proof === 'string' ? [proof] : proof;
  return { photos: lines.filter(isPhotoId), words: lines.filter((line) => !isPhotoId(line)) };
}
