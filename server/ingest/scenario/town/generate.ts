// Grows the town from its seed: the stages in the order they run.
import type { Town } from './town.ts';

/** @param hash at least 16 bytes of a cryptographic hash of the text (SHA-256 in production) */
export function generateTown(seed: string, hash: (text: string) => Uint8Array): Town {
  throw new Error(`not grown yet: ${seed} ${hash.length}`);
}
