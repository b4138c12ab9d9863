// GeoJSON (RFC 7946): a FeatureCollection, or one Feature. Coordinates are WGS-84 by the standard; other files exist.
import { problem } from '#shared/errors.ts';
import { type Datum, isDatum } from '#shared/geo/datum.ts';
import { countVertices } from '#shared/geo/geometry.ts';
import type { ImportOptions } from '#shared/import.ts';
import { documentReader, featureRow, isObject, type JsonObject, type Unpacked } from './document.ts';
import { LIMITS } from './limits.ts';

import { ImportFailure, type Reader } from './row.ts';

const WGS84_NAMES = /CRS84|EPSG:+4326$|EPSG:+4490$/i;

/** The `crs` member of the 2008 draft: some files still carry it, and some mean it. Ours do, where they are shifted. */
function crsName(document: JsonObject): string | undefined {
  const name = (document.crs as { properties?: { name?: unknown } } | null | undefined)?.properties?.name;
  return typeof name === 'string' ? name : undefined;
}

function datumOf(name: string): Datum | undefined {
  const short = name.replace(/^urn:ogc:def:crs:EPSG:[^:]*:(\d+)$/i, 'EPSG:$1');
  return WGS84_NAMES.test(name) ? 'WGS-84' : isDatum(short) ? short : undefined;
}

function checkCrs(document: JsonObject, options: ImportOptions): void {
  const name = crsName(document);
  if (name === undefined || WGS84_NAMES.test(name) || options.datum !== undefined) return;
  throw new ImportFailure(
    problem('unknown-datum', `the file says its coordinates are ${name}: state the datum`, 'datum'),
  );
}

function unpack(document: unknown, options: ImportOptions): Unpacked {
  if (!isObject(document)) throw new ImportFailure(problem('unsupported-format', 'not a GeoJSON object'));
  checkCrs(document, options);
  const features = document.type === 'Feature' ? [document] : document.features;
  if ((document.type !== 'FeatureCollection' && document.type !== 'Feature') || !Array.isArray(features)) {
    const message = `GeoJSON must be a FeatureCollection or a Feature, this is ${JSON.stringify(document.type) ?? 'neither'}`;
    throw new ImportFailure(problem('unsupported-format', message, 'type'));
  }
  let vertices = 0;
  for (const feature of features) {
    vertices += countVertices((feature as { geometry?: unknown } | null)?.geometry, LIMITS.vertices);
    if (vertices > LIMITS.vertices) {
      throw new ImportFailure(problem('too-large', `more than ${LIMITS.vertices} vertices in one file`));
    }
  }
  return { rows: features.map(featureRow) };
}

export function geojsonReader(path: string, options: ImportOptions): Reader {
  let named: string | undefined;
  const reader = documentReader(path, options, (document) => {
    named = isObject(document) ? crsName(document) : undefined;
    return unpack(document, options);
  });
  const offers = () => {
    const datum = named === undefined ? undefined : datumOf(named);
    return datum === undefined
      ? {}
      : { datum: [{ value: datum, confidence: 'likely', why: `crs: ${named}`, code: 'crs', said: named } as const] };
  };
  return { ...reader, offers };
}
