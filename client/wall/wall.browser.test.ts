// The wall as a hall sees it: readable from five metres at every size, nothing cut off, every number with its list, opened
// by a link and closed at once when the link is revoked.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WALL_SCENES } from '#shared/wall.ts';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { unreadable } from '../testing/legible.ts';
import { PASSWORD, TestServer } from '../testing/server.ts';

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open({ demonstration: true });
});
afterAll(() => server.close());

async function isThere(page: Page): Promise<void> {
  await page.locator('.freshness[data-freshness=live][data-opening=false]').waitFor();
  await page.locator('.wall-panel .figure[data-state=ok]').first().waitFor();
  await page.locator('.wall-townships li').first().waitFor();
  await page.locator('.wall-clocks, .wall-feeds').first().waitFor();
}

/** Another moment of the last day is shown, and after it the next. */
async function replays(page: Page): Promise<void> {
  const time = page.locator('.wall-replay-time strong');
  await page.getByText('当时已入库').waitFor();
  const first = await time.innerText();
  expect(first).toMatch(/^10-\d\d \d\d:00$/);
  await page.waitForFunction(
    (before) => document.querySelector('.wall-replay-time strong')?.textContent !== before,
    first,
  );
}

/** What a hall has, and what it may have. */
const SIZES = [
  [1920, 1080],
  [3840, 2160],
  [2560, 1080],
  [1080, 1920],
] as const;

describe('at every size', () => {
  it.each(['zh', 'en'] as const)(
    'in %s every text can be read, and nothing lies over anything or is cut off',
    async (language) => {
      const { page } = await visitors.comeAs('commander', server.url, { language, width: 1920, height: 1080 });
      await page.goto('/wall');
      await isThere(page);
      expect(await findings(page)).toEqual([]);
      // The same page, as when somebody hangs another screen.
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await page.waitForFunction((wide) => innerWidth === wide, width);
        expect(await unreadable(page), `${width} x ${height}`).toEqual([]);
      }
    },
  );

  it('holds in every scene', async () => {
    const { page } = await visitors.comeAs('commander', server.url, { width: 1920, height: 1080 });
    for (const scene of WALL_SCENES) {
      await page.goto(`/wall/${scene}`);
      await page.locator('.freshness[data-opening=false]').waitFor();
      await page.locator('.wall-left .wall-panel').first().waitFor();
      if (scene === 'replay') await replays(page);
      expect(await unreadable(page), scene).toEqual([]);
    }
  });
});

describe('the numbers', () => {
  it('lead to their rows, every one', async () => {
    const { page } = await visitors.comeAs('commander', server.url, { width: 1920, height: 1080 });
    await page.goto('/wall');
    await isThere(page);
    const ids = await page
      .locator('a.figure')
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.figure));
    expect(ids.length).toBeGreaterThan(20);
    const figures = (await (await page.request.get('/api/figures')).json()) as Record<string, { list: string }>;
    // Each list answers with rows of its own, and the desk opens the first of each kind of place.
    const lists = [...new Set(ids.map((id = '') => figures[id]?.list ?? id))];
    for (const list of lists) expect([list, (await page.request.get(list)).status()]).toEqual([list, 200]);
    for (const id of ['cases.today', 'clocks.responseLate']) {
      await page.goto(`/desk?list=${id}`);
      await page.locator('.dock .table-row, .dock .table-empty').first().waitFor();
    }
  });
});

describe('a link', () => {
  it('opens the wall without a sign-in, and ends it at once when it is revoked', async () => {
    const maker = await visitors.browser.newContext({ baseURL: server.url });
    await maker.request.post('/api/session', { data: { name: 'commander', password: PASSWORD } });
    const playlist = [{ scene: 'checkpoints', seconds: 3600 }];
    const made = await maker.request.post('/api/wall-links', { data: { name: 'hall', playlist } });
    const { id, address } = (await made.json()) as { id: string; address: string };

    const { page, watch } = await visitors.come(server.url, { width: 1920, height: 1080 });
    await page.goto(address);
    await page.locator('.freshness[data-freshness=live][data-opening=false]').waitFor();
    // The secret is gone from the address that a visitor of the hall could read.
    expect(new URL(page.url()).hash).toBe('');
    await page.locator('.wall-rows li').first().waitFor();
    const report = {
      opId: crypto.randomUUID(),
      kind: 'team.registered',
      observedAt: new Date().toISOString(),
      data: { id: 'x', name: 'x', type: 'patrol' },
    };
    const said = await page.request.post('/api/reports', { data: { reports: [report] } });
    expect(await said.json()).toMatchObject({ results: [{ error: { code: 'forbidden' } }] });

    watch.allow(/status of 401/);
    await maker.request.delete(`/api/wall-links/${id}`);
    await page.locator('.sign-in-page').waitFor();
    expect(await page.locator('.wall').count()).toBe(0);
    await page.goto(address);
    await page.getByText('这个大屏链接已被收回').waitFor();
    await maker.close();
  });
});
