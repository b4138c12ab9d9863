// From navigation to a drawn map, and what each door sends: node client/map/open.bench.ts [rounds]
// A browser that has seen nothing of it yet, the real server with the demonstration, on this machine. `drawn` is the frame in
// which every tile in view is there. Bytes are those on the wire, compressed as the server compresses them.
import type { Browser } from 'playwright-core';
import { median, printTable, short } from '#shared/bench.fixture.ts';
import { headless } from '../testing/headless.fixture.ts';
import { PASSWORD, TestServer } from '../testing/server.ts';

const ROUNDS = Number(process.argv[2] ?? 3);
const DOORS = ['/', '/desk', '/wall', '/field'] as const;
const PATIENCE = 180_000;
/** What requests are for, as the browser calls it, and as the table does. */
const KINDS: { readonly [type: string]: 'script' | 'style' | 'font' } = {
  Script: 'script',
  Stylesheet: 'style',
  Font: 'font',
};

type Opened = {
  readonly drawn?: number;
  readonly contentful: number;
  readonly bytes: { readonly [K in 'script' | 'style' | 'font' | 'data']: number };
};

async function openDoor(browser: Browser, home: string, door: string): Promise<Opened> {
  const context = await browser.newContext({ baseURL: home, viewport: { width: 1440, height: 900 } });
  const answer = await context.request.post('/api/session', { data: { name: 'analyst', password: PASSWORD } });
  if (answer.status() !== 204) throw new Error(`sign-in: ${answer.status()}`);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const bytes = { script: 0, style: 0, font: 0, data: 0 };
  const kinds = new Map<string, keyof typeof bytes>();
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, KINDS[type] ?? 'data'));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[kinds.get(requestId) ?? 'data'] += encodedDataLength;
  });
  await page.goto(door, { timeout: PATIENCE });
  const hasMap = door === '/desk' || door === '/wall';
  if (hasMap) {
    const isDrawn = () => performance.getEntriesByName('cordon-map-drawn').length > 0;
    await page.waitForFunction(isDrawn, undefined, { timeout: PATIENCE });
  } else await page.waitForLoadState('networkidle');
  const times = await page.evaluate(() => ({
    drawn: performance.getEntriesByName('cordon-map-drawn')[0]?.startTime,
    contentful: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  }));
  await context.close();
  return { ...times, bytes };
}

const kilobytes = (count: number): string => short(count / 1000);

const browser = await headless();
if (browser !== undefined) {
  const server = await TestServer.open({ demonstration: true });
  try {
    const rows: string[][] = [];
    for (const door of DOORS) {
      const opened: Opened[] = [];
      for (let round = 0; round < ROUNDS; round += 1) opened.push(await openDoor(browser, server.url, door));
      const { bytes } = opened[0] as Opened;
      const drawn = opened.flatMap((each) => each.drawn ?? []);
      rows.push([
        door,
        short(median(opened.map(({ contentful }) => contentful))),
        drawn.length === 0 ? '' : short(median(drawn)),
        kilobytes(bytes.script),
        kilobytes(bytes.style),
        kilobytes(bytes.font),
        kilobytes(bytes.data),
      ]);
    }
    printTable(['door', 'first paint ms', 'map drawn ms', 'script kB', 'style kB', 'fonts kB', 'data kB'], rows);
  } finally {
    await browser.close();
    await server.close();
  }
}
