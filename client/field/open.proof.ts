// How much the field's door brings over the line, and how soon it can be used: the first visit, a repeat visit without a network
// and on a slow one, with a processor four times as slow; and what one area's day away costs. OPEN_TIMES (5).
import type { CDPSession, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { launch } from '../testing/browser.ts';
import { FaultProxy } from '../testing/fault-proxy.ts';
import { PHONE } from '../testing/field.ts';
import { PASSWORD, TestServer, until } from '../testing/server.ts';

const TIMES = Number(process.env.OPEN_TIMES ?? 5);
/** Bytes a second and milliseconds: a phone at the edge of its cell. */
const SLOW = { offline: false, downloadThroughput: 50_000, uploadThroughput: 20_000, latency: 300 };
const FREE = { offline: false, downloadThroughput: -1, uploadThroughput: -1, latency: 0 };
const NOTHING = { ...FREE, offline: true };
const SLOWER = 4;
const DAY = 86_400_000;
const KB = 1_000;

/** Runs before the page's own scripts: when the first row of what is near stood on the screen, ms since the visit began. */
function noteUsable(): void {
  const look = () => {
    if (document.querySelector('.near-item') === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => Object.assign(globalThis, { usableAt: performance.now() }));
  };
  look();
}
const usable = async (page: Page): Promise<number> => {
  await page.locator('.near-item').first().waitFor();
  await page.waitForFunction(() => 'usableAt' in globalThis);
  return page.evaluate(() => (globalThis as unknown as { usableAt: number }).usableAt);
};

const median = (values: readonly number[]): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);

async function repeat(page: Page, cdp: CDPSession, line: object): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    await cdp.send('Network.emulateNetworkConditions', line as typeof SLOW);
    await page.reload({ waitUntil: 'commit' });
    times.push(await usable(page));
  }
  return median(times);
}

/** Runs in the page: how long one answer takes, and how large it is before it is unpacked. */
async function ask(
  path: string,
): Promise<{ status: number; ms: number; kB: number; transferred: number; body: string }> {
  performance.clearResourceTimings();
  const from = performance.now();
  const answer = await fetch(path);
  const body = await answer.text();
  const ms = Math.round(performance.now() - from);
  const entry = performance.getEntriesByType('resource').at(-1) as PerformanceResourceTiming | undefined;
  const kB = Math.round(body.length / 1_000);
  return {
    status: answer.status,
    ms,
    kB,
    transferred: Math.round((entry?.encodedBodySize ?? 0) / 1_000),
    body: body.slice(0, 200),
  };
}

it('opens small, and soon where it was before', async () => {
  const server = await TestServer.open({ demonstration: true });
  const proxy = await FaultProxy.open(server.port);
  const browser = await launch();
  try {
    const context = await browser.newContext({
      baseURL: proxy.url,
      viewport: PHONE,
      hasTouch: true,
      isMobile: true,
      reducedMotion: 'reduce',
    });
    await context.addInitScript(() => localStorage.setItem('cordon.language', 'zh'));
    await context.addInitScript(noteUsable);
    await context.request.post('/api/session', { data: { name: 'field', password: PASSWORD } });
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    const kinds = new Map<string, string>();
    const bytes = new Map<string, number>();
    cdp.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? 'Other';
      bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength);
    });
    const before = proxy.bytes;
    await page.goto('/field');
    const first = Math.round(await usable(page));
    const firstScripts = Math.round((bytes.get('Script') ?? 0) / KB);
    const byKind = Object.fromEntries([...bytes].map(([kind, n]) => [kind, Math.round(n / KB)]));
    await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker holds the page');
    await page.locator('.freshness[data-freshness=live]').waitFor();
    await page.waitForTimeout(5_000); // the situation is kept
    const all = Math.round((proxy.bytes - before) / KB);

    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const offline = await repeat(page, cdp, NOTHING);
    const slow = await repeat(page, cdp, SLOW);

    // A day away: what this account is told of, by number where the server still knows, else as a whole.
    await cdp.send('Network.emulateNetworkConditions', FREE);
    const now = await page.evaluate(async () => {
      const { epoch, seq, view, asOf } = (await (await fetch('/api/situation')).json()) as {
        epoch: string;
        seq: number;
        view: string;
        asOf: Record<string, string>;
      };
      return { epoch, seq, view, at: Object.values(asOf).sort().at(-1) ?? '' };
    });
    const yesterday = new Date(Date.parse(now.at) - DAY).toISOString();
    const then = await page.evaluate(async (at) => {
      const { seq } = (await (await fetch(`/api/situation?knownAt=${encodeURIComponent(at)}`)).json()) as {
        seq: number;
      };
      return seq;
    }, yesterday);
    await cdp.send('Network.emulateNetworkConditions', SLOW);
    const changes = await page.evaluate(ask, `/api/changes?after=${then}&epoch=${now.epoch}&view=${now.view}`);
    const whole = await page.evaluate(ask, '/api/situation');
    const { body: _, ...changed } = changes;
    const { body: __, ...loaded } = whole;
    console.log(
      JSON.stringify({
        firstVisit: { ms: first, kB: byKind, withWorker: all },
        repeat: { offline, slow, times: TIMES },
        dayAway: { events: now.seq - then, changes: changed, whole: loaded },
      }),
    );
    expect(firstScripts).toBeLessThanOrEqual(350);
    expect(all).toBeLessThan(5_000);
  } finally {
    await browser.close();
    await proxy.close();
    await server.close();
  }
});
