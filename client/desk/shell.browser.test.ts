// The controls of the desk, each by hand and by keyboard alone: search by position, position read out, measuring, full
// screen, the past, policies, first hints, floors of a house, and the legend.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geo/geodesic.ts';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { Desk } from '../testing/desk.ts';
import { TestServer } from '../testing/server.ts';
import { at, CAMERA, GROUND, WORLD } from '../testing/world.ts';
import { COMPOUND, HOUSE_CAMERA, HOUSES } from './inspector/tower/houses.fixture.ts';

let server: TestServer;
/** When the world was there, and nothing of what came after. */
let before = '';
const visitors = new Visitors();
const WIDE = { width: 1440, height: 900 };
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD, ...HOUSES);
  before = new Date().toISOString();
  await new Promise((passed) => setTimeout(passed, 50));
  await server.say(['site.rooms', { id: 'hotel', ready: 61, occupied: 33, cleaning: 6 }]);
});
afterAll(() => server.close());

/** The map is there and takes hands and keys; what it shows may still be coming. */
const isDrawn = (desk: Desk) => desk.page.locator('.map-readout').waitFor();

describe('search by position', () => {
  it('goes there with the keyboard, marks the place, and says in which datum it was taken', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA);
    await isDrawn(desk);
    await desk.page.keyboard.press('/');
    await desk.page.keyboard.type('北纬39°0′36″ 东经109°12′36″');
    const found = desk.drawer.locator('.coordinates');
    await found.getByText('39.01000, 109.21000').waitFor();
    expect(await found.locator('li').count()).toBe(1);
    expect(await found.getByRole('radio', { name: 'WGS-84' }).isChecked()).toBe(true);
    await desk.page.keyboard.press('Enter');
    await desk.page.locator('.map-pin').waitFor();
    await desk.page.waitForURL((url) => (url.searchParams.get('at') ?? '').endsWith(',17.00'));
    const first = desk.camera();

    // Taken as GCJ-02 the same figures are another place, half a kilometre off; the text may also name its datum.
    await found.getByRole('radio', { name: 'GCJ-02' }).click();
    await found.getByText('即 WGS-84').waitFor();
    await found.getByRole('button').click();
    await desk.page.waitForURL(
      (url) => Math.abs(Number(url.searchParams.get('at')?.split(',')[0]) - first.center[0]) > 0.001,
    );
    const second = desk.camera();
    const off = geodesicDistance([...first.center], [...second.center]);
    expect(off).toBeGreaterThan(100);
    expect(off).toBeLessThan(1000);
    expect(await findings(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('Escape');
    await desk.page.locator('.map-pin').waitFor({ state: 'detached' });
  });

  it('offers both orders where both make sense, and takes the datum that is named', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { language: 'en' }));
    await desk.page.keyboard.press('/');
    await desk.drawer.getByRole('searchbox').fill('百度 43.8, 87.6');
    const found = desk.drawer.locator('.coordinates');
    await found.locator('li').nth(1).waitFor();
    expect(await found.innerText()).toMatch(/latitude first[\s\S]*longitude first/);
    expect(await found.getByRole('radio', { name: 'BD-09' }).isChecked()).toBe(true);
  });
});

