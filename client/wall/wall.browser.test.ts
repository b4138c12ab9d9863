// The wall as a hall sees it: readable from five metres at every size, nothing cut off, every number with its list, opened
// by a link and closed at once when the link is revoked.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WALL_SCENES } from '#shared/wall.ts';
import { Visitors } from '../testing/browser.ts';
import { PASSWORD, TestServer } from '../testing/server.ts';

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open({ demonstration: true });
});
afterAll(() => server.close());

/** Smallest text of a wall 1080 high, in pixels of the screen (design/interface.md). */
const SMALLEST = 22;

/** Texts that are too small for their screen, and boxes whose content does not fit. */
const faults = (page: Page): Promise<string[]> =>
  page.evaluate((smallest) => {
    const scale = Math.min(innerHeight, innerWidth) / 1080;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.querySelector('.wall') as Element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const box = node.parentElement;
      // The map's own small print, what only a screen reader hears, and the mark in a symbol are not the hall's.
      if (box === null || box.closest('.map-view, .visually-hidden, svg') !== null || !box.checkVisibility()) continue;
      if (node.textContent?.trim() === '') continue;
      const size = Number.parseFloat(getComputedStyle(box).fontSize);
      if (size < smallest * scale - 0.6) found.push(`${size.toFixed(1)} px: ${node.textContent}`);
    }
    for (const column of document.querySelectorAll<HTMLElement>('.wall-column')) {
      const { bottom, left, right } = column.getBoundingClientRect();
      if (column.scrollWidth > column.clientWidth + 1) found.push(`${column.className} is too narrow`);
      for (const panel of column.querySelectorAll('.wall-panel')) {
        const inner = panel.getBoundingClientRect();
        const name = panel.getAttribute('aria-label');
        if (inner.bottom > bottom + 1)
          found.push(`${name} ends ${Math.round(inner.bottom - bottom)} px below its column`);
        if (inner.right > right + 1 || inner.left < left - 1) found.push(`${name} is wider than its column`);
      }
    }
    if (document.documentElement.scrollHeight > innerHeight + 1) found.push('the page scrolls');
    return found;
  }, SMALLEST);

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

describe('at every size', () => {
  it.each([
    ['zh', 1920, 1080],
    ['en', 1920, 1080],
    ['zh', 3840, 2160],
    ['zh', 2560, 1080],
    ['zh', 1080, 1920],
  ] as const)('in %s at %i x %i no text is too small and nothing is cut off', async (language, width, height) => {
    const { page } = await visitors.comeAs('commander', server.url, { language, width, height });
    await page.goto('/wall');
    await isThere(page);
    expect(await faults(page)).toEqual([]);
  });

  it('holds in every scene', async () => {
    const { page, watch } = await visitors.comeAs('commander', server.url, { width: 1920, height: 1080 });
    // A round that runs now is asked for once at a moment before it began: there it is not.
    watch.allow(/status of 404 .*\/api\/coverage/);
    for (const scene of WALL_SCENES) {
      await page.goto(`/wall/${scene}`);
      await page.locator('.freshness[data-opening=false]').waitFor();
      await page.locator('.wall-left .wall-panel').first().waitFor();
      if (scene === 'replay') await replays(page);
      expect(await faults(page), scene).toEqual([]);
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
    expect(ids.length).toBeGreaterThan(12);
    const figures = (await (await page.request.get('/api/figures')).json()) as Record<string, { list: string }>;
    // Figures of one list lead to one place: each place once.
    const places = new Map(ids.map((id = '') => [figures[id]?.list.split('?')[0], id]));
    for (const [list, id] of places) {
      await page.goto(`/desk?list=${id}`);
      await page.locator('.drawer').waitFor();
      await page.locator('.drawer [role=option], .drawer li, .drawer tr').first().waitFor();
      expect(await page.locator('.drawer').count(), `${id} (${list})`).toBe(1);
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
