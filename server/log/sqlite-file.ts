// Opens the log's database and refuses to run on one that cannot keep the promise "acknowledged means on disk".
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { GENESIS, verifyStep } from './audit-chain.ts';
import { hex } from './ids.ts';
import { isDamaged, messageOf } from './sqlite-errors.ts';
import type { FileLimits } from './sqlite-protocol.ts';

// Below 3.51.3 two connections to one WAL file can damage it (the WAL-reset bug; guarantees.md, trap 18).
const VERSION_FLOOR = [3, 51, 3] as const;
const APPLICATION_ID = 0x436f7264; // 'Cord'
/** 2 has readings: a file of 1 gets their table when it is opened. */
const SCHEMA_VERSION = 2;

// event.report is the report's JSON as it came, plus nothing: seq, time and actor are columns and are added when read.
// subject is the entity a report is first of all about: derived, so that an entity's history is one range of an index.
// recorded_at never decreases with seq, so an instant is found by bisection and needs no index.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS stream (
    id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
    audit_n INTEGER NOT NULL, audit_link BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, actor TEXT NOT NULL,
    op_id BLOB NOT NULL UNIQUE, hash BLOB NOT NULL, report TEXT NOT NULL, subject TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS event_subject ON event (subject, seq) WHERE subject IS NOT NULL;
  CREATE TABLE IF NOT EXISTS audit (
    n INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, outcome TEXT NOT NULL, seq INTEGER NOT NULL,
    op_id BLOB NOT NULL, kind TEXT NOT NULL, digest BLOB NOT NULL, link BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS reading (n INTEGER PRIMARY KEY, told TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS register (
    space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, key)) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO stream VALUES (1, 0, 0, 0, zeroblob(32));
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};`;

export function checkVersion(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [i, floor] of VERSION_FLOOR.entries()) {
    const part = parts[i] ?? 0;
    if (part > floor) return;
    if (part < floor) throw new Error(`SQLite ${version} is too old: ${VERSION_FLOOR.join('.')} or later is needed`);
  }
}

const number = (db: DatabaseSync, sql: string): number => Number(Object.values(db.prepare(sql).get() ?? {})[0] ?? 0);
const text = (db: DatabaseSync, sql: string): string => String(Object.values(db.prepare(sql).get() ?? {})[0] ?? '');

export const getMeta = (db: DatabaseSync, key: string): string =>
  String(db.prepare('SELECT value FROM meta WHERE key = ?').get(key)?.value ?? '');

export const setMeta = (db: DatabaseSync, key: string, value: string): void => {
  db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
};

/** Checkpoints are our own (sqlite-worker.ts): SQLite's automatic one swallows its errors, a failed fsync among them. */
function setPragmas(db: DatabaseSync, maxPages: number | undefined): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA trusted_schema = OFF;
    PRAGMA secure_delete = ON;
    PRAGMA cache_size = -32768;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA journal_size_limit = 67108864;`);
  if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`);
}

/** Read back after the first write: some builds fall back to NORMAL only then (guarantees.md, trap 17). */
function checkPragmas(db: DatabaseSync): void {
  const journal = text(db, 'PRAGMA journal_mode');
  if (journal !== 'wal') throw new Error(`the log needs journal_mode=wal, this disk gives ${journal}`);
  const wanted = { synchronous: 2, foreign_keys: 1, trusted_schema: 0, secure_delete: 1, wal_autocheckpoint: 0 };
  for (const [pragma, value] of Object.entries(wanted)) {
    const found = number(db, `PRAGMA ${pragma}`);
    if (found !== value) throw new Error(`the log needs PRAGMA ${pragma} = ${value}, found ${found}: refusing to run`);
  }
}

// quick_check reads the whole file: about 1 s per million events (0.5 GB) from the page cache, several from a cold disk.
const CHECK_FIRST_BYTES = 128 * 2 ** 20;
const CHECK_BESIDE_BYTES = 2 ** 30;
const TAIL_ROWS = 1_000;

/**
 * A restart has five seconds (G14), so: a small file is checked before it is used; a larger one, after an unclean end, by the
 * reader's thread while the snapshot loads (a fault found then ends the process); a very large one by its tail alone, which
 * is what an unclean end touches. Damage met later is an error of SQLite and ends the process too. Whether old rows still say
 * what they said is a question for the audit chain (verifyAudit), which sees one flipped bit where quick_check would not.
 * @returns whether the reader is to check the rest
 */
function checkIntegrity(db: DatabaseSync, path: string, wasClean: boolean, checkFirst: number): boolean {
  const bytes = statSync(path).size;
  if (bytes <= checkFirst) quickCheck(db, path);
  const stream = db.prepare('SELECT seq, audit_n, audit_link FROM stream').get();
  const seq = number(db, 'SELECT max(seq) FROM event');
  const auditN = number(db, 'SELECT max(n) FROM audit');
  if (stream?.seq !== seq || stream.audit_n !== auditN) {
    throw damaged(
      path,
      `it counts ${stream?.seq} events and ${stream?.audit_n} audit rows but ends at ${seq} and ${auditN}`,
    );
  }
  const start = Math.max(0, auditN - TAIL_ROWS);
  const link = db.prepare('SELECT link FROM audit WHERE n = ?').get(start)?.link;
  const checkLater = !wasClean && bytes > checkFirst && bytes <= CHECK_BESIDE_BYTES;
  if (start === auditN) return checkLater;
  const step = verifyStep(db, start, auditN, hex(link instanceof Uint8Array ? link : GENESIS));
  if (step.fault) throw damaged(path, step.fault);
  return checkLater;
}

/** @throws Error in words for the operator when the file's structure is broken */
export function quickCheck(db: DatabaseSync, path: string): void {
  const verdict = text(db, 'PRAGMA quick_check(1)');
  if (verdict !== 'ok') throw damaged(path, verdict);
}

const damaged = (path: string, what: string): Error =>
  new Error(
    `the log ${path} is damaged (${what}). Copy the whole data directory away, restore log.db from ` +
      'the newest good backup, remove log.db-wal and log.db-shm, keep head.json, and start again: clients resync by themselves',
  );

/** @throws Error in words for the operator; an error of SQLite (disk full) passes through as it is */
export function openLogFile(path: string, limits: FileLimits = {}): { db: DatabaseSync; checkLater: boolean } {
  const db = new DatabaseSync(path, { timeout: 5_000, enableForeignKeyConstraints: true, defensive: true });
  try {
    checkVersion(text(db, 'SELECT sqlite_version()'));
    const application = number(db, 'PRAGMA application_id');
    const version = number(db, 'PRAGMA user_version');
    if (application !== 0 && application !== APPLICATION_ID) throw new Error(`${path} is not a log of Cordon`);
    if (version > SCHEMA_VERSION) throw new Error(`${path} was written by a newer Cordon (schema ${version})`);
    setPragmas(db, limits.maxPages);
    if (version < SCHEMA_VERSION) db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
    const wasClean = getMeta(db, 'clean') !== '0';
    const checkLater = checkIntegrity(db, path, wasClean, limits.checkFirstBytes ?? CHECK_FIRST_BYTES);
    setMeta(db, 'clean', '0');
    checkPragmas(db);
    return { db, checkLater };
  } catch (error) {
    db.close();
    throw isDamaged(error) ? damaged(path, messageOf(error)) : error;
  }
}

/** Marks the end as clean, empties the WAL into the database and lets go. */
export function closeLogFile(db: DatabaseSync): void {
  setMeta(db, 'clean', '1');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
