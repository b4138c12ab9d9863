// Tables for spreadsheets: CSV (UTF-8 with byte order mark) and XLSX. What a spreadsheet would run is defused.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import writeWorkbook from 'write-excel-file/node';
import type { Problem } from '#shared/errors.ts';
import { problem } from '#shared/errors.ts';
import { defused } from '#shared/formula.ts';
import { toWkt } from '#shared/geo/wkt.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Cell, placeColumns, type Table, type TableRow } from './table.ts';

/** What an Excel cell holds at most, and a sheet. */
const MAX_CELL = 32_767;
const MAX_ROWS = 1_048_575;
const SLICE = 2_000;

/** Header and rows with the place in columns of its own and the datum named in each row. */
function sheetOf(table: Table): { readonly head: readonly string[]; readonly rowOf: (row: TableRow) => Cell[] } {
  const { point, shape } = placeColumns(table);
  const head = [...table.columns.map(({ name }) => name), ...point, ...(shape ? ['geometry'] : []), 'datum'];
  const rowOf = ({ cells, geometry }: TableRow): Cell[] => {
    const isPoint = geometry?.type === 'Point';
    const place: Cell[] = point.length === 0 ? [] : isPoint ? [...geometry.coordinates] : [null, null];
    const wkt: Cell[] = shape ? [geometry === null || isPoint ? null : toWkt(geometry)] : [];
    return [...cells, ...place, ...wkt, geometry === null ? null : table.datum];
  };
  return { head, rowOf };
}

const safe = (cell: Cell): Cell => (typeof cell === 'string' ? defused(cell) : cell);

export async function writeCsv(path: string, table: Table): Promise<Result<void, Problem>> {
  const { head, rowOf } = sheetOf(table);
  const line = (rows: readonly (readonly Cell[])[]): string =>
    stringify(rows as Cell[][], { record_delimiter: 'windows', cast: { boolean: String } });
  function* text(): Generator<string> {
    yield `\uFEFF${line([head.map(defused)])}`;
    for (let at = 0; at < table.rows.length; at += SLICE) {
      yield line(table.rows.slice(at, at + SLICE).map((row) => rowOf(row).map(safe)));
    }
  }
  await pipeline(Readable.from(text()), createWriteStream(path, { mode: 0o600 }));
  return ok(undefined);
}

const BOLD = { type: String, fontWeight: 'bold' } as const;
const written = (cell: Cell) => {
  const value = safe(cell);
  if (value === null) return null;
  if (typeof value === 'number') return { value, type: Number } as const;
  return typeof value === 'boolean' ? ({ value, type: Boolean } as const) : ({ value, type: String } as const);
};

/** The data, and a second sheet that says what they are. */
export async function writeXlsx(path: string, table: Table): Promise<Result<void, Problem>> {
  if (table.rows.length > MAX_ROWS) {
    return err(
      problem('too-large', `a sheet holds ${MAX_ROWS} rows, these are ${table.rows.length}: choose CSV or GeoPackage`),
    );
  }
  const { head, rowOf } = sheetOf(table);
  const rows = table.rows.map(rowOf);
  const long = rows.findIndex((row) => row.some((cell) => typeof cell === 'string' && cell.length > MAX_CELL));
  if (long >= 0) {
    const message = `row ${long + 1} has a shape or text longer than the ${MAX_CELL} characters of a cell: choose CSV or GeoPackage`;
    return err(problem('too-large', message));
  }
  const widths = head.map((name, i) => ({
    width: Math.min(40, Math.max(name.length, ...rows.slice(0, 50).map((row) => String(row[i] ?? '').length)) + 2),
  }));
  await writeWorkbook([
    {
      sheet: table.layer,
      data: [head.map((value) => ({ ...BOLD, value: defused(value) })), ...rows.map((row) => row.map(written))],
      stickyRowsCount: 1,
      columns: widths,
    },
    {
      sheet: '说明 notes',
      data: table.notes.map(([name, text]) => [
        { ...BOLD, value: name },
        { value: defused(text), type: String },
      ]),
      columns: [{ width: 24 }, { width: 60 }],
    },
  ]).toFile(path);
  return ok(undefined);
}
