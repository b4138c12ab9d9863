// The attribute file of a Shapefile (dBase III to Visual FoxPro): fixed columns, text in whatever encoding the .cpg says.
import { type Problem, problem } from '#shared/errors.ts';
import type { Encoding } from '#shared/import.ts';
import { decodeStrict, hint } from '../decode.ts';
import { isForbiddenKey } from '../keys.ts';

import { ImportFailure } from '../row.ts';

type Field = { readonly name: string; readonly type: string; readonly at: number; readonly length: number };

export type DbfRow = {
  readonly cells: Readonly<Record<string, unknown>>;
  readonly isDeleted: boolean;
  readonly problem?: Problem;
};

export type Dbf = {
  readonly columns: readonly string[];
  readonly count: number;
  /** how many texts ended in the middle of a character, as far as rows were read */
  readonly cut: () => number;
  readonly row: (index: number) => DbfRow;
};

const fail = (message: string) => new ImportFailure(problem('malformed', `.dbf: ${message}`));
const lenient = new TextDecoder();
const latin = new TextDecoder('latin1');

/** Language driver 0x4D is code page 936, GBK: what ArcGIS on Chinese Windows writes. */
export const isGbkDriver = (file: Uint8Array): boolean => file[29] === 0x4d;

function fieldsOf(file: Uint8Array, headLength: number, encoding: Encoding): Field[] {
  const fields: Field[] = [];
  let at = 1; // the first byte of a record says whether it is deleted
  for (let i = 32; i + 32 <= headLength && file[i] !== 0x0d; i += 32) {
    const raw = file.subarray(i, i + 11);
    const end = raw.indexOf(0);
    const bytes = end < 0 ? raw : raw.subarray(0, end);
    const name = (decodeStrict(bytes, encoding) ?? lenient.decode(bytes)).trim() || `column ${fields.length + 1}`;
    if (isForbiddenKey(name)) throw new ImportFailure(problem('forbidden-key', `the .dbf has a column ${name}`));
    if (fields.some((field) => field.name === name)) {
      throw new ImportFailure(problem('bad-row', `two columns of the .dbf are called ${name}`, name));
    }
    const length = file[i + 16] ?? 0;
    fields.push({ name, type: String.fromCharCode(file[i + 11] ?? 0), at, length });
    at += length;
  }
  return fields;
}

/** Text of a number as the number it is, where a double holds all its digits. */
function numberOf(text: string): number | string {
  const number = Number(text);
  const digits = text.replace(/[^\d]/g, '').length;
  return Number.isFinite(number) && digits <= 15 ? number : text;
}

/** @param encoding of its texts. @throws ImportFailure for what is no .dbf */
export function readDbf(file: Uint8Array, encoding: Encoding): Dbf {
  if (file.length < 33) throw fail('not an attribute file');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headLength = view.getUint16(8, true);
  const recordLength = view.getUint16(10, true);
  if (headLength < 33 || headLength > file.length || recordLength < 1) throw fail('its header makes no sense');
  const fields = fieldsOf(file, headLength, encoding);
  if (fields.some(({ at, length }) => at + length > recordLength)) throw fail('its columns are wider than its records');
  const count = Math.min(view.getUint32(4, true), Math.floor((file.length - headLength) / recordLength));
  let cut = 0;

  function textOf(bytes: Uint8Array): string | undefined {
    let end = bytes.length;
    while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
    const text = decodeStrict(bytes.subarray(0, end), encoding);
    if (text !== undefined || end < bytes.length) return text;
    // A text that fills its column may have been cut in the middle of its last character by whoever wrote it.
    for (let less = 1; less <= 3; less++) {
      const shorter = decodeStrict(bytes.subarray(0, end - less), encoding);
      if (shorter === undefined) continue;
      cut++;
      return shorter;
    }
    return undefined;
  }

  function fieldValue({ type, at, length }: Field, start: number): unknown {
    const bytes = file.subarray(start + at, start + at + length);
    if (type === 'I' && length === 4) return view.getInt32(start + at, true);
    if ((type === 'O' || type === 'B') && length === 8) return view.getFloat64(start + at, true);
    if (type === 'C') return textOf(bytes);
    const text = latin.decode(bytes).replaceAll('\0', '').trim();
    if (text === '' || /^[*?]+$/.test(text)) return '';
    if (type === 'D') return text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
    if (type === 'L') return /^[TYty]$/.test(text);
    return type === 'N' || type === 'F' ? numberOf(text) : text;
  }

  function row(index: number): DbfRow {
    const start = headLength + index * recordLength;
    const cells: Record<string, unknown> = Object.create(null);
    let wrong: Problem | undefined;
    for (const field of fields) {
      const value = fieldValue(field, start);
      if (value !== undefined) cells[field.name] = value;
      else {
        const bytes = file.subarray(start + field.at, start + field.at + field.length);
        const message = `not valid ${encoding.toUpperCase()}${hint(bytes, encoding)}`;
        wrong ??= problem('bad-encoding', message, field.name);
        cells[field.name] = lenient.decode(bytes).trim();
      }
    }
    return { cells, isDeleted: file[start] === 0x2a, ...(wrong ? { problem: wrong } : {}) };
  }
  return { columns: fields.map(({ name }) => name), count, cut: () => cut, row };
}
