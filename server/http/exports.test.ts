// What leaves as a file: GDAL reads the same count, shapes and words out of it, an import of it says nothing new, a
// spreadsheet runs nothing in it, and it holds no more than its reader may see.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_MACHINE, type Body, type Line, openLine, say } from '../testing/line.ts';

const outer = [[109, 39], [109.1, 39], [109.1, 39.1], [109, 39.1], [109, 39]]; // biome-ignore format: one line
const hole = [[109.02, 39.02], [109.02, 39.04], [109.04, 39.04], [109.04, 39.02], [109.02, 39.02]]; // biome-ignore format: one line
const island = [[109.2, 39], [109.25, 39], [109.25, 39.05], [109.2, 39]]; // biome-ignore format: one line
const AREAS = [
  { id: 'a-1', name: '柳湾街道', level: 'township', population: 12345, households: 4000, geometry: { type: 'Polygon', coordinates: [outer, hole] } }, // biome-ignore format: one line
  { id: 'a-2', name: '北岸 "一区", <b>&', level: 'community', parent: 'a-1', geometry: { type: 'MultiPolygon', coordinates: [[outer], [island]] } }, // biome-ignore format: one line
  { id: 'a-3', name: "=HYPERLINK(\"http://x\")", level: 'community', population: 0 },
]; // biome-ignore format: one line
const SITES = [
  { id: 's-1', name: '柳湾采样点', type: 'testing', position: [109.123456, 39.2345678], address: '+86 号', phone: '-010', capacity: 5 }, // biome-ignore format: one line
  { id: 's-2', name: "'=1+1", type: 'clinic', position: [109.5, 39.5], address: '\t北岸', unit: '＝cmd|' },
];

let line: Line;
let analyst: Record<string, string>;
const dir = mkdtempSync(join(tmpdir(), 'cordon-export-'));
const gdal = (() => {
  try {
    return execFileSync('ogrinfo', ['--version'], { encoding: 'utf8' });
  } catch {
    console.warn('ogr2ogr is not here: no other program reads our files in this run (apt-get install gdal-bin)');
    return undefined;
  }
})();

async function imported(name: string, content: Uint8Array<ArrayBuffer>, options: object): Promise<Body> {
  const form = new FormData();
  form.append('options', JSON.stringify(options));
  form.append('file', new Blob([content]), name);
  const answer = await fetch(`${line.url}/api/imports`, { method: 'POST', headers: AS_MACHINE, body: form });
  let body = (await answer.json()) as Body;
  while (body.state === 'running') body = (await line.get(`/api/imports/${body.id}`)).body;
  return body;
}

const ndjson = (rows: readonly object[]) => new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));
const kindOf = { areas: 'area.registered', sites: 'site.registered' } as const;

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  for (const [layer, rows] of [
    ['areas', AREAS],
    ['sites', SITES],
  ] as const) {
    // biome-ignore format: one line
    const body = await imported(`${layer}.ndjson`, ndjson(rows), { kind: kindOf[layer], datum: 'WGS-84' });
    expect(body).toMatchObject({ accepted: rows.length, refusedTotal: 0 });
  }
  await line.send([
    say('case.reported', {
      id: 'c-1',
      person: 'CANARY-PERSON',
      status: 'confirmed',
      route: 'screening',
      position: [109.512345, 39.5],
      address: 'CANARY-ADDRESS',
      places: [{ role: 'residence', type: 'flat', areaId: 'a-2' }],
      stages: { sampled: '2022-10-30T08:00:00+08:00' },
    }),
  ]);
});
afterAll(async () => {
  await line.close();
  rmSync(dir, { recursive: true, force: true });
});

type File = { readonly bytes: Uint8Array<ArrayBuffer>; readonly headers: Headers; readonly path: string };
let files = 0;
async function exported(query: string, headers = analyst): Promise<File> {
  const answer = await fetch(`${line.url}/api/export?${query}`, { headers });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([query, answer.status, answer.status === 200 ? '' : new TextDecoder().decode(bytes)]).toEqual([
    query,
    200,
    '',
  ]);
  const path = join(dir, `${files++}.${new URLSearchParams(query).get('format')}`);
  writeFileSync(path, bytes);
  return { bytes, headers: answer.headers, path };
}

const FORMATS = ['geojson', 'csv', 'kml', 'gpkg', 'xlsx'] as const;

