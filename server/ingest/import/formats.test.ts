import { describe, expect, it } from 'vitest';
import { importText, type Memory, refusals } from './import.fixture.ts';

const square = [[116, 39], [116.1, 39], [116.1, 39.1], [116, 39.1], [116, 39]]; // biome-ignore format: one line
const area = (id: string, geometry: unknown) => ({
  type: 'Feature',
  properties: { id, name: id, level: 'township' },
  geometry,
});
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const areas = { kind: 'area.registered', datum: 'WGS-84' };
const sites = { kind: 'site.registered', datum: 'WGS-84' };
const failed = (code: string) => ({ state: 'failed', accepted: 0, problem: { code } });

describe('GeoJSON', () => {
  it('takes features, keeps those without geometry, and refuses open and crossing rings by row', async () => {
    const bow = [square[0], square[2], square[1], square[3], square[0]];
    const content = collection(
      area('a', { type: 'Polygon', coordinates: [square] }),
      area('b', null),
      area('c', { type: 'Polygon', coordinates: [square.slice(0, 4)] }),
      area('d', { type: 'Polygon', coordinates: [bow] }),
      area('e', {
        type: 'Polygon',
        coordinates: [
          [
            [39, 116],
            [39, 117],
            [40, 117],
            [39, 116],
          ],
        ],
      }),
      'nonsense',
    );
    const memory: Memory = new Map();
    const status = await importText('a.geojson', content, areas, { memory });
    expect(status).toMatchObject({ state: 'done', accepted: 2, notOnMap: 1 });
    expect(refusals(status)).toEqual([
      '3 geometry.coordinates.0.3 bad-geometry',
      '4 geometry.coordinates.0.0 bad-geometry',
      '5 geometry.coordinates.0.0 swapped-axes',
      '6 type bad-row',
    ]);
    expect([...memory.values()][0]?.data).toMatchObject({ geometry: { type: 'Polygon', coordinates: [square] } });
  });

  it('places sites by Point features, by their own id, and refuses other shapes', async () => {
    const site = (id: unknown, geometry: unknown) => ({
      type: 'Feature',
      id,
      properties: { name: 'x', type: 'testing' },
      geometry,
    });
    const content = collection(
      site('a', { type: 'Point', coordinates: [116.3, 39.9, 12] }),
      site(7, { type: 'Point', coordinates: [null, null] }),
      site('c', { type: 'LineString', coordinates: square }),
    );
    const memory: Memory = new Map();
    const status = await importText('s.geojson', content, sites, { memory });
    expect(refusals(status)).toEqual(['2 position.0 invalid-value', '3 position bad-geometry']);
    expect([...memory.values()][0]?.data).toEqual({ id: 'a', name: 'x', type: 'testing', position: [116.3, 39.9] });
  });

  it('refuses features that share one id, naming the first', async () => {
    const status = await importText(
      'a.geojson',
      collection(area('a', null), { ...area('a', null), properties: { id: 'a', name: 'b', level: 'county' } }),
      areas,
    );
    expect(refusals(status)).toEqual(['2 id duplicate-id']);
  });

  it('accepts nothing of a document that breaks, and says where', async () => {
    const broken = collection(area('a', null), area('b', null)).replace('"b"', '"b'.padEnd(4));
    expect(await importText('a.geojson', broken, areas)).toMatchObject(failed('malformed'));
    const line = await importText('a.geojson', '{\n"type": "FeatureCollection",\n"features": [1,2}\n', areas);
    expect(line).toMatchObject({ ...failed('malformed'), problem: { line: 3 } });
    expect(await importText('a.geojson', '{"type":"FeatureCollection"}', areas)).toMatchObject(
      failed('unsupported-format'),
    );
    const deep = `{"type":"FeatureCollection","features":${'['.repeat(200_000)}`;
    expect(await importText('a.geojson', deep, areas)).toMatchObject(failed('too-deep'));
    expect(
      await importText('a.geojson', '{"__proto__":{},"type":"FeatureCollection","features":[]}', areas),
    ).toMatchObject(failed('forbidden-key'));
  });

  it('asks for the datum where the file names another than WGS-84', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } };
    const content = JSON.stringify({ type: 'FeatureCollection', crs, features: [] });
    expect(await importText('a.geojson', content, { kind: 'area.registered' })).toMatchObject(failed('unknown-datum'));
  });

  it('converts every vertex from the datum stated', async () => {
    const memory: Memory = new Map();
    await importText(
      'a.geojson',
      collection(area('a', { type: 'Polygon', coordinates: [square] })),
      { ...areas, datum: 'GCJ-02' },
      { memory },
    );
    const data = [...memory.values()][0]?.data as { geometry: { coordinates: number[][][] } };
    const [[x = 0, y = 0] = []] = data.geometry.coordinates[0] ?? [];
    expect(Math.abs(x - 116) * 85_000).toBeGreaterThan(300);
    expect(Math.abs(y - 39)).toBeGreaterThan(0.0005);
  });
});

