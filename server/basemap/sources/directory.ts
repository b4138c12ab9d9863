// Tiles as files, {z}/{x}/{y}.png or .pbf: what most tools write when asked for nothing better.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TileFormat, VectorLayer } from '#shared/basemap.ts';
import type { Problem } from '#shared/errors.ts';
import { ok, type Result } from '#shared/result.ts';
import { bad, boundsOf, type Found, formatOf, plainText, type TileSource, vectorLayersOf } from '../tile-source.ts';
import { layersIn, plain } from '../vector.ts';

const EXTENSIONS = ['pbf', 'mvt', 'png', 'jpg', 'jpeg', 'webp', 'avif'] as const;

export type DirectoryOptions = { readonly isTms: boolean };

export async function openDirectory(path: string, options: DirectoryOptions): Promise<Result<TileSource, Problem>> {
  const found = await inspect(path);
  if (!found.ok) return found;
  const { extension, ...rest } = found.value;
  return ok({
    found: rest,
    tile: async ({ z, x, y }) => {
      const row = options.isTms ? 2 ** z - 1 - y : y;
      // Three numbers and an extension from a list: no part of the path is anybody's text.
      const data = await readFile(join(path, String(z), String(x), `${row}.${extension}`)).catch(nothing);
      if (data === undefined || data.length === 0) return undefined;
      return { data, isGzip: formatOf(data) === 'gzip' };
    },
    close: async () => {},
  });
}

function nothing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return undefined;
  throw error;
}

async function inspect(path: string): Promise<Result<Found & { readonly extension: string }, Problem>> {
  const zooms = (await numbers(path)).filter((zoom) => zoom <= 24);
  if (zooms.length === 0) return bad('the folder holds no {z}/{x}/{y} tiles: no folder in it is named by a zoom');
  for (const zoom of zooms) {
    for (const column of (await numbers(join(path, String(zoom)))).slice(0, 8)) {
      const names = await readdir(join(path, String(zoom), String(column))).catch(() => []);
      const name = names.find((each) => /^\d+\.[a-z]+$/.test(each) && EXTENSIONS.some((it) => each.endsWith(`.${it}`)));
      if (name !== undefined) return describe(path, zooms, join(path, String(zoom), String(column), name));
    }
  }
  return bad(`no tile was found under ${path}; tiles are files like {z}/{x}/{y}.png, .jpg, .webp, .pbf or .mvt`);
}

async function describe(
  path: string,
  zooms: readonly number[],
  sample: string,
): Promise<Result<Found & { readonly extension: string }, Problem>> {
  const extension = sample.slice(sample.lastIndexOf('.') + 1);
  const data = await readFile(sample);
  const seen = formatOf(data);
  if (seen === undefined) return bad(`${sample} is no tile: neither a vector tile nor PNG, JPEG, WebP or AVIF`);
  const isVector = seen === 'gzip' || seen === 'mvt';
  const metadata = await metadataOf(path);
  let vectorLayers: Found['vectorLayers'] = [];
  if (isVector) {
    try {
      const declared = vectorLayersOf(metadata.vector_layers);
      const inside = layersIn(await plain({ data, isGzip: false }));
      vectorLayers = declared.length > 0 ? declared : merged([inside, ...(await layersOfSome(path, zooms, extension))]);
    } catch (error) {
      return bad(`${sample} is no vector tile: ${(error as Error).message}`);
    }
  }
  return ok({
    extension,
    name: plainText(metadata.name),
    attribution: plainText(metadata.attribution),
    format: isVector ? 'mvt' : (seen as TileFormat),
    minzoom: Math.min(...zooms),
    maxzoom: Math.max(...zooms),
    bounds: boundsOf(metadata.bounds),
    vectorLayers,
  });
}

/** A folder that says nothing of itself: what lies in one tile is not what lies in all, and a corner may be empty. */
async function layersOfSome(path: string, zooms: readonly number[], extension: string): Promise<VectorLayer[][]> {
  const found: VectorLayer[][] = [];
  for (const zoom of zooms) {
    for (const column of spread(await numbers(join(path, String(zoom))))) {
      const folder = join(path, String(zoom), String(column));
      const names = (await readdir(folder)).filter((name) => name.endsWith(`.${extension}`));
      const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
      const largest = names[sizes.indexOf(Math.max(...sizes))];
      if (largest === undefined) continue;
      found.push(layersIn(await plain({ data: await readFile(join(folder, largest)), isGzip: false })));
    }
  }
  return found;
}

/** The largest tiles of a few columns know all layers that matter. */
const COLUMNS = 6;
const spread = (all: readonly number[]): number[] =>
  all.length <= COLUMNS
    ? [...all]
    : Array.from({ length: COLUMNS }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / COLUMNS)] as number);

function merged(tiles: readonly (readonly VectorLayer[])[]): VectorLayer[] {
  const fields = new Map<string, Set<string>>();
  for (const { id, fields: more } of tiles.flat()) {
    fields.set(id, new Set([...(fields.get(id) ?? []), ...more]));
  }
  return [...fields].map(([id, all]) => ({ id, fields: [...all].sort() }));
}

const numbers = async (path: string): Promise<number[]> =>
  (await readdir(path).catch(() => []))
    .filter((name) => /^\d{1,8}$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);

/** TileJSON or tilemaker's metadata.json beside the tiles; a folder without one is as good. */
async function metadataOf(path: string): Promise<Record<string, unknown>> {
  for (const name of ['metadata.json', 'tilejson.json', 'tiles.json']) {
    try {
      const value: unknown = JSON.parse(await readFile(join(path, name), 'utf8'));
      if (typeof value !== 'object' || value === null) continue;
      const said = value as Record<string, unknown>;
      if (said.vector_layers !== undefined || typeof said.json !== 'string') return said;
      return { ...said, ...(JSON.parse(said.json) as object) };
    } catch {
      // not there, or not JSON: the tiles themselves say enough
    }
  }
  return {};
}
