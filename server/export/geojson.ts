// GeoJSON. The standard knows WGS-84 alone; another datum stands in the `crs` member of the 2008 draft, which GDAL, QGIS
// and our own import read. A datum they do not know leaves the layer without a system, which is true.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Datum } from '#shared/geo/datum.ts';
import type { ExportNotes, ExportRow } from './table.ts';
import { inDatum } from './table.ts';

const crsOf = (datum: Datum): string => datum.replace(/^EPSG:(\d+)$/, 'urn:ogc:def:crs:EPSG::$1');

/** @param rows nested fields stay as they are */
export async function writeGeojson(path: string, rows: readonly ExportRow[], about: ExportNotes): Promise<void> {
  const { datum, layer, notes } = about;
  const isShifted = datum !== 'WGS-84' && datum !== 'CGCS2000';
  function* text(): Generator<string> {
    const head = {
      type: 'FeatureCollection',
      name: layer,
      ...(isShifted ? { crs: { type: 'name', properties: { name: crsOf(datum) } } } : {}),
      datum,
      notes: Object.fromEntries(notes),
    };
    yield `${JSON.stringify(head).slice(0, -1)},"features":[`;
    for (const [i, { properties, geometry }] of rows.entries()) {
      const feature = {
        type: 'Feature',
        id: properties['id'],
        properties,
        geometry: geometry === null ? null : inDatum(geometry, datum),
      };
      yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify(feature)}`;
    }
    yield '\n]}\n';
  }
  await pipeline(Readable.from(text(), { highWaterMark: 256 }), createWriteStream(path, { mode: 0o600 }));
}
