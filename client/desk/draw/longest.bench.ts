// The longest piece of work that a hand on the map has to wait for while shapes of ten thousand corners are edited:
// node client/desk/draw/longest.bench.ts [corners]. The real desk in a browser over the real server; a task of the page's
// main thread is what the browser itself calls long (over 50 ms). `done` is until the panel shows what came of it, most of
// it spent in the worker, with the hand free.
import type { Browser, FileChooser, Page } from 'playwright-core';
import { printTable, short } from '#shared/bench.fixture.ts';
import { Desk, type Place } from '../../testing/desk.ts';
import { headless } from '../../testing/headless.fixture.ts';
import { PASSWORD, TestServer } from '../../testing/server.ts';
import { at, CAMERA, GROUND } from '../../testing/world.ts';

const CORNERS = Number(process.argv[2] ?? 10_000);
const PATIENCE = 30_000;

const around = ([x, y]: Place, radius: number): Place[] =>
  Array.from({ length: CORNERS }, (_, i): Place => {
    const angle = (2 * Math.PI * i) / CORNERS;
    const far = radius * (1 + 0.01 * Math.sin(i));
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  });
/** Twice around the middle, the second time inside the first and through it: its sides cross themselves. */
const scribble = ([x, y]: Place, radius: number): Place[] =>
  Array.from({ length: CORNERS }, (_, i): Place => {
    const angle = (4 * Math.PI * i) / CORNERS;
    const far = radius * (1 + 0.3 * Math.cos(angle / 2) + 0.01 * Math.sin(i));
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  });
const feature = (name: string, ring: readonly Place[]) => ({
  type: 'Feature',
  properties: { name },
  geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
});
const SHAPES = {
  type: 'FeatureCollection',
  features: [
    feature('first', around(at(1, 1), 0.002)),
    feature('second', around(at(1.6, 1.3), 0.002)),
    feature('crossed', scribble(at(-1, 0), 0.0015)),
  ],
};

class Bench {
  readonly rows: string[][] = [];
  readonly desk: Desk;
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
    this.desk = new Desk(page);
  }
  get drafts() {
    return this.desk.drawer.locator('.draft-name');
  }
  get bar() {
    return this.page.locator('.draw-bar');
  }
  /** Does something, waits until it is to be seen, and a second longer for what comes after. */
  async step(what: string, does: () => Promise<void>): Promise<void> {
    await this.page.evaluate(() => {
      (globalThis as unknown as { tasks: number[] }).tasks.length = 0;
    });
    const began = performance.now();
    await does();
    const took = performance.now() - began;
    await this.page.waitForTimeout(1_000);
    const tasks = await this.page.evaluate(() => [...(globalThis as unknown as { tasks: number[] }).tasks]);
    this.rows.push([what, short(Math.max(0, ...tasks)), String(tasks.length), short(took)]);
  }
  async choose(...names: readonly string[]): Promise<void> {
    for (const [i, name] of names.entries()) {
      const draft = this.drafts.filter({ hasText: name }).first();
      await draft.click(i === 0 ? {} : { modifiers: ['Shift'] });
    }
  }
  key = (key: string) => () => this.page.keyboard.press(key);
}

async function run(browser: Browser, home: string): Promise<void> {
  const context = await browser.newContext({ baseURL: home, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    localStorage.setItem('cordon.language', 'en');
    localStorage.setItem('cordon.hints', 'seen');
  });
  await context.request.post('/api/session', { data: { name: 'analyst', password: PASSWORD } });
  const page = await context.newPage();
  const dialog = new Promise<FileChooser>((resolve) => page.once('filechooser', resolve));
  await Desk.open({ page, context, watch: undefined as never }, CAMERA);
  const bench = new Bench(page);
  const { desk, drafts } = bench;
  await page.keyboard.press('d');
  await page.locator('canvas.map-sketch').waitFor();
  await bench.step('read three shapes out of a file', async () => {
    await page.keyboard.press('o');
    const buffer = Buffer.from(JSON.stringify(SHAPES));
    await (await dialog).setFiles({ name: 'three.geojson', mimeType: 'application/geo+json', buffer });
    await desk.drawer.getByRole('button', { name: 'Read', exact: true }).click();
    await drafts.nth(2).waitFor();
  });
  try {
    await steps(bench);
  } finally {
    printTable([`shapes of ${CORNERS} corners`, 'longest task ms', 'over 50 ms', 'done ms'], bench.rows);
    await context.close();
  }
}

async function steps(bench: Bench): Promise<void> {
  const { desk, page, bar } = bench;
  const grab = async (place: Place): Promise<void> => {
    const from = await desk.pixel(place, CAMERA);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 50, from.y + 12, { steps: 25 });
    await page.mouse.up();
  };
  for (const [name, place] of [
    ['first', around(at(1, 1), 0.002)[0]!],
    ['crossed', scribble(at(-1, 0), 0.0015)[0]!],
  ] as const) {
    await bench.choose(name);
    await bench.step(`${name}: take its corners in hand`, async () => {
      await page.keyboard.press('e');
      await bar.waitFor();
    });
    await bench.step(`${name}: drag one corner`, () => grab(place));
    await bench.step(`${name}: done`, async () => {
      await page.keyboard.press('Enter');
      await bar.waitFor({ state: 'detached' });
    });
    await bench.step(`${name}: undo`, bench.key('Control+z'));
    await bench.step(`${name}: redo`, bench.key('Control+Shift+z'));
    await bench.step(`${name}: undo again`, bench.key('Control+z'));
  }
  await bench.choose('crossed');
  await bench.step('crossed: mended', async () => {
    await desk.drawer.getByRole('button', { name: 'Mend it' }).click();
    await desk.drawer.getByRole('button', { name: 'Mend it' }).waitFor({ state: 'detached' });
  });
  /** Presses a key, and waits until what came of it can be undone: the worker may take no time or a second. */
  const operate = async (letter: string): Promise<void> => {
    const undo = page.locator('.draw-undo button').first();
    const before = await undo.getAttribute('aria-label');
    await page.keyboard.press(letter);
    await page.waitForFunction(
      (was) => document.querySelector('.draw-undo button')?.getAttribute('aria-label') !== was,
      before,
    );
  };
  for (const [what, letter] of [
    ['merged', 'u'],
    ['intersected', 'i'],
    ['subtracted', 't'],
  ] as const) {
    await bench.choose('first', 'second');
    await bench.step(`first and second ${what}`, () => operate(letter));
    await bench.step(`${what}: undo`, bench.key('Control+z'));
  }
  await bench.choose('first');
  await bench.step('first widened by a margin', () => operate('b'));
  await bench.step('page: map dragged with all of it in sight', async () => {
    const { x, y } = await desk.pixel(at(3, -2), CAMERA);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 200, y - 60, { steps: 20 });
    await page.mouse.up();
  });
}

const browser = await headless();
if (browser !== undefined) {
  const server = await TestServer.open();
  try {
    await server.say(...GROUND);
    await run(browser, server.url);
  } finally {
    await browser.close();
    await server.close();
  }
}
