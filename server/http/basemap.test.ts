// The ground through the running server: what it says of it, its tiles, what it refuses, and what it keeps to itself.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../app.ts';
import { PNG, pmtiles, pointAt, tileOf, vectorTile, writeMbtiles } from '../basemap/archives.fixture.ts';
import { openBasemap } from '../basemap/basemap.ts';
import { recordFile } from '../basemap/record.ts';
import { decode } from '../basemap/vector.ts';
import { runBasemap } from '../cli/basemap.ts';
import { AS_MACHINE, type Line, openLine } from '../testing/line.ts';
import { basemapRoutes } from './basemap.ts';

const HOUSE = [109.2004, 39.0007];
const AT = tileOf(HOUSE, 14);
const said: string[] = [];

/** The operator's command, in this process. @returns its exit code; `said` holds its words */
async function command(dir: string, ...args: string[]): Promise<number> {
  said.length = 0;
  const note = (line: string) => void said.push(line);
  return runBasemap([...args, '--data', dir], {
    env: {},
    ask: async () => 'k0123456789abcdef',
    say: note,
    complain: note,
  });
}

describe("an operator's vector archive", () => {
  let dir: string;
  let line: Line;
  const tile = (path: string, headers: Record<string, string> = AS_MACHINE) => fetch(`${line.url}${path}`, { headers });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cordon-basemap-'));
    const data = vectorTile(AT, { building: [pointAt(HOUSE, { name: '甲楼' })], boundary: [pointAt(HOUSE)] });
    await writeFile(
      join(dir, 'place.pmtiles'),
      pmtiles([{ ...AT, data }], { name: '甲地' }, { bounds: [109, 38, 110, 40] }),
    );
    expect(await command(join(dir, 'data'), join(dir, 'place.pmtiles'), '--attribution', '甲省测绘院')).toBe(0);
    await rm(join(dir, 'place.pmtiles')); // it was copied: the data directory is whole
    line = await openLine({ dir: join(dir, 'data') });
  });
  afterAll(async () => {
    await line.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('is described with its datum, its owner, and that it has no review number', async () => {
    expect(said.join('\n')).toMatch(/审图号缺失 — 不得公开/);
    const { body } = await line.get('/api/basemap');
    expect(body).toMatchObject({
      kind: 'pmtiles',
      name: '甲地',
      format: 'mvt',
      minzoom: 14,
      maxzoom: 14,
      bounds: [109, 38, 110, 40],
      datum: 'WGS-84',
      attribution: '甲省测绘院',
      needsReviewNumber: true,
    });
    expect(body.reviewNumber).toBeUndefined();
    expect(body.vectorLayers.map(({ id }: { id: string }) => id)).toEqual(['building', 'boundary']);
    expect(body.tiles).toEqual([[expect.stringMatching(/^\/basemap\/own\/\{z\}\/\{x\}\/\{y\}\.mvt\?v=[\w-]+$/)]]);
  });

  it('gives its tiles packed, for ever by their version, and again only when they changed', async () => {
    const { body } = await line.get('/api/basemap');
    const address = body.tiles[0][0].replace('{z}', AT.z).replace('{x}', AT.x).replace('{y}', AT.y);
    const answer = await tile(address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('cache-control')).toMatch(/immutable/);
    const layers = decode(new Uint8Array(await answer.arrayBuffer())).layers;
    expect(layers.building!.feature(0).properties).toEqual({ name: '甲楼' });
    const etag = answer.headers.get('etag')!;
    const again = await tile(address, { ...AS_MACHINE, 'if-none-match': etag });
    expect(again.status).toBe(304);
    const other = await tile(address.replace(/v=.*/, 'v=another'), { ...AS_MACHINE, 'accept-encoding': 'identity' });
    expect(other.headers.get('cache-control')).toMatch(/no-cache/);
    expect(other.headers.get('content-encoding')).toBeNull();
  });

  it('has no tile here, and no such address there', async () => {
    const { z, x, y } = AT;
    const status = async (path: string) => (await tile(`/basemap/own/${path}`)).status;
    expect(await status(`${z}/${x + 1}/${y}.mvt`)).toBe(204);
    const nowhere = [
      `13/${x}/${y}.mvt`, // not a zoom of it
      `${z}/${2 ** z}/${y}.mvt`, // off the grid
      `${z}/${x}/${y}.png`,
      `${z}/${x}/${y}`,
      `${z}/${x}/-1.mvt`,
      `${z}/${x}/1e3.mvt`,
      `${z}/${x}/..%2f..%2f..%2fbasemap.json`,
      `..%2f..%2fbasemap.json`,
      `%2e%2e/%2e%2e/basemap.json`,
      `${z}/%00/${y}.mvt`,
    ];
    for (const path of nowhere) expect([path, await status(path)]).toEqual([path, 404]);
  });

  it('is told to nobody who is not signed in', async () => {
    expect((await tile(`/basemap/own/${AT.z}/${AT.x}/${AT.y}.mvt`, {})).status).toBe(401);
    expect((await tile('/api/basemap', {})).status).toBe(401);
  });

  it('lets a screen ask no other host', async () => {
    const policy = (await tile('/')).headers.get('content-security-policy');
    expect(policy).toMatch(/connect-src 'self';/);
    expect(policy).toMatch(/img-src 'self' data: blob:;/);
  });

  it('speaks TileJSON to other programs', async () => {
    const { body } = await line.get('/basemap/own.json');
    expect(body).toMatchObject({ tilejson: '3.0.0', minzoom: 14, maxzoom: 14, scheme: 'xyz' });
    expect(body.tiles[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/basemap\/own\//);
  });
});

describe('other grounds', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cordon-grounds-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('none: a plain graticule, and the basemap that was taken away leaves no copy', async () => {
    const file = join(dir, 'a.mbtiles');
    writeMbtiles(file, [{ ...AT, data: PNG }], {});
    expect(await command(join(dir, 'data'), file)).toBe(0);
    expect(await command(join(dir, 'data'), '--list')).toBe(0);
    expect(said.join('\n')).toMatch(/raster png/);
    expect(await command(join(dir, 'data'), '--remove')).toBe(0);
    const line = await openLine({ dir: join(dir, 'data') });
    expect((await line.get('/api/basemap')).body).toEqual({ kind: 'none' });
    await line.close();
  });

  it('a file that went away, or was spoilt, costs the ground and not the server', async () => {
    const file = join(dir, 'a.mbtiles');
    writeMbtiles(file, [{ ...AT, data: PNG }], {});
    expect(await command(join(dir, 'data'), file, '--in-place')).toBe(0);
    await rm(file);
    const line = await openLine({ dir: join(dir, 'data') });
    expect((await line.get('/api/basemap')).body).toEqual({ kind: 'none' });
    expect((await line.get(`/basemap/own/${AT.z}/${AT.x}/${AT.y}.png`)).status).toBe(503);
    expect((await line.get('/api/ready')).status).toBe(200);
    await line.close();
  });

  it('a real one under the demonstration: it refuses to run, and says what to do', async () => {
    const file = join(dir, 'a.mbtiles');
    writeMbtiles(file, [{ ...AT, data: PNG }], {});
    expect(await command(dir, file)).toBe(0);
    const options = { host: '', port: 0, tls: undefined, clientDir: dir, ballastBytes: 4096, logLevel: 'silent' };
    const demo = { ...options, isDemo: true, dir: join(dir, 'demo'), demoPassword: undefined, demoKey: undefined };
    await expect(buildApp(demo)).rejects.toThrow(/invented town.*--empty.*--remove/s);
  });

  it('of another host: exactly its origin is allowed, its key is none of ours', async () => {
    const style = createServer((request, answer) => {
      const address = `http://127.0.0.1:${(style.address() as AddressInfo).port}`;
      const bodies: Record<string, object> = {
        '/style.json': { version: 8, sources: { all: { type: 'vector', url: 'tiles.json' } }, layers: [] },
        '/tiles.json': {
          tilejson: '3.0.0',
          tiles: [`${address}/v7/{z}/{x}/{y}.pbf`],
          maxzoom: 14,
          attribution: '<b>&copy; 某图商</b>',
          vector_layers: [
            { id: 'transportation', fields: {} },
            { id: 'boundary', fields: {} },
          ],
        },
      };
      answer.setHeader('content-type', 'application/json').end(JSON.stringify(bodies[request.url ?? ''] ?? {}));
    });
    const url = await listening(style);
    expect(await command(join(dir, 'data'), `${url}/style.json`)).toBe(0);
    await closed(style);
    const line = await openLine({ dir: join(dir, 'data') });
    const { body } = await line.get('/api/basemap');
    expect(body).toMatchObject({ kind: 'online', tiles: [[`${url}/v7/{z}/{x}/{y}.pbf`]], attribution: '© 某图商' });
    const policy = (await fetch(line.url)).headers.get('content-security-policy');
    expect(policy).toContain(`connect-src 'self' ${url};`);
    expect(policy).toContain(`img-src 'self' data: blob: ${url};`);
    await line.close();
  });
});

describe('Tianditu', () => {
  const asked: IncomingMessage[] = [];
  let mood: 'picture' | 'refuse' | 'redirect' | 'page' = 'picture';
  let service: Server;
  let http: FastifyInstance;
  let dir: string;

  beforeAll(async () => {
    service = createServer((request, answer) => {
      asked.push(request);
      if (mood === 'picture') answer.setHeader('content-type', 'image/png').end(PNG);
      else if (mood === 'refuse') answer.writeHead(403, { 'content-type': 'application/json' }).end('{"code":301}');
      else if (mood === 'redirect') answer.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
      else answer.setHeader('content-type', 'text/html').end('<p>');
    });
    const url = await listening(service);
    dir = await mkdtemp(join(tmpdir(), 'cordon-tianditu-'));
    expect(await command(dir, 'tianditu:img', '--review-number', 'GS（2024）0650号')).toBe(0);
    const opened = await openBasemap({ dir, demoSeed: undefined, log: () => {}, tiandituBase: () => url });
    if (!opened.ok) throw new Error(opened.error.message);
    http = Fastify();
    basemapRoutes(http, opened.value);
  });
  afterAll(async () => {
    await http.close();
    await closed(service);
    await rm(dir, { recursive: true, force: true });
  });

  it('is two pictures, one over the other, in CGCS2000, under its number; the key is told to nobody', async () => {
    const answer = await http.inject('/api/basemap');
    expect(answer.json()).toMatchObject({
      kind: 'tianditu',
      tiles: [['/basemap/tianditu/img/{z}/{x}/{y}'], ['/basemap/tianditu/cia/{z}/{x}/{y}']],
      tileSize: 256,
      datum: 'CGCS2000',
      reviewNumber: 'GS（2024）0650号',
      look: 'imagery',
    });
    expect(answer.body).not.toContain('k0123456789abcdef');
    expect(said.join('\n')).not.toContain('k0123456789abcdef');
    expect((await stat(recordFile(dir))).mode & 0o077).toBe(0);
  });

  it('fetches with the key, by row and column, and sends the picture on', async () => {
    mood = 'picture';
    const answer = await http.inject('/basemap/tianditu/cia/14/13162/6230');
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(PNG)).toBe(true);
    const { pathname, searchParams } = new URL(asked.at(-1)!.url!, 'http://x');
    expect(pathname).toBe('/cia_w/wmts');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      REQUEST: 'GetTile',
      TILEMATRIX: '14',
      TILEROW: '6230',
      TILECOL: '13162',
      tk: 'k0123456789abcdef',
    });
  });

  it.each(['refuse', 'redirect', 'page'] as const)(
    'that answers with a %s is 502, without the address that was asked',
    async (how) => {
      mood = how;
      const before = asked.length;
      const answer = await http.inject('/basemap/tianditu/img/14/13162/6230');
      expect(answer.statusCode).toBe(502);
      expect(answer.body).not.toContain('k0123456789abcdef');
      expect(asked.length).toBe(before + 1);
    },
  );

  it('is asked for its own layers on its own grid, and for nothing else', async () => {
    const before = asked.length;
    for (const path of ['vec/14/1/1', 'img/0/0/0', 'img/19/1/1', 'img/14/16384/1', 'img/14/1/x', '..%2fimg/14/1/1']) {
      expect([path, (await http.inject(`/basemap/tianditu/${path}`)).statusCode]).toEqual([path, 404]);
    }
    expect(asked.length).toBe(before);
  });
});

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
const closed = (server: Server): Promise<unknown> => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};
