// The operator's path with real files: a basemap of the country, its counties as areas, a district's townships and sites
// over it. The data stay where they are (../shared/data); where the folder is absent this is skipped and says so.
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBasemap } from '../cli/basemap.ts';
import { AS_MACHINE, type Body, type Line, openLine, until } from '../testing/line.ts';
import { tileOf } from './archives.fixture.ts';
import { decode } from './vector.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(`${DATA}china-base/china.pmtiles`);
if (!isThere) console.warn("skipped: the operator's path (../shared/data is not beside this checkout)");

const HAIDIAN = [116.3, 39.96];

describe.skipIf(!isThere)("an operator's country, counties, townships and sites", { timeout: 240_000 }, () => {
  let dir: string;
  let line: Line;
  const said: string[] = [];

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cordon-operator-'));
    const note = (text: string) => void said.push(text);
    const args = [`${DATA}china-base/china.pmtiles`, '--data', dir, '--attribution', '© OpenStreetMap contributors'];
    expect(await runBasemap(args, { env: {}, ask: async () => undefined, say: note, complain: note })).toBe(0);
    line = await openLine({ dir });
  }, 120_000);
  afterAll(async () => {
    await line?.close();
    await rm(dir, { recursive: true, force: true });
  });

  async function bring(file: string, options: object): Promise<Body> {
    const form = new FormData();
    form.set('options', JSON.stringify(options));
    form.set('file', new Blob([readFileSync(DATA + file)]), file.split('/').at(-1));
    const answer = await fetch(`${line.url}/api/imports`, { method: 'POST', headers: AS_MACHINE, body: form });
    let status = (await answer.json()) as Body;
    await until(
      async () => {
        if (status.state !== 'running') return true;
        status = (await line.get(`/api/imports/${status.id}`)).body;
        return status.state !== 'running';
      },
      `${file} imported`,
      200_000,
    );
    return status;
  }

  it('the command says what it found, and that it may not be shown in public', () => {
    const text = said.join('\n');
    expect(text).toMatch(/PMTiles, vector, 47,438 tiles/);
    expect(text).toMatch(/zooms +2 to 10/);
    expect(text).toMatch(/county_lines/);
    expect(text).toMatch(/审图号缺失/);
  });

  it('tiles come with the counties of the place, from the edge of the archive inwards', async () => {
    const { z, x, y } = tileOf(HAIDIAN, 10);
    const answer = await fetch(`${line.url}/basemap/own/${z}/${x}/${y}.mvt`, { headers: AS_MACHINE });
    const county = decode(new Uint8Array(await answer.arrayBuffer())).layers['county']!;
    const names = Array.from({ length: county.length }, (_, i) => county.feature(i).properties['name']);
    expect(names).toContain('海淀区');
    expect((await fetch(`${line.url}/basemap/own/10/0/0.mvt`, { headers: AS_MACHINE })).status).toBe(204);
    expect((await fetch(`${line.url}/basemap/own/11/0/0.mvt`, { headers: AS_MACHINE })).status).toBe(404);
  });

  it('2,900 counties become areas with code and census population; the one that crosses itself is named', async () => {
    const status = await bring('china-base/counties.topo.json', {
      kind: 'area.registered',
      datum: 'WGS-84',
      constants: { level: 'county' },
      mapping: { id: 'adcode', code: 'adcode', name: 'name', population: 'pop2010' },
    });
    expect(status).toMatchObject({ state: 'done', rows: 2901, accepted: 2900 });
    expect(status.refused[0].reason).toMatch(/crosses itself/);
    const { body } = await line.get(`/api/areas/containing?lon=${HAIDIAN[0]}&lat=${HAIDIAN[1]}&level=county`);
    expect(body.features).toHaveLength(1);
    expect(body.features[0].properties).toMatchObject({ code: '110108', name: '海淀区' });
    expect(body.features[0].properties.population).toBeGreaterThan(3_000_000); // census of 2010: 3,280,670
  });

  it("Haidian's townships and Beijing's sites lie over it, each in its county", async () => {
    const townships = await bring('haidian/townships.geojson', {
      kind: 'area.registered',
      datum: 'WGS-84',
      mapping: { id: 'id', name: 'name' },
      constants: { level: 'township' },
    });
    expect(townships).toMatchObject({ state: 'done', accepted: 29 });
    const sites = await bring('haidian/beijing-test-sites.utf8.csv', {
      kind: 'site.registered',
      datum: 'WGS-84',
      mapping: { id: 'uid', name: 'poi_name', address: 'poi_address', longitude: 'poi_lon', latitude: 'poi_lat' },
      constants: { type: 'testing' },
    });
    expect(sites).toMatchObject({ state: 'done', rows: 2785 });
    const near = (await line.get(`/api/sites/nearby?lon=${HAIDIAN[0]}&lat=${HAIDIAN[1]}&limit=1`)).body[0];
    const [lon, lat] = near.properties.position;
    const { body } = await line.get(`/api/areas/containing?lon=${lon}&lat=${lat}`);
    const levels = body.features.map(({ properties }: Body) => properties.level).sort();
    expect(levels).toEqual(['county', 'township']);
  });
});
