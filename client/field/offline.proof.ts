// G2, G10, G12 and F19-F23 on the real page: reports made without a network in two tabs of a phone whose clock is ten years
// ahead, the browser killed at random moments after "saved on this phone", the server started and killed in the middle, the
// rights of the account changed before it all is sent. OFFLINE_REPORTS (500), OFFLINE_SEED.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { drawsFrom } from '#shared/domain/draws.ts';
import { openPage, reports, unlock, unsettled } from '../testing/field.ts';
import { Phone } from '../testing/phone.ts';
import { type Answer, PASSWORD, TestServer, until } from '../testing/server.ts';
import { GROUND, WORLD } from '../testing/world.ts';

const WANTED = Number(process.env.OFFLINE_REPORTS ?? 500);
const draws = drawsFrom(process.env.OFFLINE_SEED ?? 'a night without a network');
/** A whole number from 0 to `most`, both included. */
const upTo = (most: number): number => Math.floor(draws.next() * (most + 1));
const CREW = 'crew';
/** Reports that each of two tabs is about to make when the browser is killed. */
const ROUND = 100;

/** What one tab has said of itself: taps it asked for, and what the page then showed as saved. */
type Said = { readonly what: string; readonly n: number; readonly isSaved: boolean };
type Forms = readonly { readonly form: string; readonly layer: string; readonly id: string }[];

/** East of 109.2 lie the clinic and the depot: out of reach once the crew's area is the western half. */
const WEST = {
  id: 'west',
  level: 'community',
  parent: 'east',
  name: '西片',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [109.16, 38.96],
        [109.199, 38.96],
        [109.199, 39.04],
        [109.16, 39.04],
        [109.16, 38.96],
      ],
    ],
  },
};
const FORMS: Forms = [
  { form: 'queue', layer: 'sites', id: 'booth' },
  { form: 'wrong', layer: 'sites', id: 'hotel' },
  { form: 'wrong', layer: 'sites', id: 'clinic' },
  { form: 'wrong', layer: 'checkpoints', id: 'post' },
  { form: 'duty', layer: 'sites', id: 'depot' },
  { form: 'duty', layer: 'checkpoints', id: 'post' },
];

/** Runs in the page: `times` reports by the hand of the page itself, each told when asked for and when it shows as saved. */
async function work({ forms, times, salt }: { forms: Forms; times: number; salt: number }): Promise<void> {
  const tell = (globalThis as unknown as { tell: (said: object) => Promise<void> }).tell;
  let state = salt;
  const next = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % most;
  };
  const seen = async <E extends Element>(selector: string): Promise<E> => {
    for (let i = 0; i < 1_500; i++) {
      const found = document.querySelector<E>(selector);
      if (found !== null) return found;
      await new Promise((go) => setTimeout(go, 10));
    }
    throw new Error(`never saw ${selector}`);
  };
  const open = (page: object) => {
    history.pushState({ field: page }, '', '/field');
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  };
  for (let i = 0; i < times; i++) {
    const form = forms[next(forms.length)]!;
    const what = `${form.form} ${form.id}`;
    open({ name: 'report', ...form });
    await seen('.sub-page');
    if (form.form === 'queue') (await seen<HTMLElement>(`.choices .choice:nth-of-type(${1 + next(6)})`)).click();
    await tell({ what, n: 1, isSaved: false });
    if (form.form === 'wrong') (await seen<HTMLElement>(`.choices-tall .choice:nth-of-type(${1 + next(2)})`)).click();
    else (await seen<HTMLElement>('.sub-page .field-button-primary:not(:disabled)')).click();
    await seen('.near-page'); // it goes back only when it is saved
    await tell({ what, n: 1, isSaved: true });
    if (i % 3 > 0) continue;
    open({ name: 'report', form: 'counter', layer: 'checkpoints', id: 'post' });
    const side = next(2);
    await seen('.counter-big');
    const button = document.querySelectorAll<HTMLElement>('.counter-big')[side]!;
    const shown = () => Number(button.querySelector('strong')?.textContent ?? 0);
    await new Promise((go) => setTimeout(go, 60)); // what was counted before is read from the disk
    const before = shown();
    const taps = 1 + next(7);
    await tell({ what: `taps ${side}`, n: taps, isSaved: false });
    for (let tap = 0; tap < taps; tap++) button.click();
    let told = 0;
    for (let wait = 0; wait < 1_000 && told < taps; wait++) {
      await new Promise((go) => setTimeout(go, 10));
      const now = Math.min(taps, shown() - before);
      if (now > told) await tell({ what: `taps ${side}`, n: now - told, isSaved: true });
      told = Math.max(told, now);
    }
    history.back();
    await seen('.near-page');
  }
}

