// The rows of a layer as one table, whatever the format: flat columns, and the place in the datum that was asked for.
import { type Datum, fromWgs84, isMetric } from '#shared/geo/datum.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';

export const EXPORT_FORMATS = ['geojson', 'csv', 'kml', 'gpkg', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A row as lists show it: fields flat or nested, the place in WGS-84. */
export type ExportRow = {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | null;
};

/** What a file says of itself: layer, datum, moment, and whether it is a demonstration. */
export type ExportNotes = {
  readonly layer: string;
  /** the layer's name, Chinese and English */
  readonly title: string;
  readonly datum: Datum;
  readonly notes: readonly (readonly [name: string, text: string])[];
};

export type Cell = string | number | boolean | null;
export type Column = { readonly name: string; readonly type: 'text' | 'number' | 'boolean' };
export type TableRow = { readonly cells: readonly Cell[]; readonly geometry: Geometry | null };
export type Table = ExportNotes & { readonly columns: readonly Column[]; readonly rows: readonly TableRow[] };

/** Flat cells of nested fields: `stages.sampled` for an object, JSON text for a list. */
function flatten(value: unknown, name: string, out: Map<string, Cell>): void {
  if (value === undefined) return;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    out.set(name, value);
  } else if (Array.isArray(value)) out.set(name, JSON.stringify(value));
  else for (const [key, inner] of Object.entries(value)) flatten(inner, name === '' ? key : `${name}.${key}`, out);
}

// A tenth of a millimetre: less than any datum promises, and short to write.
const rounded = (value: number, isMetres: boolean): number =>
  isMetres ? Math.round(value * 1e4) / 1e4 : Math.round(value * 1e9) / 1e9;

const moved = (value: unknown, move: (position: Position) => Position): unknown => {
  const list = value as readonly unknown[];
  return typeof list[0] === 'number' ? move(list as unknown as Position) : list.map((inner) => moved(inner, move));
};

/** @param geometry WGS-84. @returns the same in the datum, x east and y north */
export function inDatum(geometry: Geometry, datum: Datum): Geometry {
  if (datum === 'WGS-84' || datum === 'CGCS2000') return geometry;
  const isMetres = isMetric(datum);
  const move = (position: Position): Position => {
    const [x, y] = fromWgs84(position, datum);
    return [rounded(x, isMetres), rounded(y, isMetres)];
  };
  return { type: geometry.type, coordinates: moved(geometry.coordinates, move) } as Geometry;
}

/** A column of one type where all its cells have it, else of text. */
function typeOf(values: readonly Cell[]): Column['type'] {
  let type: Column['type'] | undefined;
  for (const value of values) {
    if (value === null) continue;
    const own = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
    if (type !== undefined && type !== own) return 'text';
    type = own;
  }
  return type ?? 'text';
}

/** @param given in the order in which they are to stand */
export function tableOf(given: readonly ExportRow[], about: ExportNotes): Table {
  const names = new Map<string, Cell[]>();
  const flat = given.map(({ properties }) => {
    const cells = new Map<string, Cell>();
    flatten(properties, '', cells);
    for (const [name, value] of cells) {
      const seen = names.get(name);
      if (seen === undefined) names.set(name, [value]);
      else seen.push(value);
    }
    return cells;
  });
  const columns = [...names].map(([name, values]) => ({ name, type: typeOf(values) }));
  const cellOf = (value: Cell | undefined, { type }: Column): Cell =>
    value === undefined || value === null ? null : type === 'text' ? String(value) : value;
  const rows = given.map(({ geometry }, i) => ({
    cells: columns.map((column) => cellOf(flat[i]?.get(column.name), column)),
    geometry: geometry === null ? null : inDatum(geometry, about.datum),
  }));
  return { ...about, columns, rows };
}

/** The place of a row in the columns of a sheet: two numbers for a point, WKT for a shape. */
export function placeColumns({ rows, datum }: Table): { readonly point: readonly string[]; readonly shape: boolean } {
  const hasPoint = rows.some(({ geometry }) => geometry?.type === 'Point');
  const shape = rows.some(({ geometry }) => geometry !== null && geometry.type !== 'Point');
  return { point: hasPoint ? (isMetric(datum) ? ['x', 'y'] : ['longitude', 'latitude']) : [], shape };
}
