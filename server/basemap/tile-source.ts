// A source of tiles, whatever they lie in. Sources run in the worker thread of tile-worker.ts; problems of opening are
// values, because an operator mends them.
import type { BasemapDatum, TileFormat, VectorLayer } from '#shared/basemap.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { err, type Result } from '#shared/result.ts';

/** Column from the west, row from the north (XYZ). */
export type TileAddress = { readonly z: number; readonly x: number; readonly y: number };
export type RawTile = { readonly data: Uint8Array; readonly isGzip: boolean };

/** What an archive says of itself, checked against its tiles. */
export type Found = {
  readonly name: string;
  readonly attribution: string;
  readonly format: TileFormat;
  readonly minzoom: number;
  readonly maxzoom: number;
  /** west, south, east, north; absent where nothing sensible is said */
  readonly bounds?: readonly [number, number, number, number];
  readonly vectorLayers: readonly VectorLayer[];
  /** tiles counted, or undefined where counting would mean reading everything */
  readonly count?: number;
  /** The same version has the same tiles for ever; undefined where nobody can promise that (files in a folder). */
  readonly version?: string;
};

/** `etag` without quotes: the same bytes have the same one. */
export type Tile = { readonly data: Uint8Array; readonly isGzip: boolean; readonly etag: string };

/** Between tiles.ts and its thread. */
export type TileQuestion = TileAddress & { readonly id: number };
export type FromTileWorker =
  | { readonly type: 'opened'; readonly found: Result<Found, Problem> }
  | { readonly type: 'tile'; readonly id: number; readonly tile: Tile | undefined }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

export type TileSource = {
  readonly found: Found;
  /** @returns undefined where there is no tile */
  tile(address: TileAddress): Promise<RawTile | undefined>;
  close(): Promise<void>;
};

/** What the worker is told to open. */
export type SourceSpec =
  /** the demonstration's town, with the tiles that were made of it before in a file */
  | { readonly kind: 'demo'; readonly seed: string; readonly keptIn: string }
  /** the same, made anew */
  | { readonly kind: 'grown'; readonly seed: string }
  | {
      readonly kind: 'pmtiles' | 'mbtiles';
      readonly path: string;
      readonly datum: BasemapDatum;
    }
  | {
      readonly kind: 'directory';
      readonly path: string;
      readonly isTms: boolean;
      readonly datum: BasemapDatum;
    };

export const bad = (message: string): Result<never, Problem> => err(problem('unsupported-format', message));

/** The format from the first bytes; extensions and metadata are only what somebody wrote. */
export function formatOf(data: Uint8Array): TileFormat | 'gzip' | undefined {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => data[i] === byte);
  const text = (from: number, to: number) => String.fromCharCode(...data.subarray(from, to));
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (starts(0xff, 0xd8, 0xff)) return 'jpg';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(4, 12) === 'ftypavif') return 'avif';
  if (starts(0x1f, 0x8b)) return 'gzip';
  return starts(0x1a) ? 'mvt' : undefined; // field 3 (layers), length-delimited: how every vector tile begins
}

/** Attributions of archives are HTML; ours is shown as text. */
export const plainText = (html: unknown): string =>
  typeof html === 'string'
    ? html
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/&copy;/gi, '©')
        .replaceAll(/&amp;/gi, '&')
        .replaceAll(/&[a-z#0-9]+;/gi, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, 500)
    : '';

/** @returns undefined unless it is a box on this globe, west before east */
export function boundsOf(value: unknown): readonly [number, number, number, number] | undefined {
  const numbers = typeof value === 'string' ? value.split(',').map(Number) : Array.isArray(value) ? value : [];
  const [west, south, east, north] = numbers.map(Number);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  const isBox = west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north;
  return isBox ? [west, south, east, north] : undefined;
}

/** `vector_layers` of TileJSON, as PMTiles and MBTiles carry it; anything odd in it is left out. */
export function vectorLayersOf(value: unknown): VectorLayer[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((layer: { id?: unknown; fields?: unknown } | null) =>
    typeof layer?.id === 'string'
      ? [{ id: layer.id, fields: typeof layer.fields === 'object' && layer.fields ? Object.keys(layer.fields) : [] }]
      : [],
  );
}
