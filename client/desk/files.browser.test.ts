// Files of other programs in and out, and a case list whose addresses nobody has settled: from the hand to the map and back.
import { readFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { Desk } from '../testing/desk.ts';
import { type Said, TestServer, until } from '../testing/server.ts';
import { shot } from '../testing/shots.ts';
import { at, CAMERA, GROUND } from '../testing/world.ts';

const [EAST, NORTH] = at(0, 1);
const box = (x: number, y: number, size: number) => ({
  type: 'Polygon',
  coordinates: [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]],
}); // biome-ignore format: one ring
const ESTATE: readonly Said[] = [
  [
    'area.registered',
    { id: 'e', level: 'compound', parent: 'east', name: '柳湾小区', geometry: box(EAST, NORTH, 0.003) },
  ],
  ['area.registered', { id: 'e-3', level: 'building', parent: 'e', name: '3号楼', geometry: box(EAST, NORTH, 0.0003) }],
];

const kml = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${[1, 2, 3]
  .map(
    (n) =>
      `<Placemark><name>渡口采样点${n}</name><ExtendedData><Data name="id"><value>k-${n}</value></Data><Data name="type"><value>testing</value></Data></ExtendedData><Point><coordinates>${EAST + n / 1000},${NORTH}</coordinates></Point></Placemark>`,
  )
  .join('')}</Document></kml>`;
const text = (value: string) => ({ value, type: String }) as const;
const CASES = [
  ['编号', '地址'],
  ['c-sure', '柳湾小区三号楼'],
  ['c-slip', '柳弯小区3号楼'],
  ['c-lost', '地址待核'],
];

/** A check of a file takes as long as it takes. */
const SOON = { timeout: 60_000 };

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...ESTATE);
});
afterAll(() => server.close());

/** The options of each import and check that the page asks for from now on, in their order. */
async function optionsSent(page: Page): Promise<readonly string[]> {
  const sent: string[] = [];
  await page.exposeFunction('optionsSent', (options: string) => void sent.push(options));
  await page.evaluate(() => {
    // What is uploaded is not told to whoever watches the network: it is read where it is made.
    const send = globalThis.fetch;
    const tell = (globalThis as unknown as { optionsSent: (options: string) => Promise<void> }).optionsSent;
    globalThis.fetch = async (input, init) => {
      if (init?.body instanceof FormData) await tell(String(init.body.get('options')));
      return send(input, init);
    };
  });
  return sent;
}

describe('files of other programs', () => {
  it('come in as KMZ with the datum proposed, and go out as a GeoPackage of what the list shows', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { width: 1440, height: 900 }), CAMERA);
    const { drawer, page } = desk;
    const asked = await optionsSent(page);
    await desk.drop('渡口.kmz', zipSync({ 'doc.kml': Buffer.from(kml) }), 'application/vnd.google-earth.kmz');
    await drawer.getByLabel('这是什么数据').selectOption('site.registered');
    await drawer.getByText(/按标准 KML 就是 WGS-84/).waitFor(SOON);
    expect(await drawer.getByLabel('坐标系').inputValue()).toBe('');
    await drawer.getByRole('button', { name: /采用 WGS-84/ }).click();
    // The check before knew no datum: there is nothing to import until the one with it has answered, and then this is it.
    const button = drawer.locator('.import-actions .button-primary');
    await expect.poll(() => button.innerText(), SOON).toContain('3');
    expect(asked.at(-1)).toContain('"datum":"WGS-84"');
    await shot(desk.page, 'import-kmz');
    await button.click();
    await drawer.getByRole('heading', { name: '导入完成' }).waitFor(SOON);
    expect(asked.filter((options) => options.includes('"dryRun":false'))).toEqual([asked.at(-1)]);

    await page.goto(`${server.url}/desk?list=sites`);
    await desk.isLive();
    await desk.row('渡口采样点2').waitFor();
    await page.getByRole('button', { name: '其他格式' }).click();
    const dialog = page.getByRole('dialog', { name: '导出' });
    await dialog.getByText('3 行').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await dialog.getByLabel('坐标系').selectOption('GCJ-02');
    await dialog.getByLabel(/KML/).check();
    expect(await dialog.getByLabel('坐标系').inputValue()).toBe('WGS-84');
    await dialog.getByLabel(/GeoPackage/).check();
    await shot(desk.page, 'export-dialog');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: '导出', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^cordon-sites-.*-GCJ-02\.gpkg$/);
    expect((await readFile(await download.path())).subarray(0, 15).toString()).toBe('SQLite format 3');
    await dialog.getByText(/已导出 3 行/).waitFor();
    await shot(desk.page, 'export-done');
  }, 120_000);
});

describe('a case list without coordinates', () => {
  it('is placed where its addresses leave no doubt; the others are counted, and shown with what they may mean', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url, { width: 1440, height: 900 }), CAMERA);
    const { drawer, page } = desk;
    const sheet = CASES.map((row) => row.map(text));
    await desk.drop('病例.xlsx', await writeWorkbook([{ sheet: '名单', data: sheet }]).toBuffer());
    await drawer.getByLabel('这是什么数据').selectOption('case.reported');
    await expect.poll(() => drawer.getByLabel('地址 的来源').inputValue(), SOON).toBe('column:地址');
    await drawer.getByLabel('坐标系').selectOption('WGS-84');
    await drawer.getByLabel(/按地址/).check();
    for (const [field, value] of [
      ['状态', 'confirmed'],
      ['发现途径', 'screening'],
    ] as const) {
      // biome-ignore format: one line
      await drawer.getByLabel(`${field} 的来源`).selectOption({ label: '固定值' });
      await drawer.getByLabel(`${field} 每行都一样的值`).selectOption(value);
    }
    const button = drawer.locator('.import-actions .button-primary');
    await expect.poll(() => button.innerText(), SOON).toContain('3');
    await shot(desk.page, 'import-xlsx');
    await button.click();
    await drawer.getByRole('heading', { name: '导入完成' }).waitFor(SOON);

    const badge = page.locator('.tool[aria-keyshortcuts=A] .tool-count');
    await until(async () => (await badge.innerText()) === '2', 'two addresses to settle');
    await page.keyboard.press('a');
    const address = drawer.locator('.address-text');
    await address.waitFor();
    while ((await address.innerText()) !== '柳弯小区3号楼') await page.keyboard.press('0');
    await drawer.getByText('写法有出入').waitFor();
    await page.locator('.map-ring').first().waitFor();
    await shot(desk.page, 'addresses');
  }, 120_000);
});
