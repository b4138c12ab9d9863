// Drawing as an analyst does it, in a real browser against the real server: by hand with snapping, by figures, by keyboard
// alone; wrong shapes mended, shapes cut and combined, everything undone after a reload, ten thousand corners held by one.
import { readFile } from 'node:fs/promises';
import type { FileChooser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../../testing/accessible.ts';
import { Visitors } from '../../testing/browser.ts';
import { Desk, type Place } from '../../testing/desk.ts';
import { TestServer } from '../../testing/server.ts';
import { at, CAMERA, GROUND } from '../../testing/world.ts';

const [EAST, NORTH] = at(0, 0);
/** A community whose corners the hand is to find. */
const CORNER: Place = [EAST + 0.0031234, NORTH + 0.0023456];
const HOME = [
  'area.registered',
  {
    id: 'home',
    level: 'community',
    parent: 'east',
    name: '柳湾社区',
    geometry: {
      type: 'Polygon',
      coordinates: [[[EAST, NORTH], [CORNER[0], NORTH], CORNER, [EAST, CORNER[1]], [EAST, NORTH]]],
    },
  },
] as const;

type Ring = [number, number][];
type Exported = {
  features: { properties: { name: string }; geometry: { type: string; coordinates: unknown } }[];
};

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, HOME);
});
afterAll(() => server.close());

class Drawing {
  readonly desk: Desk;
  /** The first file dialog that opens. */
  readonly chooser: Promise<FileChooser>;
  constructor(desk: Desk, chooser: Promise<FileChooser>) {
    this.desk = desk;
    this.chooser = chooser;
  }
  static async open(): Promise<Drawing> {
    const visit = await visitors.comeAs('analyst', server.url);
    // Listened for from the start: Playwright takes dialogs over some time after it is asked to, and a key is quicker.
    const chooser = new Promise<FileChooser>((resolve) => visit.page.once('filechooser', resolve));
    const desk = await Desk.open(visit, CAMERA);
    await desk.map.waitFor();
    await desk.page.keyboard.press('d');
    await desk.drawer.getByRole('heading', { name: '绘制' }).waitFor();
    await desk.page.locator('canvas.map-sketch').waitFor();
    return new Drawing(desk, chooser);
  }
  get rows() {
    return this.desk.drawer.locator('.draft-name');
  }
  get bar() {
    return this.desk.page.locator('.draw-bar');
  }
  /** Takes a tool by its letter and waits until it is in hand. */
  async take(letter: string): Promise<void> {
    await this.desk.page.keyboard.press(letter);
    await this.bar.waitFor();
  }
  async click(place: Place): Promise<void> {
    const { x, y } = await this.desk.pixel(place, CAMERA);
    await this.desk.page.mouse.move(x - 3, y - 3);
    await this.desk.page.mouse.move(x, y, { steps: 3 });
    await this.desk.page.mouse.click(x, y);
    // Two clicks within the time of a double click would be one.
    await this.desk.page.waitForTimeout(320);
  }
  async draw(letter: string, ...places: readonly Place[]): Promise<void> {
    await this.take(letter);
    for (const place of places) await this.click(place);
    await this.desk.page.keyboard.press('Enter');
    await this.bar.waitFor({ state: 'detached' });
  }
  async exported(): Promise<Exported['features'][number][]> {
    const buttons = this.desk.drawer.getByRole('button', { name: '导出 GeoJSON' });
    const [download] = await Promise.all([this.desk.page.waitForEvent('download'), buttons.first().click()]);
    return (JSON.parse(await readFile(await download.path(), 'utf8')) as Exported).features;
  }
  async ring(): Promise<Ring> {
    const [feature] = await this.exported();
    const [ring] = (feature?.geometry.coordinates ?? []) as Ring[];
    return ring ?? [];
  }
}