describe('NDJSON', () => {
  it('refuses bad lines and goes on', async () => {
    const lines = [
      '{"id":"a","name":"x","type":"testing","longitude":116,"latitude":39}',
      '{"id":"b",',
      '',
      '[1,2]',
      '{"id":"c","name":"x","type":"testing","__proto__":{"admin":true}}',
      `{"id":"d","name":${'['.repeat(200_000)}}`,
      '{"id":"e","name":"x","type":"testing","longitude":null,"latitude":39}',
      '{"id":"f","name":"x","type":"testing","longitude":1e999,"latitude":39}',
      '{"id":"g","name":"x","type":"testing","capacity":null}',
      '{"id":"h","name":"x","type":"testing","position":[null,null]}',
    ];
    const status = await importText('a.ndjson', lines.join('\n'), sites);
    expect(refusals(status)).toEqual([
      '2 - malformed',
      '3 - bad-row',
      '4 __proto__ forbidden-key',
      '5 - too-deep',
      '6 longitude missing-field',
      '7 longitude not-finite',
      '9 position.0 invalid-value',
    ]);
    expect(status).toMatchObject({ state: 'done', accepted: 2, rows: 9 });
  });

  it('gives a line without end a name', async () => {
    const status = await importText(
      'a.ndjson',
      `{"id":"a","name":"x","type":"testing"}\n{"x":"${'x'.repeat(9 * 2 ** 20)}`,
      sites,
    );
    expect(status).toMatchObject({ state: 'failed', accepted: 1, problem: { code: 'too-large', line: 2 } });
  });
});

