// From the thumb to the wall: a tap on a phone's page, through its sealed outbox, the server and the socket, to the frame in
// which the wall of quarantine shows the new number of that hotel, while a thousand other readers are connected. The number is
// one of the page (the row's text), seen by the wall's own frames; both clocks are this machine's. WALL_TAPS (1000),
// WALL_READERS (1000), WALL_EVERY (250 ms). Everything shares this machine's processors, the browser's drawing too.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { launch } from '../testing/browser.ts';
import { PHONE, unlock } from '../testing/field.ts';
import { KEY, PASSWORD, type Said, TestServer, until } from '../testing/server.ts';
import { GROUND } from '../testing/world.ts';

const TAPS = Number(process.env.WALL_TAPS ?? 1_000);
const READERS = Number(process.env.WALL_READERS ?? 1_000);
const EVERY = Number(process.env.WALL_EVERY ?? 250);
/** Goal of the issue, ms. */
const P99 = 2_000;
const CROWD = fileURLToPath(new URL('../testing/crowd.fixture.ts', import.meta.url));
const CAPACITY = 50_000;
const HOTELS = Array.from({ length: 10 }, (_, i) => `hotel-${i}`);

function crowd(url: string): Promise<ChildProcess> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [CROWD, url, KEY, String(READERS)], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk: Buffer) => {
      const said = chunk.toString().trim();
      if (said.startsWith('got')) console.log(`the readers ${said}`);
      else if (said === `joined ${READERS}`) done(child);
      else fail(new Error(said));
    });
    child.once('exit', (code) => fail(new Error(`the readers ended with ${code}`)));
  });
}

type Seen = { readonly id: string; readonly value: number; readonly at: number };

/** Runs on the wall: each new number of a hotel, with the first frame after the one in which it stood there, ms since 1970. */
function watch(): void {
  const seen: Seen[] = [];
  Object.assign(globalThis, { seen });
  const shown = new Map<string, number>();
  let fresh: Omit<Seen, 'at'>[] = [];
  const look = () => {
    const at = performance.timeOrigin + performance.now();
    for (const what of fresh) seen.push({ ...what, at }); // the frame it was part of has been drawn
    fresh = [];
    for (const row of document.querySelectorAll<HTMLAnchorElement>('.wall-row-site')) {
      const id = decodeURIComponent(row.search).split('/').at(-1) ?? '';
      const value = Number(row.querySelector('b')?.textContent?.split('/')[0]?.replaceAll(/\D/g, ''));
      if (shown.get(id) === value) continue;
      shown.set(id, value);
      fresh.push({ id, value });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs on the phone: one more room in use, by its own page. @returns when the thumb touched "send", ms since 1970 */
async function tap(id: string): Promise<number> {
  const seen = async (selector: string): Promise<HTMLElement> => {
    for (let i = 0; i < 3_000; i++) {
      const found = document.querySelector<HTMLElement>(selector);
      if (found !== null) return found;
      await new Promise((go) => setTimeout(go, 5));
    }
    throw new Error(`never saw ${selector}`);
  };
  history.pushState({ field: { name: 'report', form: 'rooms', layer: 'sites', id } }, '', '/field');
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  (await seen('.stepper:nth-of-type(3) button:last-of-type')).click();
  await new Promise((go) => requestAnimationFrame(go));
  const send = await seen('.form-end .field-button-primary:not(:disabled)');
  const at = performance.timeOrigin + performance.now();
  send.click();
  await seen('.near-page');
  return at;
}

/** When the server wrote down each number of each hotel, ms since 1970. */
async function recordedAt(server: TestServer): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const id of HOTELS) {
    type Told = { kind: string; recordedAt: string; data: { occupied?: number } };
    const { history } = (await server.get(`/api/sites/${id}`)) as unknown as { history: Told[] };
    for (const { recordedAt: at, data } of history) found.set(`${id} ${data.occupied}`, Date.parse(at));
  }
  return found;
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(q * values.length) - 1] ?? Number.NaN;
const quantiles = (values: readonly number[]): object =>
  Object.fromEntries([0.5, 0.95, 0.99, 1].map((q) => [`p${q * 100}`, Math.round(quantile(values, q))]));

it(`${TAPS} taps reach the wall with ${READERS} readers connected`, async () => {
  const server = await TestServer.open();
  const browser = await launch();
  let readers: ChildProcess | undefined;
  try {
    const places = HOTELS.flatMap((id, i): Said[] => [
      [
        'site.registered',
        { id, name: `宾馆 ${i}`, type: 'quarantine', capacity: CAPACITY, position: [109.17 + 0.006 * i, 39] },
      ],
      ['site.rooms', { id, ready: 10, occupied: 100 }],
    ]);
    await server.say(...GROUND, ...places);
    readers = await crowd(server.url);
    const come = async (name: string, viewport: { width: number; height: number }, path: string): Promise<Page> => {
      const context = await browser.newContext({ baseURL: server.url, viewport, reducedMotion: 'reduce' });
      await context.addInitScript(() => localStorage.setItem('cordon.language', 'zh'));
      await context.request.post('/api/session', { data: { name, password: PASSWORD } });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(path);
      return page;
    };
    const wall = await come('commander', { width: 1280, height: 720 }, '/wall/quarantine');
    await wall
      .locator('.wall-row-site')
      .nth(HOTELS.length - 1)
      .waitFor();
    const phone = await come('field', PHONE, '/field');
    await unlock(phone);
    for (const page of [wall, phone]) await page.locator('.freshness[data-freshness=live]').waitFor();
    await phone.locator('.near-item').first().waitFor();
    await wall.evaluate(watch);

    const sent: Seen[] = [];
    const began = performance.now();
    for (let i = 0; i < TAPS; i++) {
      const id = HOTELS[i % HOTELS.length] as string;
      const at = await phone.evaluate(tap, id);
      sent.push({ id, value: 101 + Math.floor(i / HOTELS.length), at });
      const due = began + (i + 1) * EVERY;
      if (due > performance.now()) await new Promise((go) => setTimeout(go, due - performance.now()));
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    const read = () => wall.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen);
    // A number that was passed over in one frame has arrived with the next one of its hotel.
    const arrival = (seen: readonly Seen[], { id, value }: Seen) =>
      seen.find((one) => one.id === id && one.value >= value)?.at;
    await until(async () => arrival(await read(), sent.at(-1) as Seen) !== undefined, 'the wall shows the last tap');
    const seen = await read();
    const took = sent.map((one) => (arrival(seen, one) ?? Number.NaN) - one.at);
    const recorded = await recordedAt(server);
    const toServer = sent.map((one) => (recorded.get(`${one.id} ${one.value}`) ?? Number.NaN) - one.at);
    console.log(
      JSON.stringify({
        ...{ taps: TAPS, readers: READERS, seconds },
        ...{ toServer: quantiles(toServer), toWall: quantiles(took) },
      }),
    );
    expect(took.filter(Number.isNaN)).toEqual([]);
    expect(quantile(took, 0.99)).toBeLessThanOrEqual(P99);
    const ended = new Promise((done) => readers?.once('exit', done));
    readers.stdin?.end();
    await ended;
  } finally {
    readers?.kill();
    await browser.close();
    await server.close();
  }
});
