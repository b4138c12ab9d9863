// A wall hangs for weeks and nobody touches it: what may befall it in that time befalls it here, and it says the truth about
// its age at every moment and is as it was afterwards.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Visitors } from '../testing/browser.ts';
import { FaultProxy } from '../testing/fault-proxy.ts';
import { notesOf, recordFreshness, tooFresh, tooOld } from '../testing/freshness-record.ts';
import { unreadable } from '../testing/legible.ts';
import { differences } from '../testing/pixels.ts';
import { TestServer, until } from '../testing/server.ts';
import { GROUND, WORLD } from '../testing/world.ts';

const SCREEN = { width: 1280, height: 720 };
/** What a browser says of a server that is not there, and of a context that is lost: expected here. */
const GONE = /net::ERR_|WebSocket connection|status of 50\d|CONTEXT_LOST|WebGL/;

let server: TestServer;
const proxies: FaultProxy[] = [];
// Side by side, because they mostly wait; but opened one after the other, because a map is much work to begin with.
const visitors = new Visitors({ sideBySide: true });
let walls: { readonly mute: Wall; readonly asleep: Wall; readonly blind: Wall };
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
  walls = { mute: await openWall(), asleep: await openWall(), blind: await openWall() };
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await server.close();
});

/** A wall behind a line that can be broken, with a wall clock that can be set. */
async function openWall(of: TestServer = server) {
  const proxy = await FaultProxy.open(of.port);
  proxies.push(proxy);
  const visit = await visitors.comeAs('commander', proxy.url, SCREEN);
  const { page, context, watch } = visit;
  watch.allow(GONE);
  await recordFreshness(context);
  await context.addInitScript(() => {
    const Real = Date;
    const skewed = () => Real.now() + ((globalThis as { skew?: number }).skew ?? 0);
    globalThis.Date = class extends Real {
      constructor(...given: [] | [number | string | Date]) {
        super(given.length === 0 ? skewed() : given[0]);
      }
      static override now = skewed;
    } as DateConstructor;
  });
  await page.goto('/wall');
  await isLive(page);
  await page.waitForFunction(() => performance.getEntriesByName('cordon-map-drawn').length > 0);
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  return { ...visit, proxy, says: (word: string) => badge(page, word) };
}

type Wall = Awaited<ReturnType<typeof openWall>>;
const badge = (page: Page, word: string) => page.locator(`.freshness[data-freshness=${word}]`).waitFor();
/** A wall that does not come back is told with what it says instead. */
const isLive = (page: Page) =>
  page
    .locator('.freshness[data-freshness=live][data-opening=false]')
    .waitFor({ timeout: 60_000 })
    .catch(async () => {
      throw new Error(`not LIVE within a minute; it says: ${(await page.locator('body').innerText()).slice(0, 300)}`);
    });
const isSamePage = (page: Page) => page.evaluate(() => 'isSamePage' in globalThis);
const rest = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** The map between the columns, without what counts seconds. */
const FREE = { x: 400, y: 80, width: 400, height: 460 };
const picture = (page: Page) => page.screenshot({ animations: 'disabled' });

