// The identity of an imported row: what it says, so that saying it again is heard as the same.
import { createHash } from 'node:crypto';
import { uuidV8 } from '#shared/ids.ts';
import { canonicalJson } from '../content-hash.ts';

/**
 * Content of a row: kind and data with coordinates in WGS-84, and its time where the file gives one. The file's name,
 * encoding and datum are not content: the same rows from another file are the same reports.
 */
export type Content = {
  readonly kind: string;
  readonly data: unknown;
  readonly observedAt?: string;
};

/** @returns hex SHA-256 of the content: `Incoming.hash` */
export const hashOf = (content: Content): string => createHash('sha256').update(canonicalJson(content)).digest('hex');

/**
 * @param hash of `hashOf`
 * @param attempt above 0 for a row whose earlier report the log holds as refused: it may be right by now (its site is
 *   registered since), and an opId can never be judged twice
 * @returns UUID version 8
 */
export function opIdOf(hash: string, attempt = 0): string {
  const bytes = attempt === 0 ? Buffer.from(hash, 'hex') : createHash('sha256').update(`${hash}:${attempt}`).digest();
  return uuidV8(bytes);
}
