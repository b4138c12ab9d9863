// Snapshots on SQLite, as the main thread sees them. A file of its own, because it may be thrown away and the log may not.
import { WorkerPort } from '../log/worker-port.ts';
import type { SnapshotChunk, SnapshotRow, SnapshotStore } from './snapshot-store.ts';
import type { Cursor, LoadedText, SnapshotsData } from './sqlite-snapshots-protocol.ts';

export type SqliteSnapshotsOptions = {
  /** Path of the database; made if missing, its directory must exist. */
  readonly file: string;
  /** The log's epoch, and the version of the code that folds it: with either changed, the file is emptied. */
  readonly epoch: string;
  readonly foldVersion: string;
  /** The log's head: a snapshot beyond it is of another log. */
  readonly head: number;
  /** Where lines for the operator go; standard error by default. */
  readonly log?: (line: string) => void;
};

/** Rows that cross to the thread at a time: a turn of the event loop each. */
const PART_ROWS = 2_000;

/** Never throws for what the file holds: foreign or damaged, it is emptied, which is logged. */
export async function openSqliteSnapshots(options: SqliteSnapshotsOptions): Promise<SnapshotStore> {
  const say = options.log ?? ((line: string) => console.error(line));
  const data: SnapshotsData = {
    file: options.file,
    binding: `epoch ${options.epoch}, fold ${options.foldVersion}`,
    head: options.head,
  };
  const port = new WorkerPort({
    url: new URL('./sqlite-snapshots-worker.ts', import.meta.url),
    name: 'the snapshots',
    data,
    // Not fatal to the process: without snapshots the next start is slow, that is all.
    onFatal: (error) => say(`no more snapshots until the next start: ${error.message}`),
    onNotice: say,
  });
  await port.opened();
  return {
    latest: (seq = Number.MAX_SAFE_INTEGER) => port.call({ type: 'latest', seq }),
    load: (checkpoint) => load(port, checkpoint),
    save: serial((seq, changed, since) => save(port, seq, changed, since)),
    close: () => port.close({ type: 'close' }),
  };
}

/** One chunk ahead: the thread reads the next while this one is parsed. */
async function* load(port: WorkerPort, checkpoint: number): AsyncGenerator<SnapshotChunk> {
  const fetch = (cursor?: Cursor): Promise<LoadedText> => port.call({ type: 'load', checkpoint, cursor });
  let next: Promise<LoadedText> | undefined = fetch();
  while (next) {
    const chunk: LoadedText = await next;
    next = chunk.next && fetch(chunk.next);
    // A caller that stops early leaves this one behind: its failure is then nobody's.
    next?.catch(() => {});
    const parsed = parse(chunk);
    if (parsed instanceof Error) {
      await port.call({ type: 'discard', why: parsed.message });
      throw parsed;
    }
    if (parsed.ids.length > 0) yield parsed;
  }
}

function parse({ layer, ids, entities }: LoadedText): SnapshotChunk | Error {
  try {
    return { layer, ids: JSON.parse(ids) as string[], entities: JSON.parse(entities) as unknown[] };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function save(port: WorkerPort, seq: number, changed: readonly SnapshotRow[], since: number): Promise<void> {
  await port.call({ type: 'begin', seq, since });
  for (let from = 0; from < changed.length; from += PART_ROWS) {
    const flat = changed.slice(from, from + PART_ROWS).flatMap(({ layer, id, json }) => [layer, id, json]);
    await port.call({ type: 'rows', flat });
  }
  await port.call({ type: 'commit' });
}

/** Two saves at once would write into each other's transaction. */
function serial(work: SnapshotStore['save']): SnapshotStore['save'] {
  let last: Promise<void> = Promise.resolve();
  return (...given) => {
    const mine = last.then(() => work(...given));
    last = mine.catch(() => {});
    return mine;
  };
}
