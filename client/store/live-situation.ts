// What the map and the lists read: the reader's copy of the situation, and word of each change to it.
import type { DeltaChange } from '#shared/delta.ts';
import type { Situation } from '#shared/situation.ts';

/** `reset`: everything may have changed (a resync, another moment of the past); rebuild. */
export type Changed = readonly DeltaChange[] | 'reset';

export interface LiveSituation {
  readonly copy: Situation;
  /** Called after each applied delta, once. Returns how to stop. */
  onChange(listener: (changed: Changed) => void): () => void;
}
