// G22, in short form: a wall in Chromium while its feed runs fifty times as fast as life (SOAK_MINUTES of the wall clock,
// SOAK_RATE). Its memory after a forced collection, its nodes, its listeners and what it holds on the graphics card are
// sampled; printed are the samples, their slopes, and the tasks that held its main thread for more than 50 ms.
// On a machine without a graphics card drawing is done by processes of the same cores: long tasks contain waiting for them.
import { expect, it } from 'vitest';
import { printTable, short } from '#shared/bench.fixture.ts';
import { launch } from '../testing/browser.ts';
import { PASSWORD, TestServer } from '../testing/server.ts';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 30);
const RATE = Number(process.env.SOAK_RATE ?? 50);
const SAMPLES = 12;
/** Samples at the beginning that count for nothing: texts, fonts, tiles and compiled code come in then. */
const WARM = 4;
/** Wall milliseconds at the beginning in which a page may be busy (issue 5). */
const OPENING = 5_000;
const PATIENCE = 180_000;
const MIB = 1024 * 1024;

type Sample = {
  /** wall minutes since the first */
  readonly at: number;
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly gpu: number;
  /** entities of the situation that this reader is sent: what the copy has to hold */
  readonly entities: number;
};
type Counted = { readonly gpuObjects: Record<string, number>; readonly longTasks: { at: number; ms: number }[] };

/** Counts what is made and deleted on the graphics card, and the long tasks of the main thread; runs in the page. */
function count(): void {
  const gpuObjects: Record<string, number> = {};
  const longTasks: { at: number; ms: number }[] = [];
  Object.assign(globalThis, { counted: { gpuObjects, longTasks } });
  const prototype = WebGL2RenderingContext.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const kind of [
    'Buffer',
    'Texture',
    'VertexArray',
    'Framebuffer',
    'Renderbuffer',
    'Program',
    'Shader',
    'Sampler',
  ]) {
    gpuObjects[kind] = 0;
    const [make, end] = [prototype[`create${kind}`], prototype[`delete${kind}`]];
    if (make === undefined || end === undefined) continue;
    prototype[`create${kind}`] = function (...given) {
      gpuObjects[kind] = (gpuObjects[kind] ?? 0) + 1;
      return make.apply(this, given);
    };
    prototype[`delete${kind}`] = function (...given) {
      if (given[0] != null) gpuObjects[kind] = (gpuObjects[kind] ?? 0) - 1;
      return end.apply(this, given);
    };
  }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ at: startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** Of a straight line through the samples after the warm-up, by least squares; per wall minute. */
function slope(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const used = samples.slice(WARM);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(used.map(({ at }) => at)), mean(used.map(of))];
  const over = used.reduce((sum, sample) => sum + (sample.at - x) * (of(sample) - y), 0);
  return over / used.reduce((sum, { at }) => sum + (at - x) ** 2, 0);
}

it(`is flat over ${MINUTES} minutes at ${RATE} times the feed`, async () => {
  const server = await TestServer.open({ demonstration: true, rate: RATE });
  const browser = await launch();
  try {
    const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1920, height: 1080 } });
    await context.addInitScript(count);
    await context.request.post('/api/session', { data: { name: 'commander', password: PASSWORD } });
    const page = await context.newPage();
    await page.goto('/wall', { timeout: PATIENCE });
    await page.waitForFunction(() => performance.getEntriesByName('cordon-map-drawn').length > 0, undefined, {
      timeout: PATIENCE,
    });
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const started = performance.now();
    const samples: Sample[] = [];
    for (let turn = 0; turn <= SAMPLES; turn += 1) {
      const due = started + (turn * MINUTES * 60_000) / SAMPLES;
      await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { metrics } = await session.send('Performance.getMetrics');
      const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
      const { gpuObjects } = await page.evaluate(() => (globalThis as unknown as { counted: Counted }).counted);
      const answer = await context.request.get('/api/situation', { timeout: PATIENCE });
      const situation = (await answer.json()) as { entities: object };
      const sample: Sample = {
        at: (performance.now() - started) / 60_000,
        heap: usedSize / MIB,
        nodes: metric('Nodes'),
        listeners: metric('JSEventListeners'),
        gpu: Object.values(gpuObjects).reduce((sum, made) => sum + made, 0),
        entities: Object.values(situation.entities).reduce((sum, layer) => sum + Object.keys(layer).length, 0),
      };
      samples.push(sample);
      // At once: what breaks off after half an hour has told what it saw.
      console.log(JSON.stringify(sample));
    }
    const { gpuObjects, longTasks } = await page.evaluate(
      () => (globalThis as unknown as { counted: Counted }).counted,
    );
    const rows = samples.map((each) => [
      each.at.toFixed(1),
      each.heap.toFixed(1),
      String(each.nodes),
      String(each.listeners),
      String(each.gpu),
      String(each.entities),
    ]);
    printTable(['minute', 'heap MiB', 'nodes', 'listeners', 'GPU objects', 'entities'], rows);
    const perHour = 60 * slope(samples, ({ heap }) => heap);
    const late = longTasks.filter(({ at }) => at > OPENING);
    console.log(`heap: ${short(perHour)} MiB an hour at ${RATE}x, ${short(perHour / RATE)} at 1x;`);
    console.log(`entities: ${short(60 * slope(samples, ({ entities }) => entities))} an hour at ${RATE}x`);
    console.log(`on the graphics card: ${JSON.stringify(gpuObjects)}`);
    console.log(
      `tasks over 50 ms after the first 5 s: ${late.length}, the longest ${short(Math.max(0, ...late.map(({ ms }) => ms)))} ms`,
    );
    const longest = late.toSorted((one, other) => other.ms - one.ms).slice(0, 12);
    console.log(
      `of them in the first minute: ${late.filter(({ at }) => at < 60_000).length}; the longest, at second: ms`,
    );
    console.log(longest.map(({ at, ms }) => `${Math.round(at / 1000)}: ${Math.round(ms)}`).join(' · '));
    // A flat line, within what a change of scene or a burst of cases may add for a moment.
    const [first, last] = [samples[WARM], samples.at(-1)];
    expect(last?.nodes).toBeLessThan(1.25 * (first?.nodes ?? 0));
    expect(last?.listeners).toBeLessThan(1.1 * (first?.listeners ?? 0));
    expect(last?.gpu).toBeLessThan(1.25 * (first?.gpu ?? 0));
    expect(perHour / RATE).toBeLessThan(1);
    expect(await page.locator('.freshness').getAttribute('data-freshness')).toMatch(/live|delayed/);
  } finally {
    await browser.close();
    await server.close();
  }
});
