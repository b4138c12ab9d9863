// A night at the desk, as an analyst and a commander would have it, on the real server: five positives, alternatives, the
// least of them adjusted around a hospital, leaks closed, sent back, changed, approved by somebody else, published, told to a
// crew inside, seen on the wall, tested to the last person, lowered and released. Every step stands in the record.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { type Camera, Desk } from '../testing/desk.ts';
import { openField, PHONE } from '../testing/field.ts';
import { type Said, TestServer, until } from '../testing/server.ts';
import { shot } from '../testing/shots.ts';
import { ago, CASES, GROUND } from './night.fixture.ts';

const CAMERA: Camera = { center: [109.2035, 39.003], zoom: 16 };

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND);
  const adopted = ['cn-2022-11-20measures', 'hohhot-nail'].map(
    (policyId): Said => ['policy.adopted', { policyId, areaId: 'county', from: ago(48) }],
  );
  await server.sayAs('commander', ...adopted);
}, 120_000);
afterAll(() => server.close());

const LOOK = { width: 1440, height: 900 };
const button = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name, exact: true });
const fill = (desk: Desk, label: string, text: string) =>
  desk.inspector.locator('.step-form').getByLabel(label, { exact: true }).fill(text);
/** Takes a step in the inspector and waits until the zone has taken it. */
async function step(desk: Desk, verb: string, status: string): Promise<void> {
  await button(desk.inspector, `确认${verb}`).click();
  await desk.inspector.locator('.inspector-title p', { hasText: status }).waitFor();
}

