// Two phones: one without a network hands its reports to the other, which sends them; then the first comes back. Each report
// counts once, and both phones hear the same end.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from '../../testing/accessible.ts';
import { Visitors } from '../../testing/browser.ts';
import { filmOf } from '../../testing/camera.ts';
import { openField, openPage, PHONE, reports, unsettled } from '../../testing/field.ts';
import { type Answer, TestServer, until } from '../../testing/server.ts';
import { GROUND, WORLD } from '../../testing/world.ts';
import { type Bundle, sealBundle, sealerOf } from './bundle.ts';
import { framesOf } from './frames.ts';

const CODE = 'ACDE4679';
const seen = bundleOfQueues(6);
const film = await filmOf(framesOf(await sealBundle(await sealerOf(CODE), seen)) ?? []);

let server: TestServer;
const visitors = new Visitors({ flags: film.flags });
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
});
afterAll(async () => {
  await server.close();
  await film.close();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

async function reportFive(page: Page): Promise<void> {
  for (const minutes of ['约 10 分', '约 20 分', '约 45 分']) {
    await page.evaluate(openPage, { name: 'report', form: 'queue', layer: 'sites', id: 'booth' });
    await button(page, minutes).click();
    await button(page, '存下并上报').click();
    await page.locator('.near-page').waitFor();
  }
  await page.evaluate(openPage, { name: 'report', form: 'positive' });
  await page.locator('.choice').first().click();
  await page.getByLabel('地址（楼、单元、门牌）').fill('柳湾 3 号楼');
  await button(page, '存下并上报').click();
  await page.locator('.near-page').waitFor();
  const picture = await page.screenshot({ type: 'png' });
  await page.evaluate(openPage, { name: 'report', form: 'wrong', layer: 'sites', id: 'clinic' });
  await page.locator('.photo-take input').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
  await page.locator('.photo-taken img').waitFor();
  await button(page, '其实没有开放').click();
  await button(page, '待上传 5').waitFor();
}

it('hands five reports to another phone by file and by QR codes; each counts once and both hear the same', async () => {
  const giving = await visitors.comeAs('field', server.url, PHONE);
  giving.watch.allow(/ERR_|WebSocket/);
  const a = await openField(giving);
  await giving.context.setOffline(true);
  await reportFive(a);

  await button(a, '待上传 5').click();
  await button(a, '交给另一部手机').click();
  await a.getByText('其中照片 1 张').waitFor();
  expect(await findings(a)).toEqual([]);
  await button(a, '加密，准备移交').click();
  const code = await a.locator('.hand-code strong').innerText();
  await button(a, '暂停').click();
  const count = Number(/共 (\d+) 张/.exec((await a.locator('.qr-code').getAttribute('aria-label')) ?? '')?.[1]);
  const pictures: Buffer[] = [];
  for (let i = 0; i < count; i += 1) {
    await button(a, '下一张').click();
    // The code of this number is drawn, and no longer the one before.
    await a.waitForTimeout(150);
    pictures.push(await a.locator('.qr-code').screenshot());
  }
  expect(await findings(a)).toEqual([]);
  await button(a, '文件').click();
  const [download] = await Promise.all([a.waitForEvent('download'), button(a, '存成文件').click()]);
  const path = await download.path();

  const taking = await visitors.comeAs('analyst', server.url, PHONE);
  const b = await openField(taking);
  await b.evaluate(openPage, { name: 'take' });
  const choose = b.locator('.hand > label input');
  await choose.setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('something else') });
  await b.getByText('这不是 Cordon 的移交内容').waitFor();
  await choose.setInputFiles(path);
  const typed = b.getByLabel('输入对方屏幕上的移交码');
  await typed.fill(code.startsWith('A') ? `C${code.slice(1)}` : `A${code.slice(1)}`);
  await button(b, '打开').click();
  await b.getByText('移交码不对').waitFor();
  await typed.fill(code.toLowerCase());
  await button(b, '打开').click();
  await b.getByText('照片 1 张').waitFor();
  expect(await findings(b)).toEqual([]);
  await button(b, '接收 5 条').click();
  await b.getByText('已接收 5 条').waitFor();
  await until(async () => (await b.evaluate(unsettled)) === 0, 'the other phone sent them');

  // The same once more, by camera: nothing is taken twice.
  await b.evaluate(openPage, { name: 'menu' });
  await b.evaluate(openPage, { name: 'take' });
  await button(b, '扫二维码').click();
  for (const [i, picture] of pictures.toReversed().entries()) {
    await b.locator('.qr-photo input').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
    if (i < count - 1) await b.getByText(`已读 ${i + 1} / ${count} 张`).waitFor();
  }
  await typed.fill(code);
  await button(b, '打开').click();
  await b.getByText('这些上报本机都已有').waitFor();

  const before = await counts();
  await giving.context.setOffline(false);
  await until(async () => (await a.evaluate(unsettled)) === 0, 'the first phone has its ends');
  expect(await counts()).toEqual(before);
  const ended = (page: Page) =>
    reports(page).then((all) => all.map(({ opId, end, seqAtServer }) => [opId, end, seqAtServer]));
  const [mine, theirs] = [await ended(a), await ended(b)];
  expect(mine).toEqual(theirs);
  expect(mine.map(([, end]) => end)).toEqual(Array(5).fill('applied'));
  const { queue } = (await server.get('/api/sites/booth'))['properties'] as { queue: Answer };
  expect(queue['minutes']).toBe(45);
  const { proof } = (await server.get('/api/sites/clinic'))['properties'] as { proof: string[] };
  expect((await taking.context.request.get(`/api/files/${proof[0]}`)).status()).toBe(200);
});

