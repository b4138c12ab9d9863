// The ground of this server: the demonstration's own, what the operator brought, or none.
import { join } from 'node:path';
import type { BasemapInfo, BasemapTiles, TileFormat } from '#shared/basemap.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type BasemapRecord, pathOf, readRecord, realBasemapBeside, type StoredBasemap } from './record.ts';
import { type Fetched, tianditu } from './tianditu.ts';
import type { Found, SourceSpec, Tile, TileAddress } from './tile-source.ts';

import { Tiles } from './tiles.ts';

export type Basemap = {
  readonly info: () => Promise<BasemapInfo>;
  /** tiles of our own: the address `/basemap/{set}/…` they are served at, and how to ask for one */
  readonly own?: {
    readonly set: 'demo' | 'own';
    readonly found: () => Promise<Result<Found, Problem>>;
    readonly tile: (address: TileAddress) => Promise<Tile | undefined>;
  };
  readonly tianditu?: {
    readonly layers: readonly string[];
    readonly fetch: (layer: string, address: TileAddress) => Promise<Fetched>;
  };
  /** Foreign origins that a screen may then ask, and no other: of an online basemap. */
  readonly origins: readonly string[];
  readonly close: () => Promise<void>;
};

export type BasemapOptions = {
  /** where basemap.json lies */
  readonly dir: string;
  /** seed of the demonstration's town; undefined without the demonstration */
  readonly demoSeed: string | undefined;
  readonly log: (line: string) => void;
  /** for tests: a server of their own in the place of Tianditu's hosts */
  readonly tiandituBase?: (host: number) => string;
};

export const FICTION_OVER_REALITY =
  'the demonstration is an invented town and does not run over a real basemap. Start with --empty, or take the basemap away: npm run basemap -- --remove';

/** @returns a problem where the operator must decide something first */
export async function openBasemap(options: BasemapOptions): Promise<Result<Basemap, Problem>> {
  const { dir, demoSeed, log } = options;
  if (demoSeed !== undefined) {
    const real = await realBasemapBeside(dir);
    if (real !== undefined) return err(problem('conflict', `${FICTION_OVER_REALITY} (${real})`));
    const demo = served('demo', { kind: 'demo', seed: demoSeed, keptIn: join(dir, 'demo-tiles.db') }, log, demoInfo);
    void demo.info(); // growing a town takes seconds; nobody has to wait who comes a little later
    return ok(demo);
  }
  const record = await readRecord(dir);
  if (!record.ok) return record;
  return ok(record.value === undefined ? NONE : ofRecord(record.value, options));
}

const NONE: Basemap = { info: async () => ({ kind: 'none' }), origins: [], close: async () => {} };

function ofRecord(record: BasemapRecord, options: BasemapOptions): Basemap {
  if (record.kind === 'online') {
    const info = infoOf(record, [record.tiles]);
    return { info: async () => info, origins: [...new Set(record.tiles.map(originOf))], close: NONE.close };
  }
  if (record.kind === 'tianditu') {
    const tiles = record.layers.map((layer) => [`/basemap/tianditu/${layer}/{z}/{x}/{y}`]);
    const info = infoOf(record, tiles);
    const fetchTile = tianditu(record.key, options.tiandituBase);
    return {
      info: async () => info,
      tianditu: { layers: record.layers, fetch: fetchTile },
      origins: [],
      close: NONE.close,
    };
  }
  const spec = specOf(options.dir, record);
  return served('own', spec, options.log, (found) =>
    infoOf({ ...record, ...ours(found) } as BasemapRecord, [[addressOf('own', found)]]),
  );
}

/** Tiles from a thread. A basemap that cannot be opened leaves the plain graticule, and says why in the server's log. */
function served(
  set: 'demo' | 'own',
  spec: SourceSpec,
  log: (line: string) => void,
  describe: (found: Found) => BasemapTiles,
): Basemap {
  const tiles = new Tiles(spec);
  let hasComplained = false;
  return {
    own: { set, found: () => tiles.found(), tile: (address) => tiles.tile(address) },
    origins: [],
    close: () => tiles.close(),
    info: async () => {
      const found = await tiles.found();
      if (found.ok) return describe(found.value);
      if (!hasComplained) log(`the basemap cannot be opened: ${found.error.message}`);
      hasComplained = true;
      return { kind: 'none' };
    },
  };
}

export function specOf(dir: string, record: StoredBasemap): SourceSpec {
  const path = pathOf(dir, record);
  const { kind, datum } = record;
  return kind === 'directory' ? { kind, path, datum, isTms: record.isTms } : { kind, path, datum };
}

const EXTENSIONS: { readonly [F in TileFormat]: string } = {
  mvt: 'mvt',
  png: 'png',
  jpg: 'jpg',
  webp: 'webp',
  avif: 'avif',
};
export const addressOf = (set: string, { format, version }: Found): string =>
  `/basemap/${set}/{z}/{x}/{y}.${EXTENSIONS[format]}${version === undefined ? '' : `?v=${version}`}`;

/** What the file itself says now; the rest is what the operator said. */
const ours = ({ format, minzoom, maxzoom, bounds, vectorLayers }: Found) => ({
  format,
  minzoom,
  maxzoom,
  bounds: bounds === undefined ? undefined : ([...bounds] as [number, number, number, number]),
  vectorLayers: [...vectorLayers],
});

function infoOf(record: BasemapRecord, tiles: BasemapTiles['tiles']): BasemapTiles {
  const { kind, name, datum, attribution, reviewNumber, needsReviewNumber, look } = record;
  const { format, tileSize, minzoom, maxzoom, bounds, vectorLayers } = record;
  return {
    kind,
    name,
    tiles,
    format: format as TileFormat,
    tileSize,
    minzoom,
    maxzoom,
    ...(bounds === undefined ? {} : { bounds }),
    vectorLayers,
    datum: datum as BasemapTiles['datum'],
    attribution,
    ...(reviewNumber === undefined ? {} : { reviewNumber }),
    needsReviewNumber,
    look: look as BasemapTiles['look'],
  };
}

const demoInfo = (found: Found): BasemapTiles => ({
  kind: 'demo',
  name: found.name,
  tiles: [[addressOf('demo', found)]],
  format: 'mvt',
  tileSize: 512,
  minzoom: found.minzoom,
  maxzoom: found.maxzoom,
  ...(found.bounds === undefined ? {} : { bounds: found.bounds }),
  vectorLayers: found.vectorLayers,
  datum: 'WGS-84',
  attribution: '',
  needsReviewNumber: false, // an invented town without an outline of any country
  look: 'light',
});

const originOf = (template: string): string => new URL(template.replaceAll(/[{}]/g, '')).origin;
