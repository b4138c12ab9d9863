// KML and KMZ. No DOCTYPE, no link is followed, no picture is read; text is kept as text, whatever markup it looks like.
import { kmlGen } from '@tmcw/togeojson';
import { DOMParser, type Document } from '@xmldom/xmldom';
import { problem } from '#shared/errors.ts';
import type { ImportOptions, Warning } from '#shared/import.ts';
import { bytesOf, headOf } from './bytes.ts';
import { decodeDocument } from './decode.ts';
import { featureRow, isObject } from './document.ts';
import { LIMITS } from './limits.ts';

import { ColumnNames, ImportFailure, type Reader, type SourceRow } from './row.ts';
import { openZip } from './zip.ts';

/** How a placemark is drawn is no column. */
const STYLE = /^(styleUrl|styleHash|styleMapHash|visibility|stroke.*|fill.*|icon.*|label-.*|@geometry-type)$/;

type Text = { readonly name: string; readonly bytes: Uint8Array };

/** The documents of a file, doc.kml first: a KMZ of several layers links from one to the others, and all are read. */
async function documentsOf(path: string): Promise<readonly Text[]> {
  const head = await headOf(path, 2);
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const zip = await openZip(path);
    const names = zip.names.filter((name) => /\.kml$/i.test(name));
    const isMain = (name: string) => Number(/^doc\.kml$/i.test(name));
    if (names.length === 0) throw new ImportFailure(problem('unsupported-format', 'the archive has no .kml in it'));
    return names.sort((a, b) => isMain(b) - isMain(a)).map((name) => ({ name, bytes: zip.read(name) }));
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytesOf(path, LIMITS.xml)) chunks.push(chunk);
  return [{ name: '', bytes: Buffer.concat(chunks) }];
}

/** @throws ImportFailure for a DOCTYPE (entities that multiply, files of the server) and for what does not parse */
function parse(text: string): Document {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw new ImportFailure(problem('unsupported-format', 'XML with a DOCTYPE is refused: KML needs none'));
  }
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    });
    return parser.parseFromString(text, 'text/xml');
  } catch (thrown) {
    const [reason] = String((thrown as Error).message).split('\n');
    throw new ImportFailure(problem('malformed', `not XML: ${reason}`));
  }
}

type Part = { readonly type: string; readonly coordinates?: unknown; readonly geometries?: readonly Part[] };

/** MultiGeometry of one sort is a Multi…; of several it stays a collection, which the check refuses by name. */
function gathered(geometry: unknown): unknown {
  const { geometries = [] } = geometry as Part;
  const [first] = geometries;
  const isOne = first !== undefined && geometries.every(({ type }) => type === first.type);
  if (!isOne || !/^(Point|LineString|Polygon)$/.test(first.type)) return geometry;
  if (geometries.length === 1) return first;
  return { type: `Multi${first.type}`, coordinates: geometries.map(({ coordinates }) => coordinates) };
}

function rowOf(feature: unknown): Omit<SourceRow, 'row'> {
  const row = featureRow(feature);
  const cells: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(row.cells)) {
    if (STYLE.test(name)) continue;
    cells[name] = isObject(value) && typeof value.value === 'string' ? value.value : value;
  }
  const isCollection = isObject(row.geometry) && row.geometry.type === 'GeometryCollection';
  return { ...row, cells, geometry: isCollection ? gathered(row.geometry) : row.geometry };
}

/** @param path of a .kml (gzip or not) or a .kmz */
export function kmlReader(path: string, options: ImportOptions): Reader {
  const columns = new ColumnNames();
  let links = 0;

  function documentOf({ bytes }: Text): Document {
    if (bytes.length > LIMITS.xml) {
      throw new ImportFailure(problem('too-large', `more than ${LIMITS.xml / 2 ** 20} MiB of KML: split the file`));
    }
    const document = parse(decodeDocument(bytes, options.encoding ?? 'utf-8'));
    if (!/^(kml|document|folder|placemark)$/i.test(document.documentElement?.localName ?? '')) {
      throw new ImportFailure(problem('unsupported-format', 'not a KML document'));
    }
    return document;
  }

  async function* rows(): AsyncGenerator<SourceRow> {
    const documents = await documentsOf(path);
    const own = new Set(documents.map(({ name }) => name));
    let row = 0;
    for (const text of documents) {
      const document = documentOf(text);
      for (const link of [...document.getElementsByTagName('NetworkLink')]) {
        const target = link.getElementsByTagName('href')[0]?.textContent?.trim() ?? '';
        if (!own.has(target)) links++;
        link.parentNode?.removeChild(link);
      }
      for (const feature of kmlGen(document)) {
        const item = rowOf(feature);
        columns.add(item.cells);
        yield { ...item, row: ++row };
      }
    }
  }

  const warnings = (): Warning[] =>
    links === 0
      ? []
      : [{ code: 'links-not-followed', message: `${links} links of the file lead elsewhere and were not followed` }];
  return {
    columns: () => columns.list(),
    rows,
    warnings,
    offers: () => ({
      datum: [
        {
          value: 'WGS-84',
          confidence: 'likely',
          why: 'KML is WGS-84 by its standard; maps made in China often write GCJ-02 into it all the same',
          code: 'kml',
        },
      ],
    }),
  };
}
