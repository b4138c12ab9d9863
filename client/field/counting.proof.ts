// One gate, two and five phones, each behind a bad network of its own: what the centre counts is the taps made, exactly.
// COUNTING_TAPS (80) for each phone, COUNTING_SEED.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawsFrom } from '#shared/domain/draws.ts';
import { launch } from '../testing/browser.ts';
import { FaultProxy } from '../testing/fault-proxy.ts';
import { openPage, PHONE, unlock, unsettled } from '../testing/field.ts';
import { PASSWORD, TestServer, until } from '../testing/server.ts';
import { GROUND, WORLD } from '../testing/world.ts';

const TAPS = Number(process.env.COUNTING_TAPS ?? 80);
const draws = drawsFrom(process.env.COUNTING_SEED ?? 'a gate in the rain');
const upTo = (most: number): number => Math.floor(draws.next() * (most + 1));

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

type Phone = { readonly page: Page; readonly proxy: FaultProxy };

async function phoneAt(gate: string): Promise<Phone> {
  const proxy = await FaultProxy.open(server.port);
  const context = await browser.newContext({ baseURL: proxy.url, viewport: PHONE, reducedMotion: 'reduce' });
  await context.addInitScript(() => localStorage.setItem('cordon.language', 'zh'));
  await context.request.post('/api/session', { data: { name: 'field', password: PASSWORD } });
  const page = await context.newPage();
  await page.goto('/field');
  await unlock(page);
  await page.locator('.near-item').first().waitFor();
  await page.evaluate(openPage, { name: 'report', form: 'counter', layer: 'checkpoints', id: gate });
  await page.locator('.counter-big').first().waitFor();
  return { page, proxy };
}

/** Runs in the page: taps with the pauses of a crew, some of them taken back. @returns what stays, in and out */
async function count({ taps, salt }: { taps: number; salt: number }): Promise<[number, number]> {
  const stays: [number, number] = [0, 0];
  const last: (0 | 1)[] = [];
  let state = salt;
  const next = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % most;
  };
  const sides = [...document.querySelectorAll<HTMLElement>('.counter-big')];
  const shown = () => sides.map((side) => Number(side.querySelector('strong')?.textContent ?? 0));
  const settle = async () => {
    for (let i = 0; i < 3_000 && shown().join() !== stays.join(); i++) await new Promise((go) => setTimeout(go, 10));
  };
  for (let i = 0; i < taps; i++) {
    const side = next(3) === 0 ? 1 : 0;
    sides[side]?.click();
    stays[side] += 1;
    last.push(side);
    if (next(8) === 0) {
      await settle();
      document.querySelector<HTMLElement>('.sub-page > .field-button')?.click();
      const back = last.pop();
      if (back !== undefined) stays[back] -= 1;
      await settle();
    }
    // Now and then a pause in which what was counted goes on its way.
    await new Promise((go) => setTimeout(go, next(15) === 0 ? 5_000 : 20 + next(200)));
  }
  await settle();
  return stays;
}

const WEATHER = ['pass', 'pass', 'stall', 'cut', 'mute'] as const;

it.each([
  [2, 'post'],
  [5, 'south'],
] as const)('%i phones at one gate', async (size, gate) => {
  if (gate !== 'post')
    await server.say([
      'checkpoint.registered',
      { id: gate, name: '南口卡点', type: 'road', position: [109.2, 39.001], status: 'running' },
    ]);
  const phones = await Promise.all(Array.from({ length: size }, () => phoneAt(gate)));
  let changes = 0;
  const storm = setInterval(() => {
    for (const { proxy } of phones)
      if (upTo(3) === 0) {
        proxy[WEATHER[upTo(WEATHER.length - 1)] ?? 'pass']();
        changes += 1;
      }
  }, 700);
  const counted = await Promise.all(
    phones.map(({ page }, i) => page.evaluate(count, { taps: TAPS, salt: 11 + 31 * i })),
  );
  clearInterval(storm);
  for (const { proxy } of phones) proxy.pass();
  for (const { page } of phones)
    await until(async () => (await page.evaluate(unsettled)) === 0, 'everything told has its end', 180_000);
  const { totals } = (await server.get(`/api/checkpoints/${gate}`))['properties'] as {
    totals: { in: { vehicles: number; slots: number }; out: { vehicles: number } };
  };
  const sum = (side: 0 | 1) => counted.reduce((all, one) => all + one[side], 0);
  console.log(JSON.stringify({ phones: size, taps: TAPS * size, changes, counted, centre: [totals.in, totals.out] }));
  expect([totals.in.vehicles, totals.out.vehicles]).toEqual([sum(0), sum(1)]);
  expect(changes).toBeGreaterThan(5);
  for (const { page, proxy } of phones) {
    await page.context().close();
    await proxy.close();
  }
});
