// The thread of the snapshots: one connection writes checkpoints, another reads, so that a load during a save sees either
// the checkpoint before or the one after.
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import { isDamaged, messageOf } from '../log/sqlite-errors.ts';
import type { Reply } from '../log/worker-port.ts';
import { notice, reply, serve } from '../log/worker-serve.ts';
import { newestCheckpoint, openBound, removeFile } from './sqlite-snapshots-file.ts';
import { loadChunk } from './sqlite-snapshots-load.ts';
import type { SnapshotsData, SnapshotsRequest } from './sqlite-snapshots-protocol.ts';
import { toRemove } from './thinning.ts';

const data = workerData as SnapshotsData;
let writer: DatabaseSync;
let reader: DatabaseSync;
/** The checkpoint being written; 0 when none is. */
let writing = 0;

function open(): void {
  const { db, wiped } = openBound(data.file, data.binding, data.head);
  if (wiped) notice(`the snapshots were started again: ${wiped}; the log is folded from its start once`);
  writer = db;
  reader = new DatabaseSync(data.file, { readOnly: true, timeout: 5_000 });
  reader.exec('PRAGMA trusted_schema = OFF; PRAGMA cache_size = -32768');
}

function close(): void {
  reader.close();
  if (writer.isTransaction) writer.exec('ROLLBACK');
  writer.close();
}

function begin(seq: number, since: number): void {
  const newest = newestCheckpoint(writer);
  if (since !== newest) throw new Error(`checkpoint ${seq} was made since ${since}, the newest is ${newest}`);
  if (seq <= since) throw new Error(`checkpoint ${seq} is not after ${since}`);
  writer.exec('BEGIN IMMEDIATE');
  writing = seq;
}

// A row that this checkpoint has written already is replaced, not kept as a version.
const RETIRE = `
  INSERT INTO past SELECT layer, id, seq, ?3, json FROM latest WHERE layer = ?1 AND id = ?2 AND seq < ?3`;
const PUT = `
  INSERT INTO latest VALUES (?, ?, ?, ?) ON CONFLICT (layer, id) DO UPDATE SET seq = excluded.seq, json = excluded.json`;

function write(flat: readonly (string | null)[]): void {
  if (writing === 0) throw new Error('no checkpoint is being written');
  const retire = writer.prepare(RETIRE);
  const put = writer.prepare(PUT);
  const remove = writer.prepare('DELETE FROM latest WHERE layer = ? AND id = ?');
  for (let i = 0; i < flat.length; i += 3) {
    const [layer = '', id = '', json = null] = flat.slice(i, i + 3);
    retire.run(layer, id, writing);
    if (json === null) remove.run(layer, id);
    else put.run(layer, id, writing, json);
  }
}

function commit(): void {
  if (writing === 0) throw new Error('no checkpoint is being written');
  writer.prepare('INSERT INTO checkpoint VALUES (?)').run(writing);
  thin();
  writer.exec('COMMIT');
  writing = 0;
}

/** A version goes when no kept checkpoint lies within its life; those lives end between `gone` and the one after it. */
function thin(): void {
  const kept = writer
    .prepare('SELECT seq FROM checkpoint ORDER BY seq')
    .all()
    .map((row) => Number(row.seq));
  for (const gone of toRemove(kept)) {
    const at = kept.indexOf(gone);
    const [before = 0, after = gone] = [kept[at - 1], kept[at + 1]];
    writer.prepare('DELETE FROM past WHERE until > ? AND until <= ? AND seq > ?').run(gone, after, before);
    writer.prepare('DELETE FROM checkpoint WHERE seq = ?').run(gone);
    kept.splice(at, 1);
  }
}

function answer(request: SnapshotsRequest): unknown {
  switch (request.type) {
    case 'latest':
      return newestCheckpoint(reader, request.seq);
    case 'load':
      return loadChunk(reader, request.checkpoint, request.cursor);
    case 'begin':
      return begin(request.seq, request.since);
    case 'rows':
      return write(request.flat);
    case 'commit':
      return commit();
    case 'discard':
      return startAgain(request.why);
    case 'close':
      return close();
  }
}

function answerOrRefuse(request: SnapshotsRequest): Reply {
  try {
    return { id: request.id, value: answer(request) };
  } catch (error) {
    if (writer.isOpen && writer.isTransaction) writer.exec('ROLLBACK');
    writing = 0;
    if (isDamaged(error)) startAgain(messageOf(error));
    return { id: request.id, failure: { code: 'io', message: messageOf(error) } };
  }
}

function startAgain(why: string): void {
  notice(`the snapshots are damaged (${why}) and were started again`);
  close();
  removeFile(data.file);
  open();
}

serve<SnapshotsRequest>(open, (requests) => {
  for (const request of requests) reply([answerOrRefuse(request)]);
});
