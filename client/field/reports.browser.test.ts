// Reports of a crew in a browser against the real server: a task with a photo made without a network, doors in walking order,
// a box from hand to hand by its code, the steps of a positive pool; each in three taps at most.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { type Visit, Visitors } from '../testing/browser.ts';
import { openCrewWorld } from '../testing/crew-world.ts';
import { openField, PHONE, unlock } from '../testing/field.ts';
import { type Answer, type TestServer, until } from '../testing/server.ts';
import { button, Taps } from '../testing/taps.ts';

let server: TestServer;
const visitors = new Visitors();

beforeAll(async () => {
  server = await openCrewWorld();
});
afterAll(() => server.close());

async function openWay(page: Page, name: string): Promise<void> {
  await button(page, '菜单').click();
  await page.locator('.menu-row').filter({ hasText: name }).click();
}
const properties = async (path: string): Promise<Answer> => (await server.get(path))['properties'] as Answer;
/** A page whose app is on the phone: it opens without a network. */
async function settled(visit: Visit): Promise<Page> {
  const page = await openField(visit);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker holds the page');
  return page;
}

describe('a crew', () => {
  it('does a task with a photo taken without a network, and is told when another is taken from it', async () => {
    const visit = await visitors.comeAs('field', server.url, PHONE);
    const { context, watch } = visit;
    watch.allow(/ERR_|WebSocket/);
    const page = await openField(visit);
    const picture = await page.screenshot({ type: 'png' });
    await openWay(page, '任务');
    const taps = new Taps();
    const task = page.locator('.task').filter({ hasText: '巡逻' });
    await taps.on(task.getByRole('button', { name: '已接收任务' }));
    expect(taps.take()).toBe(1);
    for (const other of ['值守任务', '物资配送'])
      await page.locator('.task').filter({ hasText: other }).getByRole('button', { name: '已接收任务' }).click();
    await until(async () => (await properties('/api/tasks/supply'))['status'] === 'received', 'all are accepted');

    await server.sayAs(
      'analyst',
      ['task.recalled', { id: 'guard', note: '卡口已撤' }],
      ['task.assigned', { id: 'supply', type: 'supplies', siteId: 'depot', teamId: 'other' }],
    );
    await page.getByText('指挥部已收回，请停止。').waitFor();
    await page.getByText('已改派给巡逻二队，请停止。').waitFor();
    expect(await findings(page)).toEqual([]);
    await button(page, '返回').click();
    await button(page, '2 项任务已不归你们').click();
    for (let left = 2; left > 0; left -= 1) await button(page, '知道了').first().click();
    await until(async () => (await button(page, '知道了').count()) === 0, 'read');

    await context.setOffline(true);
    await taps.on(task.getByRole('button', { name: '完成，填写证明' }));
    await page.locator('.photo-take input').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
    await page.locator('.photo-taken img').waitFor();
    await taps.on(button(page, '上报完成'));
    // The third is the camera's.
    expect(taps.take()).toBeLessThanOrEqual(2);
    await button(page, '待上传 1').waitFor();
    await page.close();
    expect((await properties('/api/tasks/patrol'))['status']).toBe('received');

    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto('/field');
    await unlock(again);
    await until(async () => (await properties('/api/tasks/patrol'))['status'] === 'done', 'sent after the photo');
    const [id] = (await properties('/api/tasks/patrol'))['proof'] as string[];
    const photo = await context.request.get(`/api/files/${id}`);
    expect([photo.status(), photo.headers()['content-type']]).toEqual([200, 'image/jpeg']);
    expect(await again.evaluate(photosKept)).toBe(0);
    await openWay(again, '任务');
    const done = again.locator('.task').filter({ hasText: '巡逻' });
    await done.getByText('由另一个人核验').waitFor();
    await until(
      () => done.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth > 0),
      'the photo is shown',
    );
    await server.say(['task.verified', { id: 'patrol' }]);
    await done.getByText('已核验').first().waitFor();
  });

  it('goes from door to door in walking order, offline as well, and ticks stay over a reload', async () => {
    const visit = await visitors.comeAs('field', server.url, PHONE);
    visit.watch.allow(/ERR_|WebSocket/);
    const page = await settled(visit);
    await openWay(page, '敲门名单');
    await page.locator('.door').first().waitFor();
    const names = () => page.locator('.door strong').allInnerTexts();
    expect(await names()).toEqual(['2号楼', '3号楼 2单元 501', '3号楼 2单元 1101', '12号楼']);
    const door = page.locator('.door').filter({ hasText: ' 501' });
    expect(await door.innerText()).toContain('缺 2 人');
    const taps = new Taps();
    await taps.on(door);
    expect(await findings(page)).toEqual([]);
    await taps.on(button(page, '不在家'));
    expect(taps.take()).toBe(2);
    await door.getByText('不在家').waitFor();
    const said = async () => {
      const { areas } = await server.get('/api/rounds/round/missing');
      return (areas as { areaId: string; doorReason: string | null }[]).map(({ areaId, doorReason }) => [
        areaId,
        doorReason,
      ]);
    };
    await until(async () => JSON.stringify(await said()).includes('notAtHome'), 'the server knows the reason');

    await visit.context.setOffline(true);
    await page.reload();
    await unlock(page);
    await openWay(page, '敲门名单');
    await page.getByText('没有取到新名单').waitFor();
    expect((await names()).length).toBe(4);
    await door.getByText('不在家').waitFor();
    const other = page.locator('.door').filter({ hasText: '12号楼' });
    await other.click();
    await button(page, '1 人都已采样').click();
    // Kept, and only then closed.
    await page.locator('.door-answers').waitFor({ state: 'detached' });
    await page.reload();
    await unlock(page);
    await openWay(page, '敲门名单');
    await other.getByText('1 人都已采样').waitFor();
    await visit.context.setOffline(false);
    await until(async () => {
      const { features } = (await server.get('/api/visits')) as { features: { properties: Answer }[] };
      return features.some(({ properties: one }) => one['areaId'] === 'b12' && one['present'] === 1);
    }, 'what was said offline arrives');
  });

  it('hands a box on by its code, follows a pool step by step, and shows what is wrong', async () => {
    const visit = await visitors.comeAs('field', server.url, PHONE);
    const page = await openField(visit);
    const taps = new Taps();
    await page.locator('.near').filter({ hasText: '南园采样点' }).click();
    await taps.on(button(page, '标本箱'));
    await taps.on(button(page, '箱上没有码，编一个新号'));
    await page.locator('.stepper input').fill('88');
    expect(await findings(page)).toEqual([]);
    await taps.on(button(page, '存下并上报'));
    expect(taps.take()).toBe(3);
    const code = page.locator('.qr-code');
    await code.locator('path').waitFor({ state: 'attached' });
    const picture = await code.screenshot();
    const boxId = await page.locator('.box-number').innerText();
    await button(page, '完成').click();
    await until(async () => (await properties(`/api/boxes/${boxId}`))['status'] === 'sealed', 'sealed');

    await page.locator('.near').filter({ hasText: '第一检测实验室' }).click();
    await taps.on(button(page, '标本箱'));
    await taps.on(button(page, '扫箱码'));
    await page.locator('.qr-photo input').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('heading', { name: `标本箱 ${boxId}` }).waitFor();
    expect(await page.locator('.stepper input').inputValue()).toBe('88');
    await button(page, '签收').click();
    await taps.on(button(page, '存下并上报'));
    expect(taps.take()).toBe(3);
    await button(page, '完成').click();
    await until(async () => (await properties(`/api/boxes/${boxId}`))['status'] === 'received', 'received');
    expect(await properties(`/api/boxes/${boxId}`)).toMatchObject({
      tubesSealed: 88,
      tubesReceived: 88,
      siteId: 'booth',
      labId: 'lab',
    });

    await openWay(page, '混管追阳');
    const chase = page.locator('.chase').filter({ hasText: 'GUAN-7' });
    for (const step of ['落位', '采样']) {
      await taps.on(chase.getByRole('button', { name: step }));
      expect(taps.take()).toBe(1);
    }
    expect(await findings(page)).toEqual([]);
    await until(async () => {
      const { stages } = (await properties('/api/cases/c-1')) as { stages?: Answer };
      return stages?.['located'] !== undefined && stages['sampled'] !== undefined;
    }, 'both steps stand');
    await button(page, '返回').click();
    await button(page, '返回').click();

    await page.locator('.near').filter({ hasText: '南园采样点' }).click();
    await taps.on(button(page, '信息有误'));
    await page.locator('.photo-take input').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
    await page.locator('.photo-taken img').waitFor();
    await taps.on(button(page, '其实没有开放'));
    expect(taps.take()).toBe(2);
    await until(async () => (await properties('/api/sites/booth'))['open'] === false, 'closed');
    const [id] = (await properties('/api/sites/booth'))['proof'] as string[];
    expect((await visit.context.request.get(`/api/files/${id}`)).status()).toBe(200);
  });
});

/** Runs in the page: photos that the server does not have yet. */
function photosKept(): Promise<number> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('cordon-field');
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const count = asked.result.transaction('photos').objectStore('photos').count();
      count.onsuccess = () => {
        asked.result.close();
        done(count.result);
      };
    };
  });
}
