// The map in a real browser: every kind is drawn when it is reported and can be hit where it is, a layer that is switched
// off is gone, and a change rewrites its own row only.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitors } from '../testing/browser.ts';
import { Desk, type Place } from '../testing/desk.ts';
import { around, differences } from '../testing/pixels.ts';
import { TestServer } from '../testing/server.ts';
import { countUploads, takeUploads } from '../testing/uploads.ts';
import { at, CAMERA, GROUND, ORDERS, WORLD } from '../testing/world.ts';

const visitors = new Visitors();
/** Everything of the world is in sight beside inspector and legend. */
const DESK = { width: 1440, height: 900 };

type Kind = { readonly what: string; readonly place: Place; readonly says: string };
/** What stands at a place, and what the inspector calls it. */
const KINDS: readonly Kind[] = [
  { what: 'quarantine site', place: at(-2, 2), says: '松涛宾馆' },
  { what: 'testing point', place: at(-1, 2), says: '南园采样点' },
  { what: 'laboratory', place: at(0, 2), says: '第一检测实验室' },
  { what: 'fever clinic', place: at(1, 2), says: '北桥发热门诊' },
  { what: 'depot', place: at(2, 2), says: '物资库一' },
  { what: 'checkpoint', place: at(-2, 1), says: '东高速口卡点' },
  { what: 'positive of the community', place: at(0, 1), says: 'c-1' },
  { what: 'positive in isolation', place: at(1, 1), says: 'c-2' },
  { what: 'team', place: at(2, 1), says: '转运一队' },
  { what: 'gate nobody guards', place: at(-3, 2), says: '无人值守' },
  { what: 'zone', place: at(-2.4, -0.4), says: '南园高风险区' },
  { what: 'road', place: at(2.5, 3), says: '滨水路' },
];
/** Badges stand at a corner of what they belong to, in pixels. */
const BADGES = [
  { what: 'boxes', place: at(-2, 2), dx: 19, dy: -10, says: '转运箱' },
  { what: 'transfers', place: at(-1, 2), dx: 19, dy: 10, says: '转运' },
  { what: 'tasks', place: at(1, 2), dx: -19, dy: 10, says: '值守任务' },
] as const;