describe('the position under the pointer', () => {
  it('is read out and copied in the datum that was chosen, which is remembered', async () => {
    const visit = await visitors.comeAs('analyst', server.url, { language: 'en' });
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const desk = await Desk.open(visit, CAMERA);
    await isDrawn(desk);
    const { page } = desk;
    const { x, y } = await desk.pixel(at(1, -1), CAMERA);
    await page.mouse.move(x, y);
    const text = page.locator('.map-readout-text');
    await text.filter({ hasText: '38.998' }).waitFor();
    const [latitude = 0, longitude = 0] = (await text.innerText()).split(',').map(Number);
    expect(geodesicDistance([longitude, latitude], at(1, -1) as [number, number])).toBeLessThan(5);
    await page.keyboard.press('c');
    await page.locator('.map-readout output', { hasText: 'Copied' }).waitFor();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    expect(await copied()).toBe(await text.innerText());

    const wgs = await text.innerText();
    await page.getByRole('combobox', { name: 'Datum' }).selectOption('GCJ-02');
    await text.filter({ hasNotText: wgs }).filter({ hasText: /^\d/ }).waitFor();
    await text.click();
    await page.waitForFunction((old) => navigator.clipboard.readText().then((now) => now !== old), wgs);
    expect(await copied()).toBe(await text.innerText());
    await page.reload();
    await desk.isLive();
    await page.getByRole('combobox', { name: 'Datum' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Datum' }).inputValue()).toBe('GCJ-02');
    expect(await page.locator('.map-scale').innerText()).toMatch(/^\d+ k?m$/);
  });
});

describe('measuring', () => {
  it('by hand: clicks add up, Backspace takes back, a double-click ends, nothing is selected meanwhile', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { ...WIDE, language: 'en' }), CAMERA);
    await desk.page.keyboard.press('l');
    await isDrawn(desk);
    const { page } = desk;
    await page.getByRole('button', { name: 'Measure', exact: true }).click();
    const result = page.locator('.map-measure output');
    const clicks = [at(-2, 1), at(0, 1), at(0, -1)];
    for (const place of clicks) {
      await desk.click(place, CAMERA);
      await page.waitForTimeout(350); // two clicks in one breath are a double-click
    }
    const [a, b, c] = clicks as [number, number][] as [[number, number], [number, number], [number, number]];
    const metres = async () => Number.parseFloat((await result.innerText()).replace(/,/g, ''));
    expect(Math.abs((await metres()) - geodesicDistance(a, b) - geodesicDistance(b, c))).toBeLessThan(12);
    await page.keyboard.press('Backspace');
    await page.mouse.move(0, 0);
    await page.waitForFunction(
      (most) => Number.parseFloat(document.querySelector('.map-measure output')?.textContent ?? '') < most,
      geodesicDistance(a, b) + 12,
    );
    await page.getByRole('button', { name: 'Area', exact: true }).click();
    const last = await desk.pixel(at(0, -1), CAMERA);
    await page.mouse.dblclick(last.x, last.y);
    await result.filter({ hasText: /ha.*perimeter/ }).waitFor();
    // A triangle of 4 by 4 steps, each about 186 m by 183 m.
    expect(Math.abs((await metres()) - (geodesicDistance(a, b) * geodesicDistance(b, c)) / 20_000)).toBeLessThan(0.3);
    expect(await page.locator('.map-measure-point').count()).toBe(3);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.map-measure').waitFor({ state: 'detached' });
    expect(await desk.inspector.count()).toBe(0);
  });

  it('by keyboard alone: arrows aim, Enter puts a point in the middle', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA);
    await isDrawn(desk);
    const { page } = desk;
    await page.keyboard.press('m');
    await page.keyboard.press('r');
    await page.keyboard.press('Enter');
    const from = desk.camera();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => Number(url.searchParams.get('at')?.split(',')[0]) > from.center[0]);
    await page.keyboard.press('Enter');
    await page.locator('.map-measure-point').nth(1).waitFor();
    const to = desk.camera();
    const wanted = geodesicDistance([...from.center], [...to.center]);
    const result = await page.locator('.map-measure output').innerText();
    expect(result).toMatch(/米$/);
    expect(Math.abs(Number.parseFloat(result) - wanted)).toBeLessThan(3);
    await page.keyboard.press('Backspace');
    await page.locator('.map-measure-point').nth(1).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.locator('.map-measure').waitFor({ state: 'detached' });
  });
});

