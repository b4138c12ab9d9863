// Areas to draw with, out of other programs' files: the same shapes and names, in WGS-84 whatever the file is in, nothing kept.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geo/geodesic.ts';
import { type Body, type Line, openLine } from '../testing/line.ts';

type Ring = readonly (readonly [number, number])[];
const outer: Ring = [[116, 39], [116.1, 39], [116.1, 39.1], [116, 39.1], [116, 39]]; // biome-ignore format: one line
const hole: Ring = [[116.02, 39.02], [116.02, 39.04], [116.04, 39.04], [116.04, 39.02], [116.02, 39.02]]; // biome-ignore format: one line
const island: Ring = [[116.2, 39], [116.25, 39], [116.25, 39.05], [116.2, 39]]; // biome-ignore format: one line
const feature = (name: string, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties: { name },
  geometry: { type, coordinates },
});
const SHAPES = [feature('柳湾片区', 'MultiPolygon', [[outer, hole], [island]]), feature('北岸', 'Polygon', [outer])];
const document = (features: readonly object[]) => JSON.stringify({ type: 'FeatureCollection', features });

const dir = mkdtempSync(join(tmpdir(), 'cordon-shapes-'));
const gdal = (() => {
  try {
    return execFileSync('ogrinfo', ['--version'], { encoding: 'utf8' });
  } catch {
    console.warn('ogr2ogr is not here: no Shapefile or GeoPackage is made in this run (apt-get install gdal-bin)');
    return undefined;
  }
})();

let line: Line;
let analyst: Record<string, string>;
beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
});
afterAll(async () => {
  await line.close();
  rmSync(dir, { recursive: true, force: true });
});

type Answer = { readonly status: number; readonly body: Body };
async function ask(name: string, bytes: Uint8Array<ArrayBuffer>, datum: string, headers = analyst): Promise<Answer> {
  const form = new FormData();
  form.set('datum', datum);
  form.set('file', new Blob([bytes]), name);
  const answer = await fetch(`${line.url}/api/shapes`, { method: 'POST', headers, body: form });
  return { status: answer.status, body: (await answer.json()) as Body };
}
const text = (said: string) => new TextEncoder().encode(said);

/** What ogr2ogr makes of the shapes; a Shapefile as the zip people send. */
function made(name: string, ...args: string[]): Uint8Array<ArrayBuffer> {
  const source = join(dir, 'source.geojson');
  writeFileSync(source, document(SHAPES));
  const path = join(dir, name);
  execFileSync('ogr2ogr', [...args, path, source], { stdio: 'pipe' });
  if (!name.endsWith('.shp')) return new Uint8Array(readFileSync(path));
  const stem = name.slice(0, -'.shp'.length);
  const parts = ['.shp', '.dbf', '.shx', '.prj', '.cpg'].map(
    (ending) => [stem + ending, new Uint8Array(readFileSync(join(dir, stem + ending)))] as const,
  );
  return new Uint8Array(zipSync(Object.fromEntries(parts)));
}

/** Every corner of a shape; formats begin a ring where they like, and turn it as they like. */
const corners = (shape: Body): string[] =>
  shape.geometry.coordinates
    .flat(shape.geometry.type === 'Polygon' ? 1 : 2)
    .map(([x, y]: [number, number]) => `${x.toFixed(6)},${y.toFixed(6)}`)
    .sort();
const cornersOf = (features: readonly Body[]) =>
  features.map((one) => [one.properties.name, [...new Set(corners(one))]]);

describe('areas of a file', () => {
  it.skipIf(gdal === undefined)('come whole with their names out of a GeoPackage and a Shapefile', async () => {
    for (const [name, ...args] of [
      ['a.gpkg', '-f', 'GPKG'],
      ['b.shp', '-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8'],
    ] as const) {
      const { status, body } = await ask(name.replace('.shp', '.zip'), made(name, ...args), 'WGS-84');
      expect([status, body.off, body.datum.map(({ value }: Body) => value)]).toEqual([200, 0, ['WGS-84']]);
      expect(cornersOf(body.features)).toEqual(cornersOf(SHAPES as unknown as Body[]));
    }
  });

  it.skipIf(gdal === undefined)(
    'in metres are nowhere until their datum is named, which the file proposes',
    async () => {
      const zip = made('m.shp', '-f', 'ESRI Shapefile', '-t_srs', 'EPSG:4527', '-lco', 'ENCODING=UTF-8');
      const lost = await ask('m.zip', zip, 'WGS-84');
      expect(lost.body).toMatchObject({ features: [], off: 2, datum: [{ value: 'EPSG:4527', code: 'crs' }] });
      const found = await ask('m.zip', zip, 'EPSG:4527');
      expect(found.body.off).toBe(0);
      expect(cornersOf(found.body.features)).toEqual(cornersOf(SHAPES as unknown as Body[]));
    },
  );

  it('are brought from the datum that was said, and stay as they cross themselves: who draws mends them', async () => {
    const bow: Ring = [[116, 39], [116.1, 39.1], [116.1, 39], [116, 39.1], [116, 39]]; // biome-ignore format: one line
    const file = text(document([feature('bow', 'Polygon', [bow]), feature('gate', 'Point', [116, 39])]));
    const { body } = await ask('x.geojson', file, 'GCJ-02');
    expect(body.features).toHaveLength(1);
    const [ring] = body.features[0].geometry.coordinates;
    expect(ring).toHaveLength(bow.length);
    const metres = geodesicDistance(ring[0], bow[0] as [number, number]);
    expect(metres).toBeGreaterThan(300);
    expect(metres).toBeLessThan(900);
  });

  it('are refused in good order where there is no such file, datum, or right; and nothing of any file is kept', async () => {
    const junk = text('SQLite format 3\0 and then nothing of the kind');
    expect((await ask('x.gpkg', junk, 'WGS-84')).body.code).toBe('malformed');
    expect((await ask('x.zip', new Uint8Array(zipSync({ 'a.txt': text('a') })), 'WGS-84')).body.code).toBe(
      'unsupported-format',
    );
    expect((await ask('x.geojson', text(document(SHAPES)), 'Mars')).body).toMatchObject({
      code: 'invalid-value',
      field: 'datum',
    });
    const observer = await line.signIn('observer');
    expect((await ask('x.geojson', text(document(SHAPES)), 'WGS-84', observer)).status).toBe(403);
    expect(readdirSync(join(line.dir, 'imports'))).toEqual([]);
  });
});
