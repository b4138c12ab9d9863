// The desk at work: what is reported appears by itself, what is selected tells all that is known of it, and lists, search
// and links lead to the same things as the map.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { Desk } from '../testing/desk.ts';
import { unreachable, walked } from '../testing/reach.ts';
import { TestServer } from '../testing/server.ts';
import { at, CAMERA, GROUND, ORDERS, WORLD } from '../testing/world.ts';

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
  await server.sayAs('analyst', ...ORDERS);
});
afterAll(() => server.close());

const countOf = (desk: Desk, layer: string) =>
  desk.drawer
    .locator('li.layer')
    .filter({ has: desk.page.getByRole('button', { name: layer }) })
    .locator('.layer-count');

describe('what is selected', () => {
  it('shows each field with its words, its age and its source, what does not add up, and how it came to be so', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA, 'sel=sites/hotel');
    const { inspector } = desk;
    await inspector.getByRole('heading', { name: '松涛宾馆' }).waitFor();
    expect(await desk.value('类型').innerText()).toBe('隔离点');
    expect(await desk.value('地址').innerText()).toBe('滨水路 8 号');
    expect(await desk.value('在用').innerText()).toBe('90');
    // 20 + 90 + 5 rooms in a house of 100: shown as reported, with the sum beside it.
    const remark = inspector.locator('.notice', { hasText: '115' });
    await remark.waitFor();
    expect(await remark.innerText()).toContain('100');
    expect(await inspector.locator('.stamp').innerText()).toMatch(/(秒|分钟)前|刚刚/);
    expect(await inspector.locator('.stamp-source').innerText()).toContain('demo-machine');

    const steps = inspector.locator('.history li.history-step');
    await steps.nth(1).waitFor();
    expect(await steps.count()).toBe(2);
    expect(await steps.last().innerText()).toContain('首次登记');

    // What comes in while it is open changes it in place: value, remark, history and version.
    await desk.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    await server.say(['site.rooms', { id: 'hotel', ready: 60, occupied: 33, cleaning: 7 }]);
    await desk.value('在用').filter({ hasText: '33' }).waitFor();
    await remark.waitFor({ state: 'detached' });
    await steps.nth(2).waitFor();
    expect(await steps.first().innerText()).toContain('90');
    expect(await desk.page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
    expect(await findings(desk.page)).toEqual([]);
  });

  it('is in the address: a link opens it, and back closes it', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url));
    await desk.drawer.getByRole('button', { name: '卡点' }).click();
    await desk.row('东高速口卡点').click();
    await desk.inspector.getByRole('heading', { name: '东高速口卡点' }).waitFor();
    await desk.page.reload();
    await desk.inspector.getByRole('heading', { name: '东高速口卡点' }).waitFor();
    await desk.row('东高速口卡点').waitFor();
    await desk.page.goBack();
    await desk.inspector.waitFor({ state: 'detached' });
  });
});

describe('lists', () => {
  it('grow by themselves when something is reported, in the panel and in the list', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url));
    await countOf(desk, '阳性感染者').filter({ hasText: /^2$/ }).waitFor();
    await desk.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    await server.say(
      ['case.reported', { id: 'c-new', status: 'preliminary', route: 'clinic', position: at(0, -1) }],
      ['site.registered', { id: 'far', name: '没有位置的采样点', type: 'testing' }],
    );
    await countOf(desk, '阳性感染者').filter({ hasText: /^3$/ }).waitFor();
    await countOf(desk, '点位').filter({ hasText: '2 个没有位置' }).waitFor();
    await desk.drawer.getByRole('button', { name: '阳性感染者' }).click();
    await desk.row('c-new').waitFor();
    await server.say(['case.updated', { id: 'c-new', status: 'excluded' }]);
    await desk.row('c-new').filter({ hasText: '已排除' }).waitFor();
    expect(await desk.page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
  });

  it('are walked, filtered and opened with the keyboard, in English as well', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { language: 'en' }));
    const { page } = desk;
    await desk.drawer.getByRole('button', { name: 'Sites', exact: false }).focus();
    await page.keyboard.press('Enter');
    const filter = desk.dock.getByRole('searchbox');
    await filter.waitFor();
    await desk.row('第一检测实验室').waitFor();
    await filter.focus();
    await page.keyboard.type('testing');
    await desk.row('第一检测实验室').waitFor({ state: 'detached' });
    // The map shows no more than the list, and says so.
    await page
      .locator('.sieve-chip')
      .filter({ hasText: /The map shows \d of \d+ Sites/ })
      .waitFor();
    const grid = desk.dock.getByRole('grid');
    await grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    const active = desk.dock.locator('.table-row[data-active=true]');
    const name = await active.locator('.table-cell').first().innerText();
    expect(await grid.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'));
    await page.keyboard.press('Enter');
    await desk.inspector.getByRole('heading', { name }).waitFor();
    expect(await active.getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('Space');
    await desk.dock.getByRole('button', { name: '1 picked' }).waitFor();
    await desk.dock.getByRole('button', { name: 'Column filters' }).click();
    expect(await findings(page)).toEqual([]);
  });

  it('are searched by name, id and address, and what is chosen is flown to', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), { center: at(30, 30), zoom: 12 });
    await desk.settles();
    await desk.page.keyboard.press('/');
    const search = desk.drawer.getByRole('searchbox');
    await search.fill('滨水路 8');
    await desk.row('松涛宾馆').waitFor();
    expect(await desk.drawer.getByRole('option').count()).toBe(1);
    await search.fill('nothing of this name');
    await desk.drawer.getByText('没有找到').waitFor();
    await search.fill('post');
    await search.press('Enter');
    await desk.inspector.getByRole('heading', { name: '东高速口卡点' }).waitFor();
    // The map has gone there: its place is in the address of the page.
    await desk.page.waitForURL((url) => /^109\.19\d*,39\.00\d*,1[5-9]/.test(url.searchParams.get('at') ?? ''));
  });
});

