// The field's first page and a report in three taps, in a browser against the real server.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { openField, PHONE, reports } from '../testing/field.ts';
import { TestServer, until } from '../testing/server.ts';
import { GROUND, WORLD } from '../testing/world.ts';

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
});
afterAll(() => server.close());

const names = (page: Page) =>
  page
    .locator('.near-item strong')
    .filter({ hasNotText: /^\d|未报|约|进/ })
    .allInnerTexts();

/** Every answer of the server's and every message of its socket, from here on. */
function allThatComes(page: Page): (string | Promise<string>)[] {
  const told: (string | Promise<string>)[] = [];
  page.on('response', (answer) => {
    if (answer.url().includes('/api/')) told.push(answer.text().catch(() => ''));
  });
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => void told.push(payload.toString())));
  return told;
}

describe('the field', () => {
  it('shows what is near before a start is known, from a place by name, and in order; nothing is in the way of a screen reader', async () => {
    // Whoever may see every case of the city gets at this door what a crew without areas gets: none.
    const visit = await visitors.comeAs('analyst', server.url, PHONE);
    const told = allThatComes(visit.page);
    const page = await openField(visit);
    const all = page.locator('.near-item');
    expect(await all.count()).toBe(7);
    // Known by its address alone: last, and said to be so.
    expect(await all.last().innerText()).toContain('位置不详');
    await page.getByRole('button', { name: '选地点' }).click();
    await page.getByRole('searchbox').fill('松涛');
    await page.locator('.near').filter({ hasText: '松涛宾馆' }).click();
    await page.getByText('从松涛宾馆算起').waitFor();
    expect((await names(page))[0]).toBe('松涛宾馆');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '采样点', exact: true }).click();
    await until(async () => (await all.count()) === 2, 'only testing points');

    // Three taps: report, minutes, send.
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByRole('button', { name: '约 30 分' }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '存下并上报' }).click();
    await page.getByText('服务器已接收 1').waitFor();
    const booth = await server.get('/api/sites/booth');
    expect(booth['properties']).toMatchObject({ queue: { minutes: 30, waiting: 42, desks: 4 } });
    // The third tick is the centre's.
    const opId = (await reports(page)).at(-1)?.opId;
    await server.say(['report.seen', { opIds: [opId] }]);
    await page.getByText('指挥部已阅 1').waitFor({ timeout: 45_000 });

    await server.say(
      ['case.updated', { id: 'c-1', address: '滨水路 14 号' }],
      ['site.updated', { id: 'booth', name: '南园新采样点' }],
    );
    await page.getByText('南园新采样点').first().waitFor();
    const said = (await Promise.all(told)).join('\n');
    // It heard of the site, which changed after the case.
    expect([said.includes('南园采样点'), said.includes('南园新采样点')]).toEqual([true, true]);
    expect(['"cases":[', 'c-1', 'c-2', '滨水路 12 号 3', '滨水路 14 号'].filter((mark) => said.includes(mark))).toEqual(
      [],
    );
  });
});