it(`${WANTED} reports made without a network end in one of four ways each, and counts at the centre are the taps made`, async () => {
  const server = await TestServer.open();
  const phone = await Phone.make();
  const asked = new Map<string, number>();
  const saved = new Map<string, number>();
  let total = 0;
  let onSaved = () => {};
  const hear = ({ what, n, isSaved }: Said) => {
    const book = isSaved ? saved : asked;
    book.set(what, (book.get(what) ?? 0) + n);
    if (isSaved && !what.startsWith('taps')) total += n;
    if (isSaved) onSaved();
  };
  const start = async (): Promise<void> => {
    await phone.start(() => {
      const years = 10 * 365 * 86_400_000;
      const now = Date.now.bind(Date);
      Date.now = () => now() + years;
      localStorage.setItem('cordon.language', 'zh');
    });
    await phone.context.exposeBinding('tell', (_, said: Said) => hear(said));
  };
  const open = async (): Promise<Page> => {
    const page = await phone.context.newPage();
    await page.goto(`${server.url}/field`);
    await unlock(page);
    await page.locator('.near-item').first().waitFor();
    return page;
  };
  let kills = 0;
  let restarts = 0;
  try {
    await server.say(...GROUND, ['area.registered', WEST], ...WORLD);
    await server.asAdmin('POST', '/api/accounts', {
      name: CREW,
      password: PASSWORD,
      roles: ['field'],
      areas: ['east'],
    });
    await start();
    await phone.signIn(CREW, server.url);
    const first = await open();
    await until(() => first.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker holds the page');
    await first.waitForTimeout(8_000); // the situation is kept, and who is signed in has reached the disk
    await server.kill();

    while (total < WANTED) {
      const tabs = [await open(), await open()];
      const working = tabs.map((tab, i) =>
        tab.evaluate(work, { forms: FORMS, times: ROUND, salt: 1 + kills * 7 + i }).catch(() => {}),
      );
      // Twice in between there is a network for a moment: some are sent, and the server dies over the others.
      const meets = kills === 3 || kills === 6;
      const atLeast = Math.min(WANTED, total + 25 + upTo(ROUND));
      await Promise.race([
        Promise.all(working),
        new Promise<void>((reached) => {
          onSaved = () => total >= atLeast && reached();
        }),
      ]);
      if (meets) {
        await server.start();
        await new Promise((go) => setTimeout(go, 500 + upTo(1_500)));
        await server.kill();
        restarts += 1;
      }
      await new Promise((go) => setTimeout(go, upTo(300)));
      await phone.kill();
      await Promise.allSettled(working);
      kills += 1;
      await start();
    }

    // Meanwhile others said other things of the same places, and the crew works in the western half only.
    await server.start();
    restarts += 1;
    await server.say(
      ['site.updated', { id: 'hotel', open: true, phone: '010-1' }],
      ['checkpoint.updated', { id: 'post', lanes: 6 }],
    );
    await server.asAdmin('PUT', `/api/accounts/${CREW}/roles`, { roles: ['field'], areas: ['west'] });
    await phone.signIn(CREW, server.url);
    const [page] = [await open(), await open()];
    await page.locator('.freshness[data-freshness=live]').waitFor();
    await until(async () => (await page.evaluate(unsettled)) === 0, 'every report has its end', 180_000);

    const entries = await reports(page);
    const ends = Object.groupBy(entries, ({ end }) => end ?? 'none');
    const tally = Object.fromEntries(Object.entries(ends).map(([end, list]) => [end, list?.length ?? 0]));
    expect(Object.keys(tally).every((end) => ['applied', 'merged', 'conflict', 'refused'].includes(end))).toBe(true);
    expect(new Set(entries.map(({ opId }) => opId)).size).toBe(entries.length);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));

    // Nothing that was shown as saved is missing, and nothing is there that nobody asked for.
    const forms = entries.filter(({ kind }) => kind !== 'checkpoint.counted').length;
    const sum = (book: ReadonlyMap<string, number>) =>
      [...book].reduce((all, [what, n]) => all + (what.startsWith('taps') ? 0 : n), 0);
    expect(forms).toBeGreaterThanOrEqual(sum(saved));
    expect(forms).toBeLessThanOrEqual(sum(asked));

    // The server holds each of them once, and says of each what the phone says.
    const held: string[] = [];
    for (const path of ['sites/booth', 'sites/hotel', 'sites/clinic', 'sites/depot', 'checkpoints/post']) {
      const { history } = (await server.get(`/api/${path}`)) as unknown as { history: { opId?: string }[] };
      held.push(...history.flatMap(({ opId }) => opId ?? []));
    }
    expect(new Set(held).size).toBe(held.length);
    const numbers = entries.flatMap(({ seqAtServer }) => seqAtServer ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    const atServer = new Set(entries.filter(({ seqAtServer }) => seqAtServer !== undefined).map(({ opId }) => opId));
    // Duties stand at no place's own history, which is no longer than 200: each is asked for by itself as well.
    expect(held.filter((opId) => !atServer.has(opId))).toEqual([]);
    for (const { opId, end, seqAtServer } of entries) {
      const told = (await (await phone.context.request.get(`${server.url}/api/reports/${opId}`)).json()) as Answer;
      if (seqAtServer === undefined) expect([end, told['state']]).toEqual(['refused', undefined]);
      else expect([told['state'], told['seq']]).toEqual([end, seqAtServer]);
    }

    // Taps: what the phone counts is what the centre counts, and lies between what was shown and what was pressed.
    const { totals } = (await server.get('/api/checkpoints/post'))['properties'] as {
      totals?: { in?: { vehicles: number }; out?: { vehicles: number } };
    };
    const counted = [totals?.in?.vehicles ?? 0, totals?.out?.vehicles ?? 0];
    const taps = [0, 1].map((side) => [saved.get(`taps ${side}`) ?? 0, asked.get(`taps ${side}`) ?? 0] as const);
    const shown = await onPhone(page);
    console.log(
      JSON.stringify({
        reports: entries.length,
        forms,
        savedForms: sum(saved),
        tally,
        kills,
        restarts,
        counted,
        shown,
        taps,
      }),
    );
    expect(counted).toEqual(shown);
    for (const [side, [least, most]] of taps.entries()) {
      expect(counted[side]).toBeGreaterThanOrEqual(least);
      expect(counted[side]).toBeLessThanOrEqual(most);
    }
    // The server's time, not the phone's.
    for (const { observedAt } of entries) expect(Math.abs(Date.parse(observedAt) - Date.now())).toBeLessThan(3_600_000);
  } finally {
    await phone.close();
    await server.close();
  }
});

/** What the counter of the phone says of today, both sides. */
async function onPhone(page: Page): Promise<number[]> {
  await page.evaluate(openPage, { name: 'report', form: 'counter', layer: 'checkpoints', id: 'post' });
  await page.locator('.counter-big').first().waitFor();
  await page.waitForTimeout(500);
  const texts = await page.locator('.counter-big small').allInnerTexts();
  return texts.map((text) => Number(text.replaceAll(/\D/g, '')));
}
