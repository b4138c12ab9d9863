// Takes in what an operator brings: finds out what it is, opens it, and describes it as basemap.json keeps it.
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BASEMAP_DATUMS, type BasemapDatum, type BasemapLook } from '#shared/basemap.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { inspectOnline } from './online.ts';
import { openSource } from './open-source.ts';
import type { BasemapRecord } from './record.ts';
import { bordersIn, isReviewNumber } from './review.ts';
import { TIANDITU_LAYERS, TIANDITU_SETS, TIANDITU_ZOOMS } from './tianditu.ts';
import { bad, type Found, type SourceSpec } from './tile-source.ts';

export type Made = { readonly record: BasemapRecord; readonly found: Found };

/** What an operator says of a basemap; everything else is read from it. */
export type Wishes = {
  readonly name?: string;
  readonly datum?: string;
  readonly attribution?: string;
  readonly reviewNumber?: string;
  /** how a raster looks by itself */
  readonly look: BasemapLook;
  /** rows of a folder count from the south */
  readonly isTms: boolean;
  /** asked for only where a service wants one */
  readonly key: () => Promise<string | undefined>;
};

/** @param what a file, a folder, an address, or `tianditu:vec` */
export async function bring(what: string, options: Wishes): Promise<Result<Made, Problem>> {
  const datum = datumOf(options.datum);
  if (!datum.ok) return datum;
  const review = options.reviewNumber?.trim();
  if (review !== undefined && !isReviewNumber(review)) {
    return err(problem('invalid-value', `"${review}" is no review number; it reads like GS（2024）0650号`));
  }
  if (what.startsWith('tianditu')) return tianditu(what, options);
  if (/^https?:\/\//.test(what)) {
    if (datum.value === 'GCJ-02') return err(problem('unsupported-format', NOT_MOVED));
    const online = await inspectOnline(what);
    if (!online.ok) return online;
    const { found, tiles, tileSize } = online.value;
    return ok({ found, record: { kind: 'online', ...common(found, options, datum.value, what), tileSize, tiles } });
  }
  const spec = await specOf(resolve(what), options.isTms, datum.value);
  if (!spec.ok) return spec;
  const source = await openSource(spec.value);
  if (!source.ok) return source;
  const { found } = source.value;
  await source.value.close();
  const shared = { ...common(found, options, datum.value, what), path: resolve(what) };
  if (spec.value.kind === 'directory') {
    return ok({ found, record: { kind: 'directory', ...shared, isTms: options.isTms } });
  }
  return ok({ found, record: { kind: spec.value.kind, ...shared } });
}

const NOT_MOVED =
  'tiles in GCJ-02 are converted on this server, and a screen would fetch these elsewhere: download them as an archive';

function datumOf(text = 'WGS-84'): Result<BasemapDatum, Problem> {
  const datum = BASEMAP_DATUMS.find((each) => each === text);
  if (datum !== undefined) return ok(datum);
  return err(problem('unknown-datum', `--datum is one of ${BASEMAP_DATUMS.join(', ')}, not ${text}`));
}

type Stored = Exclude<SourceSpec, { readonly kind: 'demo' | 'grown' }>;

/** By the first bytes of a file: an extension is only what somebody called it. */
async function specOf(path: string, isTms: boolean, datum: BasemapDatum): Promise<Result<Stored, Problem>> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) return err(problem('not-found', `${path} does not exist`));
  if (info.isDirectory()) return ok({ kind: 'directory', path, isTms, datum });
  const file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
  await file.close();
  const start = buffer.subarray(0, bytesRead).toString('latin1');
  // Of the magic only two letters and the version: s2-pmtiles leaves out the rest.
  if (start.startsWith('PM') && start[7] === '\u0003') return ok({ kind: 'pmtiles', path, datum });
  if (start.startsWith('PM'))
    return bad('a PMTiles archive of version 1 or 2: convert it (pmtiles convert) to version 3');
  if (start.startsWith('SQLite format 3')) return ok({ kind: 'mbtiles', path, datum });
  if (start.includes('OSMHeader') || path.endsWith('.osm.pbf')) {
    return bad('an OpenStreetMap extract holds no tiles yet: tilemaker turns it into MBTiles (data/basemap/README.md)');
  }
  return bad(`${path} is neither PMTiles nor MBTiles: its first bytes say neither`);
}

async function tianditu(what: string, options: Wishes): Promise<Result<Made, Problem>> {
  const first = what.split(':')[1] ?? 'vec';
  const layers = TIANDITU_SETS[first];
  if (layers === undefined) {
    return err(
      problem('invalid-value', `tianditu:${first} is not known; tianditu:vec, :img, :ter (of ${TIANDITU_LAYERS})`),
    );
  }
  const key = (await options.key())?.trim() ?? '';
  if (!/^[0-9a-zA-Z]{8,64}$/.test(key)) return err(problem('invalid-value', 'a key of Tianditu is letters and digits'));
  const [minzoom, maxzoom] = TIANDITU_ZOOMS;
  const found: Found = {
    name: '天地图',
    attribution: '天地图 · 国家地理信息公共服务平台',
    format: 'png',
    minzoom,
    maxzoom,
    vectorLayers: [],
  };
  const look: BasemapLook = first === 'vec' ? 'light' : 'imagery';
  const shared = { ...common(found, options, 'CGCS2000', what), look, tileSize: 256 as const };
  return ok({ found, record: { kind: 'tianditu', ...shared, layers: [...layers], key } });
}

function common(found: Found, options: Wishes, datum: BasemapDatum, what: string) {
  const reviewNumber = options.reviewNumber?.trim();
  return {
    name: options.name ?? (found.name === '' ? what.split(/[\\/]/).at(-1)! : found.name),
    datum,
    attribution: options.attribution ?? found.attribution,
    ...(reviewNumber === undefined ? {} : { reviewNumber }),
    needsReviewNumber: bordersIn(found.format, found.vectorLayers) !== 'none',
    look: options.look,
    format: found.format,
    tileSize: found.format === 'mvt' ? (512 as const) : (256 as const),
    minzoom: found.minzoom,
    maxzoom: found.maxzoom,
    bounds: found.bounds === undefined ? undefined : ([...found.bounds] as [number, number, number, number]),
    vectorLayers: found.vectorLayers.map(({ id, fields }) => ({ id, fields: [...fields] })),
  };
}