/** The letters of the rail, in its order. */
const keysOf = (desk: Desk): Promise<string[]> =>
  desk.page
    .locator('.tool-rail button')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-keyshortcuts')?.toLowerCase() ?? ''));

async function openBy(desk: Desk, key: string): Promise<void> {
  const tool = desk.page.locator(`.tool-rail [aria-keyshortcuts="${key.toUpperCase()}"]`);
  await desk.page.locator('.maplibregl-canvas').focus();
  if ((await tool.getAttribute('aria-pressed')) !== 'true') await desk.page.keyboard.press(key);
  await desk.page.locator(`.tool-rail [aria-keyshortcuts="${key.toUpperCase()}"][aria-pressed=true]`).waitFor();
  await desk.drawer.waitFor();
}

describe('the whole desk', () => {
  it.each(['dark', 'light'] as const)('is accessible in the %s theme, with every panel', async (theme) => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { theme }), CAMERA);
    await desk.settles();
    const found: Record<string, string[]> = {};
    // Each panel in one theme; the colours of controls, which all share, in the other by some of them.
    const keys = theme === 'dark' ? await keysOf(desk) : ['l', '/', '?', 'i'];
    for (const key of keys) {
      await openBy(desk, key);
      found[key] = await findings(desk.page);
    }
    expect(keys.filter((key) => found[key]?.length !== 0).map((key) => [key, found[key]])).toEqual([]);
  });

  it('is walked through by Tab, keeps it in a dialog, and hides nothing at 200 %', async () => {
    // A screen of 1440 by 900 at 200 % is one of half of each.
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { width: 720, height: 450 }), CAMERA);
    const { page } = desk;
    const hidden = await unreachable(page, '.top-bar, .tool-rail');
    for (const key of await keysOf(desk)) {
      await openBy(desk, key);
      hidden.push(...(await unreachable(page, '.drawer')).map((one) => `${key}: ${one}`));
    }
    await page.goto('/desk?sel=sites/hotel&list=sites');
    await desk.row('松涛宾馆').waitFor();
    hidden.push(...(await unreachable(page, '.dock')));
    await page.keyboard.press('t');
    await page.locator('.timeline').waitFor();
    await desk.dock.getByRole('button', { name: '占下半屏' }).click();
    hidden.push(...(await unreachable(page, '.inspector, .timeline')));
    expect(hidden).toEqual([]);

    await page.setViewportSize({ width: 1440, height: 900 });
    await page.locator('.top-bar a').first().focus();
    const parts = ['.top-bar', '.tool-rail', '.maplibregl-canvas', '.drawer', '.inspector', '[role=grid]'];
    const seen = await walked(page, 170, parts);
    expect(parts.filter((part) => !seen.includes(part))).toEqual([]);

    const opener = desk.dock.getByRole('button', { name: '其他格式' });
    const isHeld = (selector: string) =>
      page.evaluate((where) => document.activeElement?.closest(where) !== null, selector);
    for (const [open, dialog] of [
      [() => opener.press('Enter'), '.export-dialog'],
      [() => page.keyboard.press('Control+k'), '.palette'],
    ] as const) {
      await opener.focus();
      await open();
      await page.locator(dialog).waitFor();
      const inside = await walked(page, 20, [dialog, '.desk']);
      expect(inside, dialog).not.toContain('.desk');
      await page.keyboard.press('Escape');
      await page.locator(dialog).waitFor({ state: 'detached' });
      expect(await isHeld('.dock'), `${dialog} gives the focus back`).toBe(true);
    }
  });

  it('changes language without a reload: panels, inspector and map labels', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA, 'sel=sites/booth');
    await desk.inspector.getByText('采样点').first().waitFor();
    await desk.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    await desk.page.getByRole('button', { name: 'English' }).click();
    await desk.inspector.getByText('Testing point').first().waitFor();
    expect(await desk.page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await desk.page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
    expect(await desk.freshness.innerText()).toContain('LIVE');
    // What is left in Han are names that the data hold, not words of ours.
    const words = await desk.page.locator('.top-bar, .drawer, .map-view').allInnerTexts();
    const ours = words.join(' ').replace(/中文|云岭区/g, '');
    expect(ours.match(/\p{Script=Han}+/gu)).toBeNull();
  });
});
