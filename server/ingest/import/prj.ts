// The coordinate system that a file names in well-known text (.prj of a Shapefile, srs of a GeoPackage): read, shown and
// proposed. It is put in force only where it says what Cordon reads anyway, degrees of WGS-84; the person states the rest.
import { problem } from '#shared/errors.ts';
import { type Datum, isDatum } from '#shared/geo/datum.ts';
import type { ImportOptions, Offer, Warning } from '#shared/import.ts';

import { ImportFailure } from './row.ts';

/** `datum` undefined: a system that Cordon does not convert from. */
export type NamedCrs = { readonly name: string; readonly datum: Datum | undefined };

const CGCS = /CGCS_?2000|China_2000|China[_ ]Geodetic[_ ]Coordinate[_ ]System[_ ]2000|China_?2000/i;
const WGS = /WGS[_ ]?(19)?84/i;

const parameter = (wkt: string, name: string): number | undefined => {
  const found = new RegExp(`"${name}"\\s*,\\s*(-?[\\d.]+(?:[eE][-+]?\\d+)?)`, 'i').exec(wkt)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** CGCS2000 / 3-degree Gauss-Kruger by its parameters: its names differ from program to program. */
function gaussKruger(wkt: string): Datum | undefined {
  const isTransverse = /Gauss_Kruger|Transverse_Mercator|Gauss-Kruger|Transverse Mercator/i.test(wkt);
  const middle = parameter(wkt, 'Central_Meridian') ?? parameter(wkt, 'Longitude of natural origin');
  const easting = parameter(wkt, 'False_Easting') ?? parameter(wkt, 'False easting');
  const scale = parameter(wkt, 'Scale_Factor') ?? parameter(wkt, 'Scale factor at natural origin') ?? 1;
  if (!isTransverse || !CGCS.test(wkt) || middle === undefined || scale !== 1) return undefined;
  const zone = middle / 3;
  const code = easting === zone * 1e6 + 500_000 ? 4488 + zone : easting === 500_000 ? 4509 + zone : 0;
  const named = `EPSG:${code}`;
  return isDatum(named) ? named : undefined;
}

/** @param wkt version 1 (OGC or ESRI) or 2 */
export function crsOf(wkt: string): NamedCrs {
  const name = /"([^"]{1,120})"/.exec(wkt)?.[1] ?? wkt.trim().slice(0, 60);
  const isProjected = /^\s*(PROJCS|PROJCRS|PROJECTEDCRS)/i.test(wkt);
  const isDegrees = /^\s*(GEOGCS|GEOGCRS|GEODCRS|GEODETICCRS|GEOGRAPHICCRS)/i.test(wkt);
  if (isProjected) return { name, datum: gaussKruger(wkt) };
  if (!isDegrees) return { name, datum: undefined };
  return { name, datum: CGCS.test(wkt) ? 'CGCS2000' : WGS.test(wkt) ? 'WGS-84' : undefined };
}

/** The datum that the file names, as an offer; none where Cordon does not know it. */
export const crsOffer = ({ name, datum }: NamedCrs, where: string): readonly Offer<Datum>[] =>
  datum === undefined
    ? []
    : [{ value: datum, confidence: 'likely', why: `${where} says ${name}`, code: 'crs', said: name }];

const AS_DEGREES: ReadonlySet<Datum | undefined> = new Set<Datum | undefined>(['WGS-84', 'CGCS2000']);

/** @throws ImportFailure `unknown-datum` where nobody stated one and the file names another than degrees of WGS-84 */
export function requireDatum({ name, datum }: NamedCrs, where: string, options: ImportOptions): void {
  if (options.datum !== undefined || AS_DEGREES.has(datum)) return;
  const what =
    datum === undefined
      ? 'which Cordon does not convert: state the datum, or convert the file'
      : `${datum}: state the datum`;
  throw new ImportFailure(problem('unknown-datum', `${where} says ${name}, ${what}`, 'datum'));
}

/** A stated datum that is not the one in the file is the person's right, and worth a second look. */
export function crsWarnings({ name, datum }: NamedCrs, where: string, options: ImportOptions): readonly Warning[] {
  const stated = options.datum;
  if (stated === undefined || stated === datum || (AS_DEGREES.has(stated) && AS_DEGREES.has(datum))) return [];
  return [{ code: 'datum-differs-from-file', message: `${where} says ${name}, but ${stated} was stated` }];
}
