// Vector tiles taken apart far enough to check them and to name what is in them.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { VectorLayer } from '#shared/basemap.ts';
import { inflate } from './inflate.ts';
import { formatOf, type RawTile } from './tile-source.ts';

/** @throws when the bytes are no vector tile */
export const decode = (data: Uint8Array): VectorTile => new VectorTile(new PbfReader(data));

export const plain = async (tile: RawTile): Promise<Uint8Array> =>
  tile.isGzip || formatOf(tile.data) === 'gzip' ? inflate.gzip(tile.data) : tile.data;

/** Reads every feature, so that a tile that is cut short is noticed here and not on a screen. @throws as `decode` */
export function layersIn(data: Uint8Array): VectorLayer[] {
  return Object.values(decode(data).layers).map((layer) => {
    const fields = new Set<string>();
    for (let i = 0; i < layer.length; i += 1) {
      const feature = layer.feature(i);
      feature.loadGeometry();
      for (const key of Object.keys(feature.properties)) fields.add(key);
    }
    return { id: layer.name, fields: [...fields].sort() };
  });
}
