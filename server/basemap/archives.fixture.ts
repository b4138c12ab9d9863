// Small archives of every kind, made on the spot, for the tests of the basemap.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature, Position } from 'geojson';
import { zxyToTileId } from 'pmtiles';
import type { TileAddress } from './tile-source.ts';

export type Archived = TileAddress & { readonly data: Uint8Array };

/** One pixel, transparent. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const pointAt = (coordinates: Position, properties: object = {}): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates },
  properties: { ...properties },
});

/** The tile that holds a position. */
export function tileOf([lon, lat]: Position, z: number): TileAddress {
  const sine = Math.sin((lat! * Math.PI) / 180);
  const scale = 2 ** z;
  const x = Math.floor(((lon! + 180) / 360) * scale);
  return { z, x, y: Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale) };
}

/** @param layers features by name of layer. @returns a vector tile, not compressed */
export function vectorTile({ z, x, y }: TileAddress, layers: Readonly<Record<string, readonly Feature[]>>): Uint8Array {
  const cut = Object.entries(layers).map(([name, features]) => [
    name,
    geoJSONToTile({ type: 'FeatureCollection', features: [...features] }, z, x, y, { extent: 4096, tolerance: 0 }),
  ]);
  return fromGeojsonVt(Object.fromEntries(cut), { version: 2, extent: 4096 });
}

export function writeMbtiles(
  path: string,
  tiles: readonly Archived[],
  metadata: Readonly<Record<string, string>>,
): void {
  const database = new DatabaseSync(path);
  database.exec(
    'CREATE TABLE metadata (name text, value text); CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob); CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)',
  );
  for (const [name, value] of Object.entries(metadata)) {
    database.prepare('INSERT INTO metadata VALUES (?, ?)').run(name, value);
  }
  const insert = database.prepare('INSERT INTO tiles VALUES (?, ?, ?, ?)');
  for (const { z, x, y, data } of tiles) insert.run(z, x, 2 ** z - 1 - y, data);
  database.close();
}

/** @param extension with which files are named */
export async function writeFolder(dir: string, tiles: readonly Archived[], extension: string): Promise<void> {
  for (const { z, x, y, data } of tiles) {
    await mkdir(join(dir, String(z), String(x)), { recursive: true });
    await writeFile(join(dir, String(z), String(x), `${y}.${extension}`), data);
  }
}

/** Version 3 by its specification, written from that and not from the library which reads it. */
export function pmtiles(
  tiles: readonly Archived[],
  metadata: object,
  { type = 1, bounds = [0, 0, 0, 0] } = {},
): Buffer {
  const packed = tiles
    .map(({ z, x, y, data }) => ({ id: zxyToTileId(z, x, y), data: type === 1 ? gzipSync(data) : Buffer.from(data) }))
    .sort((a, b) => a.id - b.id);
  const ends = packed.map((_, i) => packed.slice(0, i).reduce((sum, { data }) => sum + data.length, 0));
  const directory = gzipSync(
    Buffer.from([
      ...varint(packed.length),
      ...packed.flatMap(({ id }, i) => varint(id - (packed[i - 1]?.id ?? 0))),
      ...packed.flatMap(() => varint(1)),
      ...packed.flatMap(({ data }) => varint(data.length)),
      ...packed.flatMap((_, i) => varint(ends[i]! + 1)),
    ]),
  );
  const json = gzipSync(JSON.stringify(metadata));
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header[7] = 3;
  const rootAt = 127;
  const jsonAt = rootAt + directory.length;
  const dataAt = jsonAt + json.length;
  const size = packed.reduce((sum, { data }) => sum + data.length, 0);
  const lengths = [
    rootAt,
    directory.length,
    jsonAt,
    json.length,
    dataAt,
    0,
    dataAt,
    size,
    ...Array(3).fill(packed.length),
  ];
  for (const [i, value] of lengths.entries()) header.writeBigUInt64LE(BigInt(value), 8 + 8 * i);
  const zooms = tiles.map(({ z }) => z);
  header.set([1, 2, type === 1 ? 2 : 1, type, Math.min(...zooms), Math.max(...zooms)], 96);
  for (const [i, degrees] of bounds.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i);
  return Buffer.concat([header, directory, json, ...packed.map(({ data }) => data)]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}
