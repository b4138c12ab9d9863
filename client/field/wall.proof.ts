// From the thumb to the wall: a tap on a phone's page, through its outbox, the server and the socket, to the pixel of the wall
// that shows it, while a thousand other readers are connected. WALL_TAPS (1000), WALL_READERS (1000), WALL_EVERY (200 ms).
// On a machine without a graphics card the wall is drawn by the processor that everything else of this proof shares.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { launch } from '../testing/browser.ts';
import { PHONE } from '../testing/field.ts';
import { KEY, PASSWORD, type Said, TestServer, until } from '../testing/server.ts';
import { GROUND } from '../testing/world.ts';

const TAPS = Number(process.env.WALL_TAPS ?? 1_000);
const READERS = Number(process.env.WALL_READERS ?? 1_000);
const EVERY = Number(process.env.WALL_EVERY ?? 200);
const CROWD = fileURLToPath(new URL('../testing/readers.fixture.ts', import.meta.url));
/** Testing points far enough apart that each has pixels of its own; each tap is about the next one. */
const BOOTHS = Array.from({ length: 10 }, (_, i) => `booth-${i}`);
const booths = (minutes: number): Said[] => BOOTHS.map((id) => ['site.queue', { id, waiting: 10, minutes, desks: 4 }]);

function crowd(url: string): Promise<ChildProcess> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [CROWD, url, KEY, String(READERS)], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk: Buffer) => {
      if (!chunk.toString().startsWith('joined')) return;
      if (chunk.toString().trim() === `joined ${READERS}`) done(child);
      else fail(new Error(chunk.toString()));
    });
    child.once('exit', (code) => fail(new Error(`the readers ended with ${code}`)));
  });
}

/** Runs before the wall's own scripts: what was drawn can be read back at any time. */
function keepDrawn(): void {
  const own = HTMLCanvasElement.prototype.getContext as (...given: unknown[]) => unknown;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given: unknown[]) {
    const [kind, options] = given;
    return own.call(this, kind, kind === 'webgl2' ? { ...(options as object), preserveDrawingBuffer: true } : options);
  } as typeof HTMLCanvasElement.prototype.getContext;
}

/** Runs on the wall: all pixels of the map, as it is drawn now. */
function pixels(): string {
  const map = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas')!;
  const copy = document.createElement('canvas');
  Object.assign(copy, { width: map.width, height: map.height });
  const context = copy.getContext('2d')!;
  context.drawImage(map, 0, 0);
  const { data } = context.getImageData(0, 0, map.width, map.height);
  const keep = globalThis as unknown as { pictures?: Uint8ClampedArray[] };
  keep.pictures = [...(keep.pictures ?? []), data].slice(-2);
  return `${map.width} ${map.height}`;
}

/**
 * Runs on the wall: the pixels that differ between the last two pictures, as one for each place, and from then on the moment of
 * each change of one of them. @returns how many places were found
 */
