// What new data cost the page: main-thread milliseconds a second while 500 cases a second change among 100,000 with 2,000
// zones under them, and milliseconds from a delta to its pixel. node client/map/update.bench.ts [seconds] [word of a name]
// Against MapLibre's setData and updateData in the same page. Processor time of the page's main thread, by the browser's own
// count: `script` is JavaScript, `all` is everything that the thread does. Drawing itself is another process, and here,
// without a graphics card, a slow one: frames a second say how slow, and milliseconds to the pixel contain it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import { build, preview } from 'vite';
import { median, printTable, quantile, ratio, short } from '#shared/bench.fixture.ts';
import { headless } from '../testing/headless.fixture.ts';

const SECONDS = Number(process.argv[2] ?? 10);
/** Only what has it in its name: all six take a quarter of an hour on a busy machine. */
const WORD = process.argv[3] ?? '';
const PROBES = 12;
const READY = 180_000; // milliseconds: a busy machine without a graphics card takes its time

type Counted = { readonly frames: number; readonly longTasks: number; readonly longest: number };
type BenchPage = { counted: Counted; start: () => void; probe: () => Promise<number> };
type Cost = Counted & { readonly script: number; readonly all: number };

const MODES = [
  { name: 'ours, whole region: clusters', query: 'mode=product&zoom=10', near: false },
  { name: 'ours, one street: dots', query: 'mode=product&zoom=15', near: true },
  { name: 'MapLibre updateData', query: 'mode=updateData&zoom=10', near: false },
  { name: 'MapLibre updateData, one street', query: 'mode=updateData&zoom=15', near: true },
  { name: 'MapLibre setData', query: 'mode=setData&zoom=10', near: false },
  { name: 'MapLibre setData, one street', query: 'mode=setData&zoom=15', near: true },
] as const;

async function open(browser: Browser, address: string, query: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  page.on('pageerror', ({ message }) => console.log(`  page: ${message}`));
  await page.goto(`${address}?${query}`);
  await page.waitForFunction(() => 'start' in window, undefined, { timeout: READY });
  await settled(page);
  return page;
}

/** Until what the page does at first is done: three seconds in a row in which its main thread had next to nothing to do. */
async function settled(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const end = performance.now() + READY;
  for (let calm = 0; calm < 3 && performance.now() < end; ) {
    const before = await tasks(session);
    await page.waitForTimeout(1000);
    calm = (await tasks(session)) - before < 0.15 ? calm + 1 : 0;
  }
  await session.detach();
}

type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;
async function metrics(session: Session): Promise<Map<string, number>> {
  const answer = await session.send('Performance.getMetrics');
  return new Map(answer.metrics.map(({ name, value }) => [name, value]));
}
const tasks = async (session: Session) => (await metrics(session)).get('TaskDuration') ?? 0;

async function cost(browser: Browser, address: string, query: string): Promise<Cost> {
  const page = await open(browser, address, query);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const counted = () => page.evaluate(() => ({ ...(window as unknown as BenchPage).counted }));
  await page.evaluate(() => (window as unknown as BenchPage).start());
  await page.waitForTimeout(3000);
  await page.evaluate(() => Object.assign((window as unknown as BenchPage).counted, { longTasks: 0, longest: 0 }));
  const [before, framesBefore, began] = [await metrics(session), await counted(), performance.now()];
  await page.waitForTimeout(SECONDS * 1000);
  const [after, framesAfter, took] = [await metrics(session), await counted(), (performance.now() - began) / 1000];
  await page.close();
  const perSecond = (name: string) => (1000 * ((after.get(name) ?? 0) - (before.get(name) ?? 0))) / took;
  return {
    ...framesAfter,
    script: perSecond('ScriptDuration'),
    all: perSecond('TaskDuration'),
    frames: (framesAfter.frames - framesBefore.frames) / took,
  };
}

/** While the same 500 changes a second go on. Only where the probe can be seen: far away. */
async function latency(browser: Browser, address: string, query: string): Promise<number[]> {
  const page = await open(browser, address, `${query}&watch`);
  await page.evaluate(() => (window as unknown as BenchPage).start());
  await page.waitForTimeout(3000);
  const times: number[] = [];
  for (let n = 0; n < PROBES; n += 1) {
    times.push(await page.evaluate(() => (window as unknown as BenchPage).probe()));
    await page.waitForTimeout(130 * (n % 4)); // not in step with anything
  }
  await page.close();
  return times;
}

async function run(browser: Browser, address: string): Promise<void> {
  const costs = new Map<string, Cost>();
  const times = new Map<string, number[]>();
  const modes = MODES.filter(({ name }) => name.includes(WORD));
  for (const { name, query, near } of modes) {
    const found = await cost(browser, address, query);
    costs.set(name, found);
    console.log(`  ${name}: ${short(found.all)} ms a second, longest task ${short(found.longest)} ms`);
    if (!near) times.set(name, await latency(browser, address, query));
  }
  printTable(
    ['', 'script ms/s', 'all ms/s', 'of setData', 'long tasks', 'longest ms', 'frames/s', 'to pixel ms', '90 %'],
    modes.map(({ name, near }) => {
      const { script, all, longTasks, longest, frames } = costs.get(name) as Cost;
      const peer = costs.get(near ? 'MapLibre setData, one street' : 'MapLibre setData');
      const seen = times.get(name) ?? [];
      const to = seen.length === 0 ? ['', ''] : [short(median(seen)), short(quantile(seen, 0.9))];
      return [
        name,
        short(script),
        short(all),
        peer === undefined ? '' : ratio(all, peer.all),
        `${longTasks}`,
        short(longest),
        short(frames),
        ...to,
      ];
    }),
  );
}

const browser = await headless();
if (browser !== undefined) {
  const out = mkdtempSync(join(tmpdir(), 'update-bench-'));
  const config = {
    configFile: false as const,
    root: join(import.meta.dirname, 'update-bench'),
    logLevel: 'error' as const,
    plugins: [react()],
    build: { outDir: out, emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0 },
  };
  await build(config);
  const server = await preview({ ...config, preview: { port: 0 } });
  try {
    await run(browser, server.resolvedUrls?.local[0] ?? '');
  } finally {
    await browser.close();
    await server.close();
    rmSync(out, { recursive: true });
  }
}
