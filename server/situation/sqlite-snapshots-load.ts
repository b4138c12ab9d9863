// Reads one chunk of the state at a checkpoint. SQLite itself strings the JSON texts together, and the main thread parses
// each chunk at once: a million entities pass as some hundreds of strings, not as millions of objects.
import type { DatabaseSync } from 'node:sqlite';
import { newestCheckpoint } from './sqlite-snapshots-file.ts';
import type { Cursor, LoadedText } from './sqlite-snapshots-protocol.ts';

// Large enough to hide the crossing between threads, small enough not to stop the event loop: about 5 ms to parse.
const CHUNK_CHARS = 1 << 20;
const FIRST_ROWS = 64;
const MOST_ROWS = 4_000;

type Gathered = { readonly n: number; readonly last: string; readonly ids: string; readonly entities: string };

const gather = (rows: string): string => `
  SELECT count(*) AS n, max(id) AS last, json_group_array(id) AS ids, '[' || group_concat(json, ',') || ']' AS entities
  FROM (${rows})`;

const NEWEST = gather('SELECT id, json FROM latest WHERE layer = ?1 AND id > ?2 ORDER BY id LIMIT ?3');
// The id up to which a chunk of the past reaches: no table contributes more than its share of rows.
const UP_TO = `
  SELECT min(id) AS id FROM (
    SELECT * FROM (SELECT id FROM latest WHERE layer = ?1 AND id > ?2 ORDER BY id LIMIT 1 OFFSET ?3)
    UNION ALL SELECT * FROM (SELECT id FROM past WHERE layer = ?1 AND id > ?2 ORDER BY id, seq LIMIT 1 OFFSET ?3))`;
const OLDER = gather(`
  SELECT id, json FROM latest WHERE layer = ?1 AND id > ?2 AND id <= ?3 AND seq <= ?4
  UNION ALL
  SELECT id, json FROM past WHERE layer = ?1 AND id > ?2 AND id <= ?3 AND seq <= ?4 AND until > ?4
  ORDER BY id`);
const NEXT_LAYER = `
  SELECT min(layer) AS layer FROM (
    SELECT min(layer) AS layer FROM latest WHERE layer > ?1
    UNION ALL SELECT min(layer) FROM past WHERE layer > ?1)`;

// Above every id: the last code point there is.
const END = '\u{10ffff}';

function nextLayer(db: DatabaseSync, layer: string): string | undefined {
  const next = db.prepare(NEXT_LAYER).get(layer)?.layer;
  return typeof next === 'string' ? next : undefined;
}

/** Within one read transaction, so that a checkpoint saved meanwhile is either wholly seen or not at all. */
export function loadChunk(db: DatabaseSync, checkpoint: number, cursor: Cursor | undefined): LoadedText {
  db.exec('BEGIN');
  try {
    if (newestCheckpoint(db, checkpoint) !== checkpoint)
      throw new Error(`there is no checkpoint ${checkpoint} any more`);
    const layer = cursor?.layer ?? nextLayer(db, '');
    if (layer === undefined) return { layer: '', ids: '[]', entities: '[]' };
    const from = cursor ?? { layer, after: '', rows: FIRST_ROWS };
    return newestCheckpoint(db) === checkpoint ? newestChunk(db, from) : olderChunk(db, checkpoint, from);
  } finally {
    db.exec('COMMIT');
  }
}

function newestChunk(db: DatabaseSync, { layer, after, rows }: Cursor): LoadedText {
  const found = db.prepare(NEWEST).get(layer, after, rows) as unknown as Gathered;
  const more = found.n === rows ? { layer, after: found.last, rows: nextRows(found) } : firstOf(nextLayer(db, layer));
  return { layer, ids: found.ids, entities: found.entities ?? '[]', ...(more && { next: more }) };
}

function olderChunk(db: DatabaseSync, checkpoint: number, { layer, after, rows }: Cursor): LoadedText {
  const upTo = db.prepare(UP_TO).get(layer, after, rows - 1)?.id;
  const found = db.prepare(OLDER).get(layer, after, upTo ?? END, checkpoint) as unknown as Gathered;
  const more = typeof upTo === 'string' ? { layer, after: upTo, rows: nextRows(found) } : firstOf(nextLayer(db, layer));
  return { layer, ids: found.ids, entities: found.entities ?? '[]', ...(more && { next: more }) };
}

const firstOf = (layer: string | undefined): Cursor | undefined =>
  layer === undefined ? undefined : { layer, after: '', rows: FIRST_ROWS };

/** As many rows as the size of those just read lets expect for a full chunk. */
function nextRows({ n, entities }: Gathered): number {
  if (n === 0) return MOST_ROWS;
  return Math.max(1, Math.min(MOST_ROWS, Math.floor((CHUNK_CHARS * n) / entities.length)));
}