it('is told from the first five positives to the release', async () => {
  const analyst = await Desk.open(await visitors.comeAs('analyst', server.url, LOOK), CAMERA);
  const { page } = analyst;

  // Five positives come in while the desk is open, and make a key area.
  await page.keyboard.press('z');
  await analyst.drawer.getByText('还没有阳性感染者').waitFor();
  await server.say(...CASES);
  await button(analyst.drawer, '选上全部未在区内的（5）').click();
  await page.keyboard.press('p');
  await analyst.drawer.getByRole('option').filter({ hasText: '5 人' }).waitFor();
  await shot(page, 'night-01-key-area');

  // Alternatives side by side, the least sufficient first; a larger one wants a reason.
  await page.keyboard.press('z');
  await button(analyst.drawer, '生成方案').click();
  const rows = analyst.drawer.locator('.propose-table tbody tr');
  await rows.first().waitFor();
  expect(await rows.first().innerText()).toMatch(/楼栋\s+最小充分\s+200\s+80\s+5 \/ 5/);
  // Under another edition the compound would be the usual unit; and nothing finer than the house is known of these five.
  const otherwise = analyst.drawer.locator('.propose-otherwise select');
  await otherwise.first().selectOption('cn-2022-06-v9');
  await rows
    .first()
    .filter({ hasText: /小区\s*最小充分/ })
    .waitFor();
  await otherwise.first().selectOption('');
  await rows
    .first()
    .filter({ hasText: /楼栋\s*最小充分/ })
    .waitFor();
  await otherwise.nth(1).selectOption('household');
  await analyst.drawer.getByText('这些病例没有到“户”的地址').waitFor();
  const compound = rows.filter({ hasText: '小区' });
  await compound.click();
  await analyst.drawer.getByText('比最小充分的方案多管 200 人').waitFor();
  await shot(page, 'night-02-alternatives');
  await button(analyst.drawer, '保存草稿').click();
  expect(
    await page.evaluate(() => document.querySelector<HTMLTextAreaElement>('.propose-save textarea')?.validity.valid),
  ).toBe(false);
  expect(await findings(page)).toEqual([]);

  // The compound by hand: its corner with the clinic is let go, and the meter says so.
  await button(analyst.drawer, '手工调整').click();
  const meter = analyst.drawer.locator('.propose-meter');
  await meter.locator('dt:text-is("人") + dd', { hasText: /^400$/ }).waitFor();
  await analyst.drawer.getByText('1 家医院或门诊在内').waitFor();
  await analyst.settles();
  const corner = await analyst.pixel([109.205, 39.004], analyst.camera());
  const inner = await analyst.pixel([109.2038, 39.0036], analyst.camera());
  await page.mouse.move(corner.x - 3, corner.y + 3);
  await page.mouse.move(corner.x, corner.y);
  await page.mouse.down();
  await page.mouse.move((corner.x + inner.x) / 2, (corner.y + inner.y) / 2, { steps: 4 });
  await page.mouse.move(inner.x, inner.y, { steps: 4 });
  await page.mouse.up();
  await analyst.drawer.locator('.propose-meter[data-exact=true]').waitFor();
  await until(async () => !(await analyst.drawer.innerText()).includes('家医院或门诊在内'), 'the clinic is left out');
  await shot(page, 'night-03-around-the-clinic');
  await button(analyst.drawer, '调整完毕').click();
  await rows.filter({ hasText: '手绘' }).waitFor();

  // The least that suffices is taken after all: no reason is asked for it.
  await rows.first().click();
  await button(analyst.drawer, '保存草稿').click();
  await analyst.inspector.locator('.inspector-title p', { hasText: '拟划' }).waitFor();
  expect(await analyst.title()).toBe('松涛苑 1号楼 +1');
  await shot(page, 'night-04-draft');

  // Somebody else changes the draft while the submission is being written: both sides, and a choice.
  await button(analyst.inspector, '提交审批').click();
  const [zone] = ((await server.get('/api/zones')) as { features: { id: string; properties: { caseIds: string[] } }[] })
    .features;
  const id = zone?.id ?? '';
  const draft = {
    id,
    policyId: 'cn-2022-11-20measures',
    level: 'high',
    name: '松涛苑',
    caseIds: zone?.properties.caseIds ?? [],
  };
  await server.sayAs('analyst', ['zone.proposed', { ...draft, version: 1, areaIds: ['house-1'], reason: '先管一栋' }]);
  await analyst.inspector.getByText('你写的时候，别人改了它').waitFor();
  await analyst.inspector.getByText('减少 1 处 · 44 户 · 110 人').waitFor();
  expect(await button(analyst.inspector, '确认提交审批').isDisabled()).toBe(true);
  await shot(page, 'night-05-changed-meanwhile');
  await button(analyst.inspector, '看过了，按新版本继续').click();
  await fill(analyst, '说明', '请审');
  await step(analyst, '提交审批', '待审批');
  expect(await analyst.inspector.getByRole('button', { name: '批准' }).count()).toBe(0);

  // The commander finds it waiting, sees who else has it open, and sends it back.
  const commander = await Desk.open(await visitors.comeAs('commander', server.url, LOOK), CAMERA);
  await commander.page.locator('.tool[aria-keyshortcuts="Q"] .tool-count', { hasText: /^1$/ }).waitFor();
  await commander.page.keyboard.press('q');
  await commander.drawer
    .getByRole('button', { name: /松涛苑/ })
    .first()
    .click();
  await commander.inspector.getByText('analyst 也在看').waitFor();
  await button(commander.inspector, '退回修改').click();
  await fill(commander, '退回意见', '2号楼有两例，须一并管控');
  await shot(commander.page, 'night-06-sent-back');
  await step(commander, '退回修改', '拟划');

  // Changed where it was made: what the change adds stands beside it.
  await page.keyboard.press('q');
  await analyst.drawer.getByText('被退回，待修改').waitFor();
  await analyst.drawer
    .getByRole('button', { name: /松涛苑/ })
    .first()
    .click();
  await button(analyst.inspector, '修改范围').click();
  await analyst.drawer.getByText('新增 1 处 · 44 户 · 110 人').waitFor();
  await shot(page, 'night-07-changed');
  await button(analyst.drawer, '保存修改').click();
  await analyst.inspector.locator('.zone-held dt:text-is("人") + dd', { hasText: /^200$/ }).waitFor();

  // Leaks become posts, all at once, and one is taken back.
  const openings = analyst.inspector.getByRole('region', { name: '卡口与缺口' });
  const leaks = await openings.locator('li[data-kind=leak]').count();
  expect(leaks).toBeGreaterThan(1);
  await openings.getByRole('button', { name: /^全部下达/ }).click();
  await openings.getByText(`已下达 ${leaks} 项值守任务`).waitFor();
  await until(
    async () => (await openings.locator('li[data-kind=ordered]').count()) === leaks,
    'every leak has its post',
  );
  await shot(page, 'night-08-leaks-closed');
  await openings.getByRole('button', { name: '撤回任务' }).first().click();
  await until(
    async () => (await openings.locator('li[data-kind=leak]').count()) === 1,
    'the recalled one is open again',
  );
  expect(((await server.get('/api/tasks')) as { total: number }).total).toBe(leaks);

  await button(analyst.inspector, '提交审批').click();
  await step(analyst, '提交审批', '待审批');
  expect(await findings(page)).toEqual([]);

  const crew = await visitors.comeAs('field', server.url, PHONE);
  await crew.context.grantPermissions(['geolocation']);
  await crew.context.setGeolocation({ longitude: 109.20255, latitude: 39.00245, accuracy: 5 });
  const phone = await openField(crew);
  await phone.locator('.field-start .small-button').first().click();
  await phone.locator('.near-item', { hasText: '南园门诊' }).waitFor();
  expect(await phone.locator('.fence-banner').count()).toBe(0);

  // Approved by somebody else, with all that an order needs; published with one sentence of what it affects.
  await commander.inspector.locator('.inspector-title p', { hasText: '待审批' }).waitFor();
  await button(commander.inspector, '批准').click();
  await button(commander.inspector, '确认批准').click();
  await commander.inspector.getByText(/请填写：.*文号/).waitFor();
  await fill(commander, '发布机关', '区指挥部');
  await fill(commander, '法律依据', '传染病防治法第四十二条');
  await fill(commander, '文号', '〔2026〕第1号');
  await fill(commander, '异议渠道', '热线 12300');
  await shot(commander.page, 'night-09-approval');
  await step(commander, '批准', '已批准');
  await button(commander.inspector, '发布').click();
  const sentence = commander.inspector.locator('.propose-sentence');
  await sentence.filter({ hasText: /管控 2 栋楼 · 80 户 · 200 人 · 需 \d+ 个卡口/ }).waitFor();
  expect(await findings(commander.page)).toEqual([]);
  await shot(commander.page, 'night-10-publication');
  await step(commander, '发布', '执行中');

  // A crew that stands in one of its houses is told, on its phone.
  const band = phone.locator('.fence-banner');
  await band.filter({ hasText: /高风险区/ }).waitFor();
  await shot(phone, 'night-11-phone');

  // Seen on the wall.
  const { page: wall } = await visitors.comeAs('observer', server.url, { width: 1920, height: 1080 });
  await wall.goto('/wall');
  await wall.locator('.wall-panel', { hasText: /管控人口\s*200/ }).waitFor();
  await shot(wall, 'night-11-wall');

  // A round of the zone is opened, and tested to the last person.
  await page.keyboard.press('v');
  await button(analyst.drawer, '开启一轮').click();
  await analyst.drawer.getByText('应检人数未知：这里没有应检名册').waitFor();
  await button(analyst.drawer, '开启').click();
  const opened = analyst.drawer.locator('.coverage-round');
  await opened.waitFor();
  const [round] = ((await server.get('/api/rounds')) as { features: { id: string; properties: { zoneId: string } }[] })
    .features;
  expect(round?.properties.zoneId).toBe(id);
  const houses = [
    ['house-1', 90],
    ['house-2', 110],
  ] as const;
  const told = (owing: number): Said => {
    const asOf = new Date().toISOString();
    const counts = houses.map(([areaId, due]) => {
      return { areaId, asOf, sampled: due, resulted: due, uploaded: due - owing, cumulative: true };
    });
    return ['test.batch', { id: `owing-${owing}`, roundId: round?.id, counts }, { source: 'tests' }];
  };
  await server.say(['roll.batch', { roundId: round?.id, counts: houses.map(([areaId, due]) => ({ areaId, due })) }]);
  await server.say(told(1));
  const uploaded = analyst.drawer.locator('[data-step=uploaded] strong');
  // Two of two hundred are owing, and no rounding hides them.
  await uploaded.filter({ hasText: /^99\.00 %$/ }).waitFor();
  await server.say(told(0));
  await uploaded.filter({ hasText: /^100\.00 %$/ }).waitFor();
  await shot(page, 'night-12-uploaded');

  // Lowered and released, by who may; nobody else is offered it.
  expect(await button(commander.inspector, '解除').count()).toBe(0);
  await button(analyst.inspector, '降级').click();
  await analyst.inspector.getByLabel('改为').selectOption('low');
  await fill(analyst, '理由', '连续阴性');
  await shot(page, 'night-13-lowering');
  await step(analyst, '降级', '低风险区');
  await band.filter({ hasText: /低风险区/ }).waitFor();

  // One house goes first: whoever stands at its ways is named, recalled at once, and put back where that was a slip.
  await button(analyst.inspector, '解除').click();
  await analyst.inspector.getByRole('checkbox', { name: /2号楼/ }).check();
  await analyst.inspector.getByText('解除 1 栋楼 · 44 户 · 110 人').waitFor();
  await fill(analyst, '理由', '2号楼先行解除');
  await button(analyst.inspector, '确认解除').click();
  const left = analyst.inspector.getByRole('region', { name: '尚未收回的任务' });
  await left.getByText(/一部分已解除，那里仍有 \d+ 处/).waitFor();
  const standing = await left.locator('li').count();
  expect(standing).toBeGreaterThan(0);
  expect(standing).toBeLessThan(leaks - 1);
  await shot(page, 'night-14-part-released');
  await button(left, /^收回全部值守/).click();
  await left.getByText(`已收回 ${standing} 个任务`).waitFor();
  await left.locator('li').first().waitFor({ state: 'detached' });
  await button(left, '撤销收回').click();
  await left.getByText(`已重新下达 ${standing} 个任务`).waitFor();
  await until(async () => (await left.locator('li').count()) === standing, 'they stand there again');

  await button(analyst.inspector, '解除').click();
  await analyst.inspector.getByText('解除 1 栋楼 · 36 户 · 90 人').waitFor();
  await button(analyst.inspector, '确认解除').click();
  await analyst.inspector.getByText(/请填写：.*理由/).waitFor();
  await fill(analyst, '理由', '全员阴性，终末消毒完成');
  await shot(page, 'night-14-releasing');
  await step(analyst, '解除', '已解除');
  await band.waitFor({ state: 'detached' });

  // Nobody is left standing at a gate of a zone that has ended.
  await analyst.inspector.getByText(/仍有 \d+ 处值守任务没有收回/).waitFor();
  await shot(page, 'night-14-posts-left');
  await button(left, /^收回全部值守/).click();
  await left.getByText(/已收回 \d+ 个任务/).waitFor();
  await analyst.inspector.getByText(/没有收回/).waitFor({ state: 'detached' });

  // Every step with who took it, the same at the desk and in the log; what was said at it beside it.
  const steps = analyst.inspector.locator('.history-step');
  const record = (await steps.allInnerTexts()).map((one) => one.split(/\s+/));
  const LIFE = [
    ['提出方案', 'zone.proposed', 'analyst'],
    ['提出方案', 'zone.proposed', 'analyst'],
    ['提交审批', 'zone.submitted', 'analyst'],
    ['退回修改', 'zone.returned', 'commander'],
    ['提出方案', 'zone.proposed', 'analyst'],
    ['提交审批', 'zone.submitted', 'analyst'],
    ['审批通过', 'zone.approved', 'commander'],
    ['发布', 'zone.published', 'commander'],
    ['降级', 'zone.downgraded', 'analyst'],
    ['解除', 'zone.released', 'analyst'],
    ['解除', 'zone.released', 'analyst'],
  ] as const;
  expect(record.map(([what, ...more]) => [what, more.find((word) => /^(analyst|commander)$/.test(word))])).toEqual(
    LIFE.map(([what, , who]) => [what, who]).toReversed(),
  );
  const { history } = (await server.get(`/api/zones/${id}`)) as {
    history: { seq: number; kind: string; actor: string }[];
  };
  expect(history.toSorted((a, b) => a.seq - b.seq).map(({ kind, actor }) => [kind, actor])).toEqual(
    LIFE.map(([, kind, who]) => [kind, who]),
  );
  await steps.filter({ hasText: '2号楼有两例，须一并管控' }).waitFor();
  await steps.first().scrollIntoViewIfNeeded();
  await shot(page, 'night-15-record');

  // Who signed in for it is on record too, for those who answer for that.
  await commander.page.locator('.top-bar-account').click();
  await commander.page.getByRole('button', { name: '数据取用与登录记录' }).click();
  await commander.dock.locator('.table-row', { hasText: 'analyst' }).filter({ hasText: '登录' }).first().waitFor();
  expect(await page.getByRole('button', { name: '数据取用与登录记录', includeHidden: true }).count()).toBe(0);

  // The wall lets go of them by itself.
  await wall.locator('.wall-panel', { hasText: /管控人口\s*0/ }).waitFor();
  await shot(wall, 'night-16-wall-released');
}, 360_000);