it('reads the codes of another phone with its camera, and says what to do where it may not', async () => {
  const visit = await visitors.comeAs('field', server.url, PHONE);
  const page = await openField(visit);
  await page.evaluate(openPage, { name: 'take' });
  await button(page, '扫二维码').click();
  await page.getByText('没有得到相机许可').waitFor();

  await visit.context.grantPermissions(['camera']);
  await page.evaluate(openPage, { name: 'menu' });
  await page.evaluate(openPage, { name: 'take' });
  await button(page, '扫二维码').click();
  await page.getByLabel('输入对方屏幕上的移交码').fill(CODE);
  await button(page, '打开').click();
  await button(page, '接收 6 条').click();
  await page.getByText('已接收 6 条').waitFor();
  await until(async () => (await page.evaluate(unsettled)) === 0, 'sent');
  const kept = await reports(page);
  expect(kept.map(({ opId }) => opId)).toEqual(seen.reports.map(({ report }) => report.opId));
  // Older than what is known of the queue by now: taken in, and nothing shown goes back.
  for (const { end } of kept) expect(end).toMatch(/^(applied|merged)$/);
});

/** Of a phone that is not here. */
function bundleOfQueues(count: number): Bundle {
  const device = 'phone-0011223344556677';
  return {
    device,
    photos: [],
    reports: Array.from({ length: count }, (_, i) => ({
      age: 60 * (count - i),
      report: {
        opId: crypto.randomUUID(),
        kind: 'site.queue',
        observedAt: new Date(Date.now() - 60_000 * (count - i)).toISOString(),
        device,
        deviceSeq: i + 1,
        data: { id: 'booth', waiting: 10 + i, minutes: 5 + i, desks: 2 },
      },
    })),
  };
}

/** Events about what was reported, and cases in all. */
async function counts(): Promise<readonly number[]> {
  const histories = await Promise.all(['sites/booth', 'sites/clinic'].map((path) => server.get(`/api/${path}`)));
  const { features } = (await server.get('/api/cases')) as { features: unknown[] };
  const totals = histories.map(({ historyTotal }) => historyTotal as number);
  expect(totals.every((total) => total > 1)).toBe(true);
  return [...totals, features.length];
}
