// One JSON object a line (also GeoJSON text sequences): a bad line is refused, the next one is read.
import { problem } from '#shared/errors.ts';
import type { ImportOptions } from '#shared/import.ts';
import { bytesOf } from './bytes.ts';
import { decodeStrict, hint, skipBom } from './decode.ts';
import { featureRow, isObject, jsonRow } from './document.ts';
import { parseJson } from './json-text.ts';
import { LIMITS } from './limits.ts';

import { ColumnNames, ImportFailure, type Reader, type SourceRow } from './row.ts';

const LF = 0x0a;
const RECORD_SEPARATOR = 0x1e; // in front of each record of a GeoJSON text sequence (RFC 8142)

/** Lines with their numbers, without line ends. @throws ImportFailure for a line without end */
async function* linesOf(path: string, options: ImportOptions): AsyncGenerator<{ bytes: Uint8Array; line: number }> {
  let rest: Uint8Array[] = [];
  let size = 0;
  let line = 1;
  let first = true;
  for await (const chunk of bytesOf(path, LIMITS.inflated)) {
    let from = first ? skipBom(chunk, options.encoding ?? 'utf-8') : 0;
    first = false;
    for (let at = chunk.indexOf(LF, from); at >= 0; at = chunk.indexOf(LF, from)) {
      yield { bytes: Buffer.concat([...rest, chunk.subarray(from, at)]), line };
      rest = [];
      size = 0;
      line++;
      from = at + 1;
    }
    rest.push(chunk.subarray(from));
    size += chunk.length - from;
    if (size > LIMITS.row) {
      throw new ImportFailure(problem('too-large', `line ${line} is longer than ${LIMITS.row / 2 ** 20} MiB`), {
        line,
      });
    }
  }
  yield { bytes: Buffer.concat(rest), line };
}

export function ndjsonReader(path: string, options: ImportOptions): Reader {
  const encoding = options.encoding ?? 'utf-8';
  const columns = new ColumnNames();

  function read(bytes: Uint8Array): Omit<SourceRow, 'row'> | undefined {
    const isSequence = bytes[0] === RECORD_SEPARATOR;
    const text = decodeStrict(isSequence ? bytes.subarray(1) : bytes, encoding)?.trim();
    if (text === undefined) {
      const message = `not valid ${encoding.toUpperCase()}${hint(bytes, encoding)}`;
      return { cells: {}, problem: problem('bad-encoding', message) };
    }
    if (text === '') return undefined;
    const parsed = parseJson(text);
    if (!parsed.ok) {
      const { line: _, ...reason } = parsed.error;
      return { cells: { line: text.slice(0, 500) }, problem: reason };
    }
    const isFeature = isObject(parsed.value) && parsed.value.type === 'Feature' && 'geometry' in parsed.value;
    return isFeature ? featureRow(parsed.value) : jsonRow(parsed.value);
  }

  async function* rows(): AsyncGenerator<SourceRow> {
    let row = 0;
    for await (const { bytes, line } of linesOf(path, options)) {
      const item = read(bytes);
      if (item === undefined) continue;
      if (!item.problem) columns.add(item.cells);
      yield { ...item, row: ++row, line };
    }
  }
  return { columns: () => columns.list(), rows, warnings: () => [] };
}
