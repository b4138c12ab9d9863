// A vector basemap in GCJ-02 stands where WGS-84 says, whole, and across the edges of its tiles.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feature, LineString, Position } from 'geojson';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromWgs84 } from '#shared/geo/datum.ts';
import { distance } from '#shared/geo/distance.ts';
import { pointAt, tileOf, vectorTile, writeMbtiles } from './archives.fixture.ts';
import { openSource } from './open-source.ts';
import type { TileAddress, TileSource } from './tile-source.ts';
import { decode, plain } from './vector.ts';

const ZOOM = 14;
const CENTRE: Position = [109.2, 39];
/** every 150 m over 4 km, so that some lie at every edge */
const HOUSES: Position[] = Array.from({ length: 27 * 27 }, (_, i) => [
  CENTRE[0]! + ((i % 27) - 13) * 0.0017,
  CENTRE[1]! + (Math.floor(i / 27) - 13) * 0.0013,
]);
const shifted = (at: Position): Position => [...fromWgs84([at[0]!, at[1]!], 'GCJ-02')];
const STREET: Feature<LineString> = {
  type: 'Feature',
  geometry: { type: 'LineString', coordinates: [shifted([109.18, 39]), shifted([109.22, 39])] },
  properties: {},
};

let dir: string;
let source: TileSource;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-moved-'));
  const features = HOUSES.map((at, i) => pointAt(shifted(at), { i }));
  const tiles = around(tileOf(shifted(CENTRE), ZOOM), 2).map((address) => ({
    ...address,
    data: vectorTile(address, { building: features, street: [STREET] }),
  }));
  writeMbtiles(join(dir, 'gcj.mbtiles'), tiles, {});
  const opened = await openSource({ kind: 'mbtiles', path: join(dir, 'gcj.mbtiles'), datum: 'GCJ-02' });
  if (!opened.ok) throw new Error(opened.error.message);
  source = opened.value;
});
afterAll(async () => {
  await source.close();
  await rm(dir, { recursive: true, force: true });
});

function around({ z, x, y }: TileAddress, reach: number): TileAddress[] {
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  return steps.flatMap((dx) => steps.map((dy) => ({ z, x: x + dx, y: y + dy })));
}

it('puts every house within a metre of its true place, once', async () => {
  const seen = new Map<number, number>();
  let worst = 0;
  for (const address of around(tileOf(CENTRE, ZOOM), 2)) {
    const tile = await source.tile(address);
    if (tile === undefined) continue;
    const layer = decode(await plain(tile)).layers.building;
    for (let n = 0; n < (layer?.length ?? 0); n += 1) {
      const feature = layer!.feature(n);
      const { x, y } = feature.loadGeometry()[0]![0]!;
      if (x < 0 || y < 0 || x >= 4096 || y >= 4096) continue; // the neighbour's, in this one's margin
      const i = Number(feature.properties.i);
      const { coordinates: at } = feature.toGeoJSON(address.x, address.y, address.z).geometry as unknown as {
        coordinates: [number, number];
      };
      seen.set(i, (seen.get(i) ?? 0) + 1);
      worst = Math.max(worst, distance([HOUSES[i]![0]!, HOUSES[i]![1]!], at));
    }
  }
  expect(worst).toBeLessThan(1);
  expect([...seen.values()].filter((count) => count !== 1)).toEqual([]);
  expect(seen.size).toBe(HOUSES.length);
  // What it would have been without: the shift itself.
  expect(distance([109.2, 39], fromWgs84([109.2, 39], 'GCJ-02'))).toBeGreaterThan(300);
});

it('keeps a street in one piece over the edge of two tiles', async () => {
  let metres = 0;
  for (const address of around(tileOf(CENTRE, ZOOM), 2)) {
    const tile = await source.tile(address);
    const layer = tile === undefined ? undefined : decode(await plain(tile)).layers.street;
    for (let n = 0; n < (layer?.length ?? 0); n += 1) {
      for (const part of layer!.feature(n).loadGeometry()) {
        // Only what lies inside this tile, so that nothing counts twice.
        const inside = part.map(({ x }) => Math.max(0, Math.min(4096, x)));
        const wide = Math.max(...inside) - Math.min(...inside);
        metres += (wide / 4096) * distance([0, 39], [360 / 2 ** ZOOM, 39]);
      }
    }
  }
  expect(metres).toBeCloseTo(distance([109.18, 39], [109.22, 39]), -1);
});
