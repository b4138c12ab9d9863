// One reader per format, and which format a file is: as stated, or by its name and first bytes.
import { problem } from '#shared/errors.ts';
import { csvReader } from './csv.ts';
import { geojsonReader } from './geojson.ts';
import { jsonReader } from './json.ts';
import { ndjsonReader } from './ndjson.ts';
import type { Format, ImportOptions } from './options.ts';
import { ImportFailure, type Reader } from './row.ts';
import { topojsonReader } from './topojson.ts';

export const READERS: Readonly<Record<Format, (path: string, options: ImportOptions) => Reader>> = {
  csv: csvReader,
  geojson: geojsonReader,
  ndjson: ndjsonReader,
  json: jsonReader,
  topojson: topojsonReader,
};

const BY_NAME: readonly (readonly [RegExp, Format])[] = [
  [/\.(topojson|topo\.json)$/, 'topojson'],
  [/\.geojson$/, 'geojson'],
  [/\.(ndjson|jsonl|geojsonl|geojsons)$/, 'ndjson'],
  [/\.(csv|tsv|txt)$/, 'csv'],
];

/**
 * @param head first bytes of the file, inflated
 * @throws ImportFailure `unsupported-format` for archives, spreadsheets and other bytes that are no text
 */
export function formatOf(filename: string, head: Uint8Array, options: ImportOptions): Format {
  if (options.format) return options.format;
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const message = 'a zip archive or a spreadsheet: save the sheet as CSV, or unpack the archive';
    throw new ImportFailure(problem('unsupported-format', message));
  }
  if (head.subarray(0, 1024).includes(0) && head[0] !== 0xff && head[0] !== 0xfe) {
    throw new ImportFailure(problem('unsupported-format', 'not a text file'));
  }
  if (options.object !== undefined) return 'topojson';
  if (options.rowsAt !== undefined) return 'json';
  const name = filename.toLowerCase().replace(/\.gz$/, '');
  const named = BY_NAME.find(([pattern]) => pattern.test(name));
  if (named) return named[1];
  const text = new TextDecoder('latin1')
    .decode(head)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^[[{]/.test(text)) {
    if (/"type"\s*:\s*"Topology"/.test(text)) return 'topojson';
    return /"type"\s*:\s*"Feature(Collection)?"/.test(text) ? 'geojson' : 'json';
  }
  return 'csv';
}
