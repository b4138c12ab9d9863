// What the main thread and the thread of the snapshots say to each other.
import type { Request } from '../log/worker-port.ts';

export type SnapshotsData = {
  readonly file: string;
  /** What the snapshots are of: another log, or another way of folding it, and they are worthless. */
  readonly binding: string;
  readonly head: number;
};

/** Where a load stands: the next chunk begins after `after` in `layer` and takes about `rows` rows. */
export type Cursor = { readonly layer: string; readonly after: string; readonly rows: number };

/** `ids` and `entities` are JSON arrays as text; `next` is absent after the last chunk. */
export type LoadedText = {
  readonly layer: string;
  readonly ids: string;
  readonly entities: string;
  readonly next?: Cursor;
};

export type SnapshotsRequest = Request &
  (
    | { readonly type: 'latest'; readonly seq: number }
    | { readonly type: 'load'; readonly checkpoint: number; readonly cursor: Cursor | undefined }
    | { readonly type: 'begin'; readonly seq: number; readonly since: number }
    /** layer, id, json, layer, id, json, …: a flat list crosses the thread boundary several times faster than objects */
    | { readonly type: 'rows'; readonly flat: readonly (string | null)[] }
    | { readonly type: 'commit' }
    | { readonly type: 'discard'; readonly why: string }
    | { readonly type: 'close' }
  );
