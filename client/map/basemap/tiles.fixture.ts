// A little place as vector tiles in OpenMapTiles' schema: a lake, a road, a name in two languages. For the browser tests.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature } from 'geojson';
import type { Place } from '../../testing/desk.ts';

const COMMAND = fileURLToPath(new URL('../../../server/cli/basemap.ts', import.meta.url));
const ZOOMS = [12, 13, 14];
const EXTENT = 4096;

const feature = (type: 'Point' | 'LineString' | 'Polygon', coordinates: unknown, properties: object): Feature =>
  ({ type: 'Feature', geometry: { type, coordinates }, properties }) as Feature;

/** @param middle of the place: the road runs through it from west to east, the lake lies north of it, the name south */
export function layersAround([x, y]: Place): Readonly<Record<string, readonly Feature[]>> {
  const [west, east, south, north] = [x - 0.004, x + 0.004, y + 0.002, y + 0.006];
  const shore = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const road = [
    [x - 0.05, y],
    [x + 0.05, y],
  ];
  return {
    water: [feature('Polygon', [shore], { class: 'lake' })],
    transportation: [feature('LineString', road, { class: 'primary' })],
    place: [feature('Point', [x, y - 0.003], { class: 'village', name: '石桥村', name_en: 'Shiqiao Village' })],
  };
}

/** @returns the bytes of one tile */
export function tileAt(z: number, x: number, y: number, middle: Place): Uint8Array {
  const cut = Object.entries(layersAround(middle)).map(([name, features]) => [
    name,
    geoJSONToTile({ type: 'FeatureCollection', features: [...features] }, z, x, y, {
      extent: EXTENT,
      clip: true,
      buffer: 64,
    }),
  ]);
  return fromGeojsonVt(Object.fromEntries(cut), { version: 2, extent: EXTENT });
}

/** Writes {z}/{x}/{y}.pbf for the tiles around a place. */
export async function writeTiles(dir: string, middle: Place): Promise<void> {
  for (const z of ZOOMS) {
    const scale = 2 ** z;
    const sine = Math.sin((middle[1] * Math.PI) / 180);
    const column = Math.floor(((middle[0] + 180) / 360) * scale);
    const row = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale);
    for (const x of [column - 1, column, column + 1]) {
      await mkdir(join(dir, `${z}/${x}`), { recursive: true });
      for (const y of [row - 1, row, row + 1])
        await writeFile(join(dir, `${z}/${x}/${y}.pbf`), tileAt(z, x, y, middle));
    }
  }
}

/** What an operator types. @returns what the command says */
export async function basemap(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, ...args]);
  return stdout;
}
