// The reader's thread: a read-only connection, so that a long read stops neither a commit nor the event loop.
// Every answer is one short read: a transaction left open would keep the WAL from being reused (guarantees.md, trap 22).
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import { verifyStep } from './audit-chain.ts';
import { opIdBytes } from './ids.ts';
import { messageOf } from './sqlite-errors.ts';
import { quickCheck } from './sqlite-file.ts';
import type { Chunk, History, ReaderRequest } from './sqlite-protocol.ts';
import type { Reply } from './worker-port.ts';
import { reply, serve } from './worker-serve.ts';

const CHUNK_ROWS = 1_000;
const CHUNK_CHARS = 1 << 20;

type Row = { readonly seq: number; readonly recorded_at: number; readonly actor: string; readonly report: string };

const path = (workerData as { database: string }).database;
let db: DatabaseSync | undefined;

/** With the first question and not before: this thread starts beside the writer's, which makes the file. */
function open(): DatabaseSync {
  db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384');
  return db;
}

/** Joins text to text: the main thread parses a whole chunk once. Ours come last, so a report cannot speak over them. */
const eventText = (row: Row): string => {
  const recordedAt = new Date(row.recorded_at).toISOString();
  return `${row.report.slice(0, -1)},"seq":${row.seq},"recordedAt":"${recordedAt}","actor":${JSON.stringify(row.actor)}}`;
};

const COLUMNS = 'SELECT seq, recorded_at, actor, report FROM event';

function chunk(db: DatabaseSync, after: number, upTo: number): Chunk {
  const texts: string[] = [];
  let last = 0;
  let chars = 0;
  const rows = db.prepare(`${COLUMNS} WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${CHUNK_ROWS}`);
  for (const row of rows.iterate(after, upTo) as Iterable<unknown> as Iterable<Row>) {
    const text = eventText(row);
    texts.push(text);
    last = row.seq;
    chars += text.length;
    if (chars >= CHUNK_CHARS) break;
  }
  return { json: `[${texts.join(',')}]`, last };
}

function find(db: DatabaseSync, opId: string): string | undefined {
  const row = db.prepare(`${COLUMNS} WHERE op_id = ?`).get(opIdBytes(opId));
  return row && eventText(row as unknown as Row);
}

function history(db: DatabaseSync, subject: string, limit: number): History {
  const rows = db.prepare(`${COLUMNS} WHERE subject = ? ORDER BY seq DESC LIMIT ?`).all(subject, limit);
  const texts = (rows as unknown as Row[]).map(eventText).reverse();
  const total = Number(db.prepare('SELECT count(*) AS n FROM event WHERE subject = ?').get(subject)?.n ?? 0);
  return { json: `[${texts.join(',')}]`, total };
}

/** Bisection over seq: recorded_at never decreases with it. */
function seqAt(db: DatabaseSync, instant: number): number {
  const at = db.prepare('SELECT recorded_at FROM event WHERE seq = ?');
  let low = 0;
  let high = Number(db.prepare('SELECT max(seq) AS seq FROM event').get()?.seq ?? 0);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (Number(at.get(middle)?.recorded_at) <= instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

function readings(db: DatabaseSync, before: number, limit: number, offset: number): unknown[] {
  const sql = `SELECT audit.n, audit.at, audit.actor, audit.kind, reading.told FROM audit JOIN reading USING (n)
    WHERE audit.n < ? ORDER BY audit.n DESC LIMIT ? OFFSET ?`;
  return db.prepare(sql).all(before, limit, offset);
}

function answer(request: ReaderRequest): unknown {
  if (request.type === 'close') return db?.close();
  const file = db ?? open();
  switch (request.type) {
    case 'chunk':
      return chunk(file, request.after, request.upTo);
    case 'find':
      return find(file, request.opId);
    case 'history':
      return history(file, request.subject, request.limit);
    case 'seqAt':
      return seqAt(file, request.instant);
    case 'readings':
      return readings(file, request.before, request.limit, request.offset);
    case 'readingCount':
      return Number(file.prepare('SELECT count(*) AS n FROM reading').get()?.n);
    case 'check':
      return quickCheck(file, path);
    case 'verify':
      return verifyStep(file, request.afterN, request.upTo, request.link);
  }
}

function answerOrRefuse(request: ReaderRequest): Reply {
  try {
    return { id: request.id, value: answer(request) };
  } catch (error) {
    return { id: request.id, failure: { code: 'io', message: messageOf(error) } };
  }
}

serve<ReaderRequest>(
  () => {},
  (requests) => {
    for (const request of requests) reply([answerOrRefuse(request)]);
  },
);
