// A file of one's own, from the hand to the map: dropped, looked at, put right, imported, and imported again.
import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../../testing/accessible.ts';
import { Visitors } from '../../testing/browser.ts';
import { Desk } from '../../testing/desk.ts';
import { type Said, TestServer } from '../../testing/server.ts';
import { at, CAMERA, GROUND } from '../../testing/world.ts';

const [EAST, NORTH] = at(0, 1);
/** A township small enough that the half kilometre between two datums leads out of it. */
const TOWNSHIP: Said = [
  'area.registered',
  {
    id: 'small',
    level: 'community',
    parent: 'east',
    name: '柳湾社区',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [EAST - 0.0025, NORTH - 0.0015],
          [EAST + 0.0025, NORTH - 0.0015],
          [EAST + 0.0025, NORTH + 0.0015],
          [EAST - 0.0025, NORTH + 0.0015],
          [EAST - 0.0025, NORTH - 0.0015],
        ],
      ],
    },
  },
];

const HEADER = '编号,名称,类型,经度,纬度,地址';
const good = Array.from({ length: 8 }, (_, index) => {
  const [longitude, latitude] = [EAST - 0.002 + index * 0.0005, NORTH - 0.001 + index * 0.00025];
  return `p-${index},柳湾采样点${index},testing,${longitude.toFixed(6)},${latitude.toFixed(6)},柳湾社区${index}号`;
});
const bad = [
  'p-north,极北采样点,testing,109.2,91,柳湾社区',
  'p-kind,不知名的点,castle,109.2,39.0,柳湾社区',
  ',没有编号的点,testing,109.2,39.0,柳湾社区',
];
const csv = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\r\n')}\r\n`;

/** A check of a file takes as long as it takes. */
const SOON = { timeout: 30_000 };

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, TOWNSHIP);
});
afterAll(() => server.close());

const total = async () => (await server.get('/api/sites')).total;

/** The count under its name, as the panel shows it. */
const count = (desk: Desk, name: string) =>
  desk.drawer
    .locator('.import-counts > div')
    .filter({ has: desk.page.locator(`dt:text-is("${name}")`) })
    .locator('dd');

const choose = async (desk: Desk, { kind, datum }: { kind: string; datum?: string }) => {
  await desk.drawer.getByLabel('这是什么数据').selectOption(kind);
  if (datum !== undefined) await desk.drawer.getByLabel('坐标系').selectOption(datum);
};
const importButton = (desk: Desk) => desk.drawer.locator('.import-actions .button-primary');

