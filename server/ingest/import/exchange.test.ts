// The formats of other programs: what GDAL writes is read here as it is, and what strangers write is refused in good order.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { type Extra, importing, importText, type Memory, refusals } from './import.fixture.ts';

const dir = mkdtempSync(join(tmpdir(), 'cordon-exchange-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const outer = [[116, 39], [116.1, 39], [116.1, 39.1], [116, 39.1], [116, 39]]; // biome-ignore format: one line
const hole = [[116.02, 39.02], [116.02, 39.04], [116.04, 39.04], [116.04, 39.02], [116.02, 39.02]]; // biome-ignore format: one line
const island = [[116.2, 39], [116.25, 39], [116.25, 39.05], [116.2, 39]]; // biome-ignore format: one line
const SHAPES = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { id: 'a', name: '柳湾街道', level: 'township', people: 12_345 },
      geometry: { type: 'MultiPolygon', coordinates: [[outer, hole], [island]] },
    },
    {
      type: 'Feature',
      properties: { id: 'b', name: '北岸 <img src=x onerror=alert(1)>', level: 'township', people: null },
      geometry: { type: 'Polygon', coordinates: [outer] },
    },
  ],
};
const MAPPING = { id: 'id', name: 'name', level: 'level', population: 'people' };
const AREAS = { kind: 'area.registered', datum: 'WGS-84', mapping: MAPPING };
const failed = (code: string, words?: string) => ({
  state: 'failed',
  accepted: 0,
  problem: { code, ...(words === undefined ? {} : { message: expect.stringContaining(words) }) },
});

const source = join(dir, 'source.geojson');
writeFileSync(source, JSON.stringify(SHAPES));
const gdal = (() => {
  try {
    return execFileSync('ogrinfo', ['--version'], { encoding: 'utf8' });
  } catch {
    console.warn('ogr2ogr is not here: what GDAL writes is not read in this run (apt-get install gdal-bin)');
    return undefined;
  }
})();
/** @returns a file that ogr2ogr made of the shapes above */
function ogr(name: string, ...args: string[]): string {
  const path = join(dir, name);
  execFileSync('ogr2ogr', [...args, path, source], { stdio: 'pipe' });
  return path;
}

/** The files of a Shapefile, zipped as they lie. */
function zipped(name: string, stem: string, endings: readonly string[]): string {
  const path = join(dir, name);
  const files = endings.map((ending) => [`${stem}${ending}`, readFileSync(join(dir, `${stem}${ending}`))] as const);
  writeFileSync(path, zipSync(Object.fromEntries(files.map(([file, bytes]) => [file, new Uint8Array(bytes)]))));
  return path;
}

async function shapesOf(path: string, options: Record<string, unknown> = AREAS, extra: Extra = {}) {
  const memory: Memory = new Map();
  const status = await importing(path, options, { memory, ...extra }).done;
  return { status, data: [...memory.values()].map(({ data }) => data as Record<string, unknown>) };
}

const EXPECTED = [
  {
    id: 'a',
    name: '柳湾街道',
    population: 12_345,
    geometry: { type: 'MultiPolygon', coordinates: [[outer, hole], [island]] },
  },
  { id: 'b', name: '北岸 <img src=x onerror=alert(1)>', geometry: { type: 'Polygon', coordinates: [outer] } },
];
/** Where a ring begins is the writer's choice; what it goes round is not. */
const turned = (value: unknown): unknown => {
  if (!Array.isArray(value)) return value;
  const isRing = Array.isArray(value[0]) && typeof value[0][0] === 'number';
  if (!isRing) return value.map(turned);
  const ring = (value as number[][]).slice(0, -1);
  const first = ring.reduce((best, at, i) => (String(at) < String(ring[best]) ? i : best), 0);
  return [...ring.slice(first), ...ring.slice(0, first)].map(String);
};
const inOrder = (data: readonly Record<string, unknown>[]) =>
  data.map(({ geometry, ...rest }) => {
    const { type, coordinates } = geometry as { type: string; coordinates: unknown[] };
    const parts = turned(type === 'Polygon' ? [coordinates] : coordinates) as unknown[];
    return { ...rest, parts: parts.map((part) => JSON.stringify(part)).sort() };
  });