describe('JSON and TopoJSON', () => {
  it('finds rows at a pointer, splits text, and offers the lists there are', async () => {
    const content = JSON.stringify({ result: { 'poi/list': [{ uid: 'a', point: '12965836.05,4841627.61' }] } });
    const mapping = {
      id: 'uid',
      x: { column: 'point', split: ',', index: 0 },
      y: { column: 'point', split: ',', index: 1 },
    };
    const options = { kind: 'site.updated', datum: 'BD-09MC', mapping };
    const memory: Memory = new Map();
    const good = await importText('a.json', content, { ...options, rowsAt: '/result/poi~1list' }, { memory });
    expect(good).toMatchObject({ state: 'done', accepted: 1 });
    const { position } = [...memory.values()].map(({ data }) => data as { position: number[] })[0] ?? { position: [] };
    expect(position[0]).toBeCloseTo(116.46, 2);
    expect(position[1]).toBeCloseTo(40.0165, 2);
    const wrong = await importText('a.json', content, { ...options, rowsAt: '/rows' });
    expect(wrong.problem?.message).toContain('"/result/poi~1list"');
  });

  it('unpacks arcs, and counts them first', async () => {
    const topology = (geometries: unknown[], arcs: unknown[] = [square]) =>
      JSON.stringify({ type: 'Topology', arcs, objects: { units: { type: 'GeometryCollection', geometries } } });
    const unit = (id: string, arcs: unknown) => ({
      type: 'Polygon',
      arcs,
      properties: { id, name: id, level: 'county' },
    });
    const status = await importText(
      'a.topo.json',
      topology([unit('a', [[0]]), unit('b', [[9]]), unit('c', 'x')]),
      areas,
    );
    expect(refusals(status)).toEqual(['2 - bad-geometry', '3 - bad-geometry']);
    expect(status.accepted).toBe(1);
    const long = Array.from({ length: 20_000 }, (_, i) => [i / 1000, 0]);
    const bomb = topology(
      Array.from({ length: 200 }, (_, i) => unit(`u${i}`, [[0]])),
      [long],
    );
    expect(await importText('a.topojson', bomb, areas)).toMatchObject(failed('too-large'));
  });

  it('names what it cannot read', async () => {
    expect(await importText('a.xlsx', 'PK\u0003\u0004rest', sites)).toMatchObject(failed('malformed'));
    expect(await importText('a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), sites)).toMatchObject(
      failed('unsupported-format'),
    );
    expect(await importText('a.bin', '\u0000\u0001', sites)).toMatchObject(failed('unsupported-format'));
    expect(await importText('a.json', '{"a":1}', sites)).toMatchObject(failed('unsupported-format'));
  });
});

describe('mapping', () => {
  const rooms = {
    kind: 'site.rooms',
    mapping: {
      id: { lookup: 'sites.name', column: 'centre' },
      occupied: 'used',
      observedAt: { columns: ['day', 'hour'], format: 'DD/MM/YYYY H:mm', zone: 'Asia/Hong_Kong' },
    },
  };
  const lookups = { table: () => new Map([['甲', ['s1']], ['乙', ['s2', 's3']]]), areas: () => [] }; // biome-ignore format: one line

  it('joins by name, reads local times, and refuses what is unknown or ambiguous', async () => {
    const memory: Memory = new Map();
    const content =
      'centre,used,day,hour\n甲,5,24/04/2020,9:00\n乙,5,24/04/2020,9:00\n丙,5,24/04/2020,9:00\n甲,5,31/04/2020,9:00\n';
    const status = await importText('r.csv', content, rooms, { memory, lookups });
    expect(refusals(status)).toEqual(['2 id lookup-failed', '3 id lookup-failed', '4 observedAt bad-time']);
    expect([...memory.values()][0]).toMatchObject({
      observedAt: '2020-04-24T09:00:00+08:00',
      data: { id: 's1', occupied: 5 },
    });
  });

  it('makes ids from row numbers, fills constants and nested fields', async () => {
    const memory: Memory = new Map();
    const options = {
      kind: 'case.reported',
      source: 'lab-7',
      constants: { status: 'confirmed', route: 'screening' },
      mapping: { id: { row: true }, 'stages.sampled': 'sampled' },
    };
    await importText('c.csv', 'sampled\n2022-10-27T08:00:00+08:00\n', options, { memory });
    expect([...memory.values()][0]?.data).toMatchObject({
      id: 'lab-7:1',
      status: 'confirmed',
      stages: { sampled: '2022-10-27T08:00:00+08:00' },
    });
  });

  it.each([
    [{ kind: 'site.exploded' }, 'unknown-kind kind'],
    [{ kind: 'clock.started' }, 'unknown-kind kind'],
    [{ kind: 'site.registered', datum: 'EPSG:4326' }, 'unknown-datum datum'],
    [{ kind: 'site.registered', encoding: 'latin1' }, 'invalid-value encoding'],
    [{ kind: 'site.registered', mapping: { colour: 'c' } }, 'unknown-field mapping.colour'],
    [{ kind: 'site.rooms', mapping: { longitude: 'c' } }, 'unknown-field mapping.longitude'],
    [{ kind: 'site.registered', mapping: { id: { columm: 'c' } } }, 'mapping.id'],
    [{ kind: 'site.registered', constants: { 'constructor.x': 1 } }, 'forbidden-key constants'],
    [{ kind: 'site.registered', surprise: 1 }, 'unknown-field surprise'],
    [{}, 'invalid-value'],
    [null, 'invalid-value'],
  ])('refuses the options %j', (options, expected) => {
    expect(() => importText('a.csv', '', options as Record<string, unknown>)).toThrow(expected);
  });
});
