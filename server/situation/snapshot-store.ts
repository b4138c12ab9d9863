// Snapshots of the folded situation, so that a start does not read the whole log and the past can be shown.
// They are derived: a missing, damaged or foreign snapshot costs time, never truth.

/** One entity of one layer as JSON text; null when it was removed. */
export type SnapshotRow = { readonly layer: string; readonly id: string; readonly json: string | null };

/** Some entities of one layer, parsed: `entities[i]` is the one saved under `ids[i]`. */
export type SnapshotChunk = {
  readonly layer: string;
  readonly ids: readonly string[];
  readonly entities: readonly unknown[];
};

export interface SnapshotStore {
  /** The largest checkpoint at or before `seq` (default: any), or 0. */
  latest(seq?: number): Promise<number>;
  /**
   * Streams the state as of a checkpoint that `latest` has named, ordered by layer and id, removed entities left out.
   * Throws when the store turns out to be damaged; it has then emptied itself, and `latest` says 0.
   */
  load(checkpoint: number): AsyncGenerator<SnapshotChunk>;
  /**
   * Writes checkpoint `seq`: what changed since checkpoint `since` (0: everything there is), all or nothing.
   * Rejects when `since` is not the newest checkpoint: after a save that failed, its rows belong into the next one.
   */
  save(seq: number, changed: readonly SnapshotRow[], since: number): Promise<void>;
  close(): Promise<void>;
}