describe.skipIf(gdal === undefined)('files of GDAL', () => {
  it.each([
    ['a.gpkg', ['-f', 'GPKG']],
    ['a.kml', ['-f', 'LIBKML']],
    ['a.kmz', ['-f', 'LIBKML']],
  ])('reads %s', async (name, args) => {
    const mapping = name === 'a.gpkg' ? MAPPING : { ...MAPPING, name: 'name' };
    const { status, data } = await shapesOf(ogr(name, ...args), { ...AREAS, mapping });
    expect(status).toMatchObject({ state: 'done', accepted: 2, refusedTotal: 0 });
    expect(status.detected?.datum[0]).toMatchObject({ value: 'WGS-84' });
    expect(inOrder(data)).toMatchObject(inOrder(EXPECTED));
  });

  it('reads Shapefiles in UTF-8 and GBK by their .cpg, holes in their shells, and says so', async () => {
    for (const [stem, encoding, said] of [
      ['u', 'UTF-8', 'utf-8'],
      ['g', 'GBK', 'gb18030'],
    ] as const) {
      // biome-ignore format: one line
      ogr(`${stem}.shp`, '-f', 'ESRI Shapefile', '-lco', `ENCODING=${encoding}`);
      const path = zipped(`${stem}.zip`, stem, ['.shp', '.dbf', '.shx', '.prj', '.cpg']);
      const { status, data } = await shapesOf(path);
      expect(status).toMatchObject({ state: 'done', accepted: 2, refusedTotal: 0 });
      expect(status.detected).toMatchObject({ format: 'shp', encoding: [{ value: said, confidence: 'certain' }] });
      expect(inOrder(data)).toMatchObject(inOrder(EXPECTED));
    }
    const path = zipped('bare.zip', 'g', ['.shp', '.dbf']);
    const { status } = await shapesOf(path, { ...AREAS, encoding: 'utf-8' });
    expect(refusals(status)).toEqual(['1 name bad-encoding', '2 name bad-encoding']);
  });

  it('proposes the datum that a .prj names, and takes no metres for degrees', async () => {
    ogr('m.shp', '-f', 'ESRI Shapefile', '-t_srs', 'EPSG:4527', '-lco', 'ENCODING=UTF-8');
    const path = zipped('m.zip', 'm', ['.shp', '.dbf', '.prj', '.cpg']);
    const { datum: _, ...unstated } = AREAS;
    const { status } = await shapesOf(path, { ...unstated, dryRun: true });
    expect(status).toMatchObject(failed('unknown-datum', 'EPSG:4527'));
    expect(status.detected).toMatchObject({
      columns: ['id', 'name', 'level', 'people'],
      datum: [{ value: 'EPSG:4527' }],
    });
    const { data } = await shapesOf(path, { ...AREAS, datum: 'EPSG:4527' });
    expect(inOrder(data)).toMatchObject(inOrder(EXPECTED));
    ogr('w.gpkg', '-f', 'GPKG', '-t_srs', 'EPSG:3857');
    const mercator = await shapesOf(join(dir, 'w.gpkg'), unstated);
    expect(mercator.status).toMatchObject(failed('unknown-datum', 'does not convert'));
    const stated = await shapesOf(path, { ...AREAS, datum: 'GCJ-02' });
    expect(stated.status.warnings.map(({ code }) => code)).toContain('datum-differs-from-file');
  });

  it('asks which layer is meant where there are several', async () => {
    ogr('two.gpkg', '-f', 'GPKG', '-nln', '甲');
    execFileSync('ogr2ogr', ['-update', '-nln', '乙', join(dir, 'two.gpkg'), source], { stdio: 'pipe' });
    const { status } = await shapesOf(join(dir, 'two.gpkg'));
    expect(status).toMatchObject({ ...failed('unsupported-format', '甲, 乙'), detected: { objects: ['甲', '乙'] } });
    const { status: named } = await shapesOf(join(dir, 'two.gpkg'), { ...AREAS, object: '乙' });
    expect(named).toMatchObject({ state: 'done', accepted: 2 });
  });
});

const SITES = { kind: 'site.registered', datum: 'WGS-84' };
const kml = (inner: string) =>
  `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inner}</Document></kml>`;
const placemark = (id: string, where = '116,39') =>
  `<Placemark><name>点${id}</name><ExtendedData><Data name="id"><value>${id}</value></Data><Data name="type"><value>testing</value></Data></ExtendedData><Point><coordinates>${where}</coordinates></Point></Placemark>`;

