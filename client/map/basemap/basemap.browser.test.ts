// The ground in a real browser: drawn from our own server alone, in the reader's language and theme, with its credit; and
// from another host only when an operator says so.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Look, Visitors } from '../../testing/browser.ts';
import { Desk } from '../../testing/desk.ts';
import { around, differences } from '../../testing/pixels.ts';
import { TestServer, until } from '../../testing/server.ts';
import { at, CAMERA, GROUND } from '../../testing/world.ts';
import { basemap, layersAround, tileAt, writeTiles } from './tiles.fixture.ts';

const visitors = new Visitors();
const LAKE = [CAMERA.center[0], CAMERA.center[1] + 0.004] as const;
const NAME = [CAMERA.center[0], CAMERA.center[1] - 0.003] as const;

/** A desk whose every request to anybody but `home` is refused and written down. */
async function visit(home: string, look: Look = {}) {
  const visitor = await visitors.comeAs('analyst', home, look);
  const outside: string[] = [];
  const tiles: string[] = [];
  await visitor.context.route(
    (url) => url.origin !== home,
    (route) => {
      outside.push(route.request().url());
      return route.abort();
    },
  );
  visitor.page.on('response', (response) => {
    if (response.url().includes('/basemap/own/')) tiles.push(`${response.status()} ${response.url()}`);
  });
  const desk = await Desk.open(visitor, CAMERA, 'hide=areas');
  await desk.page.keyboard.press('l'); // the drawer away
  return { desk, outside, tiles, visitor };
}

describe("an operator's tiles", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.open();
    await server.say(...GROUND);
    await server.kill();
    const folder = join(server.dir, 'my-tiles');
    await writeTiles(folder, CAMERA.center);
    const said = await basemap(folder, '--name', '石桥', '--attribution', '某测绘院', '--data', server.dir);
    expect(said).toMatch(/tile folder, vector/);
    await server.start();
  });
  afterAll(() => server.close());

  const colourAt = async (desk: Desk, place: readonly [number, number]): Promise<number[]> => {
    const { x, y } = await desk.pixel(place, CAMERA);
    const picture = await desk.page.screenshot({ clip: around({ x, y }, 4) });
    return desk.page.evaluate(async (image) => {
      const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(4, 4).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return [...(context?.getImageData(1, 1, 1, 1).data ?? [])].slice(0, 3);
    }, picture.toString('base64'));
  };

  it('are drawn without asking anybody else, and credited', async () => {
    const { desk, outside, tiles } = await visit(server.url);
    await desk.settles();
    await until(async () => (await colourAt(desk, LAKE)).join() === '14,34,51', 'the lake in the colour of water');
    expect(tiles.length).toBeGreaterThan(0);
    expect(tiles.filter((line) => !/^20[04] /.test(line))).toEqual([]);
    expect(outside).toEqual([]);
    const credit = await desk.page.locator('.map-credit').innerText();
    expect(credit).toMatch(/底图 石桥 · 某测绘院 · WGS-84/);
    expect(credit).not.toMatch(/审图号缺失/); // water, streets and a village: no borders in it
  });

  it('that did not come while the server was away come when it is back, with nobody touching the page', async () => {
    const visitor = await visitors.comeAs('analyst', server.url);
    visitor.watch.allow(/net::ERR_/);
    let isAway = true;
    let refused = 0;
    await visitor.context.route('**/basemap/own/**', (route) => {
      if (!isAway) return route.continue();
      refused += 1;
      return route.abort('connectionrefused');
    });
    const desk = await Desk.open(visitor, CAMERA, 'hide=areas');
    await desk.page.keyboard.press('l');
    await until(() => refused > 0, 'the ground was asked for');
    await desk.settles();
    expect((await colourAt(desk, LAKE)).join()).not.toBe('14,34,51');
    isAway = false;
    await until(async () => (await colourAt(desk, LAKE)).join() === '14,34,51', 'the lake', 30_000);
  });

  it('follow the language and the theme without loading anything again', async () => {
    const { desk, tiles } = await visit(server.url);
    const before = await desk.settles();
    await until(async () => (await colourAt(desk, LAKE)).join() === '14,34,51', 'the lake');
    await desk.page.evaluate(() => Object.assign(globalThis, { isTheSamePage: true }));
    const loaded = tiles.length;
    const { x, y } = await desk.pixel(NAME, CAMERA);
    const name = around({ x, y }, 90);
    await desk.page.getByRole('button', { name: 'English' }).click();
    await until(async () => {
      const [changed = 0] = await differences(desk.page, before, await desk.picture(), [name]);
      return changed > 40;
    }, 'the village in English');
    expect(await desk.page.locator('.map-credit').innerText()).toMatch(/^Basemap /);
    await desk.page.getByRole('button', { name: /light/i }).click();
    await until(async () => (await colourAt(desk, LAKE)).join() === '207,224,234', 'the lake by day');
    expect(tiles.length).toBe(loaded);
    expect(await desk.page.evaluate(() => 'isTheSamePage' in globalThis)).toBe(true);
  });
});

describe('tiles of another host', () => {
  let server: TestServer;
  let other: Server;
  let origin: string;
  const asked: string[] = [];

  beforeAll(async () => {
    other = createServer((request, answer) => {
      const [, z, x, y] = /^\/t\/(\d+)\/(\d+)\/(\d+)\.pbf$/.exec(request.url ?? '') ?? [];
      answer.setHeader('access-control-allow-origin', '*');
      if (z === undefined) {
        const layers = Object.keys(layersAround(CAMERA.center)).map((id) => ({ id, fields: {} }));
        const tiles = [`${origin}/t/{z}/{x}/{y}.pbf`];
        answer.end(
          JSON.stringify({ tilejson: '3.0.0', tiles, maxzoom: 14, vector_layers: [...layers, { id: 'boundary' }] }),
        );
        return;
      }
      asked.push(request.url ?? '');
      answer.end(tileAt(Number(z), Number(x), Number(y), CAMERA.center));
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    server = await TestServer.open();
    await server.kill();
    await basemap(`${origin}/tiles.json`, '--name', '别家', '--data', server.dir);
    await server.start();
  });
  afterAll(async () => {
    await server.close();
    other.closeAllConnections();
    await new Promise((done) => other.close(done));
  });

  it('are asked for once an operator has said so, and nobody else is', async () => {
    const visitor = await visitors.comeAs('analyst', server.url);
    visitor.watch.allow(new RegExp(`another host: ${origin}/t/`));
    const desk = await Desk.open(visitor, CAMERA);
    await until(() => asked.length > 0, 'a tile is asked for');
    expect(asked.filter((path) => !path.startsWith('/t/'))).toEqual([]);
    expect(await desk.page.locator('.map-credit').innerText()).toMatch(/审图号缺失 — 不得公开/);
    // The policy of the page lets nothing else out.
    visitor.watch.allow(/Content Security Policy|another host: https:\/\/elsewhere\.example/);
    const refused = await desk.page.evaluate(() =>
      fetch('https://elsewhere.example/').then(
        () => 'answered',
        () => 'refused',
      ),
    );
    expect(refused).toBe('refused');
  });
});

it('stands beside a plain graticule where there is none', async () => {
  const server = await TestServer.open();
  await server.say(...GROUND);
  const { desk, outside } = await visit(server.url);
  await desk.settles();
  expect(await desk.page.locator('.map-credit').count()).toBe(0);
  expect(outside).toEqual([]);
  expect(at(0, 0)).toEqual([...CAMERA.center]);
  await server.close();
});