describe('an import of what was exported', () => {
  it.each(FORMATS.flatMap((format) => [[format, 'areas'] as const, [format, 'sites'] as const]))(
    'says nothing new: %s of %s',
    async (format, layer) => {
      const { bytes, headers } = await exported(`layer=${layer}&format=${format}`);
      const rows = layer === 'areas' ? AREAS : SITES;
      expect(headers.get('X-Total-Count')).toBe(String(rows.length));
      const named = rows
        .flatMap((row) => Object.keys(row))
        .filter((name) => name !== 'geometry' && name !== 'position');
      const mapping: Record<string, string> = Object.fromEntries(named.map((name) => [name, name]));
      const isSheet = format === 'csv' || format === 'xlsx';
      if (isSheet && layer === 'areas') mapping['geometry'] = 'geometry';
      if (isSheet && layer === 'sites') Object.assign(mapping, { longitude: 'longitude', latitude: 'latitude' });
      const options = { kind: kindOf[layer], datum: 'WGS-84', mapping };
      const body = await imported(`x.${format}`, bytes, options);
      expect(body.refused).toEqual([]);
      expect(body).toMatchObject({ state: 'done', accepted: 0, unchanged: rows.length });
    },
  );

  it.each([['geojson', 'GCJ-02'], ['gpkg', 'GCJ-02'], ['gpkg', 'EPSG:4524'], ['csv', 'BD-09'], ['xlsx', 'EPSG:4545']])(
    'neither in another datum, which the file names: %s in %s',
    async (format, datum) => {
      const { bytes, headers } = await exported(`layer=sites&format=${format}&datum=${datum}`);
      expect(headers.get('Content-Disposition')).toContain(datum.replace(':', ''));
      const metres = datum.startsWith('EPSG');
      const axes = metres ? { x: 'x', y: 'y' } : { longitude: 'longitude', latitude: 'latitude' };
      const place = format === 'csv' || format === 'xlsx' ? axes : {};
      const own = Object.fromEntries(Object.keys({ ...SITES[0], ...SITES[1] }).map((name) => [name, name]));
      const { position: _, ...mapping } = { ...own, ...place } as Record<string, string>;
      const options = { kind: 'site.registered', mapping };
      const body = await imported(`x.${format}`, bytes, { ...options, datum });
      expect(body).toMatchObject({ state: 'done', accepted: 0, unchanged: SITES.length });
      if (Object.keys(place).length > 0) return;
      const unstated = await imported(`x.${format}`, bytes, { ...options, dryRun: true });
      expect(unstated).toMatchObject({ state: 'failed', problem: { code: 'unknown-datum' } });
      expect(unstated.detected.datum[0].value).toBe(datum);
    },
  ); // biome-ignore format: the table of cases
});