describe('KML', () => {
  it('follows no link, and refuses a placemark without refusing the others', async () => {
    const text = kml(
      `${placemark('a')}${placemark('b', '116,91')}<NetworkLink><Link><href>file:///etc/passwd</href></Link></NetworkLink>`,
    );
    const status = await importText('a.kml', text, SITES);
    expect(status).toMatchObject({ accepted: 1 });
    expect(refusals(status)).toEqual(['2 position.1 out-of-range']);
    expect(status.warnings.map(({ code }) => code)).toContain('links-not-followed');
  });

  it('refuses entities, whatever they would become, and what is no XML', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${kml('&b;')}`;
    expect(await importText('a.kml', laughs, SITES)).toMatchObject(failed('unsupported-format', 'DOCTYPE'));
    expect(await importText('a.kml', kml('<Placemark>'), SITES)).toMatchObject(failed('malformed'));
  });
});

describe('archives', () => {
  const zip = (files: Record<string, Uint8Array>) => zipSync(files, { level: 6 });
  it('counts what inflates, whatever the archive claims', async () => {
    const bomb = zip({ 'doc.kml': new Uint8Array(210 * 2 ** 20) });
    expect(bomb.length).toBeLessThan(2 ** 19);
    expect(await importText('bomb.kmz', bomb, SITES)).toMatchObject(failed('too-large'));
    const liar = bomb.slice();
    const view = new DataView(liar.buffer);
    const directory = view.getUint32(liar.length - 6, true);
    view.setUint32(22, 10, true);
    view.setUint32(directory + 24, 10, true);
    expect(await importText('liar.kmz', liar, SITES)).toMatchObject(failed('too-large'));
  });

  it('refuses thousands of entries, broken archives, and archives of nothing it knows', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.kml`, new Uint8Array(1)]));
    expect(await importText('many.kmz', zip(many), SITES)).toMatchObject(failed('too-large', '300 files'));
    const good = zip({ '../../doc.kml': Buffer.from(kml(placemark('a'))) });
    expect(await importText('slip.kmz', good, SITES)).toMatchObject({ state: 'done', accepted: 1 });
    expect(await importText('cut.kmz', good.subarray(0, good.length - 30), SITES)).toMatchObject(failed('malformed'));
    expect(await importText('x.zip', zip({ 'a.doc': new Uint8Array(9) }), SITES)).toMatchObject(
      failed('unsupported-format'),
    );
  });
});

/** One polygon record, with what a hostile writer may have changed. */
function shp(change: (view: DataView) => void): Uint8Array {
  const length = 44 + 4 + 5 * 16;
  const bytes = new Uint8Array(108 + length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 9994);
  view.setInt32(24, bytes.length / 2);
  view.setInt32(100, 1);
  view.setInt32(104, length / 2);
  view.setInt32(108, 5, true);
  view.setInt32(144, 1, true);
  view.setInt32(148, 5, true);
  for (const [i, [x = 0, y = 0]] of outer.toReversed().entries()) {
    view.setFloat64(156 + i * 16, x, true);
    view.setFloat64(164 + i * 16, y, true);
  }
  change(view);
  return bytes;
}

describe('broken Shapefiles', () => {
  const options = { kind: 'area.registered', datum: 'WGS-84', constants: { level: 'place', name: 'x' }, mapping: { id: { row: true } } }; // biome-ignore format: one line
  it.each([
    ['as it should be', () => {}, { state: 'done', accepted: 1 }],
    ['a billion points', (v: DataView) => v.setInt32(148, 1e9, true), { state: 'done', accepted: 0, refusedTotal: 1 }],
    ['NaN', (v: DataView) => v.setFloat64(156, Number.NaN, true), { state: 'done', accepted: 0, refusedTotal: 1 }],
    ['an unknown type', (v: DataView) => v.setInt32(108, 99, true), { state: 'done', accepted: 0, refusedTotal: 1 }],
    ['a record of a gigabyte', (v: DataView) => v.setInt32(104, 2 ** 29), failed('malformed')],
    ['a record without length', (v: DataView) => v.setInt32(104, 0), failed('malformed')],
    ['no .shp at all', (v: DataView) => v.setInt32(0, 1), failed('malformed')],
  ])('%s', async (_, change, expected) => {
    const status = await importText('s.zip', zipSync({ 's.shp': shp(change) }), options);
    expect(status).toMatchObject(expected);
  });

  it('keeps a GBK .dbf apart from its broken texts, and refuses keys of prototypes', async () => {
    const dbf = (column: string, texts: readonly Uint8Array[]) => {
      const bytes = new Uint8Array(65 + texts.length * 11 + 1).fill(0x20);
      const view = new DataView(bytes.buffer);
      bytes.fill(0, 0, 64);
      bytes[0] = 3;
      view.setUint32(4, texts.length, true);
      view.setUint16(8, 65, true);
      view.setUint16(10, 11, true);
      bytes[29] = 0x4d;
      bytes.set(Buffer.from(column), 32);
      bytes[43] = 0x43;
      bytes[48] = 10;
      bytes[64] = 0x0d;
      for (const [i, text] of texts.entries()) bytes.set(text, 65 + i * 11 + 1);
      return bytes;
    };
    const named = { ...options, constants: { level: 'place' }, mapping: { ...options.mapping, name: 'NAME' } };
    const files = (column: string, ...texts: Uint8Array[]) =>
      zipSync({ 's.shp': shp(() => {}), 's.dbf': dbf(column, texts) });
    const memory: Memory = new Map();
    // Six characters of GBK take twelve bytes: the column cuts the last in two after ten, which is no half at all.
    const good = await importText('s.zip', files('NAME', iconv.encode('柳湾街道', 'gbk')), named, { memory });
    expect(good).toMatchObject({ accepted: 1, detected: { encoding: [{ value: 'gb18030' }] } });
    expect([...memory.values()][0]?.data).toMatchObject({ name: '柳湾街道' });
    const half = iconv.encode('a柳湾街道北', 'gbk').subarray(0, 10);
    const cut = await importText('s.zip', files('NAME', half), named);
    expect(cut.warnings.map(({ code }) => code)).toContain('text-cut');
    const bad = await importText('s.zip', files('NAME', Uint8Array.of(0xff, 0xff, 0x41)), named);
    expect(refusals(bad)).toEqual(['1 NAME bad-encoding']);
    expect(await importText('s.zip', files('__proto__'), named)).toMatchObject(failed('forbidden-key'));
  });
});