describe('a CSV file dropped on the desk', () => {
  it('is shown with its bad rows and a wrong datum before anything is written, then imported, and never twice', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA);
    const { drawer } = desk;
    await desk.drop('采样点.csv', Buffer.from(csv(...good, ...bad)));
    await drawer.getByText('采样点.csv').waitFor();
    await choose(desk, { kind: 'site.registered' });
    // Columns are recognised, the datum is not guessed: without it there is no import.
    await drawer.getByLabel('名称 的来源').waitFor();
    await expect.poll(() => drawer.getByLabel('名称 的来源').inputValue(), SOON).toBe('column:名称');
    await expect.poll(() => drawer.getByLabel('经度 的来源').inputValue(), SOON).toBe('column:经度');
    await drawer.getByText('必须由你选定坐标系').waitFor();
    expect(await importButton(desk).isDisabled()).toBe(true);

    // The wrong one: addresses name a community that the points then miss.
    await choose(desk, { kind: 'site.registered', datum: 'GCJ-02' });
    const warning = drawer.locator('.notice', { hasText: 'WGS-84' });
    await warning.waitFor();
    expect(await warning.innerText()).toMatch(/8/);
    await choose(desk, { kind: 'site.registered', datum: 'WGS-84' });
    await warning.waitFor({ state: 'detached' });

    await count(desk, '可导入').filter({ hasText: /^8$/ }).waitFor();
    expect(await count(desk, '拒绝').innerText()).toBe('3');
    const refused = await drawer.locator('.import-refused li').allInnerTexts();
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatch(/纬度|位置/);
    expect(refused[0]).toContain('91');
    expect(refused[1]).toContain('castle');
    expect(refused[2]).toContain('编号');
    expect(await drawer.locator('.import-preview tbody tr').count()).toBe(11);
    expect(await findings(desk.page)).toEqual([]);
    expect(await total()).toBe(0); // looking has written nothing

    await importButton(desk).click();
    await drawer.getByRole('heading', { name: '导入完成' }).waitFor();
    expect(await count(desk, '接收').innerText()).toBe('8');
    expect(await count(desk, '拒绝').innerText()).toBe('3');
    expect(await total()).toBe(8);

    const [download] = await Promise.all([
      desk.page.waitForEvent('download'),
      drawer.getByRole('link', { name: /refused\.csv/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('refused.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines.join('\n')).toContain('极北采样点');
    expect(lines[0]).toContain('reason');

    // What was imported is on the list without anything being reloaded, and can be opened.
    await desk.page.keyboard.press('Escape');
    await drawer.getByRole('button', { name: '点位' }).click();
    await desk.row('柳湾采样点3').click();
    await desk.inspector.getByRole('heading', { name: '柳湾采样点3' }).waitFor();
    expect(await desk.inspector.locator('.stamp-source').innerText()).toContain('采样点.csv');
    await desk.page.keyboard.press('Escape');

    await desk.drop('采样点.csv', Buffer.from(csv(...good, ...bad)));
    await choose(desk, { kind: 'site.registered', datum: 'WGS-84' });
    await count(desk, '未变').filter({ hasText: /^8$/ }).waitFor();
    expect(await count(desk, '可导入').innerText()).toBe('0');
    expect(await importButton(desk).isDisabled()).toBe(true);
    expect(await total()).toBe(8);
  }, 240_000);

  it('in GBK is read as what it is, with its encoding named', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { language: 'en' }), CAMERA);
    await desk.drop('gbk.csv', iconv.encode(csv('g-1,云岭体育馆采样点,testing,109.2,39.0,滨水路'), 'gbk'));
    await desk.drawer.getByLabel('What the rows are').selectOption('site.registered');
    await desk.drawer.getByLabel('Coordinate system').selectOption('WGS-84');
    await expect.poll(() => desk.drawer.getByLabel('Encoding').inputValue(), SOON).toBe('gb18030');
    await desk.drawer.locator('.import-preview').getByText('云岭体育馆采样点').waitFor();
    await importButton(desk).click();
    await desk.drawer.getByRole('heading', { name: 'Imported' }).waitFor();
    const { features } = (await server.get('/api/sites?limit=100')) as { features: { properties: { name: string } }[] };
    expect(features.map(({ properties }) => properties.name)).toContain('云岭体育馆采样点');
  });

  it('that is large shows how far it is, and the desk stays usable', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA);
    const rows = Array.from({ length: 15_000 }, (_, index) => `b-${index},大表${index},depot,109.2${index % 10},39.0,`);
    await desk.drop('large.csv', Buffer.from(csv(...rows)));
    await choose(desk, { kind: 'site.registered', datum: 'WGS-84' });
    await count(desk, '可导入').filter({ hasText: '15,000' }).waitFor({ timeout: 60_000 });
    await desk.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { progressSeen: seen });
      new MutationObserver(() => {
        const note = document.querySelector('.import-progress .panel-note')?.textContent;
        if (note !== undefined && note !== seen.at(-1)) seen.push(note);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    const answer = desk.page.waitForResponse((response) => response.url().endsWith('/api/imports'));
    await importButton(desk).click();
    await desk.drawer.getByRole('progressbar').waitFor();
    const wasLong = (await answer).status() === 202; // a fast machine is done before it has progress to tell
    await desk.drawer.getByRole('heading', { name: '导入完成' }).waitFor({ timeout: 60_000 });
    expect(await count(desk, '接收').innerText()).toBe('15,000');
    const seen = await desk.page.evaluate(() => (globalThis as unknown as { progressSeen: string[] }).progressSeen);
    const figures = seen.map((note) => Number(note.replaceAll(/\D/g, '')));
    expect(figures.length).toBeGreaterThan(0);
    expect(figures.some((figure) => figure > 0)).toBe(wasLong);
    expect(figures.toSorted((a, b) => a - b)).toEqual(figures);
    await desk.page.keyboard.press('l');
    await desk.drawer.getByRole('button', { name: '点位' }).waitFor();
  }, 180_000);

  it('is refused to who may not import, in words', async () => {
    const visit = await visitors.comeAs('observer', server.url);
    visit.watch.allow(/status of 403/);
    const desk = await Desk.open(visit, CAMERA);
    await desk.drop('a.csv', Buffer.from(csv(...good)));
    await choose(desk, { kind: 'site.registered' });
    await desk.drawer.getByRole('alert').filter({ hasText: '不能导入' }).waitFor();
  });
});
