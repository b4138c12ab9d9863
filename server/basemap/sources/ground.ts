// Tiles cut from features on demand: each part is an index of geojson-vt, sliced as deep as somebody looks and no deeper.
import { createHash } from 'node:crypto';
import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { boxOf } from '../demo-edge.ts';
import type { GroundPart } from '../demo-ground.ts';
import type { Found, TileSource } from '../tile-source.ts';

const EXTENT = 4096;
/** At 16 one unit of a tile is 12 cm: finer than any wall that was drawn. */
const MAXZOOM = 16;
/** Units of a tile that features reach over its edge: the widest casing, and half a label's halo. */
const BUFFER = 64;
/** Of a tile's 4,096 units: a third of a pixel. The default (3) rounds off street corners that a bridge then misses. */
const TOLERANCE = 2;

export function groundSource(parts: readonly GroundPart[], found: Pick<Found, 'name'>): TileSource {
  const indexes = parts.map(({ layer, minzoom, features }) => ({
    layer,
    minzoom,
    index: new GeoJSONVT(
      { type: 'FeatureCollection', features: [...features] },
      { maxZoom: MAXZOOM, indexMaxZoom: 8, indexMaxPoints: 2000, extent: EXTENT, buffer: BUFFER, tolerance: TOLERANCE },
    ),
  }));
  const fields = new Map<string, Set<string>>();
  for (const { layer, features } of parts) {
    const known = fields.get(layer) ?? new Set();
    for (const { properties } of features) for (const name of Object.keys(properties ?? {})) known.add(name);
    fields.set(layer, known);
  }
  return {
    found: {
      ...found,
      attribution: '',
      bounds: boxOf(parts.flatMap(({ features }) => features)),
      format: 'mvt',
      minzoom: Math.min(...parts.map(({ minzoom }) => minzoom)),
      maxzoom: MAXZOOM,
      version: versionOf(parts),
      vectorLayers: [...fields].map(([id, names]) => ({ id, fields: [...names].sort() })),
    },
    tile: async ({ z, x, y }) => {
      const layers: Record<string, GeoJSONVTTile> = {};
      for (const { layer, minzoom, index } of indexes) {
        if (z < minzoom) continue;
        const tile = index.getTile(z, x, y);
        if (tile === null || tile.features.length === 0) continue;
        const known = layers[layer];
        layers[layer] = known === undefined ? tile : { ...known, features: [...known.features, ...tile.features] };
      }
      if (Object.keys(layers).length === 0) return undefined;
      return { data: fromGeojsonVt(layers, { version: 2, extent: EXTENT }), isGzip: false };
    },
    close: async () => {},
  };
}

/** Of everything that is drawn: a town that was grown otherwise, or told otherwise, is another version. */
function versionOf(parts: readonly GroundPart[]): string {
  const hash = createHash('sha256').update(`${MAXZOOM} ${BUFFER} ${TOLERANCE}`);
  for (const part of parts) hash.update(JSON.stringify(part));
  return hash.digest('base64url').slice(0, 12);
}