describe('GeoPackage', () => {
  it('opens no view, and says what is no database', async () => {
    const path = join(dir, 'view.gpkg');
    const database = new DatabaseSync(path);
    database.exec(`CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
      CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INT);
      CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INT, definition TEXT);
      CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n;
      INSERT INTO gpkg_contents VALUES ('endless', 'attributes');`);
    database.close();
    expect((await shapesOf(path)).status).toMatchObject(failed('unsupported-format', 'no layer'));
    const broken = Buffer.concat([readFileSync(path).subarray(0, 600), Buffer.alloc(4000, 7)]);
    expect(await importText('b.gpkg', broken, AREAS)).toMatchObject(failed('malformed', 'not a GeoPackage'));
  });
});

describe('XLSX', () => {
  const text = (value: string) => ({ value, type: String }) as const;
  const book = (sheets: { sheet: string; data: Parameters<typeof writeWorkbook>[0] }[]) =>
    writeWorkbook(sheets as never).toBuffer();

  it('reads the first sheet, its days and long numbers, and refuses by row and line of the sheet', async () => {
    const data = [
      [],
      ['编号', '名称', '类型', '经度', '纬度', '电话', '时间'].map(text),
      [text('a'), text('甲'), text('testing'), { value: 116.3, type: Number }, { value: 39.9, type: Number }, text('013800000000'), { value: new Date('2022-10-27T08:30:00Z'), type: Date, format: 'yyyy-mm-dd hh:mm' }],
      [],
      [text('b'), text('乙'), text('castle'), text('116.3'), text('39.9'), null, null],
      [text('c'), text('丙'), text('testing'), { value: 116.3, type: Number }, null, null, null],
    ]; // biome-ignore format: rows as in the sheet
    const memory: Memory = new Map();
    const mapping = { id: '编号', name: '名称', type: '类型', longitude: '经度', latitude: '纬度', phone: '电话', observedAt: { columns: ['时间'], format: 'YYYY-MM-DD HH:mm:ss', zone: '+08:00' } }; // biome-ignore format: one line
    const sheets = [
      { sheet: '点位', data },
      { sheet: '说明', data: [[text('x')]] },
    ] as never;
    const status = await importText('a.xlsx', await book(sheets), { ...SITES, mapping }, { memory });
    expect(refusals(status)).toEqual(['2 type invalid-value', '3 latitude missing-field']);
    expect(status.refused[0]).toMatchObject({ line: 5 });
    expect(status.warnings.map(({ code }) => code)).toContain('other-sheets');
    expect(status.detected).toMatchObject({ format: 'xlsx', objects: ['点位', '说明'], encoding: [] });
    expect([...memory.values()][0]).toMatchObject({
      observedAt: '2022-10-27T08:30:00+08:00',
      data: { id: 'a', phone: '013800000000', position: [116.3, 39.9] },
    });
    const absent = await importText('a.xlsx', await book(sheets), { ...SITES, object: '丁' });
    expect(absent).toMatchObject(failed('unsupported-format', '点位, 说明'));
  });
});
