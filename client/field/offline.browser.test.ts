// Reports that survive a dead network, killed tabs, a second tab, a clock that is ten years wrong and a server that starts again.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitors } from '../testing/browser.ts';
import { openField, openPage, PHONE, reports, unlock, unsettled } from '../testing/field.ts';
import { Phone } from '../testing/phone.ts';
import type { Needle } from '../testing/profile-search.ts';
import { PASSWORD, TestServer, until } from '../testing/server.ts';
import { at, GROUND, WORLD } from '../testing/world.ts';

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
});
afterAll(() => server.close());

const back = (page: Page) => page.getByRole('button', { name: '返回' }).click();
const counterOf = async (page: Page, post: string): Promise<void> => {
  await page.getByRole('button', { name: '卡点', exact: true }).click();
  await page.locator('.near').filter({ hasText: post }).click();
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await page.locator('.counter-big').first().waitFor();
};

describe('the outbox', () => {
  it('loses no tap and counts none twice: no network, killed tabs, two tabs, a clock ten years ahead, a server started again', async () => {
    const visit = await visitors.comeAs('field', server.url, PHONE);
    const { context, watch } = visit;
    watch.allow(/ERR_|status of 50\d|WebSocket/);
    await context.addInitScript(() => {
      const years = 10 * 365 * 86_400_000;
      const now = Date.now.bind(Date);
      Date.now = () => now() + years;
    });
    const first = await openField(visit);
    await first.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    // What is kept of the area, and the worker that holds the app, are on the phone.
    await until(() => first.evaluate(isKept), 'the situation is kept');
    await until(() => first.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker holds the page');
    await server.kill();

    await first.reload();
    await unlock(first);
    await first.locator('.field-old').waitFor();
    await counterOf(first, '东高速口卡点');
    const taps = async (page: Page, side: number, times: number) => {
      const button = page.locator('.counter-big').nth(side);
      const before = Number(await button.locator('strong').innerText());
      for (let i = 0; i < times; i++) await button.click();
      await until(async () => Number(await button.locator('strong').innerText()) === before + times, 'kept taps');
    };
    await taps(first, 0, 23);
    await taps(first, 1, 9);
    await first.getByRole('button', { name: '撤销上一下' }).click();
    await until(async () => (await first.locator('.counter-big strong').nth(1).innerText()) === '8', 'undone');
    await first.close(); // at once: no report was made of the taps yet

    const second = await context.newPage();
    const third = await context.newPage();
    for (const page of [second, third]) {
      await page.goto('/field');
      await unlock(page);
      await counterOf(page, '东高速口卡点');
    }
    await taps(second, 0, 5);
    await back(second);
    await second.getByRole('button', { name: '采样点', exact: true }).click();
    for (const minutes of ['约 10 分', '约 20 分', '约 45 分']) {
      await second.locator('.near').filter({ hasText: '南园采样点' }).click();
      await second.getByRole('button', { name: '上报', exact: true }).click();
      await second.getByRole('button', { name: minutes }).click();
      await second.getByRole('button', { name: '存下并上报' }).click();
      await second.getByText('已存本机', { exact: false }).first().waitFor();
    }
    await second.close();
    const before = Number(await third.locator('.counter-big strong').first().innerText());
    await third.locator('.counter-big').first().click();
    await until(
      async () => Number(await third.locator('.counter-big strong').first().innerText()) > before,
      'one more',
    );

    await server.start();
    await until(async () => {
      const waiting = await third.evaluate(unsettled);
      return waiting === 0;
    }, 'every report has its end');
    const post = (await server.get('/api/checkpoints/post'))['properties'];
    expect(post).toMatchObject({ totals: { in: { vehicles: 29 }, out: { vehicles: 8 } } });
    expect((await server.get('/api/sites/booth'))['properties']).toMatchObject({ queue: { minutes: 45 } });
    const ends = await reports(third);
    expect(ends.length).toBeGreaterThanOrEqual(5);
    expect(ends.every(({ end }) => end === 'applied')).toBe(true);
    // The server's time, not the phone's.
    for (const { observedAt } of ends) expect(Math.abs(Date.parse(observedAt) - Date.now())).toBeLessThan(10 * 60_000);
    // Numbered by the phone without a hole, each once.
    expect(ends.map(({ seq }) => seq)).toEqual(ends.map((_, i) => i + 1));
  });
});

describe('a stolen phone', () => {
  const MARK = 'MARKER-KANAL-7731';
  const HAN = '标记巷七十七号';
  const THIEF_PROOF = 'thrush-7319';
  /** What the phone was told and what was said on it: cases, addresses, names, places as text and as numbers, the account. */
  const SECRETS: readonly Needle[] = [
    ...[MARK, HAN, THIEF_PROOF, 'TASK-NOTE-5512', 'c-1"', '滨水路 12 号', '松涛宾馆 803'],
    ...['东高速口卡点', '南园采样点', '青石街道', '转运一队', '南园高风险区'],
    ...[...at(0, 1), ...at(-1, 2)]
      .filter((degrees) => degrees !== 109.2)
      .flatMap((degrees) => [String(degrees), float(degrees)]),
  ];
  /** Kept plainly, to be found in the end: or the search finds nothing at all. Each is in one piece only once unpacked. */
  const CONTROLS: readonly Needle[] = [
    'CONTROL-8842-SMALL',
    'CONTROL-8842-LARGE',
    'CONTROL-8842-CACHE',
    float(77.123456),
  ];

  it('holds no readable case, name or position; opens with its PIN alone; and is wiped when the session is ended', async () => {
    const phone = await Phone.make();
    try {
      await server.sayAs('analyst', [
        'task.assigned',
        { id: 'job', type: 'patrol', areaId: 'east', note: 'TASK-NOTE-5512' },
      ]);
      await server.asAdmin('POST', '/api/accounts', {
        ...{ name: THIEF_PROOF, password: PASSWORD },
        ...{ roles: ['field'], areas: ['east'] },
      });
      await phone.start(keepPhoto);
      await phone.signIn(THIEF_PROOF, server.url);
      const page = await phone.context.newPage();
      await page.goto(`${server.url}/field`);
      await unlock(page);
      await page.locator('.near-item').first().waitFor();
      await until(() => page.evaluate(isKept), 'the situation is kept');
      const told = await page.evaluate(
        plainly,
        CONTROLS.filter((control) => typeof control === 'string'),
      );
      const picture = await page.screenshot({ type: 'png' });
      await server.kill();
      await page.evaluate(openPage, { name: 'report', form: 'wrong', layer: 'sites', id: 'booth' });
      await page.locator('.photo-take input').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
      await page.locator('.photo-taken img').waitFor();
      const photo = await page.evaluate(middleOfPhoto);
      await page.getByRole('button', { name: '其实没有开放' }).click();
      await page.getByText('待上传 1').waitFor();
      await page.evaluate(openPage, { name: 'report', form: 'positive' });
      await page.locator('.choice').first().click();
      await page.getByLabel('地址（楼、单元、门牌）').fill(`${HAN} ${MARK}`);
      await page.getByRole('button', { name: '存下并上报' }).click();
      await page.getByText('待上传 2').waitFor();
      await page.waitForTimeout(1_000);
      await phone.kill();
      const secrets = [...SECRETS, Buffer.from(photo, 'base64')];
      const controls = [...CONTROLS, told];
      expect(await phone.searched([...secrets, ...controls])).toEqual(controls);

      // Locked: what waits is counted, and nothing else is said; a wrong PIN is counted, the right one opens without a network.
      await phone.start(keepPhoto);
      const again = await phone.context.newPage();
      await again.goto(`${server.url}/field`);
      await again.getByText('未上传 2 条').waitFor();
      expect(await again.getByText('卡点').count()).toBe(0);
      await again.locator('.pin-input').fill('999999');
      await again.getByRole('button', { name: '打开' }).click();
      await again.getByText('已错 1 次').waitFor();
      await unlock(again);
      await again.getByText('东高速口卡点').first().waitFor();
      await again.getByRole('button', { name: '菜单' }).click();
      await again.getByRole('button', { name: '立即锁定' }).click();
      await again.locator('.pin-input').waitFor();

      // The first contact after the session was ended at the centre: what was kept goes, what nobody sent stays, sealed.
      await server.start();
      await phone.context.clearCookies();
      await again.reload();
      await again.getByText('未上传的 2 条仍加密保存').waitFor();
      await until(() => again.evaluate(isKept).then((kept) => !kept), 'what was kept is erased');
      await phone.signIn(THIEF_PROOF, server.url);
      await again.reload();
      await unlock(again);
      await until(async () => (await again.evaluate(unsettled)) === 0, 'what was sealed is sent');
      const sent = await reports(again);
      expect(sent.map(({ kind, end }) => [kind, end])).toEqual([
        ['site.updated', 'applied'],
        ['case.reported', 'applied'],
      ]);
      // By now the log of the first life was made tables, packed; nothing shows there either.
      await again.waitForTimeout(1_000);
      await phone.kill();
      expect(await phone.searched([...secrets, ...controls])).toEqual(controls);
    } finally {
      await phone.close();
    }
  });
});

/** As a page's numbers lie on the disk. */
function float(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

/** Runs in the page: keeps these as they are, where the phone keeps things. @returns a piece of an answer left to the browser's cache */
async function plainly([small, large, cached]: readonly string[]): Promise<string> {
  const asked = indexedDB.open('control', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('texts');
  await new Promise((done, fail) => Object.assign(asked, { onsuccess: done, onerror: fail }));
  const writing = asked.result.transaction('texts', 'readwrite', { durability: 'strict' });
  const store = writing.objectStore('texts');
  store.put({ text: small, number: 77.123456 }, 'small');
  // Halves first: packed, the whole is two references to them.
  const halves = `${large?.slice(0, 9)} ${large?.slice(9)} ${large} `;
  store.put({ text: halves.repeat(20_000) }, 'large');
  await new Promise((done, fail) => Object.assign(writing, { oncomplete: done, onerror: fail }));
  asked.result.close();
  await (await caches.open('control')).put('/control', new Response(cached));
  const answer = await (await fetch('/api/figures', { cache: 'default' })).text();
  return answer.slice(200, 260);
}

/** Runs before the page's own scripts: the photo that is shown can be looked at byte by byte, which the page's policy forbids. */
function keepPhoto(): void {
  localStorage.setItem('cordon.language', 'zh');
  const own = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (photo) => {
    Object.assign(globalThis, { photo });
    return own(photo);
  };
}

/** Runs in the page: some bytes out of the middle of the photo that was taken, in base64. */
async function middleOfPhoto(): Promise<string> {
  const { photo } = globalThis as unknown as { photo: Blob };
  const middle = photo.slice(photo.size / 2, photo.size / 2 + 24);
  return btoa(String.fromCharCode(...new Uint8Array(await middle.arrayBuffer())));
}

/** Runs in the page: whether the situation is kept, sealed, to be looked at without a network. */
function isKept(): Promise<boolean> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('cordon-field-kept', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('kept');
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const kept = asked.result.transaction('kept').objectStore('kept').get('situation');
      kept.onsuccess = () => {
        asked.result.close();
        done((kept.result as { box?: { bytes: Uint8Array } } | undefined)?.box?.bytes instanceof Uint8Array);
      };
    };
  });
}