describe.skipIf(gdal === undefined)('GDAL', () => {
  const OPEN: Readonly<Record<string, readonly string[]>> = {
    csv: [
      '-oo',
      'X_POSSIBLE_NAMES=longitude',
      '-oo',
      'Y_POSSIBLE_NAMES=latitude',
      '-oo',
      'GEOM_POSSIBLE_NAMES=geometry',
    ],
    xlsx: ['-oo', 'HEADERS=FORCE'],
  };
  const read = (path: string, format: string, layer: string): Body => {
    const only = format === 'xlsx' || format === 'gpkg' ? [layer] : [];
    const args = [
      '-f',
      'GeoJSON',
      '-lco',
      'COORDINATE_PRECISION=12',
      '/vsistdout/',
      path,
      ...only,
      ...(OPEN[format] ?? []),
    ];
    return JSON.parse(execFileSync('ogr2ogr', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  };
  const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.flatMap(numbers) : [value as number]);

  it.each(FORMATS)('reads %s: the same count, names and shapes', async (format) => {
    for (const [layer, rows] of [
      ['areas', AREAS],
      ['sites', SITES],
    ] as const) {
      // biome-ignore format: one line
      const { path } = await exported(`layer=${layer}&format=${format}`);
      const { features } = read(path, format, layer);
      const isSheet = format === 'csv' || format === 'xlsx';
      expect(features.length).toBe(rows.length);
      for (const [i, row] of rows.entries()) {
        const { properties, geometry } = features[i];
        const name = properties.name ?? properties.Name;
        expect(isSheet ? name.replace(/^'/, '') : name).toBe(row.name);
        const shape = 'geometry' in row ? row.geometry?.coordinates : 'position' in row ? row.position : undefined;
        if (format === 'xlsx') continue; // a sheet has no geometry; its columns are read back above
        if (shape === undefined) expect(geometry).toBeNull();
        else
          for (const [j, at] of numbers(shape).entries()) expect(numbers(geometry.coordinates)[j]).toBeCloseTo(at, 9);
      }
    }
  });

  it('knows the system of metres by its number, and takes a shifted datum for no system at all', async () => {
    const metres = await exported('layer=sites&format=gpkg&datum=EPSG:4524');
    expect(execFileSync('ogrinfo', ['-so', metres.path, 'sites'], { encoding: 'utf8' })).toContain('ID["EPSG",4524]');
    const shifted = await exported('layer=sites&format=gpkg&datum=GCJ-02');
    expect(execFileSync('ogrinfo', ['-so', shifted.path, 'sites'], { encoding: 'utf8' })).not.toContain('WGS 84"');
  });
});

describe('a file', () => {
  it('has nothing in a cell that a spreadsheet would run', async () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true });
    for (const layer of ['areas', 'sites']) {
      const csv = text.decode((await exported(`layer=${layer}&format=csv`)).bytes);
      expect(csv.startsWith('\uFEFF')).toBe(true);
      const [sheet] = await readWorkbook(Buffer.from((await exported(`layer=${layer}&format=xlsx`)).bytes));
      const cells = [...(sheet?.data ?? []).flat(), ...csv.slice(1).split(/[,\r\n]+"?/)].filter(
        (cell) => typeof cell === 'string',
      );
      expect(cells.length).toBeGreaterThan(20);
      for (const cell of cells as string[])
        if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }
  });

  it('has the filters and the selection of the lists, and more ids than an address holds by POST', async () => {
    expect((await exported('layer=areas&format=csv&level=community')).headers.get('X-Total-Count')).toBe('2');
    expect((await exported('layer=sites&format=csv&bbox=109,39,109.2,39.3')).headers.get('X-Total-Count')).toBe('1');
    expect((await exported('layer=sites&format=csv&ids=s-2,nobody')).headers.get('X-Total-Count')).toBe('1');
    const ids = ['s-1', ...Array.from({ length: 50_000 }, (_, i) => `nobody-${i}`)];
    const answer = await fetch(`${line.url}/api/export`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...analyst },
      body: JSON.stringify({ layer: 'sites', format: 'geojson', ids }),
    });
    expect(((await answer.json()) as Body).features.map(({ id }: Body) => id)).toEqual(['s-1']);
    const then = new Date(Date.now() - 3_600_000).toISOString();
    expect((await exported(`layer=sites&format=csv&knownAt=${then}`)).headers.get('X-Total-Count')).toBe('0');
  });

  it('holds what its reader may see and no more', async () => {
    const observer = await line.signIn('observer');
    for (const format of FORMATS) {
      for (const headers of [observer, analyst]) {
        const text = new TextDecoder('latin1').decode((await exported(`layer=cases&format=${format}`, headers)).bytes);
        expect(text).not.toContain('CANARY-PERSON');
        if (headers === observer) expect(text).not.toContain('CANARY-ADDRESS');
      }
    }
    const seen = new TextDecoder().decode((await exported('layer=cases&format=csv')).bytes);
    expect(seen).toContain('stages.sampled');
    expect(seen).toContain('CANARY-ADDRESS');
    const admin = await line.signIn('admin');
    expect((await exported('layer=cases&format=csv', admin)).headers.get('X-Total-Count')).toBe('0');
    expect((await line.get('/api/export?layer=cases&format=csv', {})).status).toBe(401);
  });

  it('is refused with a reason where it could not be right', async () => {
    const refused = async (query: string) => (await line.get(`/api/export?${query}`)).body;
    expect(await refused('layer=sites&format=kml&datum=GCJ-02')).toMatchObject({ field: 'datum' });
    expect(await refused('layer=sites&format=csv&datum=EPSG:3857')).toMatchObject({ code: 'unknown-datum' });
    expect(await refused('layer=receipts&format=csv')).toMatchObject({ status: 422 });
    expect(await refused('layer=sites&format=dwg')).toMatchObject({ status: 422 });
    const long = Array.from({ length: 2_000 }, (_, i) => [
      109 + Math.cos(i / 318.5) / 50,
      39 + Math.sin(i / 318.5) / 50,
    ]);
    await line.send([
      say('area.registered', {
        id: 'long',
        name: '长',
        level: 'place',
        geometry: { type: 'Polygon', coordinates: [[...long, long[0]]] },
      }),
    ]);
    expect(await refused('layer=areas&level=place&format=xlsx')).toMatchObject({ status: 413, code: 'too-large' });
  });
});
