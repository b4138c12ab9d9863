// An MBTiles file (a SQLite database): https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Problem } from '#shared/errors.ts';
import { ok, type Result } from '#shared/result.ts';
import { versionOf } from '../file-version.ts';
import { bad, boundsOf, type Found, formatOf, plainText, type TileSource, vectorLayersOf } from '../tile-source.ts';
import { layersIn, plain } from '../vector.ts';

export async function openMbtiles(path: string): Promise<Result<TileSource, Problem>> {
  let database: DatabaseSync | undefined;
  try {
    // immutable: no lock and no -wal file is looked for, so that it opens from a read-only disk as well.
    const url = pathToFileURL(path);
    url.search = 'immutable=1';
    database = new DatabaseSync(url, { readOnly: true, allowExtension: false });
    // From the south (TMS), as the specification has it.
    const select = database.prepare(
      'SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1',
    );
    const found = await inspect(database, await versionOf(path));
    if (!found.ok) {
      database.close();
      return found;
    }
    const open = database;
    return ok({
      found: found.value,
      tile: async ({ z, x, y }) => {
        const data = bytesOf(select, z, x, 2 ** z - 1 - y);
        return data === undefined ? undefined : { data, isGzip: formatOf(data) === 'gzip' };
      },
      close: async () => open.close(),
    });
  } catch (error) {
    database?.close();
    return bad(`not a readable MBTiles file: ${(error as Error).message}`);
  }
}

function bytesOf(select: StatementSync, z: number, x: number, row: number): Uint8Array | undefined {
  const data = select.get(z, x, row)?.tile_data;
  return data instanceof Uint8Array && data.length > 0 ? data : undefined;
}

async function inspect(database: DatabaseSync, version: string): Promise<Result<Found, Problem>> {
  const rows = database.prepare('SELECT name, value FROM metadata').all();
  const said = new Map(rows.map((row) => [String(row.name), String(row.value)]));
  // Without an index on zoom this reads the whole table: the zooms that metadata states are taken at their word.
  const stated = [said.get('minzoom'), said.get('maxzoom')].map((text) => Number(text ?? Number.NaN));
  const [minzoom, maxzoom] = stated.every(Number.isInteger)
    ? (stated as [number, number])
    : Object.values(database.prepare('SELECT min(zoom_level), max(zoom_level) FROM tiles').get() ?? {}).map(Number);
  const first = database.prepare('SELECT tile_data FROM tiles LIMIT 1').get()?.tile_data;
  if (!(first instanceof Uint8Array) || first.length === 0) return bad('the file holds no tile');
  if (minzoom === undefined || maxzoom === undefined) return bad('the file says no zooms');
  const seen = formatOf(first);
  if (seen === undefined) return bad('its tiles are neither vector tiles nor PNG, JPEG, WebP or AVIF');
  const isVector = seen === 'gzip' || seen === 'mvt';
  return ok({
    name: plainText(said.get('name')),
    attribution: plainText(said.get('attribution')),
    format: isVector ? 'mvt' : seen,
    minzoom,
    maxzoom,
    bounds: boundsOf(said.get('bounds')),
    vectorLayers: isVector ? await vectorLayers(said.get('json'), first) : [],
    version,
  });
}

async function vectorLayers(json: string | undefined, tile: Uint8Array): Promise<Found['vectorLayers']> {
  const seen = layersIn(await plain({ data: tile, isGzip: false })); // read even if declared: it proves the tiles good
  try {
    const declared = vectorLayersOf((JSON.parse(json ?? '{}') as { vector_layers?: unknown }).vector_layers);
    return declared.length > 0 ? declared : seen;
  } catch {
    return seen;
  }
}
