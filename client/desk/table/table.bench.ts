// What a hand at a full desk feels: 100,000 cases in a table and on the map, with 2,000 zones and 5,000 sites, beside
// MapLibre's own GeoJSON sources with the same things in the same run. node client/desk/table/table.bench.ts [cases]
// `script` is JavaScript and `thread` all that the page's main thread did, in processor time by the browser's own count; long
// tasks are those over 50 ms. Drawing is another process, and here, without a graphics card, a slow one: the milliseconds
// between two frames say how slow. The map is moved for three seconds, whatever comes of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build, preview } from 'vite';
import { median, printTable, quantile, short } from '#shared/bench.fixture.ts';
import { headless } from '../../testing/headless.fixture.ts';

const CASES = Number(process.argv[2] ?? 100_000);
const READY = 60_000; // milliseconds: a busy machine without a graphics card takes its time
const HAND = 3_000; // milliseconds that a hand moves the map

type Counted = { readonly frames: number[]; readonly tasks: number[] };
type BenchPage = { counted: Counted; filter: (status: string | null) => Promise<void> };

const HEAD = ['script ms', 'thread ms', 'longest task ms', 'long tasks', 'frame ms', '95 %', 'done ms'];

class Bench {
  readonly page: Page;
  readonly rows: string[][] = [];
  readonly #name: string;
  readonly #session: CDPSession;

  constructor(page: Page, name: string, session: CDPSession) {
    this.page = page;
    this.#name = name;
    this.#session = session;
  }

  async #busy(): Promise<{ script: number; thread: number }> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const of = (wanted: string) => 1000 * (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN);
    return { script: of('ScriptDuration'), thread: of('TaskDuration') };
  }

  /** Does something and says what it cost. @param isTimed how long it takes is not ours to choose */
  async step(what: string, does: () => Promise<unknown>, isTimed = true): Promise<void> {
    await this.page.evaluate(() => {
      const { counted } = window as unknown as BenchPage;
      counted.frames.length = 0;
      counted.tasks.length = 0;
    });
    const before = await this.#busy();
    const began = performance.now();
    await does();
    const took = performance.now() - began;
    const after = await this.#busy();
    const { frames, tasks } = await this.page.evaluate(async () => {
      const { counted } = window as unknown as BenchPage;
      const frames = [...counted.frames];
      // Observers speak of a task a little after it.
      await new Promise((go) => setTimeout(go, 300));
      return { frames, tasks: [...counted.tasks] };
    });
    this.rows.push([
      `${this.#name}: ${what}`,
      short(after.script - before.script),
      short(after.thread - before.thread),
      short(Math.max(0, ...tasks)),
      String(tasks.length),
      short(median(frames)),
      short(quantile(frames, 0.95)),
      isTimed ? short(took) : '',
    ]);
    console.log(`  ${this.rows.at(-1)?.join('  ')}`);
  }

  /** The page is there with everything in sight, and nothing long has happened for two seconds. */
  async opened(): Promise<void> {
    const { page } = this;
    await page.waitForFunction(() => performance.getEntriesByName('bench-opened').length > 0);
    const [took, tasks] = await page.evaluate(
      () =>
        [
          performance.getEntriesByName('bench-opened')[0]?.startTime ?? Number.NaN,
          [...(window as unknown as BenchPage).counted.tasks],
        ] as const,
    );
    const { script, thread } = await this.#busy();
    const longest = short(Math.max(0, ...tasks));
    const what = `${this.#name}: opened, all in sight`;
    this.rows.push([what, short(script), short(thread), longest, String(tasks.length), '', '', short(took)]);
    console.log(`  ${this.rows.at(-1)?.join('  ')}`);
  }
}

async function open(browser: Browser, address: string, mode: string, name: string): Promise<Bench> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  page.setDefaultTimeout(READY);
  page.on('pageerror', ({ message }) => console.log(`  page: ${message}`));
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.addInitScript(() => localStorage.setItem('cordon.language', 'en'));
  await page.goto(`${address}?mode=${mode}&cases=${CASES}`);
  const bench = new Bench(page, name, session);
  await bench.opened();
  return bench;
}

