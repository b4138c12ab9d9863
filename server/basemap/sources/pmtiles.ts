// A PMTiles archive (version 3) on disk: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
import { type FileHandle, open } from 'node:fs/promises';
import { Compression, PMTiles, SharedPromiseCache, type Source, TileType, tileIdToZxy } from 'pmtiles';
import type { TileFormat } from '#shared/basemap.ts';
import type { Problem } from '#shared/errors.ts';
import { ok, type Result } from '#shared/result.ts';
import { versionOf } from '../file-version.ts';
import { inflate } from '../inflate.ts';
import { bad, boundsOf, type Found, formatOf, plainText, type TileSource, vectorLayersOf } from '../tile-source.ts';
import { layersIn, plain } from '../vector.ts';

const FORMATS: { readonly [T in TileType]?: TileFormat } = {
  [TileType.Mvt]: 'mvt',
  [TileType.Png]: 'png',
  [TileType.Jpeg]: 'jpg',
  [TileType.Webp]: 'webp',
  [TileType.Avif]: 'avif',
};
/** Directories kept in memory: 16 KiB each, more or less. */
const DIRECTORIES = 256;

async function unpack(data: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(data);
  if (compression === Compression.Gzip) return exact(await inflate.gzip(bytes));
  if (compression === Compression.Brotli) return exact(await inflate.brotli(bytes));
  return compression === Compression.Zstd ? exact(await inflate.zstd(bytes)) : data;
}

/** Buffers of Node lie inside larger ones, and `slice` of a Buffer copies nothing: the library wants one of its own. */
const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

export async function openPmtiles(path: string): Promise<Result<TileSource, Problem>> {
  const file = await open(path, 'r');
  const archive = fileSource(file, path);
  const directories = new SharedPromiseCache(DIRECTORIES, true, unpack);
  // Tiles that are gzip already go out as they are; only other packings are undone.
  const tiles = new PMTiles(archive, directories, async (data, compression) =>
    compression === Compression.Gzip ? data : unpack(data, compression),
  );
  const found = await inspect(archive, directories, tiles);
  if (!found.ok) {
    await file.close();
    return found;
  }
  const isGzip = (await tiles.getHeader()).tileCompression === Compression.Gzip;
  return ok({
    found: found.value,
    tile: async ({ z, x, y }) => {
      const tile = await tiles.getZxy(z, x, y);
      return tile === undefined ? undefined : { data: new Uint8Array(tile.data), isGzip };
    },
    close: () => file.close(),
  });
}

async function inspect(
  archive: Source,
  directories: SharedPromiseCache,
  tiles: PMTiles,
): Promise<Result<Found, Problem>> {
  try {
    const header = await tiles.getHeader();
    const format = FORMATS[header.tileType];
    if (header.specVersion !== 3) return bad(`PMTiles version ${header.specVersion}; only version 3 is read`);
    if (format === undefined) return bad(`tiles of kind ${TileType[header.tileType]} cannot be drawn`);
    const metadata = ((await new PMTiles(archive, directories, unpack).getMetadata()) ?? {}) as Record<string, unknown>;
    const first = await firstAddress(archive, directories, tiles);
    if (first === undefined) return bad('the archive holds no tile');
    const sample = await tiles.getZxy(...first);
    if (sample === undefined) return bad(`tile ${first.join('/')} is in the directory and not in the file`);
    const bytes = new Uint8Array(sample.data);
    const declared = vectorLayersOf(metadata.vector_layers);
    if (format === 'mvt') {
      const seen = layersIn(await plain({ data: bytes, isGzip: header.tileCompression === Compression.Gzip }));
      if (declared.length === 0) declared.push(...seen);
    } else if (formatOf(bytes) !== format) return bad(`the header says ${format}, tile ${first.join('/')} is not`);
    return ok({
      name: plainText(metadata.name),
      attribution: plainText(metadata.attribution),
      format,
      minzoom: header.minZoom,
      maxzoom: header.maxZoom,
      // Writers that know no bounds leave zeros in the header (s2-pmtiles does).
      bounds: boundsOf([header.minLon, header.minLat, header.maxLon, header.maxLat]) ?? boundsOf(metadata.bounds),
      vectorLayers: declared,
      count: header.numAddressedTiles,
      version: await versionOf(archive.getKey()),
    });
  } catch (error) {
    return bad(`not a readable PMTiles archive: ${(error as Error).message}`);
  }
}

/** The first tile that a directory leads to. */
async function firstAddress(
  archive: Source,
  directories: SharedPromiseCache,
  tiles: PMTiles,
): Promise<[number, number, number] | undefined> {
  const header = await tiles.getHeader();
  let [offset, length] = [header.rootDirectoryOffset, header.rootDirectoryLength];
  for (let depth = 0; depth < 4; depth += 1) {
    const [entry] = await directories.getDirectory(archive, offset, length, header);
    if (entry === undefined) return undefined;
    if (entry.runLength > 0) return tileIdToZxy(entry.tileId);
    [offset, length] = [header.leafDirectoryOffset + entry.offset, entry.length];
  }
  return undefined;
}

function fileSource(file: FileHandle, path: string): Source {
  return {
    getKey: () => path,
    getBytes: async (offset, length) => {
      const buffer = new ArrayBuffer(length);
      const { bytesRead } = await file.read(new Uint8Array(buffer), 0, length, offset);
      // The library asks for the first 16 KiB of whatever there is; shorter anywhere else means a file cut off.
      if (bytesRead < length && offset > 0) throw new Error('the file ends too early');
      return { data: bytesRead < length ? buffer.slice(0, bytesRead) : buffer };
    },
  };
}