describe('full screen', () => {
  it('comes and goes with F and with its button', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url));
    const { page } = desk;
    await page.locator('.map-controls').waitFor();
    const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
    await page.keyboard.press('f');
    await page.getByRole('button', { name: '退出全屏' }).waitFor();
    expect(await isFull()).toBe(true);
    await page.getByRole('button', { name: '退出全屏' }).click();
    await page.getByRole('button', { name: '全屏', exact: true }).waitFor();
    expect(await isFull()).toBe(false);
  });
});

describe('the past', () => {
  it('opens from a link, says so in words, shows what was known then and no more, and N leads back', async () => {
    const query = `sel=sites/hotel&t=${encodeURIComponent(before)}`;
    const { page } = await visitors.comeAs('analyst', server.url);
    await page.goto(`/desk?at=${CAMERA.center.join(',')},${CAMERA.zoom}&${query}`);
    const desk = new Desk(page);
    await page.locator('.past-words', { hasText: '这是过去' }).waitFor();
    await page.locator('.freshness', { hasText: '过去' }).waitFor();
    expect(await desk.value('在用').innerText()).toBe('90');
    await desk.inspector.locator('.history-step').nth(1).waitFor();
    expect(await desk.inspector.locator('.history-step').count()).toBe(2);
    expect(await desk.veil.count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    // What is reported now does not get in.
    await server.say(['site.queue', { id: 'booth', waiting: 43, minutes: 19, desks: 4 }]);
    await page.keyboard.press('n');
    await desk.isLive();
    await page.locator('.past').waitFor({ state: 'detached' });
    await desk.value('在用').filter({ hasText: '33' }).waitFor();
    await desk.inspector.locator('.history-step').nth(2).waitFor();
    expect(new URL(page.url()).searchParams.has('t')).toBe(false);
    await page.goBack();
    await page.locator('.past-words', { hasText: '这是过去' }).waitFor();
  });

  it('is chosen on the timeline, with keys alone; what was not known then is said to be so', async () => {
    const desk = await Desk.open(
      await visitors.comeAs('analyst', server.url, { language: 'en' }),
      CAMERA,
      'sel=sites/hotel',
    );
    const { page } = desk;
    await page.keyboard.press('t');
    const slider = page.getByRole('slider', { name: 'Moment' });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.locator('.past-words', { hasText: 'This is the past' }).waitFor();
    expect(new URL(page.url()).searchParams.get('t')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d\+08:00$/);
    // The first minute, before the first word.
    await desk.inspector.locator('.notice', { hasText: 'Nothing was known of it then' }).waitFor();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await desk.isLive();
    await desk.inspector.getByRole('heading', { name: '松涛宾馆' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('t');
    await page.locator('.timeline').waitFor({ state: 'detached' });
  });
});

describe('policies in force', () => {
  it('are one line with their number, and all of them on a key, each once', async () => {
    const from = '2022-10-27T00:00:00+08:00';
    await server.sayAs(
      'commander',
      ...['cn-2020-09-v7', 'cn-2022-06-v9', 'cn-rooms'].map(
        (policyId) => ['policy.adopted', { policyId, areaId: 'county', from }] as const,
      ),
      ['policy.adopted', { policyId: 'cn-2022-06-v9', areaId: 'east', from }],
    );
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url));
    const button = desk.page.getByRole('button', { name: '执行《防控方案（第九版）》等 3 项' });
    await button.focus();
    await desk.page.keyboard.press('Enter');
    const list = desk.page.locator('.policies');
    await list.getByText('《防控方案（第七版）》的定义').waitFor();
    expect(await list.locator('dt').allInnerTexts()).toEqual(['风险区划定', '定义', '隔离房间']);
    expect(await findings(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    // Escape closed the list and nothing under it.
    await desk.drawer.waitFor();
  });
});

describe('first hints', () => {
  it('greet who was never here, are put away with a key, stay away, and come back from the help', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { hints: true }));
    const { page } = desk;
    const hints = page.locator('.hints');
    await hints.getByRole('button', { name: '知道了' }).focus();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await hints.waitFor({ state: 'detached' });
    await page.reload();
    await desk.isLive();
    expect(await hints.count()).toBe(0);
    await page.keyboard.press('?');
    await desk.drawer.getByText('逐个浏览附近点位').waitFor();
    await desk.drawer.getByRole('button', { name: '再看一次使用提示' }).click();
    await hints.waitFor();
  });
});

