// Tiles that cost much to make, kept in a file beside the data: what somebody looked at before a restart is there at once
// after it, and the town is grown again behind it, in a thread of its own.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Problem } from '#shared/errors.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Found, Tile, TileAddress, TileSource } from '../tile-source.ts';

export type TileMaker = {
  found(): Promise<Result<Found, Problem>>;
  tile(address: TileAddress): Promise<Tile | undefined>;
  close(): Promise<void>;
};

/** Milliseconds after a start from kept tiles: whoever starts has more urgent work for its processors. */
const MAKE_LATER = 20_000;

/**
 * @param file where tiles are kept; made anew when it cannot be read, and done without where nothing can be written
 * @param made by what: tiles that something else made are thrown away
 */
export async function keptSource(file: string, made: string, maker: TileMaker): Promise<Result<TileSource, Problem>> {
  const kept = KeptTiles.open(file, made);
  let found = kept?.found;
  let later: NodeJS.Timeout | undefined;
  if (found === undefined) {
    const opened = await maker.found();
    if (!opened.ok) return opened;
    found = opened.value;
    kept?.describe(found);
  } else later = setTimeout(() => void maker.found(), MAKE_LATER).unref();
  return ok({
    found,
    tile: async (address) => {
      const known = kept?.get(address);
      if (known !== undefined) return known ?? undefined;
      const tile = await maker.tile(address);
      kept?.put(address, tile);
      return tile;
    },
    close: async () => {
      clearTimeout(later); // it would start a thread that nobody ends
      kept?.close();
      await maker.close();
    },
  });
}

type Row = { readonly data: Uint8Array | null; readonly packed: number };

class KeptTiles {
  readonly #db: DatabaseSync;
  readonly #made: string;
  readonly #select;
  readonly #insert;
  found: Found | undefined;

  /** @returns undefined where no file can be kept: tiles are then made as if there were none */
  static open(file: string, made: string): KeptTiles | undefined {
    for (const isLast of [false, true]) {
      try {
        return new KeptTiles(file, made);
      } catch {
        if (isLast) return undefined;
        for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
      }
    }
    return undefined;
  }

  private constructor(file: string, made: string) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.#db = new DatabaseSync(file);
    // Losing the last tiles costs making them again; a half-written one must never be served.
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    this.#db.exec(
      'CREATE TABLE IF NOT EXISTS about (made TEXT PRIMARY KEY, found TEXT);' +
        'CREATE TABLE IF NOT EXISTS tiles (z INTEGER, x INTEGER, y INTEGER, packed INTEGER, data BLOB, PRIMARY KEY (z, x, y))',
    );
    const about = this.#db.prepare('SELECT found FROM about WHERE made = ?').get(made) as
      | { readonly found: string }
      | undefined;
    if (about === undefined) this.#db.exec('DELETE FROM about; DELETE FROM tiles');
    else this.found = JSON.parse(about.found) as Found;
    this.#made = made;
    this.#select = this.#db.prepare('SELECT data, packed FROM tiles WHERE z = ? AND x = ? AND y = ?');
    this.#insert = this.#db.prepare('INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?, ?)');
  }

  describe(found: Found): void {
    this.found = found;
    this.#db.prepare('INSERT OR REPLACE INTO about VALUES (?, ?)').run(this.#made, JSON.stringify(found));
  }

  /** @returns null where it is known that there is no tile, undefined where nothing is known */
  get({ z, x, y }: TileAddress): { readonly data: Uint8Array; readonly isGzip: boolean } | null | undefined {
    const row = this.#select.get(z, x, y) as Row | undefined;
    if (row === undefined) return undefined;
    return row.data === null ? null : { data: row.data, isGzip: row.packed === 1 };
  }

  put({ z, x, y }: TileAddress, tile: Tile | undefined): void {
    try {
      this.#insert.run(z, x, y, tile?.isGzip === true ? 1 : 0, tile?.data ?? null);
    } catch {
      // a full disk: the log says so loudly, the ground goes on without keeping
    }
  }

  close(): void {
    this.#db.close();
  }
}
