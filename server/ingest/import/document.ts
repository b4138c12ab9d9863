// Formats that are one JSON document: all of it must parse, or nothing of it is accepted.
import { problem } from '#shared/errors.ts';
import type { ImportOptions, Warning } from '#shared/import.ts';
import { bytesOf } from './bytes.ts';
import { decodeDocument } from './decode.ts';
import { parseJson } from './json-text.ts';
import { isForbiddenKey } from './keys.ts';
import { LIMITS } from './limits.ts';

import { ColumnNames, ImportFailure, type Reader, type SourceRow } from './row.ts';

export type JsonObject = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws ImportFailure naming the line where the document breaks */
async function readDocument(path: string, options: ImportOptions): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytesOf(path, LIMITS.document)) chunks.push(chunk);
  const text = decodeDocument(Buffer.concat(chunks), options.encoding ?? 'utf-8');
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  const { line, ...reason } = parsed.error;
  throw new ImportFailure(reason, { line });
}

/** What a format makes of its document: rows without number, and what should be looked at. */
export type Unpacked = { readonly rows: Iterable<Omit<SourceRow, 'row'>>; readonly warnings?: readonly Warning[] };

/** @param unpack throws ImportFailure when the document is not of the format */
export function documentReader(
  path: string,
  options: ImportOptions,
  unpack: (document: unknown, options: ImportOptions) => Unpacked,
): Reader {
  const columns = new ColumnNames();
  const warnings: Warning[] = [];
  async function* rows(): AsyncGenerator<SourceRow> {
    const document = await readDocument(path, options);
    if (isObject(document)) {
      const key = Object.keys(document).find(isForbiddenKey);
      if (key !== undefined) throw new ImportFailure(problem('forbidden-key', `the document has a key ${key}`, key));
    }
    const unpacked = unpack(document, options);
    warnings.push(...(unpacked.warnings ?? []));
    let row = 0;
    for (const item of unpacked.rows) {
      columns.add(item.cells);
      yield { ...item, row: ++row };
    }
  }
  return { columns: () => columns.list(), rows, warnings: () => warnings };
}

const EMPTY: JsonObject = Object.freeze({});

/** A row of plain JSON; anything but an object is refused as a row, and the others go on. */
export function jsonRow(value: unknown): Omit<SourceRow, 'row'> {
  if (isObject(value)) return { cells: value };
  return { cells: EMPTY, problem: problem('bad-row', 'a row must be a JSON object') };
}

/** A row of a GeoJSON feature: its properties, its own `id` where they have none, its geometry. */
export function featureRow(value: unknown): Omit<SourceRow, 'row'> {
  if (!isObject(value) || value.type !== 'Feature') {
    return { cells: EMPTY, problem: problem('bad-row', 'not a GeoJSON Feature', 'type') };
  }
  const { properties, geometry, id } = value;
  if (properties !== null && properties !== undefined && !isObject(properties)) {
    return { cells: EMPTY, problem: problem('bad-row', 'properties must be an object or null', 'properties') };
  }
  const foreign = Object.keys(value).find(isForbiddenKey);
  if (foreign !== undefined) return { cells: EMPTY, problem: problem('forbidden-key', `a key ${foreign}`, foreign) };
  const own = properties ?? EMPTY;
  const cells = id === undefined || Object.hasOwn(own, 'id') ? own : { id, ...own };
  return { cells, geometry: geometry ?? null };
}
