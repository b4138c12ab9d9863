// From the thumb to the wall: a tap on a phone's page, through its sealed outbox, the server and the socket, to the frame in
// which the wall of quarantine shows the new number of that hotel, while a thousand other readers are connected. The number is
// one of the page (the row's text), seen by the wall's own frames; both clocks are this machine's. WALL_TAPS (1000),
// WALL_READERS (1000), WALL_EVERY (200 ms). Everything shares this machine's processors, the browser's drawing too.
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
const EVERY = Number(process.env.WALL_EVERY ?? 200);
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

/** Runs on the wall: notes for each hotel's number the first frame after the one in which it stood there, ms since 1970. */
function watch(): void {
  const seen = new Map<string, number>();
  Object.assign(globalThis, { seen });
  let fresh: string[] = [];
  const look = () => {
    const at = performance.timeOrigin + performance.now();
    for (const what of fresh) seen.set(what, at); // the frame it was part of has been drawn
    fresh = [];
    for (const row of document.querySelectorAll<HTMLAnchorElement>('.wall-row-site')) {
      const id = decodeURIComponent(row.search).split('/').at(-1);
      const what = `${id} ${
        row
          .querySelector('b')
          ?.textContent?.replaceAll(/[^\d/]/g, '')
          .split('/')[0]
      }`;
      if (!seen.has(what)) fresh.push(what);
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

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN;

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

    const sent: { what: string; at: number }[] = [];
    const began = performance.now();
    for (let i = 0; i < TAPS; i++) {
      const id = HOTELS[i % HOTELS.length] as string;
      const at = await phone.evaluate(tap, id);
      sent.push({ what: `${id} ${101 + Math.floor(i / HOTELS.length)}`, at });
      const due = began + (i + 1) * EVERY;
      if (due > performance.now()) await new Promise((go) => setTimeout(go, due - performance.now()));
    }
    const seen = async () =>
      new Map(await wall.evaluate(() => [...(globalThis as unknown as { seen: Map<string, number> }).seen]));
    const last = sent.at(-1)?.what ?? '';
    await until(async () => (await seen()).has(last), 'the wall shows the last tap');
    const book = await seen();
    const took = sent.flatMap(({ what, at }) =>
      book.get(what) === undefined ? [] : [(book.get(what) as number) - at],
    );
    took.sort((a, b) => a - b);
    const seconds = Math.round((performance.now() - began) / 1000);
    const told = Object.fromEntries([0.5, 0.95, 0.99, 1].map((q) => [`p${q * 100}`, Math.round(quantile(took, q))]));
    console.log(JSON.stringify({ taps: TAPS, readers: READERS, shown: took.length, seconds, ms: told }));
    expect(took.length).toBe(TAPS);
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
