// What reaches the screen of whom: a place that is masked, an address that is nowhere, an account without data, and a
// session that somebody ends.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { Desk } from '../testing/desk.ts';
import { PASSWORD, TestServer } from '../testing/server.ts';
import { at, CAMERA, GROUND, WORLD } from '../testing/world.ts';

const ADDRESS = '12 号 3 单元';
let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
});
afterAll(() => server.close());

describe('an observer', () => {
  it('sees that a case is masked, and gets no address and no true place: not in the page, not in any answer', async () => {
    const visit = await visitors.comeAs('observer', server.url);
    const heard: string[] = [];
    visit.page.on('response', async (response) => heard.push(await response.text().catch(() => '')));
    visit.page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => heard.push(String(payload)));
    });
    const desk = await Desk.open(visit, CAMERA, 'sel=cases/c-1');
    await desk.inspector.getByText('按权限模糊').waitFor();
    await desk.settles();
    // A change on the socket is masked as well.
    await server.say(['case.updated', { id: 'c-1', status: 'asymptomatic', address: `滨水路 ${ADDRESS}` }]);
    await desk.inspector.getByRole('heading', { name: '无症状感染者' }).waitFor();
    await visit.page.keyboard.press('/');
    await visit.page.keyboard.type(ADDRESS);
    await desk.drawer.getByText('没有找到').waitFor();

    const [longitude, latitude] = at(0, 1);
    const told = heard.join('\n');
    expect(told).toContain('c-1');
    expect(told).not.toContain(ADDRESS);
    expect(told).not.toContain(`${longitude},${latitude}`);
    const page = (await visit.page.content()).replaceAll(/<input[^>]*>/g, ''); // what was typed in the search is ours
    expect(page.replaceAll(`“${ADDRESS}”`, '')).not.toContain(ADDRESS);
  });

  it('knows more as an analyst: the same case with its address', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA, 'sel=cases/c-1');
    expect(await desk.value('地址').innerText()).toContain(ADDRESS);
  });
});

describe('an account without data', () => {
  it('is told so in front of every door, and no datum is sent to it', async () => {
    const visit = await visitors.comeAs('admin', server.url);
    visit.watch.allow(/status of 403/);
    await visit.page.goto('/wall');
    await visit.page.getByText('不能查看数据').waitFor();
    await visit.page.goto('/desk');
    await visit.page.getByText('不能查看数据').waitFor();
    // What it does see there: who read, who signed in, whose rights changed.
    await visit.page.getByRole('row').filter({ hasText: 'admin' }).filter({ hasText: '登录' }).first().waitFor();
    expect(await visit.page.locator('canvas').count()).toBe(0);
    expect(await findings(visit.page)).toEqual([]);
    const situation = await visit.context.request.get('/api/situation');
    const { entities = {} } = (await situation.json()) as { entities?: Record<string, unknown[]> };
    expect(Object.values(entities).flat()).toEqual([]);
    await visit.page.goto('/');
    await visit.page.locator('.account').getByText('不能查看数据').waitFor();
    await visit.page.getByRole('button', { name: '数据取用与登录记录' }).click();
    await visit.page.getByRole('heading', { name: '数据取用与登录记录' }).waitFor();
  });
});

describe('a session that an administrator ends', () => {
  it('leaves a page that asks for sign-in, and not one datum in it', async () => {
    const admin = await visitors.comeAs('admin', server.url);
    const account = { name: 'leaver', password: PASSWORD, roles: ['analyst'], areas: [] };
    const made = await admin.context.request.post('/api/accounts', { data: account });
    expect(made.status(), await made.text()).toBe(201);

    const visit = await visitors.come(server.url);
    visit.watch.allow(/status of 40[13]|WebSocket connection/);
    await visit.context.request.post('/api/session', { data: { name: 'leaver', password: PASSWORD } });
    const desk = await Desk.open(visit, CAMERA, 'sel=sites/hotel');
    await desk.inspector.getByRole('heading', { name: '松涛宾馆' }).waitFor();

    const disabled = await admin.context.request.put('/api/accounts/leaver/disabled', { data: { disabled: true } });
    expect(disabled.status(), await disabled.text()).toBe(200);
    await visit.page.getByRole('heading', { name: '登录' }).waitFor();
    const left = await visit.page.locator('body').innerText();
    expect(left).not.toContain('松涛宾馆');
    expect(left).toMatch(/收回|到期/);
    await visit.page.reload();
    await visit.page.getByRole('heading', { name: '登录' }).waitFor();
  });
});