describe('a map on which everything happens', () => {
  let server: TestServer;
  let bare: Buffer;
  let full: Buffer;
  let desk: Desk;
  const spots = async () => {
    const whole = await Promise.all(KINDS.map(async ({ place }) => around(await desk.pixel(place, CAMERA), 24)));
    const badges = await Promise.all(
      BADGES.map(async ({ place, dx, dy }) => {
        const { x, y } = await desk.pixel(place, CAMERA);
        return around({ x: x + dx, y: y + dy }, 12);
      }),
    );
    return [...whole, ...badges];
  };

  beforeAll(async () => {
    server = await TestServer.open();
    await server.say(...GROUND);
  });
  afterAll(() => server.close());

  it('draws each kind when it is reported, without a reload, and each can be hit where it is', async () => {
    desk = await Desk.open(await visitors.comeAs('analyst', server.url, DESK), CAMERA);
    await desk.page.keyboard.press('l'); // the drawer away
    bare = await desk.settles();
    await desk.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    await server.say(...WORLD);
    await server.sayAs('analyst', ...ORDERS);
    await desk.shows(bare, around(await desk.pixel(at(1, 1), CAMERA), 24));
    full = await desk.settles();
    expect(await desk.page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);

    const drawn = await differences(desk.page, bare, full, await spots());
    const missing = [...KINDS, ...BADGES].filter((_, index) => (drawn[index] ?? 0) < 12);
    expect(missing.map(({ what }) => what)).toEqual([]);

    for (const { place, says } of KINDS) {
      await desk.click(place, CAMERA);
      await desk.inspector.locator('.inspector-head').filter({ hasText: says }).waitFor({ timeout: 10_000 });
    }
    for (const { place, dx, dy, says } of BADGES) {
      const { x, y } = await desk.pixel(place, CAMERA);
      await desk.page.mouse.click(x + dx, y + dy);
      await desk.inspector.locator('.inspector-head').filter({ hasText: says }).waitFor({ timeout: 10_000 });
    }
    await desk.click(at(-1, 1), CAMERA); // nothing but ground
    await desk.inspector.locator('.inspector-head').filter({ hasText: '青石街道' }).waitFor();
  });

  it('takes a layer off when it is switched off, and hits nothing there, until it is switched on again', async () => {
    desk = await Desk.open(await visitors.comeAs('analyst', server.url, DESK), CAMERA);
    await desk.page.keyboard.press('l');
    const before = await desk.settles();
    const [, testing] = await spots();
    if (testing === undefined) throw new Error('no spot');
    await desk.page.keyboard.press('l');
    await desk.drawer.getByRole('switch', { name: '显示点位' }).click();
    await desk.page.keyboard.press('l');
    await desk.shows(before, testing);
    const without = await desk.settles();
    await desk.click(at(-1, 2), CAMERA);
    await desk.inspector.locator('.inspector-head').filter({ hasNotText: '南园采样点' }).waitFor();
    await desk.page.keyboard.press('Escape');
    expect(new URL(desk.page.url()).searchParams.get('hide')).toBe('sites');

    await desk.page.keyboard.press('l');
    await desk.drawer.getByRole('switch', { name: '显示点位' }).click();
    await desk.page.keyboard.press('l');
    await desk.shows(without, testing);
    await desk.settles();
    await desk.click(at(-1, 2), CAMERA);
    await desk.inspector.locator('.inspector-head').filter({ hasText: '南园采样点' }).waitFor();
  });

  it('is walked by keyboard: [ and ] name what is near the middle, Enter selects it', async () => {
    desk = await Desk.open(await visitors.comeAs('analyst', server.url), { center: at(0, 2), zoom: 16 });
    await desk.settles();
    await desk.page.keyboard.press('m');
    await desk.page.keyboard.press(']');
    await desk.page.locator('.map-said', { hasText: '第一检测实验室' }).waitFor({ state: 'attached' });
    await desk.page.keyboard.press('Enter');
    await desk.inspector.locator('h2', { hasText: '第一检测实验室' }).waitFor();
  });
});

describe('a change on a full map', () => {
  it('rewrites its own row: no other layer is uploaded again, no source is read again, no tile is made again', async () => {
    const server = await TestServer.open();
    try {
      const found = Array.from({ length: 3000 }, (_, index) => {
        const position = at(-3 + (index % 60) / 10, -1 + Math.floor(index / 60) / 12);
        return ['case.reported', { id: `c${index}`, status: 'confirmed', route: 'screening', position }] as const;
      });
      await server.say(...GROUND, ...WORLD, ...found);
      const visit = await visitors.comeAs('analyst', server.url, DESK);
      await countUploads(visit.context);
      const desk = await Desk.open(visit, CAMERA, 'sel=sites/hotel');
      await desk.settles();
      const first = await takeUploads(desk.page);
      // What opening the page costs shows that the counting counts: 3,000 dots of more than 16 bytes.
      expect(first.bytes).toBeGreaterThan(48_000);
      expect(first.toWorkers).toBeGreaterThan(5);

      const picture = await desk.settles();
      await takeUploads(desk.page);
      await server.say(['site.rooms', { id: 'hotel', ready: 80, occupied: 10 }]);
      // The arc around the house is drawn anew: 10 of 100 rooms instead of 90.
      await desk.shows(picture, around(await desk.pixel(at(-2, 2), CAMERA), 32));
      await desk.settles();
      const { toWorkers, bytes } = await takeUploads(desk.page);
      expect(toWorkers).toBe(0);
      expect(bytes).toBeLessThan(first.bytes / 8);
    } finally {
      await server.close();
    }
  });
});
