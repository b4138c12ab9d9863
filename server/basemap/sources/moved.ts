// A vector basemap in GCJ-02, moved to WGS-84 tile by tile: the ground comes to the situation, not the situation to the
// ground, so that every position on a screen, in an export and under the pointer stays the true one.
import { type GeoJSONVTFeature, type GeoJSONVTTile, geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { FeatureCollection } from 'geojson';
import { fromWgs84, toWgs84 } from '#shared/geo/datum.ts';
import type { RawTile, TileAddress, TileSource } from '../tile-source.ts';
import { decode, plain } from '../vector.ts';

const EXTENT = 4096;
const BUFFER = 64;
/** As it is: what an archive holds has been simplified once. */
const CUT = { extent: EXTENT, buffer: 0, clip: true, tolerance: 0 };
/** Below, the shift (at most 700 m here) is less than a pixel and a half. */
const FIRST_SHIFTED_ZOOM = 9;

export function moved(source: TileSource): TileSource {
  return {
    found: source.found,
    close: () => source.close(),
    tile: async (address) => {
      if (address.z < FIRST_SHIFTED_ZOOM) return source.tile(address);
      const layers: Record<string, GeoJSONVTTile> = {};
      for (const under of tilesUnder(address)) {
        const tile = await source.tile(under);
        if (tile !== undefined) await add(layers, tile, under, address);
      }
      if (Object.keys(layers).length === 0) return undefined;
      return { data: fromGeojsonVt(layers, { version: 2, extent: EXTENT }), isGzip: false };
    },
  };
}

/** The tiles of the GCJ-02 archive that lie under a WGS-84 tile: its corners, shifted. */
function tilesUnder({ z, x, y }: TileAddress): TileAddress[] {
  const corners = [0, 1].flatMap((dx) => [0, 1].map((dy) => gcjTile(z, x + dx, y + dy)));
  const columns = corners.map(([column]) => Math.floor(column));
  const rows = corners.map(([, row]) => Math.floor(row));
  const under: TileAddress[] = [];
  for (let column = Math.min(...columns); column <= Math.max(...columns); column += 1) {
    for (let row = Math.min(...rows); row <= Math.max(...rows); row += 1) {
      if (column >= 0 && row >= 0 && column < 2 ** z && row < 2 ** z) under.push({ z, x: column, y: row });
    }
  }
  return under;
}

function gcjTile(z: number, x: number, y: number): readonly [number, number] {
  return toTile(z, fromWgs84(toDegrees(z, x, y), 'GCJ-02'));
}

async function add(
  layers: Record<string, GeoJSONVTTile>,
  tile: RawTile,
  from: TileAddress,
  to: TileAddress,
): Promise<void> {
  for (const layer of Object.values(decode(await plain(tile)).layers)) {
    const features: FeatureCollection = {
      type: 'FeatureCollection',
      features: Array.from({ length: layer.length }, (_, i) => layer.feature(i).toGeoJSON(from.x, from.y, from.z)),
    };
    // Without its buffer: what the neighbour brings would be drawn twice.
    const cut = geoJSONToTile(features, from.z, from.x, from.y, CUT);
    if (cut === null || cut.features.length === 0) continue;
    const known = layers[layer.name];
    const shifted = (cut.features as GeoJSONVTFeature[])
      .map((feature) => shift(feature, from, to))
      .filter((feature) => touches(feature));
    if (shifted.length === 0) continue;
    if (known === undefined) layers[layer.name] = { ...cut, features: shifted };
    else known.features.push(...shifted);
  }
}

function shift(feature: GeoJSONVTFeature, from: TileAddress, to: TileAddress): GeoJSONVTFeature {
  const point = ([x, y]: [number, number]): [number, number] => {
    const gcj = toDegrees(from.z, from.x + x / EXTENT, from.y + y / EXTENT);
    const wgs = toWgs84(gcj, 'GCJ-02');
    const [column, row] = toTile(to.z, wgs.ok ? wgs.value : gcj);
    return [Math.round((column - to.x) * EXTENT), Math.round((row - to.y) * EXTENT)];
  };
  return feature.type === 1
    ? { ...feature, geometry: feature.geometry.map(point) }
    : { ...feature, geometry: (feature.geometry as [number, number][][]).map((part) => part.map(point)) };
}

/** Most of what lies in the tiles under it is the neighbours'. */
function touches({ type, geometry }: GeoJSONVTFeature): boolean {
  const points = type === 1 ? (geometry as [number, number][]) : (geometry as [number, number][][]).flat();
  const near = (axis: 0 | 1) =>
    points.some((point) => point[axis] >= -BUFFER) && points.some((point) => point[axis] <= EXTENT + BUFFER);
  return near(0) && near(1);
}

function toDegrees(z: number, x: number, y: number): [number, number] {
  const n = Math.PI - (2 * Math.PI * y) / 2 ** z;
  return [(x / 2 ** z) * 360 - 180, (180 / Math.PI) * Math.atan(Math.sinh(n))];
}

function toTile(z: number, [lon, lat]: readonly number[]): readonly [number, number] {
  const sine = Math.sin((lat! * Math.PI) / 180);
  const scale = 2 ** z;
  return [((lon! + 180) / 360) * scale, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale];
}
