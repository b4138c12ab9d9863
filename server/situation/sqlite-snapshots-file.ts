// The database of the snapshots. `latest` holds each entity as of the newest checkpoint, `past` every older version that a
// kept checkpoint still needs: one entity changed a thousand times between two checkpoints is two rows.
// The state at checkpoint C is the rows of `latest` with seq <= C and those of `past` with seq <= C < until.
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

// Pages of 16 KiB: in a WITHOUT ROWID table a row longer than a quarter of a page spills into a page of its own.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS checkpoint (seq INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS latest (
    layer TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (layer, id)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS past (
    layer TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, until INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (layer, id, seq)) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS past_until ON past (until);`;

/**
 * synchronous=NORMAL: a power cut may take the newest checkpoints, never consistency, and the log can make them again.
 * A checkpoint can never be ahead of the log, whose every event was synced before it was folded.
 */
function openFile(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5_000, defensive: true });
  try {
    db.exec(`
      PRAGMA page_size = 16384;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA trusted_schema = OFF;
      PRAGMA secure_delete = ON;
      PRAGMA cache_size = -32768;
      PRAGMA journal_size_limit = 67108864;
      BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export function removeFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

/** @returns the database, and why it had to be started again if it had */
export function openBound(file: string, binding: string, head: number): { db: DatabaseSync; wiped?: string } {
  let wiped: string | undefined;
  try {
    const db = openFile(file);
    wiped = whyForeign(db, binding, head);
    if (wiped === undefined) return { db };
    db.close();
  } catch (error) {
    wiped = error instanceof Error ? error.message : String(error);
  }
  removeFile(file);
  const db = openFile(file);
  bind(db, binding);
  return { db, wiped };
}

const bind = (db: DatabaseSync, binding: string): void => {
  db.prepare(`INSERT OR REPLACE INTO meta VALUES ('binding', ?)`).run(binding);
};

function whyForeign(db: DatabaseSync, binding: string, head: number): string | undefined {
  const found = db.prepare(`SELECT value FROM meta WHERE key = 'binding'`).get()?.value;
  const newest = newestCheckpoint(db);
  if (found === undefined && newest === 0) {
    bind(db, binding);
    return undefined;
  }
  if (found !== binding) return `they belong to ${String(found)}, the log is ${binding}`;
  if (newest > head) return `they reach event ${newest}, the log ends at ${head}`;
  return undefined;
}

export const newestCheckpoint = (db: DatabaseSync, atMost = Number.MAX_SAFE_INTEGER): number =>
  Number(db.prepare('SELECT max(seq) AS seq FROM checkpoint WHERE seq <= ?').get(atMost)?.seq ?? 0);
