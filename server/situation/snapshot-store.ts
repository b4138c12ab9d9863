// Snapshots of the folded situation, so that a start does not read the whole log and the past can be shown.
// They are derived: a missing, damaged or foreign snapshot costs time, never truth.

/** One entity of one layer as JSON text; null when it was removed. */
export type SnapshotRow = { readonly layer: string; readonly id: string; readonly json: string | null };

export interface SnapshotStore {
  /** The largest checkpoint at or before `seq` (default: any), or 0. */
  latest(seq?: number): Promise<number>;
  /** Streams the state as of a checkpoint, in chunks, ordered by layer and id. */
  load(checkpoint: number): AsyncGenerator<readonly SnapshotRow[]>;
  /** Writes what changed since the checkpoint before. `seq` must be larger than every earlier checkpoint. */
  save(seq: number, changed: readonly SnapshotRow[]): Promise<void>;
  close(): Promise<void>;
}
