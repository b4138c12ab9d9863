// A screen that is cut off says so on time and catches up by number, whatever it was that cut it off: silence on the line,
// a server that died, a tab that slept.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Visitors } from '../testing/browser.ts';
import { Desk } from '../testing/desk.ts';
import { FaultProxy } from '../testing/fault-proxy.ts';
import { notesOf, recordFreshness, tooFresh, tooOld } from '../testing/freshness-record.ts';
import { TestServer, until } from '../testing/server.ts';
import { at, CAMERA, GROUND, WORLD } from '../testing/world.ts';

let server: TestServer;
const proxies: FaultProxy[] = [];
// Side by side, because they mostly wait; but opened one after the other, because a map is much work to begin with.
const visitors = new Visitors({ sideBySide: true });
let desks: { readonly mute: CutOff; readonly silent: CutOff; readonly asleep: CutOff };
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
  desks = { mute: await cutOffable(), silent: await cutOffable(), asleep: await cutOffable() };
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await server.close();
});

/** What a browser says of a server that is not there: expected here, and only here. */
const GONE = /net::ERR_|WebSocket connection|status of 50\d/;

/** A desk behind a line that can be broken. */
async function cutOffable(of: TestServer = server) {
  const proxy = await FaultProxy.open(of.port);
  proxies.push(proxy);
  const visit = await visitors.comeAs('analyst', proxy.url, { width: 1000, height: 640 });
  await recordFreshness(visit.context);
  visit.watch.allow(GONE);
  const desk = await Desk.open(visit, CAMERA);
  await desk.settles(); // a line that breaks while the map is still being loaded is another story
  await desk.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  const says = (freshness: string) =>
    desk.page.locator(`.freshness[data-freshness=${freshness}]`).waitFor({ timeout: 60_000 });
  return { ...visit, proxy, desk, says };
}

type CutOff = Awaited<ReturnType<typeof cutOffable>>;
const isSamePage = (desk: Desk) => desk.page.evaluate(() => 'isSamePage' in globalThis);

it.concurrent('without heartbeats is DELAYED after 10 s and STALE after 30 s, grey and with the time, until one comes', async () => {
  const { proxy, desk, says, page } = desks.mute;
  expect(tooOld(await notesOf(page))).toEqual([]);
  proxy.mute();
  await says('delayed');
  expect(await desk.freshness.innerText()).toContain('延迟');
  expect(await desk.veil.count()).toBe(0);
  await says('stale');
  expect(await desk.freshness.innerText()).toContain('过期');
  await desk.veil.waitFor();
  expect(await desk.veil.innerText()).toMatch(/数据截至\s*\d\d:\d\d:\d\d/);
  // The veil lies over the whole map and is grey: as much red as green as blue, more or less, and not see-through.
  const colour = await desk.veil.evaluate((veil) => getComputedStyle(veil).backgroundColor);
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(32);
  expect(alpha).toBeGreaterThan(0.3);
  const [veil, map] = [await desk.veil.boundingBox(), await desk.map.boundingBox()];
  expect(veil?.width).toBe(map?.width);
  expect(veil?.height).toBe(map?.height);

  proxy.pass();
  await desk.isLive();
  await desk.veil.waitFor({ state: 'detached' });
  const notes = await notesOf(page);
  expect(tooFresh(notes)).toEqual([]);
  expect(tooOld(notes)).toEqual([]);
});

it.concurrent('on a line that falls silent is DELAYED, then OFFLINE, and catches up by number when it speaks again', async () => {
  const { proxy, desk, says, page } = desks.silent;
  const snapshots: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/situation') snapshots.push(request.url());
  });
  await desk.drawer.getByRole('button', { name: '阳性感染者' }).click();
  await desk.row('c-1').waitFor();
  proxy.stall();
  await server.say(['case.reported', { id: 'c-silent', status: 'confirmed', route: 'fever', position: at(1, -1) }]);
  await says('delayed');
  await says('offline');
  await desk.veil.waitFor();
  expect(await desk.row('c-silent').count()).toBe(0);
  expect(tooFresh(await notesOf(page))).toEqual([]);

  proxy.pass();
  await desk.row('c-silent').waitFor();
  await desk.isLive();
  await desk.veil.waitFor({ state: 'detached' });
  expect(await isSamePage(desk)).toBe(true);
  expect(snapshots).toEqual([]); // by number: nothing was fetched as a whole
});

it.concurrent('in a tab that slept never says LIVE on an old heartbeat', async () => {
  const { proxy, desk, page, context } = desks.asleep;
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const asleep = (await notesOf(page)).length;
  // Heartbeats go on arriving while it sleeps; then the line dies, so that none after the waking is new.
  const from = performance.now();
  await until(() => performance.now() - from > 6_000, 'a heartbeat has come while it slept');
  proxy.stall();
  await until(() => performance.now() - from > 20_000, 'it has slept for long');
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await until(async () => (await notesOf(page)).length > asleep + 20, 'it is awake');
  expect(tooFresh(await notesOf(page), ({ sentAge }) => sentAge)).toEqual([]);
  proxy.pass();
  await desk.isLive();
});

it('is OFFLINE at once when the line is cut, and LIVE by itself when it is back', async () => {
  const { proxy, desk, says } = await cutOffable();
  proxy.cut();
  await says('offline');
  await server.say(['case.updated', { id: 'c-2', status: 'excluded' }]);
  proxy.pass();
  await desk.isLive();
  await desk.drawer.getByRole('button', { name: '阳性感染者' }).click();
  await desk.row('c-2').filter({ hasText: '已排除' }).waitFor();
});

it('is OFFLINE when the server is killed; started again nothing that was acknowledged is missing, in the same page', async () => {
  const mortal = await TestServer.open();
  try {
    await mortal.say(...GROUND, ...WORLD);
    const { desk, says, page } = await cutOffable(mortal);
    await desk.drawer.getByRole('button', { name: '阳性感染者' }).click();
    await mortal.say(['case.reported', { id: 'c-before', status: 'confirmed', route: 'fever', position: at(0, -1) }]);
    await mortal.kill(); // right after the acknowledgement
    await says('offline');
    expect(await desk.freshness.innerText()).toContain('离线');
    await desk.veil.waitFor();
    expect(await desk.veil.innerText()).toContain('数据截至');

    await mortal.start();
    await mortal.say(['case.reported', { id: 'c-after', status: 'confirmed', route: 'fever', position: at(1, 0) }]);
    await desk.isLive();
    await desk.veil.waitFor({ state: 'detached' });
    await desk.row('c-before').waitFor();
    await desk.row('c-after').waitFor();
    expect(await isSamePage(desk)).toBe(true);
    expect(tooFresh(await notesOf(page))).toEqual([]);
  } finally {
    await mortal.close();
  }
});