describe('a house', () => {
  it('is listed in its compound, shows its floors, and a floor leads to its positives', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), undefined, `sel=areas/${COMPOUND}`);
    const { page, inspector } = desk;
    await inspector.getByRole('button', { name: /4号楼.*9 层.*1 例/ }).click();
    await inspector.getByRole('heading', { name: '4号楼' }).waitFor();
    const row = inspector.locator('.tower tbody tr', { has: page.locator('th', { hasText: /^8$/ }) });
    await row.locator('.tower-flats').filter({ hasText: '2 户 5 人' }).waitFor();
    expect(await inspector.locator('.tower tbody tr').count()).toBe(9);
    expect(await findings(page)).toEqual([]);
    await row.getByRole('button', { name: 'c-tower' }).focus();
    await page.keyboard.press('Enter');
    await inspector.getByRole('heading', { name: /c-tower/ }).waitFor();
    // The way back from the case to its staircase, which is in no list and in no layer of the map.
    await inspector.locator('.fields').getByRole('button', { name: '4号楼 2单元' }).click();
    await inspector.getByRole('heading', { name: '4号楼 2单元' }).waitFor();
    expect(new URL(page.url()).searchParams.get('sel')).toBe('areas/tower-4-2');
  });

  it('is selected by a click on it, near enough to tell houses apart', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, WIDE), HOUSE_CAMERA);
    await desk.settles();
    await desk.click(HOUSE_CAMERA.center, HOUSE_CAMERA);
    await desk.inspector.getByRole('heading', { name: '4号楼' }).waitFor();
    await desk.page.locator('.map-outline').waitFor();
  });
});

describe('the legend', () => {
  it('has what is on the screen and nothing else, in both languages, with notes on demand', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, WIDE), CAMERA);
    const legend = desk.page.locator('.map-legend');
    // On a usual screen it waits for whoever wants it; once opened it stays so.
    expect(await legend.count()).toBe(0);
    await desk.page.getByRole('button', { name: '图例' }).click();
    await legend.getByText('采样点').waitFor();
    expect(await legend.innerText()).not.toContain('60 分钟');
    await legend.getByRole('button', { name: '说明' }).click();
    await legend.getByText('条柱为排队时间，满格 60 分钟').waitFor();
    await desk.drawer.getByRole('switch', { name: '显示点位' }).click();
    await legend.getByText('采样点').waitFor({ state: 'detached' });
    await desk.page.getByRole('button', { name: 'English' }).click();
    await legend.getByText('Positive found in the community').waitFor();
    expect(await legend.innerText()).not.toMatch(/\p{Script=Han}/u);
    await desk.page.getByRole('button', { name: 'Legend' }).click();
    await legend.waitFor({ state: 'detached' });
  });
});

describe('the whole shell', () => {
  it.each(['dark', 'light'] as const)('is accessible with everything open, in the %s theme', async (theme) => {
    const desk = await Desk.open(
      await visitors.comeAs('analyst', server.url, { ...WIDE, theme, hints: true }),
      CAMERA,
      'sel=checkpoints/post',
    );
    await desk.page.locator('.map-readout').waitFor();
    await desk.page.keyboard.press('t');
    await desk.page.keyboard.press('r');
    await desk.page.locator('.map-measure').waitFor();
    await desk.page.locator('.timeline').waitFor();
    expect(await findings(desk.page)).toEqual([]);
    // Nothing here is invented, so nothing says so.
    expect(await desk.page.locator('.watermark').count()).toBe(0);
  });
});
