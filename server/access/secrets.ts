// Secrets that machines carry (session tokens, keys): 256 random bits. Only their SHA-256 is kept, so a stolen register
// signs nobody in; a slow hash would add nothing, nobody guesses 256 bits.
import { hash, timingSafeEqual } from 'node:crypto';

/** @returns so many unpredictable bytes */
export type Random = (bytes: number) => Uint8Array;

export const newSecret = (random: Random): string => Buffer.from(random(32)).toString('base64url');

/** @returns SHA-256, 64 hex digits */
export const digestOf = (secret: string): string => hash('sha256', secret, 'hex');

/** The part of a digest that may be shown and logged: it names the grant and opens nothing. */
export const grantIdOf = (digest: string): string => digest.slice(0, 16);

export type Kept = { readonly digest: string };

/**
 * Finds what a presented secret stands for. The map is keyed by grant id, which is public; the whole digest is compared
 * in constant time.
 */
export function findBySecret<T extends Kept>(kept: ReadonlyMap<string, T>, secret: string): T | undefined {
  // Longer than any secret of ours or of an operator's choosing: not worth hashing.
  if (secret.length === 0 || secret.length > 512) return undefined;
  const digest = digestOf(secret);
  const found = kept.get(grantIdOf(digest));
  return found && timingSafeEqual(Buffer.from(found.digest), Buffer.from(digest)) ? found : undefined;
}

// Without 0/o, 1/l/i: it is read from a terminal and typed into a phone.
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** @returns four groups of five characters, 99 bits */
export function readablePassword(random: Random): string {
  let text = '';
  while (text.length < 20) {
    // Bytes over the last whole multiple are dropped: the remainder alone would favour the first letters.
    for (const byte of random(32)) if (byte < 248 && text.length < 20) text += READABLE[byte % READABLE.length];
  }
  return (text.match(/.{5}/g) ?? []).join('-');
}
