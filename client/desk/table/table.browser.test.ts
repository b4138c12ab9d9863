// Tables, the palette and the timeline by hand: what is listed is what the figure counts, what is filtered leaves the map too.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../../testing/accessible.ts';
import { Visitors } from '../../testing/browser.ts';
import { Desk } from '../../testing/desk.ts';
import { TestServer } from '../../testing/server.ts';
import { CAMERA, GROUND, WORLD } from '../../testing/world.ts';

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
  await server.sayAs('commander', [
    'policy.adopted',
    { policyId: 'bj-hd-8h', areaId: 'county', from: '2022-10-01T00:00:00+08:00' },
  ]);
}, 120_000);
afterAll(() => server?.close());

describe('a table', () => {
  it('lists what a figure counts, is sorted and cut down by the keyboard, and the map follows', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA, 'list=cases.community');
    const { page, dock } = desk;
    const figures = await server.get('/api/figures');
    const counted = (figures['cases.community'] as { value: number }).value;
    await dock
      .locator('.table-count')
      .filter({ hasText: `共 ${counted} 行` })
      .waitFor();
    await page.locator('.sieve-chip').filter({ hasText: '1 / 2' }).waitFor();
    await dock.getByRole('button', { name: /^只看/ }).click();
    await dock.locator('.table-row').nth(1).waitFor();
    await page.locator('.sieve-chip').waitFor({ state: 'detached' });

    const sort = dock.getByRole('columnheader', { name: /名称/ }).getByRole('button');
    const first = () => dock.locator('.table-row').first().locator('.table-cell').first().innerText();
    await sort.click();
    await dock.locator('[aria-sort=ascending]').waitFor();
    const up = await first();
    await sort.focus();
    await page.keyboard.press('Enter');
    await dock.locator('[aria-sort=descending]').waitFor();
    await expect.poll(first).not.toBe(up);

    await dock.getByRole('button', { name: '列筛选' }).click();
    await dock.getByRole('combobox', { name: '筛选状态' }).selectOption('asymptomatic');
    await dock.locator('.table-count').filter({ hasText: '显示 1 / 2' }).waitFor();
    await page.locator('.sieve-chip').filter({ hasText: '1 / 2' }).waitFor();
    await dock.getByRole('button', { name: '地图同步' }).click();
    await page.locator('.sieve-chip').waitFor({ state: 'detached' });
    await dock.getByRole('button', { name: '清除筛选' }).click();

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dock.getByRole('button', { name: '导出 CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^阳性感染者-\d{12}\.csv$/);

    // What is hidden by hand stays hidden, for this person on this machine.
    await dock.getByRole('button', { name: '列', exact: true }).click();
    await dock.getByRole('checkbox', { name: '地址' }).click();
    await page.keyboard.press('Escape');
    await dock.getByRole('columnheader', { name: /^地址/ }).waitFor({ state: 'detached' });
    await page.waitForFunction(() =>
      (localStorage.getItem('cordon.table.analyst.cases') ?? '').includes('"address":false'),
    );
    await page.reload();
    await dock.locator('.table-row').first().waitFor();
    expect(await dock.getByRole('columnheader', { name: /^地址/ }).count()).toBe(0);
    expect(await findings(page)).toEqual([]);
  });

  it('of the engine opens by its figure, and says that there are no rows where there are none', async () => {
    const desk = await Desk.open(
      await visitors.comeAs('analyst', server.url, { language: 'en' }),
      CAMERA,
      'list=pools.open',
    );
    await desk.dock.getByText('There are no such rows.').waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.dock.waitFor({ state: 'detached' });
  });
});

describe('the timeline', () => {
  it('shows how much came in, plays, and lists what changed between two moments', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA);
    const { page, dock } = desk;
    await page.locator('.maplibregl-canvas').focus();
    await page.keyboard.press('t');
    const timeline = page.locator('.timeline');
    await timeline.getByRole('img', { name: /入库的上报，共 \d+ 条/ }).waitFor();
    await timeline.getByRole('button', { name: '设为对比起点' }).click();
    await server.say([
      'case.reported',
      { id: 'c-later', status: 'preliminary', route: 'clinic', position: CAMERA.center },
    ]);
    await desk.drawer.getByText('3', { exact: true }).first().waitFor();
    await timeline.getByRole('button', { name: /的变化$/ }).click();
    const row = dock.locator('.table-row').filter({ hasText: 'c-later' });
    await row.filter({ hasText: '新增' }).waitFor();
    await page.locator('.change-mark').first().waitFor({ state: 'attached' });
    await row.click();
    await desk.inspector.getByRole('heading', { name: /c-later/ }).waitFor();
    expect(await findings(page)).toEqual([]);
    await timeline.getByRole('button', { name: '播放' }).click();
    await page.locator('.past').waitFor();
    await timeline.getByRole('button', { name: '暂停' }).click();
  });
});

describe('the palette', () => {
  it('finds commands by a few letters, entities by name and positions, and remembers what was used', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA);
    const { page } = desk;
    const palette = page.locator('.palette');
    const field = palette.getByRole('combobox');
    await page.keyboard.press('Control+k');
    await palette.waitFor();
    // By the keyboard: the field has the focus without a click.
    await page.keyboard.type('kdlb');
    await palette.getByRole('option', { name: '卡点列表' }).first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await desk.dock.getByRole('heading', { name: '卡点' }).waitFor();
    await palette.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await palette.getByText('最近用过').waitFor();
    await field.fill('松涛');
    await palette.getByRole('option', { name: /^松涛宾馆/ }).click();
    await desk.inspector.getByRole('heading', { name: '松涛宾馆' }).waitFor();
    await palette.waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await field.fill('39.001, 109.201');
    await palette.getByRole('option', { name: /前往坐标 39\.001/ }).waitFor();
    await field.fill('zzzzqq');
    await palette.getByText('没有找到').waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await desk.dock.waitFor();

    // The help names the same keys.
    await page.locator('.maplibregl-canvas').focus();
    await page.keyboard.press('?');
    await desk.drawer.getByText('Ctrl K').waitFor();
  });
});
