// Gates that have stopped counting: nothing told for two of their slots, although they are open. Pure.
import type { Checkpoint } from '../subject/checkpoint.ts';
import { instant, MINUTE, SECOND } from '../time.ts';
import { isClosed } from './checkpoint-flow.ts';

/** Counts are told in quarters of an hour where their source says no other rhythm (design/api.md, `checkpoint.counted`). */
const SLOT_SECONDS = (15 * MINUTE) / SECOND;

/** `since`: ms since 1970, when the last slot that was told ended. */
export type GateSilence = 'closed' | 'never' | 'speaks' | { readonly since: number };

/**
 * As with sources: after twice the interval without a word a gate is silent, since the end of its last slot in either
 * direction.
 * @param everySeconds of the source that told last; undefined where it is registered nowhere
 * @param now ms since 1970
 */
export function gateSilence(
  { status, latest }: Pick<Checkpoint, 'status' | 'latest'>,
  everySeconds: number | undefined,
  now: number,
): GateSilence {
  if (isClosed(status)) return 'closed';
  const ends = [latest?.in, latest?.out].flatMap((slot) => (slot === undefined ? [] : instant(slot.to)));
  if (ends.length === 0) return 'never';
  const since = Math.max(...ends);
  return now - since > 2 * (everySeconds ?? SLOT_SECONDS) * SECOND ? { since } : 'speaks';
}
