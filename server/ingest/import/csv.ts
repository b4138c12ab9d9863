// CSV: a header, then one row a record.
import { problem } from '#shared/errors.ts';
import { undefused } from '#shared/formula.ts';
import type { Encoding, ImportOptions, Warning } from '#shared/import.ts';
import { bytesOf } from './bytes.ts';
import { CsvRecords } from './csv-records.ts';
import { decodeStrict, decodes, hint, skipBom } from './decode.ts';
import { isForbiddenKey } from './keys.ts';
import { LIMITS } from './limits.ts';

import { ImportFailure, type Reader, type SourceRow } from './row.ts';

const lenient = new TextDecoder();

function headerOf(fields: readonly Uint8Array[], encoding: Encoding): string[] {
  const names: string[] = [];
  for (const [i, field] of fields.entries()) {
    const text = decodeStrict(field, encoding);
    if (text === undefined) {
      const message = `column ${i + 1} of the header is not valid ${encoding.toUpperCase()}${hint(field, encoding)}`;
      throw new ImportFailure(problem('bad-encoding', message, 'encoding'), { line: 1 });
    }
    const name = text.trim() || `column ${i + 1}`;
    if (isForbiddenKey(name))
      throw new ImportFailure(problem('forbidden-key', `the header has a column ${name}`), { line: 1 });
    if (names.includes(name))
      throw new ImportFailure(problem('bad-row', `two columns are called ${name}`, name), { line: 1 });
    names.push(name);
  }
  return names;
}

/** @param path of a CSV file, gzip or not */
export function csvReader(path: string, options: ImportOptions): Reader {
  const encoding = options.encoding ?? 'utf-8';
  let columns: string[] | undefined;
  let row = 0;
  let wide = 0;
  let wideAsUtf8 = 0;

  function toRow(fields: readonly Uint8Array[], line: number, bad: string | undefined): SourceRow {
    row++;
    const names = columns as string[];
    const cells: Record<string, string> = Object.create(null);
    let wrong = bad === undefined ? undefined : problem('bad-row', bad);
    for (const [i, field] of fields.entries()) {
      const name = names[i];
      if (name === undefined) break;
      const text = decodeStrict(field, encoding);
      cells[name] = text === undefined ? lenient.decode(field) : undefused(text);
      if (text === undefined) {
        const message = `not valid ${encoding.toUpperCase()}${hint(field, encoding)}`;
        wrong ??= problem('bad-encoding', message, name);
      } else if (encoding === 'gb18030' && field.some((byte) => byte > 127)) {
        wide++;
        if (decodes(field, 'utf-8')) wideAsUtf8++;
      }
    }
    if (fields.length !== names.length) {
      wrong ??= problem('bad-row', `${fields.length} cells where the header has ${names.length}`);
    }
    return { row, line, cells, ...(wrong ? { problem: wrong } : {}) };
  }

  async function* rows(): AsyncGenerator<SourceRow> {
    const records = new CsvRecords(options.delimiter ?? ',');
    let first = true;
    for await (const chunk of bytesOf(path, LIMITS.inflated)) {
      const body = first ? chunk.subarray(skipBom(chunk, encoding)) : chunk;
      first = false;
      for (const { fields, line, bad } of records.push(body)) {
        if (columns) yield toRow(fields, line, bad);
        else columns = headerOf(fields, encoding);
      }
    }
    for (const { fields, line, bad } of records.end()) {
      if (columns) yield toRow(fields, line, bad);
      else columns = headerOf(fields, encoding);
    }
  }

  // Chinese in UTF-8 mostly decodes as GB18030 too, into other characters; the reverse almost never happens.
  const warnings = (): Warning[] =>
    wide > 0 && wideAsUtf8 === wide
      ? [
          {
            code: 'encoding-looks-utf-8',
            message: `all ${wide} cells beyond ASCII are valid UTF-8: the file is probably not ${encoding}`,
          },
        ]
      : [];

  return { columns: () => columns ?? [], rows, warnings };
}