async function moveMap(bench: Bench): Promise<void> {
  const { page } = bench;
  await bench.step(
    'map dragged',
    async () => {
      await page.mouse.move(700, 250);
      await page.mouse.down();
      for (const end = performance.now() + HAND; performance.now() < end; ) {
        const share = (performance.now() % 1000) / 1000;
        await page.mouse.move(700 + 150 * Math.sin(2 * Math.PI * share), 250 + 80 * Math.cos(2 * Math.PI * share));
      }
      await page.mouse.up();
    },
    false,
  );
  await bench.step(
    'map zoomed by the wheel',
    async () => {
      for (let i = 0; i < 24; i++) {
        await page.mouse.wheel(0, i < 12 ? -120 : 120);
        await page.waitForTimeout(80);
      }
    },
    false,
  );
}

async function product(bench: Bench): Promise<void> {
  const { page } = bench;
  const dock = page.locator('.dock');
  const settled = () => dock.locator('.table-count[data-busy=false]').waitFor();
  const isShown = (text: RegExp) => dock.locator('.table-count[data-busy=false]').filter({ hasText: text }).waitFor();
  await settled();
  await moveMap(bench);
  const grid = dock.getByRole('grid');
  await bench.step('table wheel over 30,000 pixels', async () => {
    const { x, y } = (await grid.boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(x + 200, y + 120);
    for (let i = 0; i < 30; i++) {
      await page.mouse.wheel(0, 1_000);
      await page.waitForTimeout(30);
    }
  });
  await bench.step('table End, Home, twenty pages down', async () => {
    await grid.focus();
    for (const key of ['End', 'Home', ...Array.from({ length: 20 }, () => 'PageDown')]) await page.keyboard.press(key);
  });
  for (const column of ['Status', 'Address']) {
    const head = dock.getByRole('columnheader', { name: column }).getByRole('button').first();
    await bench.step(`table sorted by ${column.toLowerCase()}`, async () => {
      await head.click();
      await dock.locator('[aria-sort=ascending]').waitFor();
      await settled();
    });
  }
  await dock.getByRole('button', { name: 'Column filters' }).click();
  await bench.step('table and map filtered to one status', async () => {
    await dock.getByRole('combobox', { name: /Status/ }).selectOption('confirmed');
    await isShown(/of/);
  });
  await bench.step('table and map a word typed, letter by letter', async () => {
    await dock.getByRole('searchbox').first().focus();
    await page.keyboard.type('Waterside 12,', { delay: 60 });
    await isShown(/of/);
  });
  await bench.step('table and map filters taken away', async () => {
    await dock.getByRole('button', { name: 'Clear filters' }).click();
    await settled();
  });
}

async function peer(bench: Bench): Promise<void> {
  await moveMap(bench);
  const filter = (status: string | null) => () =>
    bench.page.evaluate((wanted) => (window as unknown as BenchPage).filter(wanted), status);
  await bench.step('map filtered to one status', filter('confirmed'));
  await bench.step('filter taken away', filter(null));
}

const browser = await headless();
if (browser !== undefined) {
  const out = mkdtempSync(join(tmpdir(), 'table-bench-'));
  const config = {
    configFile: false as const,
    root: join(import.meta.dirname, 'table-bench'),
    logLevel: 'error' as const,
    plugins: [react()],
    build: { outDir: out, emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0 },
  };
  await build(config);
  const server = await preview({ ...config, preview: { port: 0 } });
  const rows: string[][] = [];
  try {
    for (const [mode, name, run] of [
      ['product', 'Cordon', product],
      ['circles', 'MapLibre GeoJSON', peer],
      ['clustered', 'MapLibre GeoJSON, clustered', peer],
    ] as const) {
      const bench = await open(browser, server.resolvedUrls?.local[0] ?? '', mode, name);
      try {
        await run(bench);
      } finally {
        rows.push(...bench.rows);
        await bench.page.close();
      }
    }
  } finally {
    printTable([`${CASES} cases, 2,000 zones, 5,000 sites`, ...HEAD], rows);
    await browser.close();
    await server.close();
    rmSync(out, { recursive: true });
  }
}
