// Every kind of archive says what it is and gives its tiles; what is no archive says why.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Archived,
  PNG,
  pmtiles,
  pointAt,
  tileOf,
  vectorTile,
  writeFolder,
  writeMbtiles,
} from './archives.fixture.ts';
import { bring, type Wishes } from './bring.ts';
import { openSource } from './open-source.ts';
import type { SourceSpec } from './tile-source.ts';
import { decode, plain } from './vector.ts';

const HOUSE = [109.2004, 39.0007];
const AT = tileOf(HOUSE, 14);
const LAYERS = { building: [pointAt(HOUSE, { name: '甲楼' })], transportation: [pointAt(HOUSE, { class: 'minor' })] };
const VECTOR: readonly Archived[] = [{ ...AT, data: vectorTile(AT, LAYERS) }];
const RASTER: readonly Archived[] = [
  { ...tileOf(HOUSE, 6), data: PNG },
  { ...AT, data: PNG },
];
const WISHES: Wishes = { look: 'light', isTms: false, key: async () => undefined };

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-archives-'));
  await writeFile(
    join(dir, 'vector.pmtiles'),
    pmtiles(VECTOR, { name: '甲地', attribution: '<a href="x">© 测绘院</a>' }),
  );
  await writeFile(join(dir, 'raster.pmtiles'), pmtiles(RASTER, {}, { type: 2, bounds: [109, 38, 110, 40] }));
  writeMbtiles(join(dir, 'vector.mbtiles'), VECTOR, { name: '乙地', format: 'pbf', bounds: '109,38,110,40' });
  writeMbtiles(join(dir, 'raster.mbtiles'), RASTER, { name: '丙地', format: 'png', minzoom: '6', maxzoom: '14' });
  await writeFolder(join(dir, 'vector'), VECTOR, 'pbf');
  await writeFolder(join(dir, 'raster'), RASTER, 'png');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const spec = (name: string): SourceSpec => {
  const path = join(dir, name);
  const [, kind] = name.split('.');
  return kind === undefined
    ? { kind: 'directory', path, isTms: false, datum: 'WGS-84' }
    : { kind: kind as 'pmtiles' | 'mbtiles', path, datum: 'WGS-84' };
};

async function opened(what: SourceSpec) {
  const source = await openSource(what);
  if (!source.ok) throw new Error(source.error.message);
  return source.value;
}

describe('an archive', () => {
  it.each(['vector.pmtiles', 'vector.mbtiles', 'vector'])('of vector tiles: %s', async (name) => {
    const source = await opened(spec(name));
    expect(source.found).toMatchObject({ format: 'mvt', minzoom: 14, maxzoom: 14 });
    expect(source.found.vectorLayers).toEqual([
      { id: 'building', fields: ['name'] },
      { id: 'transportation', fields: ['class'] },
    ]);
    const tile = await source.tile(AT);
    const building = decode(await plain(tile!)).layers.building!.feature(0);
    expect(building.properties).toEqual({ name: '甲楼' });
    // A third of a metre is what a unit of a tile means at zoom 14.
    const { geometry } = building.toGeoJSON(AT.x, AT.y, AT.z) as unknown as {
      geometry: { coordinates: [number, number] };
    };
    expect(geometry.coordinates[0]).toBeCloseTo(HOUSE[0]!, 5);
    expect(geometry.coordinates[1]).toBeCloseTo(HOUSE[1]!, 5);
    expect(await source.tile({ ...AT, x: AT.x + 1 })).toBeUndefined();
    await source.close();
  });

  it.each(['raster.pmtiles', 'raster.mbtiles', 'raster'])('of pictures: %s', async (name) => {
    const source = await opened(spec(name));
    expect(source.found).toMatchObject({ format: 'png', minzoom: 6, maxzoom: 14, vectorLayers: [] });
    expect(Buffer.from((await source.tile(AT))!.data).equals(PNG)).toBe(true);
    expect(await source.tile({ z: 14, x: 0, y: 0 })).toBeUndefined();
    await source.close();
  });

  it('names itself in plain text, and its bounds only where they are a box', async () => {
    const [vector, raster, mbtiles] = await Promise.all(
      ['vector.pmtiles', 'raster.pmtiles', 'vector.mbtiles'].map((name) => opened(spec(name))),
    );
    expect(vector!.found).toMatchObject({ name: '甲地', attribution: '© 测绘院', bounds: undefined });
    expect(raster!.found.bounds).toEqual([109, 38, 110, 40]);
    expect(mbtiles!.found).toMatchObject({ name: '乙地', bounds: [109, 38, 110, 40] });
    await Promise.all([vector, raster, mbtiles].map((source) => source!.close()));
  });

  it('that is a folder without a word about itself has the layers of all its tiles, not of its corner', async () => {
    const corner = { ...AT, x: AT.x - 1 };
    const far = { ...AT, data: vectorTile(AT, { ...LAYERS, water: [pointAt(HOUSE, { class: 'lake' })] }) };
    await writeFolder(join(dir, 'corner'), [{ ...corner, data: vectorTile(corner, LAYERS) }, far], 'pbf');
    const source = await opened(spec('corner'));
    expect(source.found.vectorLayers.map(({ id }) => id)).toEqual(['building', 'transportation', 'water']);
    await source.close();
  });

  it('in rows from the south is read from the south', async () => {
    const south = join(dir, 'south');
    await writeFolder(south, [{ ...AT, y: 2 ** AT.z - 1 - AT.y, data: PNG }], 'png');
    const source = await opened({ kind: 'directory', path: south, isTms: true, datum: 'WGS-84' });
    expect((await source.tile(AT))?.data.length).toBe(PNG.length);
    await source.close();
  });
});

