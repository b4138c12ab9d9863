// What an import may be told and what it tells (api.md, Imports): one description for the server, the desk and the command line.
import type { Problem } from './errors.ts';
import type { Datum } from './geo/datum.ts';
import type { Position } from './geo/position.ts';
import type { Kind } from './report.ts';

/** Bytes that one file may have. */
export const LARGEST_IMPORT = 100 * 2 ** 20;

/** Encodings by the names users write; GBK and GB2312 are subsets of GB18030. A byte order mark is allowed with each. */
export const ENCODINGS = { 'utf-8': 'utf-8', gb18030: 'gb18030', gbk: 'gb18030', gb2312: 'gb18030' } as const;
export type Encoding = (typeof ENCODINGS)[keyof typeof ENCODINGS];

export const FORMATS = ['csv', 'geojson', 'ndjson', 'json', 'topojson', 'kml', 'shp', 'gpkg', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Where a field's value comes from. A column name, or a JSON pointer (`/location/name`) into a row of JSON.
 * `split` cuts the text; with `index` (from 0) one part is taken, without it all parts become a list.
 * `columns` are joined with a space and read by `format` (YYYY MM DD HH mm ss, also D M H h a) in `zone`
 * (an offset such as +08:00 or an IANA name). `row` makes an id from the source and the row's number.
 * `lookup` finds the id of the one entity whose field has the column's text; the column defaults to the field's name.
 */
export type MappingValue =
  | string
  | { readonly row: true }
  | { readonly lookup: string; readonly column?: string }
  | { readonly column: string; readonly split?: string; readonly index?: number }
  | { readonly columns: readonly string[]; readonly format: string; readonly zone: string };

export type ImportOptions = {
  readonly kind: Kind;
  readonly format?: Format;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly datum?: Datum;
  readonly mapping?: Readonly<Record<string, MappingValue>>;
  readonly constants?: Readonly<Record<string, unknown>>;
  readonly rowsAt?: string;
  readonly object?: string;
  readonly source?: string;
  readonly dryRun?: boolean;
  /** This file is the present state of a feed: what it says holds again even where an earlier version said it before. */
  readonly feed?: boolean;
  /** Rows with an address and no place are looked up among the registered areas; what is in doubt stays without. */
  readonly matchAddresses?: boolean;
};

/** What a file may be meant in, and why. */
export type Offer<T> = {
  readonly value: T;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly why: string;
  /** stable name of the reason, and what of the file it rests on: for screens that say it in their own language */
  readonly code?: 'named' | 'crs' | 'kml' | 'easting' | 'mercator';
  readonly said?: string;
};

export type Detected = {
  readonly encoding: readonly Offer<Encoding>[];
  readonly delimiter?: string;
  readonly columns: readonly string[];
  readonly datum: readonly Offer<Datum>[];
  readonly mapping: Readonly<Record<string, MappingValue>>;
  /** layers, sheets or objects of the file, where `object` may name one */
  readonly objects?: readonly string[];
};

/** Something a person should look at that refuses no row. */
export type Warning = { readonly code: string; readonly message: string };

/** One refusal. `row` counts records from 1, `line` lines of the file; `field` is the target or the column at fault. */
export type Refusal = {
  readonly row: number;
  readonly line?: number;
  readonly field?: string;
  readonly code: string;
  readonly reason: string;
};

/** How the rows looked at would lie under one datum. */
export type DatumCount = {
  readonly datum: Datum;
  /** rows that lie in some registered area */
  readonly inside: number;
  /** addresses that name an area, and lie in it */
  readonly agree: number;
  /** rows in another area than under the stated datum */
  readonly changed: number;
};

export type DatumFinding = {
  readonly stated: Datum;
  readonly rows: number;
  /** addresses that name an area with a polygon */
  readonly named: number;
  readonly counts: readonly DatumCount[];
};

/** One row as it would be imported. `position` in WGS-84; geometries of more than 2,000 vertices are left out of `data`. */
export type PreviewRow = {
  readonly row: number;
  readonly id?: string;
  readonly position?: Position;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly error?: Problem;
};

export type ImportStatus = {
  readonly id: string;
  /** failed: the file, or what was left of it, could not be taken; `problem` says why, rows accepted before stay. */
  readonly state: 'running' | 'done' | 'failed';
  readonly kind: string;
  readonly filename: string;
  readonly dryRun: boolean;
  /** records read so far: accepted + unchanged + refused */
  readonly rows: number;
  readonly accepted: number;
  /** said before, in this file or an earlier one */
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
  readonly refusedTotal: number;
  /** `refused` holds only the first 1,000; refused.csv has all */
  readonly truncated: boolean;
  readonly warnings: readonly Warning[];
  /** accepted or unchanged rows whose place is unknown */
  readonly notOnMap: number;
  readonly problem?: Problem & { readonly row?: number; readonly line?: number };
  /** dry run: of the rows that would be accepted, how many are about ids that exist, and how many about new ones */
  readonly knownIds?: number;
  readonly newIds?: number;
  readonly preview?: readonly PreviewRow[];
  readonly detected?: Detected & { readonly format: string };
  /** how the rows would lie under the datums that could be meant */
  readonly datums?: DatumFinding;
};