it.concurrent('without heartbeats it says DELAYED after 10 s, STALE after 30 s with the time across the hall, and LIVE when they come', async () => {
  const { proxy, page, says } = walls.mute;
  proxy.mute();
  await says('delayed');
  expect(await page.locator('.stale-veil').count()).toBe(0);
  await says('stale');
  const words = page.locator('.stale-veil-words strong');
  expect(await words.innerText()).toMatch(/^数据截至 \d\d:\d\d:\d\d$/);
  // As large as the headline figures, and nothing lies over it.
  const size = await words.evaluate((strong) => Number.parseFloat(getComputedStyle(strong).fontSize));
  expect(size).toBeGreaterThanOrEqual((88 * SCREEN.height) / 1080 - 1);
  const [left, right, said] = await Promise.all(
    ['.wall-left', '.wall-right', '.stale-veil-words'].map((part) => page.locator(part).boundingBox()),
  );
  expect(said?.x ?? 0).toBeGreaterThanOrEqual((left?.x ?? 0) + (left?.width ?? 0));
  expect((said?.x ?? 0) + (said?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
  expect(await unreadable(page)).toEqual([]);
  proxy.pass();
  await isLive(page);
  await page.locator('.stale-veil').waitFor({ state: 'detached' });
  const notes = await notesOf(page);
  expect([tooFresh(notes), tooOld(notes)]).toEqual([[], []]);
});

it.concurrent('asleep while the line dies it never wakes up LIVE, and a clock set wrong by an hour changes nothing', async () => {
  const { proxy, page, context } = walls.asleep;
  const session = await context.newCDPSession(page);
  const clock = () => page.locator('.situation-clock time').innerText();
  for (const hours of [1, -1]) {
    await page.evaluate((ms) => Object.assign(globalThis, { skew: ms }), hours * 3_600_000);
    await rest(3_000);
    // The server's time, and not that of a screen whose clock is wrong.
    const shown = /(\d\d):(\d\d):\d\d$/.exec(await clock());
    const now = new Date(Date.now() + 8 * 3_600_000);
    const minutes = Number(shown?.[1]) * 60 + Number(shown?.[2]) - (now.getUTCHours() * 60 + now.getUTCMinutes());
    expect([hours, Math.abs(minutes) % 1439 <= 1]).toEqual([hours, true]);
  }
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const asleep = (await notesOf(page)).length;
  await rest(6_000);
  proxy.stall();
  await rest(14_000);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await until(async () => (await notesOf(page)).length > asleep + 20, 'it is awake');
  const notes = await notesOf(page);
  expect([tooFresh(notes), tooOld(notes)]).toEqual([[], []]);
  proxy.pass();
  await isLive(page);
  expect(await isSamePage(page)).toBe(true);
});

it.concurrent('that loses its graphics for good makes its map again, and it is the same map', async () => {
  const { page } = walls.blind;
  await rest(2_000); // the first picture has its names
  const before = await picture(page);
  const lost = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLCanvasElement>('.map-canvas canvas')];
    Object.assign(globalThis, { lostCanvases: all });
    return all.map((canvas) => {
      const extension = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
      extension?.loseContext();
      return extension != null;
    });
  });
  expect(lost).toContain(true);
  await page.waitForFunction(() => {
    const { lostCanvases } = globalThis as unknown as { lostCanvases: HTMLCanvasElement[] };
    const all = [...document.querySelectorAll<HTMLCanvasElement>('.map-canvas canvas')];
    return all.length === lostCanvases.length && all.every((canvas) => !lostCanvases.includes(canvas));
  });
  let [differing = 0] = [FREE.width * FREE.height];
  await until(async () => {
    [differing = 0] = await differences(page, before, await picture(page), [FREE]);
    return differing < 0.03 * FREE.width * FREE.height;
  }, 'the same picture as before').catch(() => expect(differing).toBe(0));
  expect(await isSamePage(page)).toBe(true);
  expect(tooOld(await notesOf(page))).toEqual([]);
});

it('outlives its server: OFFLINE while it is gone, LIVE in the same page when it is back, loaded anew when it is another build', async () => {
  // The others have shown what they had to: a machine of two cores draws one wall better than four.
  await Promise.all(Object.values(walls).map(({ page }) => page.close()));
  const mortal = await TestServer.open();
  try {
    await mortal.say(...GROUND, ...WORLD);
    const { page, says } = await openWall(mortal);
    await mortal.kill();
    await says('offline');
    await page.locator('.stale-veil').waitFor();
    expect(await unreadable(page)).toEqual([]);
    await mortal.start();
    await isLive(page);
    expect(await isSamePage(page)).toBe(true);
    expect(tooFresh(await notesOf(page))).toEqual([]);

    await page.route('**/api/health', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...((await answer.json()) as object), build: 'another' } });
    });
    await mortal.kill();
    await says('offline');
    await mortal.start();
    await page.waitForFunction(() => !('isSamePage' in globalThis));
    await isLive(page);
    await page.locator('.map-canvas canvas').first().waitFor();
  } finally {
    await mortal.close();
  }
});
