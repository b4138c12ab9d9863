// Reports of a crew in a browser against the real server: a task with a photo made without a network, doors in walking order,
// a box from hand to hand by its code, the steps of a positive pool; each in three taps at most.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { type Visit, Visitors } from '../testing/browser.ts';
import { openField, PHONE, unlock } from '../testing/field.ts';
import { walkScreens } from '../testing/field-screens.ts';
import { faint, smallTargets } from '../testing/gloves.ts';
import { type Answer, type Said, TestServer, until } from '../testing/server.ts';
import { shot } from '../testing/shots.ts';
import { at, GROUND, WORLD } from '../testing/world.ts';

/** The smallest phone there is to be expected. */
const SMALL = { width: 360, height: 640 };

let server: TestServer;
const visitors = new Visitors();

const area = (id: string, level: string, parent: string, name: string): Said => [
  'area.registered',
  { id, level, parent, name },
];
const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

beforeAll(async () => {
  server = await TestServer.open();
  await server.say(
    ...GROUND,
    ...WORLD,
    ['team.registered', { id: 'other', name: '巡逻二队', type: 'patrol' }],
    area('com', 'community', 'east', '柳湾社区'),
    area('court', 'compound', 'com', '柳湾小区'),
    ...[2, 3, 12].map((n) => area(`b${n}`, 'building', 'court', `${n}号楼`)),
    area('b3-2', 'staircase', 'b3', '2单元'),
    ...[1101, 501].map((n) => area(`b3-2-${n}`, 'household', 'b3-2', String(n))),
    ['case.updated', { id: 'c-1', poolId: 'GUAN-7' }],
  );
  await server.sayAs(
    'analyst',
    ['round.opened', { id: 'round', areaIds: ['east'], start: hour(-3), deadline: hour(21) }],
    ['task.assigned', { id: 'patrol', type: 'patrol', areaId: 'east', teamId: 'team', due: hour(2) }],
    ['task.assigned', { id: 'guard', type: 'gateGuard', gateId: 'gate', teamId: 'team' }],
    ['task.assigned', { id: 'supply', type: 'supplies', siteId: 'depot', teamId: 'team' }],
  );
  const persons = ['b12', 'b3-2-1101', 'b2', 'b3-2-501', 'b3-2-501'].map((areaId, i) => ({
    person: `p${i}`,
    areaId,
    status: 'PRESENT',
    from: hour(-3),
  }));
  await server.say(['roll.batch', { roundId: 'round', persons }]);
});
afterAll(() => server.close());

/** Every tap of a thumb, counted: no report may take more than three from where its subject is on the screen. */
class Taps {
  #count = 0;
  async on(target: Locator): Promise<void> {
    this.#count += 1;
    await target.click();
  }
  take(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
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

describe('a thumb in a glove, an eye in the sun', () => {
  it('finds every screen large enough and readable, in both languages and on the smallest phone', async () => {
    const wrong: string[] = [];
    for (const language of ['zh', 'en'] as const) {
      const { page, context } = await visitors.comeAs('field', server.url, { ...SMALL, language });
      // In a zone: its band stands over every screen.
      const [longitude, latitude] = at(-1.5, -0.6);
      await context.grantPermissions(['geolocation']);
      await context.setGeolocation({ longitude, latitude, accuracy: 8 });
      const see = async (screen: string): Promise<void> => {
        await shot(page, `${language}-${screen}`);
        for (const one of [...(await smallTargets(page)), ...(await faint(page))])
          wrong.push(`${language} ${screen}: ${one}`);
      };
      await page.goto('/field');
      await page.locator('.pin-input').first().waitFor();
      await see('pin');
      await unlock(page);
      await page.locator('.field-start .small-button').first().click();
      await page.locator('.fence-banner').waitFor();
      await walkScreens(page, { post: 'post', booth: 'booth', hotel: 'hotel', lab: 'lab', round: 'round' }, see);
    }
    expect([...new Set(wrong)]).toEqual([]);
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
