// What a thumb in a glove and an eye in the sun get: every report in three taps, every screen large enough and readable.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitors } from '../testing/browser.ts';
import { openCrewWorld } from '../testing/crew-world.ts';
import { openField, PHONE, unlock } from '../testing/field.ts';
import { walkScreens } from '../testing/field-screens.ts';
import { faint, smallTargets } from '../testing/gloves.ts';
import { unreachable } from '../testing/reach.ts';
import { type Answer, type TestServer, until } from '../testing/server.ts';
import { shot } from '../testing/shots.ts';
import { button, Taps } from '../testing/taps.ts';
import { at } from '../testing/world.ts';

/** The smallest phone there is to be expected. */
const SMALL = { width: 360, height: 640 };

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await openCrewWorld();
});
afterAll(() => server.close());

const properties = async (path: string): Promise<Answer> => (await server.get(path))['properties'] as Answer;

describe('no more than three taps', () => {
  it('tells a queue, rooms, a duty, a passage and a positive, each counted from the place on the screen', async () => {
    const page = await openField(await visitors.comeAs('field', server.url, PHONE));
    const taps = new Taps();
    const choose = (name: string) => page.locator('.near').filter({ hasText: name }).click();
    const send = () => taps.on(button(page, '存下并上报'));
    const waiting = async () => (await properties('/api/sites/booth'))['queue'];

    await choose('南园采样点');
    await taps.on(button(page, '上报'));
    await taps.on(button(page, '约 45 分'));
    await send();
    expect(taps.take()).toBe(3);
    await until(async () => JSON.stringify(await waiting()).includes('"minutes":45'), 'the queue');

    await choose('松涛宾馆');
    await taps.on(button(page, '上报'));
    await taps.on(button(page, '空余可用增加'));
    await send();
    expect(taps.take()).toBe(3);
    await until(
      async () => JSON.stringify((await properties('/api/sites/hotel'))['rooms']).includes('"ready":21'),
      'rooms',
    );

    await choose('东高速口卡点');
    await taps.on(button(page, '到岗登记'));
    await send();
    expect(taps.take()).toBe(2);
    const duties = async () => (await server.get('/api/duties'))['features'] as { properties: Answer }[];
    await until(async () => (await duties()).some(({ properties: one }) => one['checkpointId'] === 'post'), 'a duty');

    await choose('东高速口卡点');
    await taps.on(button(page, '上报'));
    await taps.on(page.locator('.counter-big').first());
    await until(async () => (await page.locator('.counter-big strong').first().innerText()) === '1', 'one passage');
    expect(taps.take()).toBe(2);
    await button(page, '返回').click();
    await until(async () => (await properties('/api/checkpoints/post'))['totals'] !== undefined, 'a passage');

    await choose('北桥发热门诊');
    await taps.on(button(page, '初筛阳性'));
    await taps.on(button(page, '发热门诊'));
    await send();
    expect(taps.take()).toBe(3);
    const cases = async () => (await server.get('/api/cases'))['features'] as { properties: Answer }[];
    await until(async () => (await cases()).some(({ properties: one }) => one['route'] === 'fever'), 'a positive');
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
        // A dialog covers what is behind it, and the large map leaves no more of the sheet than its grip.
        const isCovered = (await page.locator('dialog[open]').count()) > 0;
        const parts = isCovered
          ? 'dialog[open]'
          : screen === 'map'
            ? '.near-map, .field-bar, .field-actions'
            : '.field-page';
        for (const one of [...(await smallTargets(page)), ...(await faint(page)), ...(await unreachable(page, parts))])
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
