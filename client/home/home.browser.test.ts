// The first page as a stranger meets it: three doors, signing in and out, two languages, two themes, and no mouse needed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { Desk } from '../testing/desk.ts';
import { unlock } from '../testing/field.ts';
import { PASSWORD, TestServer } from '../testing/server.ts';
import { GROUND, WORLD } from '../testing/world.ts';

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
});
afterAll(() => server.close());

describe('the first page', () => {
  it('shows three doors, refuses a wrong password in words, lets in with the right one, and out again', async () => {
    const { page, watch } = await visitors.come(server.url);
    watch.allow(/status of 401 .*\/api\/session/);
    await page.goto('/');
    const doors = page.getByRole('navigation').getByRole('link');
    expect(await doors.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '/wall',
      '/desk',
      '/field',
    ]);
    const form = page.locator('form');
    await form.getByLabel('账号').fill('analyst');
    await form.getByLabel('密码').fill('not-the-password');
    await form.getByRole('button', { name: '登录' }).click();
    await form.getByRole('alert').filter({ hasText: '账号或密码不对' }).waitFor();

    await form.getByLabel('密码').fill(PASSWORD);
    await form.getByLabel('密码').press('Enter');
    const account = page.locator('.account');
    await account.getByText('analyst', { exact: true }).waitFor();
    expect(await account.innerText()).toContain('分析岗');
    // Scripts must not read the cookie.
    expect(await page.evaluate(() => document.cookie)).toBe('');

    await page.reload();
    await account.getByText('analyst', { exact: true }).waitFor();
    await account.getByRole('button', { name: '退出登录' }).click();
    await form.waitFor();
    expect((await page.context().cookies()).filter(({ value }) => value !== '')).toEqual([]);
    expect((await page.context().request.get('/api/situation')).status()).toBe(401);
  });

  it('changes language without a reload, says so to the browser, and remembers it', async () => {
    const { page } = await visitors.come(server.url);
    await page.goto('/');
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    const language = () => page.evaluate(() => document.documentElement.lang);
    expect(await language()).toBe('zh-CN');

    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await language()).toBe('en');
    const words = await page.locator('main').innerText();
    expect(words.match(/\p{Script=Han}+/gu)).toBeNull();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    expect(await language()).toBe('zh-CN');
    expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);

    await page.getByRole('button', { name: 'English' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it.each(['dark', 'light'] as const)('is accessible in the %s theme', async (theme) => {
    const { page } = await visitors.come(server.url, { theme });
    await page.goto('/');
    await page.getByRole('heading', { name: '登录' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme);
    expect(await findings(page)).toEqual([]);
  });

  it('asks for sign-in in front of a door, and opens that door afterwards', async () => {
    const { page } = await visitors.come(server.url, { language: 'en' });
    await page.goto('/field');
    await page.getByText('Sign in to open this page.').waitFor();
    await page.getByLabel('Account').fill('field');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await unlock(page);
    await page.getByRole('heading', { name: 'Nearby' }).waitFor();
  });
});

describe('with the keyboard alone', () => {
  it('one signs in, goes through a door, finds something, reads it, closes it, and returns', async () => {
    const { page } = await visitors.come(server.url);
    await page.goto('/');
    await page.getByRole('heading', { name: '登录' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name') ?? '');
    const tabTo = async (holds: () => Promise<boolean>) => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if (await holds()) return;
      }
      throw new Error('not reached with Tab');
    };
    await tabTo(async () => (await focused()) === 'name');
    await page.keyboard.type('analyst');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.account').waitFor();
    await tabTo(async () => (await page.locator('a[href="/desk"]:focus').count()) === 1);
    await page.keyboard.press('Enter');

    const desk = new Desk(page);
    await desk.isLive();
    await page.keyboard.press('/');
    await page.keyboard.type('东高速');
    await desk.row('东高速口卡点').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await desk.inspector.getByRole('heading', { name: '东高速口卡点' }).waitFor();
    expect(new URL(page.url()).searchParams.get('sel')).toBe('checkpoints/post');
    await page.keyboard.press('Escape'); // the search
    await page.keyboard.press('Escape'); // the selection
    await desk.inspector.waitFor({ state: 'detached' });

    await tabTo(async () => (await page.locator('a[href="/"]:focus').count()) === 1);
    await page.keyboard.press('Enter');
    await page.locator('.account').waitFor();
  });
});
