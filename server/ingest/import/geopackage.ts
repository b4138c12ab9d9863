// GeoPackage (OGC 12-128r19): an SQLite database from a stranger. Read only, schema not trusted, plain tables alone.
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { problem } from '#shared/errors.ts';
import { isDatum } from '#shared/geo/datum.ts';
import { readWkb } from '#shared/geo/wkb.ts';
import type { ImportOptions } from '#shared/import.ts';
import { chooseObject } from './choose.ts';
import { isForbiddenKey } from './keys.ts';

import { crsOf, crsOffer, crsWarnings, type NamedCrs, requireDatum } from './prj.ts';
import { ImportFailure, type Reader, type SourceRow } from './row.ts';

type Table = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly geometry: string | undefined;
  readonly crs: NamedCrs | undefined;
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const TABLES = `SELECT c.table_name AS name FROM gpkg_contents c JOIN sqlite_master m ON m.name = c.table_name
  WHERE m.type = 'table' AND c.data_type IN ('features', 'attributes') ORDER BY c.rowid`;
const GEOMETRY = `SELECT g.column_name AS "column", s.definition AS wkt, s.srs_name AS name, s.srs_id AS id
  FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE g.table_name = ?`;

/** A database whose file nobody changes: no lock, no journal, no file beside it. */
function open(path: string): DatabaseSync {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  const database = new DatabaseSync(url, { readOnly: true, allowExtension: false });
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;');
  return database;
}

function describe(database: DatabaseSync, name: string): Table {
  const columns = database
    .prepare(`PRAGMA table_info(${quoted(name)})`)
    .all()
    .map((column) => String(column.name));
  const bad = columns.find(isForbiddenKey);
  if (bad !== undefined) throw new ImportFailure(problem('forbidden-key', `the table has a column ${bad}`));
  const found = database.prepare(GEOMETRY).get(name);
  if (found === undefined) return { name, columns, geometry: undefined, crs: undefined };
  const geometry = String(found.column);
  // -1 and 0 are "undefined": the file names no system at all.
  const isNamed = found.wkt !== null && Number(found.id) > 0;
  const system = String(found.name);
  const crs = isNamed ? (isDatum(system) ? { name: system, datum: system } : crsOf(String(found.wkt))) : undefined;
  return { name, columns: columns.filter((column) => column !== geometry), geometry, crs };
}

const ENVELOPES = [0, 32, 48, 48, 64];
const EMPTY = 0x10;

/** @returns the geometry behind the header (2.1.3 of the standard), null where the cell says there is none */
function geometryOf(cell: unknown): Pick<SourceRow, 'geometry' | 'problem'> {
  if (cell === null || cell === undefined) return { geometry: null };
  if (!(cell instanceof Uint8Array) || cell[0] !== 0x47 || cell[1] !== 0x50 || cell.length < 8) {
    return { geometry: null, problem: problem('bad-geometry', 'not a GeoPackage geometry', 'geometry') };
  }
  const flags = cell[3] ?? 0;
  if ((flags & EMPTY) !== 0) return { geometry: null };
  const envelope = ENVELOPES[(flags >> 1) & 7];
  if (envelope === undefined) {
    return { geometry: null, problem: problem('bad-geometry', 'its envelope is of no known form', 'geometry') };
  }
  const read = readWkb(cell, 8 + envelope);
  return read.ok ? { geometry: read.value } : { geometry: null, problem: read.error };
}

const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? null : typeof value === 'bigint' ? String(value) : value;

/** @param path of a .gpkg */
export function geopackageReader(path: string, options: ImportOptions): Reader {
  let table: Table | undefined;
  let names: readonly string[] = [];

  function* read(database: DatabaseSync): Generator<SourceRow> {
    names = database
      .prepare(TABLES)
      .all()
      .map(({ name }) => String(name));
    table = describe(database, chooseObject(names, options.object, 'layer'));
    const { columns, geometry, crs } = table;
    if (crs) requireDatum(crs, 'the layer', options);
    const all = geometry === undefined ? columns : [...columns, geometry];
    const statement = database.prepare(`SELECT ${all.map(quoted).join(', ')} FROM ${quoted(table.name)}`);
    statement.setReadBigInts(true);
    let row = 0;
    for (const record of statement.iterate()) {
      const cells: Record<string, unknown> = Object.create(null);
      for (const column of columns) {
        const value = record[column];
        const isSmall = typeof value === 'bigint' && Number.isSafeInteger(Number(value));
        cells[column] = isSmall ? Number(value) : plain(value);
      }
      yield { row: ++row, cells, ...(geometry === undefined ? {} : geometryOf(record[geometry])) };
    }
  }

  async function* rows(): AsyncGenerator<SourceRow> {
    let database: DatabaseSync | undefined;
    try {
      database = open(path);
      yield* read(database);
    } catch (thrown) {
      if (thrown instanceof ImportFailure || (thrown as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw thrown;
      throw new ImportFailure(problem('malformed', `not a GeoPackage: ${(thrown as Error).message}`));
    } finally {
      database?.close();
    }
  }
  const crs = (): NamedCrs | undefined => table?.crs;
  return {
    columns: () => table?.columns ?? [],
    rows,
    warnings: () => {
      const named = crs();
      return named ? crsWarnings(named, 'the layer', options) : [];
    },
    offers: () => {
      const named = crs();
      return { datum: named ? crsOffer(named, 'the layer') : [], objects: names };
    },
  };
}