function watch(least: number): number {
  type Watched = { x: number; y: number; long: boolean };
  type Seen = { place: number; at: number; long: boolean };
  const keep = globalThis as unknown as { pictures: Uint8ClampedArray[]; seen: Seen[]; places: Watched[] };
  const [before, after] = keep.pictures as [Uint8ClampedArray, Uint8ClampedArray];
  const map = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas')!;
  const found: { x: number; y: number; by: number }[] = [];
  for (let i = 0; i < before.length; i += 4) {
    const by = [0, 1, 2].reduce((sum, c) => sum + Math.abs(before[i + c]! - after[i + c]!), 0);
    if (by < 60) continue;
    const [x, y] = [(i / 4) % map.width, Math.floor(i / 4 / map.width)];
    const near = found.find((one) => Math.hypot(one.x - x, one.y - y) < least);
    if (near === undefined) found.push({ x, y, by });
    else if (by > near.by) Object.assign(near, { x, y, by });
  }
  found.sort((a, b) => a.x - b.x);
  keep.places = found.map(({ x, y }) => ({ x, y, long: true }));
  keep.seen = [];
  const eye = document.createElement('canvas');
  Object.assign(eye, { width: found.length, height: 1 });
  const context = eye.getContext('2d', { willReadFrequently: true })!;
  const light = (data: Uint8ClampedArray, at: number) => data[at]! + data[at + 1]! + data[at + 2]!;
  const middles = keep.places.map(({ x, y }) => {
    const at = 4 * (y * map.width + x);
    return { middle: (light(before, at) + light(after, at)) / 2, isLongBrighter: light(after, at) > light(before, at) };
  });
  const look = () => {
    for (const [i, { x, y }] of keep.places.entries()) context.drawImage(map, x, y, 1, 1, i, 0, 1, 1);
    const { data } = context.getImageData(0, 0, found.length, 1);
    const at = performance.timeOrigin + performance.now();
    for (const [i, place] of keep.places.entries()) {
      const { middle, isLongBrighter } = middles[i]!;
      const long = light(data, 4 * i) > middle === isLongBrighter;
      if (long !== place.long) keep.seen.push({ place: i, at, long });
      place.long = long;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return found.length;
}

/** Runs on the phone: one report by its own page. @returns when the thumb touched "send", ms since 1970 */
async function tap({ id, isLong }: { id: string; isLong: boolean }): Promise<number> {
  const seen = async (selector: string): Promise<HTMLElement> => {
    for (let i = 0; i < 3_000; i++) {
      const found = document.querySelector<HTMLElement>(selector);
      if (found !== null) return found;
      await new Promise((go) => setTimeout(go, 5));
    }
    throw new Error(`never saw ${selector}`);
  };
  history.pushState({ field: { name: 'report', form: 'queue', layer: 'sites', id } }, '', '/field');
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  const choices = await seen('.choices .choice').then((one) =>
    one.parentElement!.querySelectorAll<HTMLElement>('.choice'),
  );
  choices[isLong ? choices.length - 1 : 0]!.click();
  const send = await seen('.sub-page .field-button-primary:not(:disabled)');
  const at = performance.timeOrigin + performance.now();
  send.click();
  await seen('.near-page');
  return at;
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN;

it(`${TAPS} taps reach the wall's pixels with ${READERS} readers connected`, async () => {
  const server = await TestServer.open();
  const browser = await launch();
  let readers: ChildProcess | undefined;
  try {
    const places: Said[] = BOOTHS.map((id, i) => [
      'site.registered',
      {
        id,
        name: `采样点 ${i}`,
        type: 'testing',
        desks: 4,
        open: true,
        position: [109.157 + 0.0095 * i, 39 + 0.02 * (i % 2)],
      },
    ]);
    await server.say(...GROUND, ...places, ...booths(5));
    readers = await crowd(server.url);
    const come = async (name: string, viewport: { width: number; height: number }, path: string): Promise<Page> => {
      const context = await browser.newContext({ baseURL: server.url, viewport, reducedMotion: 'reduce' });
      await context.addInitScript(keepDrawn);
      await context.addInitScript(() => localStorage.setItem('cordon.language', 'zh'));
      await context.request.post('/api/session', { data: { name, password: PASSWORD } });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(path);
      await page.locator('.freshness[data-freshness=live]').waitFor();
      return page;
    };
    const wall = await come('commander', { width: 1280, height: 720 }, '/wall');
    const phone = await come('field', PHONE, '/field');
    await phone.locator('.near-item').first().waitFor();
    await wall.waitForTimeout(6_000);
    await wall.evaluate(pixels);
    await server.say(...booths(60));
    await wall.waitForTimeout(3_000);
    await wall.evaluate(pixels);
    expect(await wall.evaluate(watch, 30)).toBe(BOOTHS.length);

    const sent: { place: number; at: number; long: boolean }[] = [];
    const state = BOOTHS.map(() => true);
    const began = performance.now();
    for (let i = 0; i < TAPS; i++) {
      const place = i % BOOTHS.length;
      state[place] = !state[place];
      sent.push({
        place,
        long: state[place],
        at: await phone.evaluate(tap, { id: BOOTHS[place]!, isLong: state[place] }),
      });
      const due = began + (i + 1) * EVERY;
      if (due > performance.now()) await wall.waitForTimeout(due - performance.now());
    }
    type Seen = { place: number; at: number; long: boolean };
    const seen = () => wall.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen);
    await until(async () => (await seen()).length >= TAPS, 'the wall shows the last tap', 30_000).catch(() => {});
    const book = Map.groupBy(await seen(), ({ place }) => place);
    const took = sent.flatMap(({ place, at, long }) => {
      const shown = book.get(place)?.find((one) => one.long === long && one.at >= at);
      return shown === undefined ? [] : [shown.at - at];
    });
    took.sort((a, b) => a - b);
    const seconds = (performance.now() - began) / 1000;
    const told = Object.fromEntries([0.5, 0.95, 0.99, 1].map((q) => [`p${q * 100}`, Math.round(quantile(took, q))]));
    console.log(
      JSON.stringify({ taps: TAPS, readers: READERS, shown: took.length, seconds: Math.round(seconds), ms: told }),
    );
    expect(took.length).toBe(TAPS);
  } finally {
    readers?.stdin?.end();
    await browser.close();
    await server.close();
  }
});