describe('drawing at the desk', () => {
  it('puts a corner exactly on the community it comes near, and the next by direction and length', async () => {
    const drawing = await Drawing.open();
    const { page } = drawing.desk;
    await drawing.take('p');
    // Some pixels beside the corner: within reach.
    await drawing.click([CORNER[0] + 0.00008, CORNER[1] + 0.00006]);
    await drawing.bar.getByLabel('方位与长度').check();
    for (const [bearing, length] of [
      ['90', '300'],
      ['180', '200'],
    ]) {
      await drawing.bar.getByLabel('方位角').fill(bearing!);
      await drawing.bar.getByLabel('长度', { exact: true }).fill(length!);
      await drawing.bar.getByRole('button', { name: '落点' }).click();
    }
    await drawing.bar.getByLabel('坐标').first().check();
    await drawing.bar.getByRole('textbox', { name: '坐标' }).fill('39.0005, 109.2033');
    await drawing.bar.getByRole('button', { name: '落点' }).click();
    await drawing.bar.getByRole('button', { name: '完成' }).click();
    await drawing.rows.first().waitFor();
    const ring = await drawing.ring();
    expect(ring).toHaveLength(5);
    expect(ring).toContainEqual([expect.closeTo(CORNER[0], 8), expect.closeTo(CORNER[1], 8)]);
    expect(ring).toContainEqual([expect.closeTo(109.2033, 8), expect.closeTo(39.0005, 8)]);
    // 300 m east at 39 degrees north are 0.003466 degrees.
    expect(Math.max(...ring.map(([x]) => x))).toBeCloseTo(CORNER[0] + 0.003466, 5);
    expect(await findings(page)).toEqual([]);
  });

  it('moves a corner, takes it back and does it again, and still can after a reload', async () => {
    const drawing = await Drawing.open();
    const { page } = drawing.desk;
    await drawing.draw('p', at(1, 1), at(2, 1), at(2, 2));
    const before = await drawing.ring();
    await drawing.take('e');
    const from = await drawing.desk.pixel(at(2, 2), CAMERA);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 30, { steps: 6 });
    await page.mouse.up();
    await drawing.bar.getByRole('button', { name: '完成' }).click();
    await drawing.bar.waitFor({ state: 'detached' });
    const moved = await drawing.ring();
    expect(moved).not.toEqual(before);
    expect(moved.filter((place) => before.some((other) => String(other) === String(place)))).toHaveLength(3);
    await page.keyboard.press('Control+z');
    expect(await drawing.ring()).toEqual(before);
    await page.keyboard.press('Control+Shift+z');
    expect(await drawing.ring()).toEqual(moved);

    await page.reload();
    await drawing.desk.isLive();
    await page.keyboard.press('d');
    await page.locator('canvas.map-sketch').waitFor();
    await drawing.rows.first().click();
    expect(await drawing.ring()).toEqual(moved);
    await page.keyboard.press('Control+z');
    expect(await drawing.ring()).toEqual(before);
    await page.keyboard.press('Control+z');
    await drawing.desk.drawer.getByText('还没有草案').waitFor();
  });

  it('says that sides cross and mends them, cuts a hole, splits along a line, and merges again', async () => {
    const drawing = await Drawing.open();
    const { page, drawer } = drawing.desk;
    await drawer.getByLabel('吸附', { exact: true }).uncheck();
    await drawing.draw('p', at(1, 1), at(2, 2), at(2, 1), at(1, 2));
    await drawer.getByText('边线自己相交').waitFor();
    await drawer.getByRole('button', { name: '一键修复' }).click();
    await drawing.rows.filter({ hasText: '2 部分' }).waitFor();
    await page.keyboard.press('Control+z');
    await drawer.getByText('边线自己相交').waitFor();
    await page.keyboard.press('Control+z');

    await drawing.draw('r', at(1, 0), at(3, 2));
    // The click that ends a shape is the tool's alone: it chooses nothing of what lies below.
    expect(await drawing.desk.inspector.count()).toBe(0);
    await drawing.draw('h', at(1.3, 0.3), at(1.8, 0.3), at(1.8, 0.8));
    await drawing.rows.filter({ hasText: '1 个洞' }).waitFor();
    await drawing.take('x');
    await drawing.click(at(0.7, 1.3));
    const end = await drawing.desk.pixel(at(3.2, 1.3), CAMERA);
    await page.mouse.move(end.x, end.y, { steps: 3 });
    const camera = new URL(page.url()).search;
    await page.mouse.dblclick(end.x, end.y);
    await drawing.bar.waitFor({ state: 'detached' });
    await expect.poll(() => drawing.rows.count()).toBe(2);
    await page.keyboard.press('u');
    await expect.poll(() => drawing.rows.count()).toBe(1);
    await drawing.rows.filter({ hasText: '1 个洞' }).waitFor();
    expect(new URL(page.url()).search).toBe(camera);
    // A line that does not lead across changes nothing and says why.
    await drawing.draw('x', at(0.7, 1.3), at(2.2, 1.3));
    await drawer.getByText('这条线没有把草案分开').waitFor();
    expect(await drawing.rows.count()).toBe(1);
  });

  it('draws without a mouse: the arrows aim, Enter puts a corner, twice at one place ends it', async () => {
    const drawing = await Drawing.open();
    const { page, map } = drawing.desk;
    await page.keyboard.press('m');
    await map.focus();
    await drawing.take('p');
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowDown']) {
      await page.keyboard.press(key);
      await drawing.desk.settles();
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Enter');
    await drawing.rows.filter({ hasText: '3 个顶点' }).waitFor();
    await page.keyboard.press('Escape');
    await drawing.desk.drawer.getByRole('heading', { name: '绘制' }).waitFor({ state: 'detached' });
  });

  it('holds ten thousand corners out of a file by one of them', async () => {
    const drawing = await Drawing.open();
    const { page, drawer } = drawing.desk;
    const [x, y] = at(1, 1);
    const ring = Array.from({ length: 10_000 }, (_, i): Place => {
      const angle = (2 * Math.PI * i) / 10_000;
      const radius = 0.002 + 0.00002 * Math.sin(i);
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
    const content = JSON.stringify({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });
    await page.keyboard.press('o');
    const chooser = await drawing.chooser;
    await chooser.setFiles({ name: '大范围.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(content) });
    await drawer.getByRole('button', { name: '读取' }).click();
    await drawing.rows.filter({ hasText: '10,000 个顶点' }).waitFor();
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      });
    });
    await drawing.take('e');
    const from = await drawing.desk.pixel(ring[0]!, CAMERA);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 50, from.y + 10, { steps: 20 });
    await page.mouse.up();
    await drawing.bar.getByRole('button', { name: '完成' }).click();
    await drawing.bar.waitFor({ state: 'detached' });
    const moved = await drawing.ring();
    expect(moved.filter((place, i) => String(place) !== String(ring[i % 10_000])).length).toBeLessThanOrEqual(2);
    expect(Math.max(...moved.map(([east]) => east))).toBeGreaterThan(x + 0.0024);
    const tasks = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
    console.info(
      `10,000 corners held by one: longest task ${Math.round(Math.max(0, ...tasks))} ms, ${tasks.length} over 50 ms`,
    );
  });
});
