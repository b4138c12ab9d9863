// Deltas: a small algebra over what screens hold. Apply, squash, nothing else.
import { type Digest, EMPTY_DIGEST, entityDigest, xor } from './digest.ts';
import type { Entity, Layer, Situation } from './situation.ts';

export type DeltaChange =
  | {
      readonly layer: Layer;
      readonly id: string;
      readonly version: number;
      readonly op: 'put';
      readonly entity: Entity;
    }
  | { readonly layer: Layer; readonly id: string; readonly version: number; readonly op: 'remove' };

/** Everything a reader may see that changed after `from`, up to and including `to`. */
export type Delta = { readonly from: number; readonly to: number; readonly changes: readonly DeltaChange[] };

export const isEmpty = (delta: Delta): boolean => delta.changes.length === 0;

/** Two neighbours as one: the last word on each entity wins. `first.to` must be `second.from`. */
export function squash(first: Delta, second: Delta): Delta {
  if (first.to !== second.from)
    throw new Error(`deltas ${first.from}-${first.to} and ${second.from}-${second.to} do not meet`);
  const last = new Map<string, DeltaChange>();
  for (const change of [...first.changes, ...second.changes]) {
    const key = `${change.layer}/${change.id}`;
    last.delete(key); // keeps the order of the last word
    last.set(key, change);
  }
  return { from: first.from, to: second.to, changes: [...last.values()] };
}

/**
 * Applies a delta to a reader's copy.
 * @returns false, and touches nothing, when the delta does not start where the copy stands: the reader must resync
 */
export function applyDelta(copy: Situation, delta: Delta): boolean {
  if (delta.from !== copy.seq) return false;
  for (const change of delta.changes) {
    if (change.op === 'put') copy.put(change.layer, change.id, change.entity);
    else copy.remove(change.layer, change.id);
  }
  copy.seq = delta.to;
  return true;
}

/** The digest of everything a copy holds; O(n), for checks. Readers keep it up to date with `moveDigest`. */
export function digestOf(copy: Situation, layers: readonly Layer[]): Digest {
  let digest = EMPTY_DIGEST;
  for (const layer of layers) {
    for (const entity of copy.all(layer).values()) digest = xor(digest, entityDigest(layer, entity.id, entity.version));
  }
  return digest;
}

/** The digest after one entity went from one version to another (undefined: not there). */
export function moveDigest(
  digest: Digest,
  layer: Layer,
  id: string,
  before: number | undefined,
  after: number | undefined,
): Digest {
  const left = before === undefined ? digest : xor(digest, entityDigest(layer, id, before));
  return after === undefined ? left : xor(left, entityDigest(layer, id, after));
}
