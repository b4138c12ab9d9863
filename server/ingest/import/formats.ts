// One reader per format, and which format a file is: as stated, or by its name and first bytes.
import { problem } from '#shared/errors.ts';
import type { Format, ImportOptions } from '#shared/import.ts';

import { ImportFailure, type Reader } from './row.ts';
import { openZip } from './zip.ts';

type ReaderOf = (path: string, options: ImportOptions) => Reader;

/** Loaded one at a time: a worker lives for one file, and needs no spreadsheet reader to read a CSV. */
export const READERS: Readonly<Record<Format, () => Promise<ReaderOf>>> = {
  csv: async () => (await import('./csv.ts')).csvReader,
  geojson: async () => (await import('./geojson.ts')).geojsonReader,
  ndjson: async () => (await import('./ndjson.ts')).ndjsonReader,
  json: async () => (await import('./json.ts')).jsonReader,
  topojson: async () => (await import('./topojson.ts')).topojsonReader,
  kml: async () => (await import('./kml.ts')).kmlReader,
  shp: async () => (await import('./shapefile/shapefile.ts')).shapefileReader,
  gpkg: async () => (await import('./geopackage.ts')).geopackageReader,
  xlsx: async () => (await import('./xlsx.ts')).xlsxReader,
};

/** Formats whose text is in one encoding that a person may have to name. */
export const HAS_ENCODING: ReadonlySet<Format> = new Set<Format>([
  'csv',
  'geojson',
  'ndjson',
  'json',
  'topojson',
  'kml',
]);

const BY_NAME: readonly (readonly [RegExp, Format])[] = [
  [/\.(topojson|topo\.json)$/, 'topojson'],
  [/\.geojson$/, 'geojson'],
  [/\.(ndjson|jsonl|geojsonl|geojsons)$/, 'ndjson'],
  [/\.(csv|tsv|txt)$/, 'csv'],
  [/\.kml$/, 'kml'],
];

const BY_ENTRY: readonly (readonly [RegExp, Format])[] = [
  [/^\/?xl\/workbook\.xml$/, 'xlsx'],
  [/\.shp$/i, 'shp'],
  [/\.kml$/i, 'kml'],
];

const unsupported = (message: string) => new ImportFailure(problem('unsupported-format', message));

/** Which format an archive is: by what lies in it, whatever it is called. */
async function archiveFormat(path: string): Promise<Format> {
  const { names } = await openZip(path);
  const found = BY_ENTRY.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (found) return found[1];
  throw unsupported('a zip archive without a Shapefile, a KML or a workbook in it: unpack it');
}

const starts = (head: Uint8Array, ...bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);

/**
 * @param path of the file, as stored
 * @param head first bytes of the file, inflated
 * @throws ImportFailure `unsupported-format` for bytes that are none of the formats
 */
export async function formatOf(
  path: string,
  filename: string,
  head: Uint8Array,
  options: ImportOptions,
): Promise<Format> {
  if (options.format) return options.format;
  if (starts(head, 0x50, 0x4b)) return archiveFormat(path);
  if (starts(head, ...Buffer.from('SQLite format 3\0'))) return 'gpkg';
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) throw unsupported('a workbook of Excel 97-2003: save it as .xlsx or CSV');
  if (starts(head, 0x00, 0x00, 0x27, 0x0a)) throw unsupported('a .shp alone: zip it with its .dbf, .prj and .cpg');
  if (head.subarray(0, 1024).includes(0) && head[0] !== 0xff && head[0] !== 0xfe) throw unsupported('not a text file');
  const text = new TextDecoder('latin1')
    .decode(head)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  const name = filename.toLowerCase().replace(/\.gz$/, '');
  const named = BY_NAME.find(([pattern]) => pattern.test(name));
  if (/^<(\?xml|kml\b|!DOCTYPE\s+kml)/i.test(text) && (named?.[1] === 'kml' || /<kml\b/i.test(text))) return 'kml';
  if (options.object !== undefined) return 'topojson';
  if (options.rowsAt !== undefined) return 'json';
  if (named) return named[1];
  if (/^[[{]/.test(text)) {
    if (/"type"\s*:\s*"Topology"/.test(text)) return 'topojson';
    return /"type"\s*:\s*"Feature(Collection)?"/.test(text) ? 'geojson' : 'json';
  }
  return 'csv';
}
