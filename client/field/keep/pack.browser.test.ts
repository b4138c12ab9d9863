// The offline pack: named with its sizes, and really there when the phone starts cold without a network: the same map, how old
// it is said, and the fence of houses the phone holds no outline of.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from '../../testing/accessible.ts';
import { Visitors } from '../../testing/browser.ts';
import { openField, openPage, PHONE, unlock } from '../../testing/field.ts';
import { differences } from '../../testing/pixels.ts';
import { TestServer, until } from '../../testing/server.ts';
import { at, GROUND, WORLD } from '../../testing/world.ts';

let server: TestServer;
const visitors = new Visitors();
const HOUSE = at(0, -1);
beforeAll(async () => {
  server = await TestServer.open();
  const square = ([x, y]: readonly number[], half: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [x! - half, y! - half],
        [x! + half, y! - half],
        [x! + half, y! + half],
        [x! - half, y! + half],
        [x! - half, y! - half],
      ],
    ],
  });
  await server.say(
    ...GROUND,
    ...WORLD,
    ['area.registered', { id: 'com', level: 'community', parent: 'east', name: '柳湾社区' }],
    ['area.registered', { id: 'court', level: 'compound', parent: 'com', name: '柳湾小区' }],
    [
      'area.registered',
      { id: 'house', level: 'building', parent: 'court', name: '3号楼', geometry: square(HOUSE, 0.0004) },
    ],
    [
      'zone.recorded',
      {
        id: 'houses',
        name: '柳湾高风险区',
        level: 'high',
        areaIds: ['house'],
        authority: '区指挥部',
        publishedAt: '2022-10-29T08:00:00+08:00',
      },
    ],
  );
});
afterAll(() => server.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

it('names what it holds, and a cold start without a network draws the same map and warns at the same fence', async () => {
  const visit = await visitors.comeAs('field', server.url, PHONE);
  visit.watch.allow(/ERR_|WebSocket/);
  const { context } = visit;
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ longitude: HOUSE[0], latitude: HOUSE[1], accuracy: 8 });
  const page = await openField(visit);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker holds the page');
  await page.evaluate(openPage, { name: 'pack' });
  await button(page, '现在更新').click();
  await page.getByText('已更新').waitFor();
  const rows = page.locator('.pack li');
  expect(await rows.count()).toBe(4);
  expect(await rows.nth(0).innerText()).toMatch(/应用\s+\S+ [kM]B\s+\d+ 个文件，可离线打开/);
  for (const row of [rows.nth(1), rows.nth(2)])
    expect(await row.innerText()).toMatch(/\d [kM]B[\s\S]*数据截至 \d\d-\d\d/);
  expect(await findings(page)).toEqual([]);
  await button(page, '返回').click();
  await context.setOffline(true);
  // The line that says how old it is takes its room from the map.
  await page.locator('.field-old').waitFor();
  const online = await drawn(page);
  const size = await sizeOf(page);
  await page.close();
  const cold = await context.newPage();
  await cold.goto('/field');
  await unlock(cold);
  await cold.getByText(/离线 · 数据截至 \d\d-\d\d/).waitFor();
  const again = await drawn(cold);
  const { width, height } = await sizeOf(cold);
  expect({ width, height }).toEqual(size);
  const [differing = 0] = await differences(cold, picture(online), picture(again), [{ x: 0, y: 0, width, height }]);
  // Letters and edges may fall on another half of a pixel; a road or a zone that is not there is far more.
  expect(differing / (width * height)).toBeLessThan(0.002);
  await button(cold, '定位').click();
  await cold.locator('.fence-banner').filter({ hasText: '柳湾高风险区' }).waitFor();
  await cold.evaluate(openPage, { name: 'pack' });
  await button(cold, '没有网络，联网后可更新。').waitFor();
  expect(await cold.locator('.pack li').first().innerText()).toContain('可离线打开');
});

const picture = (address: string): Buffer => Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');

const sizeOf = (page: Page): Promise<{ width: number; height: number }> =>
  page.locator('.near-map canvas').evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    return { width, height };
  });

/** What the map shows of where one starts from, once it has come to rest. */
async function drawn(page: Page): Promise<string> {
  // Before there are rows, the nearest of them would move it again.
  await page.locator('.near-item').first().waitFor();
  await button(page, '回到起点').click();
  let before = '';
  let now = '';
  await until(async () => {
    before = now;
    now = await page.locator('.near-map canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    await page.waitForTimeout(300);
    return now === before && now.length > 5_000;
  }, 'the map has come to rest');
  return now;
}