describe('what is no basemap', () => {
  const refused = async (name: string, wishes: Partial<Wishes> = {}): Promise<string> => {
    const made = await bring(name.startsWith('/') || name.includes(':') ? name : join(dir, name), {
      ...WISHES,
      ...wishes,
    });
    return made.ok ? `taken as ${made.value.record.kind}` : made.error.message;
  };

  it('gets a reason that an operator can act on', async () => {
    await writeFile(join(dir, 'notes.txt'), 'no tiles at all, only words');
    await writeFile(join(dir, 'old.pmtiles'), Buffer.from([0x50, 0x4d, 2, 0, 0, 0, 0, 0]));
    await writeFile(join(dir, 'cut.pmtiles'), (await readFile(join(dir, 'vector.pmtiles'))).subarray(0, 130));
    await writeFile(join(dir, 'cut.mbtiles'), (await readFile(join(dir, 'vector.mbtiles'))).subarray(0, 1000));
    await writeFile(join(dir, 'place.osm.pbf'), Buffer.from('\0\0\0\x0d\n\tOSMHeader\x18'));
    writeMbtiles(join(dir, 'empty.mbtiles'), [], { name: 'x' });
    writeMbtiles(join(dir, 'odd.mbtiles'), [{ ...AT, data: Buffer.from('hello') }], { name: 'x' });
    await writeFolder(join(dir, 'odd'), [{ ...AT, data: Buffer.from('hello') }], 'png');
    await mkdir(join(dir, 'bare'));
    expect(await refused('nowhere')).toMatch(/does not exist/);
    expect(await refused('notes.txt')).toMatch(/neither PMTiles nor MBTiles/);
    expect(await refused('old.pmtiles')).toMatch(/version 1 or 2/);
    expect(await refused('cut.pmtiles')).toMatch(/not a readable PMTiles/);
    expect(await refused('cut.mbtiles')).toMatch(/not a readable MBTiles/);
    expect(await refused('place.osm.pbf')).toMatch(/tilemaker/);
    expect(await refused('empty.mbtiles')).toMatch(/holds no tile/);
    expect(await refused('odd.mbtiles')).toMatch(/neither vector tiles nor/);
    expect(await refused('odd')).toMatch(/is no tile/);
    expect(await refused('bare')).toMatch(/holds no \{z\}/);
  });

  it('or is stated wrongly', async () => {
    expect(await refused('raster.mbtiles', { datum: 'BD-09' })).toMatch(/--datum is one of/);
    expect(await refused('raster.mbtiles', { datum: 'GCJ-02' })).toMatch(/raster basemap in GCJ-02 is refused/);
    expect(await refused('raster.mbtiles', { reviewNumber: 'yes' })).toMatch(/no review number/);
    expect(await refused('http://tiles.example/style.json')).toMatch(/https/);
    expect(await refused('https://name:word@tiles.example/style.json')).toMatch(/password/);
    expect(await refused('https://tiles.example/{z}/{x}.png')).toMatch(/lacks/);
    expect(await refused('https://tiles.example/{z}/{x}/{y}.pbf')).toMatch(/TileJSON/);
    expect(await refused('https://tiles.example/place.pmtiles')).toMatch(/download it/);
    expect(await refused('tianditu:vec', { key: async () => 'a key; with "marks"' })).toMatch(/letters and digits/);
  });
});

describe('the review number', () => {
  const needs = async (name: string, wishes: Partial<Wishes> = {}) => {
    const made = await bring(join(dir, name), { ...WISHES, ...wishes });
    return made.ok ? made.value.record.needsReviewNumber : made.error.message;
  };

  it('is needed where borders are shown, or nobody can tell', async () => {
    writeMbtiles(
      join(dir, 'borders.mbtiles'),
      [{ ...AT, data: vectorTile(AT, { ...LAYERS, boundary: [pointAt(HOUSE)] }) }],
      {},
    );
    writeMbtiles(join(dir, 'strange.mbtiles'), [{ ...AT, data: vectorTile(AT, { blob: [pointAt(HOUSE)] }) }], {});
    expect(await needs('vector.mbtiles')).toBe(false); // streets and houses only
    expect(await needs('borders.mbtiles')).toBe(true);
    expect(await needs('strange.mbtiles')).toBe(true);
    expect(await needs('raster.mbtiles')).toBe(true);
  });

  it.each(['GS（2024）0650号', 'GS(2019)1822号', '京S(2021)023号', 'GS京（2023）1234号'])(
    'reads like %s',
    async (reviewNumber) => {
      const made = await bring(join(dir, 'raster.mbtiles'), { ...WISHES, reviewNumber });
      expect(made).toMatchObject({ ok: true, value: { record: { reviewNumber } } });
    },
  );
});
