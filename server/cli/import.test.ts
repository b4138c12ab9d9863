// The command against the whole server, and what it says when things go wrong.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY, type Line, openLine } from '../testing/line.ts';
import { type ImportIo, runImport } from './import.ts';

const dir = mkdtempSync(join(tmpdir(), 'cordon-cli-import-'));
let line: Line;
beforeAll(async () => {
  line = await openLine();
});
afterAll(async () => {
  await line.close();
  rmSync(dir, { recursive: true, force: true });
});

const file = (name: string, content: string) => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};
const HEAD = 'uid,name,lon,lat\n';
const AS_SITES = ['--kind', 'site.registered', '--datum', 'WGS-84', '--constants', '{"type":"testing"}'];
const MAPPED = ['--map', 'id=uid', '--map', 'name=name', '--map', 'longitude=lon', '--map', 'latitude=lat'];

async function command(argv: readonly string[], change: Partial<ImportIo> = {}) {
  const said: string[] = [];
  const io: ImportIo = {
    env: { CORDON_KEY: KEY },
    fetch,
    say: (text) => said.push(text),
    complain: (text) => said.push(text),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
    stop: new AbortController().signal,
    ...change,
  };
  const code = await runImport(argv, io);
  return { code, said: said.join('\n') };
}
const onServer = (argv: readonly string[]) => command([...argv, ...AS_SITES, ...MAPPED, '--url', line.url]);

describe('npm run import', { timeout: 60_000 }, () => {
  it('imports, shows what it would do before, and nothing new after', async () => {
    const path = file('good.csv', `${HEAD}c1,北医三院,116.36,39.98\nc2,上地站,116.31,40.03\n`);
    const dry = await onServer([path, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, said: expect.stringContaining('dry run: 2 rows, 2 would be accepted') });
    expect(dry.said).toContain('2 new, 0 known already');
    expect(dry.said).toContain('row 1: c1 at 116.36, 39.98');
    expect((await line.get('/api/sites')).body.total).toBe(0);
    const done = 'done: 2 rows, 2 accepted, 0 unchanged, 0 refused';
    expect(await onServer([path])).toEqual({ code: 0, said: expect.stringContaining(done) });
    expect((await onServer([path])).said).toContain('0 accepted, 2 unchanged');
    expect((await line.get('/api/sites')).body.total).toBe(2);
  });

  it('ends with 2 where rows were refused, names them, and saves them all', async () => {
    const refused = join(dir, 'refused.csv');
    const path = file('some.csv', `${HEAD}d1,a,116.36,39.98\nd2,b,116.36,91\nd3,"\u001b[31mred",39.9,116.4\n`);
    const { code, said } = await onServer([path, '--refused', refused]);
    expect(code).toBe(2);
    expect(said).toContain('row 2 (line 3), latitude: out-of-range');
    expect(said).toContain('row 3 (line 4), position: swapped-axes');
    expect(said).not.toContain('\u001b');
    expect(readFileSync(refused, 'utf8').split('\r\n')).toHaveLength(4);
  });

  it('ends with 1 where the file breaks, with the reason and what stays', async () => {
    const path = file('broken.csv', `${HEAD}e1,a,116.36,39.98\ne2,"b,116.36,39.98\n`);
    const { code, said } = await onServer([path]);
    expect(code).toBe(1);
    expect(said).toContain('FAILED: 2 rows, 1 accepted');
    expect(said).toContain('unclosed-quote: row 2: the quote that opened on line 3 never closes');
    expect(said).toContain('rows accepted before the break stay');
  });

  it.each([
    [[], 'name one FILE'],
    [['x.csv'], '--kind is needed'],
    [['x.csv', '--kind', 'site.registered', '--map', 'id'], '--map id must be TARGET=COLUMN'],
    [['x.csv', '--kind', 'site.registered', '--mapping', '{'], '--mapping is not JSON'],
    [['x.csv', '--colour', 'red'], "Unknown option '--colour'"],
  ])('explains %j', async (argv, expected) => {
    expect(await command(argv)).toMatchObject({ code: 1, said: expect.stringContaining(expected) });
  });

  it('explains a missing file, key or server, and what the server refuses', async () => {
    expect((await onServer([join(dir, 'none.csv')])).said).toContain('cannot read');
    expect((await command(['x.csv', ...AS_SITES], { env: {} })).said).toContain('a machine key is needed');
    const path = file('x.csv', HEAD);
    expect((await command([path, ...AS_SITES, '--url', 'http://127.0.0.1:1'])).said).toContain('cannot be reached');
    const wrong = await command([path, '--kind', 'site.exploded', '--url', line.url]);
    expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining('unknown-kind') });
    const key = await command([path, ...AS_SITES, '--url', line.url, '--key', 'wrong']);
    expect(key).toMatchObject({ code: 1, said: expect.stringContaining('401') });
  });
});

describe('npm run import --every', { timeout: 60_000 }, () => {
  it('follows a feed: posts what changed, outlives a broken version and says so, and takes a state back', async () => {
    const path = join(dir, 'feed.geojson');
    const version = (name: string) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: { uid: 'f1', name, lon: 116.3, lat: 39.9 }, geometry: null }],
      });
    const versions = [version('open'), version('open'), version('closed'), '{"type":"Feat', version('open')];
    const names: string[] = [];
    const stop = new AbortController();
    writeFileSync(path, versions.shift() as string);
    const said: string[] = [];
    const code = await runImport([path, ...AS_SITES, ...MAPPED, '--url', line.url, '--every', '30'], {
      env: { CORDON_KEY: KEY },
      fetch,
      say: (text) => said.push(text),
      complain: (text) => said.push(text),
      stop: stop.signal,
      wait: async (ms) => {
        if (ms < 30_000) return new Promise((resolve) => setTimeout(resolve, 20));
        names.push((await line.get('/api/sites/f1')).body.properties.name);
        const next = versions.shift();
        if (next === undefined) stop.abort();
        else writeFileSync(path, next);
      },
    });
    expect(names).toEqual(['open', 'open', 'closed', 'closed', 'open']);
    expect(said.filter((text) => text.startsWith('done') || text.startsWith('FAILED'))).toHaveLength(4);
    expect(said.join('\n')).toContain('the last good state is kept');
    expect(code).toBe(0);
  });
});
