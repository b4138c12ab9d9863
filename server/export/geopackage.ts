// GeoPackage 1.3 (OGC 12-128r17) on SQLite: one layer, its datum in its table of reference systems.
import { DatabaseSync } from 'node:sqlite';
import { type Datum, isMetric } from '#shared/geo/datum.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import { writeWkb } from '#shared/geo/wkb.ts';
import type { Table, TableRow } from './table.ts';

const SCHEMA = `
  PRAGMA application_id = ${0x47504b47};
  PRAGMA user_version = 10300;
  CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
  CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
  CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name),
    column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL
    REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
    PRIMARY KEY (table_name, column_name));`;

type Srs = readonly [name: string, id: number, organization: string, code: number, definition: string, about: string];
const WGS84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]';
const CGCS =
  'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4490"]]';
const REQUIRED: readonly Srs[] = [
  ['Undefined Cartesian', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'],
  ['Undefined geographic', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'],
  ['WGS 84 geodetic', 4326, 'EPSG', 4326, WGS84, 'longitude/latitude in degrees'],
];

function gaussKruger(code: number): Srs {
  const zone = code <= 4533 ? code - 4488 : code - 4509;
  const easting = code <= 4533 ? zone * 1e6 + 500_000 : 500_000;
  const name = `CGCS2000 / 3-degree Gauss-Kruger ${code <= 4533 ? `zone ${zone}` : `CM ${zone * 3}E`}`;
  const definition = `PROJCS["${name}",${CGCS},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",${zone * 3}],PARAMETER["scale_factor",1],PARAMETER["false_easting",${easting}],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","${code}"]]`;
  return [name, code, 'EPSG', code, definition, 'metres, easting first'];
}

/** The datums of map makers have no number anywhere: a name, and no definition that a program could mistake for one. */
const OWN: { readonly [D in Datum]?: number } = { 'GCJ-02': 990_002, 'BD-09': 990_009, 'BD-09MC': 990_019 };

function srsOf(datum: Datum): Srs {
  if (datum === 'WGS-84') return REQUIRED[2] as Srs;
  if (datum === 'CGCS2000') return ['CGCS2000', 4490, 'EPSG', 4490, CGCS, 'longitude/latitude in degrees'];
  const own = OWN[datum];
  if (own === undefined) return gaussKruger(Number(datum.slice(5)));
  return [
    datum,
    own,
    'CORDON',
    own,
    'undefined',
    isMetric(datum) ? 'metres' : 'shifted degrees of map makers in China',
  ];
}

const HEAD = 40;
/** Little-endian, with the envelope of x and y, then WKB. */
function blobOf(geometry: Geometry, srsId: number, [west, south, east, north]: Box): Uint8Array {
  const bytes = writeWkb(geometry, HEAD);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4750);
  view.setUint8(3, 0b0000_0011);
  view.setInt32(4, srsId, true);
  for (const [i, value] of [west, east, south, north].entries()) view.setFloat64(8 + i * 8, value, true);
  return bytes;
}

type Box = readonly [west: number, south: number, east: number, north: number];
const NOWHERE: Box = [Infinity, Infinity, -Infinity, -Infinity];
const joined = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];
function boxOf(coordinates: unknown): Box {
  const list = coordinates as readonly unknown[];
  const [x, y] = list as readonly [number, number];
  if (typeof x === 'number') return [x, y, x, y];
  return list.reduce<Box>((box, inner) => joined(box, boxOf(inner)), NOWHERE);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const SQL_TYPES = { text: 'TEXT', number: 'REAL', boolean: 'BOOLEAN' } as const;
const plain = (cell: TableRow['cells'][number]) => (typeof cell === 'boolean' ? Number(cell) : cell);

/** The one type of all shapes, or GEOMETRY where they differ. */
function typeName(rows: readonly TableRow[]): string {
  const types = new Set(rows.flatMap(({ geometry }) => (geometry === null ? [] : [geometry.type.toUpperCase()])));
  const [only] = types;
  return only !== undefined && types.size === 1 ? only : 'GEOMETRY';
}

/** @param path must not exist yet */
export function writeGeopackage(path: string, table: Table): void {
  const { layer, title, datum, columns, rows, notes } = table;
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; ${SCHEMA} BEGIN`);
    const srs = srsOf(datum);
    const addSrs = database.prepare('INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)');
    for (const one of [...REQUIRED, srs]) addSrs.run(...one);
    const fields = columns.map(({ name, type }) => `${quoted(name)} ${SQL_TYPES[type]}`);
    database.exec(
      `CREATE TABLE ${quoted(layer)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY${fields.map((field) => `, ${field}`).join('')})`,
    );
    const add = database.prepare(`INSERT INTO ${quoted(layer)} VALUES (NULL, ?${', ?'.repeat(columns.length)})`);
    let all = NOWHERE;
    for (const { cells, geometry } of rows) {
      const box = geometry === null ? NOWHERE : boxOf(geometry.coordinates);
      all = joined(all, box);
      add.run(geometry === null ? null : blobOf(geometry, srs[1], box), ...cells.map(plain));
    }
    const about = `${title}\n${notes.map(([name, text]) => `${name}: ${text}`).join('\n')}`;
    const extent = all[0] <= all[2] ? all : [null, null, null, null];
    database
      .prepare(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id) VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?)",
      )
      .run(layer, layer, about, ...extent, srs[1]);
    database
      .prepare("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)")
      .run(layer, typeName(rows), srs[1]);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}
