// Spreadsheets (.xlsx): the first sheet, or the one named by `object`; its first row with anything in it is the header.
// Formulas are never computed: what the program that wrote the file saw last is what stands here.
import { zipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { problem } from '#shared/errors.ts';
import { undefused } from '#shared/formula.ts';
import type { ImportOptions, Warning } from '#shared/import.ts';
import { chooseObject } from './choose.ts';
import { isForbiddenKey } from './keys.ts';
import { LIMITS } from './limits.ts';

import { ImportFailure, type Reader, type SourceRow } from './row.ts';
import { openZip } from './zip.ts';

/** The parts that hold cells; pictures and macros are not even inflated. */
const NEEDED = /^(\[Content_Types\]\.xml|_rels\/.*|xl\/[^/]+\.xml|xl\/_rels\/.*|xl\/worksheets\/[^/]+\.xml)$/;

/** The workbook in an archive whose sizes can be believed: the reader of cells takes any archive at its word. */
async function believable(path: string): Promise<Buffer> {
  const zip = await openZip(path);
  const parts: Record<string, Uint8Array> = {};
  for (const name of zip.names) {
    const plain = name.replace(/^\//, '');
    if (NEEDED.test(plain)) parts[plain] = zip.read(name);
  }
  if (!('xl/workbook.xml' in parts)) {
    throw new ImportFailure(problem('unsupported-format', 'not an .xlsx workbook: save the sheet as .xlsx or CSV'));
  }
  return Buffer.from(zipSync(parts, { level: 0 }));
}

/** More digits than a double holds stay text; Excel itself keeps no more than 15 of them. */
const numberOf = (text: string): number | string => (/^\d{16,}$/.test(text) ? text : Number(text));

const two = (value: number): string => String(value).padStart(2, '0');

/** A cell's day and time as it shows them, without a zone: the mapping says which (`columns`, `format`, `zone`). */
function dateText(date: Date): string {
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return time === '00:00:00' ? day : `${day} ${time}`;
}

const cellOf = (value: unknown): unknown =>
  value instanceof Date ? dateText(value) : typeof value === 'string' ? undefused(value) : value;
const isEmpty = (row: readonly unknown[]): boolean => row.every((value) => value === null || value === '');

function headerOf(row: readonly unknown[]): string[] {
  const names: string[] = [];
  for (const [i, value] of row.entries()) {
    const name = String(cellOf(value) ?? '').trim() || `column ${i + 1}`;
    if (isForbiddenKey(name)) throw new ImportFailure(problem('forbidden-key', `the header has a column ${name}`));
    if (names.includes(name)) throw new ImportFailure(problem('bad-row', `two columns are called ${name}`, name));
    names.push(name);
  }
  return names;
}

/** @param path of an .xlsx */
export function xlsxReader(path: string, options: ImportOptions): Reader {
  let columns: readonly string[] = [];
  let names: readonly string[] = [];
  let chosen = '';

  async function sheetOf(): Promise<readonly (readonly unknown[])[]> {
    const book = await believable(path);
    try {
      const sheets = await readWorkbook(book, { parseNumber: numberOf });
      names = sheets.map(({ sheet }) => sheet);
      chosen = chooseObject(names, options.object ?? names[0], 'sheet');
      return sheets.find(({ sheet }) => sheet === chosen)?.data ?? [];
    } catch (thrown) {
      if (thrown instanceof ImportFailure) throw thrown;
      throw new ImportFailure(problem('malformed', `the workbook cannot be read: ${(thrown as Error).message}`));
    }
  }

  async function* rows(): AsyncGenerator<SourceRow> {
    let row = 0;
    for (const [index, values] of (await sheetOf()).entries()) {
      if (isEmpty(values)) continue;
      if (columns.length === 0) {
        columns = headerOf(values);
        continue;
      }
      if (row >= LIMITS.rows) break;
      const cells: Record<string, unknown> = Object.create(null);
      for (const [i, value] of values.entries()) {
        const name = columns[i];
        if (name !== undefined) cells[name] = cellOf(value);
      }
      yield { row: ++row, line: index + 1, cells };
    }
  }

  const warnings = (): Warning[] => {
    const others = names.filter((name) => name !== chosen);
    if (others.length === 0 || options.object !== undefined) return [];
    return [{ code: 'other-sheets', message: `the sheet ${chosen} was read, not ${others.slice(0, 20).join(', ')}` }];
  };
  return { columns: () => columns, rows, warnings, offers: () => ({ objects: names }) };
}
