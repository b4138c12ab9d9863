// A night at the desk, as an analyst and a commander would have it, on the real server: five positives, alternatives, the
// least of them adjusted around a hospital, leaks closed, sent back, changed, approved by somebody else, published, seen on
// the wall.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { type Camera, Desk } from '../testing/desk.ts';
import { type Said, TestServer, until } from '../testing/server.ts';

const HOUR = 3_600_000;
const NOW = Date.now();
const ago = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();
const ring = (x: number, y: number, width: number, height: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  ],
});
const line = (...coordinates: readonly (readonly [number, number])[]) => ({ type: 'LineString', coordinates });
const CAMERA: Camera = { center: [109.2035, 39.003], zoom: 16 };
const area = (id: string, level: string, parent: string | undefined, name: string, more: object): Said => [
  'area.registered',
  { id, level, ...(parent === undefined ? {} : { parent }), name, ...more },
];
const road = (id: string, name: string, geometry: object): Said => [
  'road.registered',
  { id, name, class: 'residential', walk: true, drive: true, geometry },
];
/** Two houses of one yard with five positives, a third without, a clinic in the corner, two lanes through the wall. */
const GROUND: readonly Said[] = [
  [
    'source.registered',
    { id: 'tests', name: '测试', nameEn: 'Tests', layers: ['cases', 'areaTests'], everySeconds: 36_000 },
  ],
  area('county', 'county', undefined, '云岭区', { geometry: ring(109.15, 38.95, 0.1, 0.1), population: 3000 }),
  area('town', 'township', 'county', '青石街道', { geometry: ring(109.16, 38.96, 0.08, 0.08) }),
  area('south', 'community', 'town', '南园社区', { geometry: ring(109.2, 39.0, 0.008, 0.008), population: 1500 }),
  area('yard', 'compound', 'south', '松涛苑', {
    geometry: ring(109.202, 39.002, 0.003, 0.002),
    population: 400,
    households: 160,
  }),
  area('house-1', 'building', 'yard', '1号楼', {
    geometry: ring(109.2023, 39.0023, 0.0005, 0.0003),
    population: 90,
    households: 36,
  }),
  area('house-2', 'building', 'yard', '2号楼', {
    geometry: ring(109.2023, 39.0033, 0.0005, 0.0003),
    population: 110,
    households: 44,
  }),
  area('house-3', 'building', 'yard', '3号楼', {
    geometry: ring(109.2036, 39.0028, 0.0005, 0.0003),
    population: 200,
    households: 80,
  }),
  road('lane', '滨水路', line([109.2, 39.00245], [109.207, 39.00245])),
  road('north', '青石巷', line([109.2025, 39.0], [109.2025, 39.007])),
  ['site.registered', { id: 'clinic', name: '南园门诊', type: 'clinic', position: [109.2046, 39.0036] }],
];
const home = (areaId: string) => ({ role: 'residence', type: 'flat', areaId, matchLevel: 'door' });
const CASES: readonly Said[] = Array.from({ length: 5 }, (_, i): Said => {
  const isFirst = i < 3;
  return [
    'case.reported',
    {
      id: `c-${i + 1}`,
      person: `p-${i + 1}`,
      status: 'confirmed',
      route: 'screening',
      sampledAt: ago(3),
      position: isFirst ? [109.2025, 39.0024] : [109.2025, 39.0034],
      places: [{ ...home(isFirst ? 'house-1' : 'house-2') }],
    },
    { observedAt: ago(1), source: 'tests' },
  ];
});

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

it('is told from the first five positives to the order on the wall', async () => {
  const analyst = await Desk.open(await visitors.comeAs('analyst', server.url, LOOK), CAMERA);
  const { page } = analyst;

  // Five positives come in while the desk is open, and make a key area.
  await page.keyboard.press('z');
  await analyst.drawer.getByText('还没有阳性感染者').waitFor();
  await server.say(...CASES);
  await button(analyst.drawer, '选上全部未在区内的（5）').click();
  await page.keyboard.press('p');
  await analyst.drawer.getByRole('option').filter({ hasText: '5 人' }).waitFor();

  // Alternatives side by side, the least sufficient first; a larger one wants a reason.
  await page.keyboard.press('z');
  await button(analyst.drawer, '生成方案').click();
  const rows = analyst.drawer.locator('.propose-table tbody tr');
  await rows.first().waitFor();
  expect(await rows.first().innerText()).toMatch(/楼栋\s+最小充分\s+200\s+80\s+5 \/ 5/);
  const compound = rows.filter({ hasText: '小区' });
  await compound.click();
  await analyst.drawer.getByText('比最小充分的方案多管 200 人').waitFor();
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
  const corner = await analyst.pixel([109.205, 39.004], await cameraOf(page));
  const inner = await analyst.pixel([109.2038, 39.0036], await cameraOf(page));
  await page.mouse.move(corner.x - 3, corner.y + 3);
  await page.mouse.move(corner.x, corner.y);
  await page.mouse.down();
  await page.mouse.move((corner.x + inner.x) / 2, (corner.y + inner.y) / 2, { steps: 4 });
  await page.mouse.move(inner.x, inner.y, { steps: 4 });
  await page.mouse.up();
  await analyst.drawer.locator('.propose-meter[data-exact=true]').waitFor();
  await until(async () => !(await analyst.drawer.innerText()).includes('家医院或门诊在内'), 'the clinic is left out');
  await button(analyst.drawer, '调整完毕').click();
  await rows.filter({ hasText: '手绘' }).waitFor();

  // The least that suffices is taken after all: no reason is asked for it.
  await rows.first().click();
  await button(analyst.drawer, '保存草稿').click();
  await analyst.inspector.locator('.inspector-title p', { hasText: '拟划' }).waitFor();
  expect(await analyst.title()).toBe('松涛苑 1号楼 +1');

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
  await openings.getByRole('button', { name: '撤回任务' }).first().click();
  await until(
    async () => (await openings.locator('li[data-kind=leak]').count()) === 1,
    'the recalled one is open again',
  );
  expect(((await server.get('/api/tasks')) as { total: number }).total).toBe(leaks);

  await button(analyst.inspector, '提交审批').click();
  await step(analyst, '提交审批', '待审批');
  expect(await findings(page)).toEqual([]);

  // Approved by somebody else, with all that an order needs; published with one sentence of what it affects.
  await commander.inspector.locator('.inspector-title p', { hasText: '待审批' }).waitFor();
  await button(commander.inspector, '批准').click();
  await button(commander.inspector, '确认批准').click();
  await commander.inspector.getByText(/请填写：.*文号/).waitFor();
  await fill(commander, '发布机关', '区指挥部');
  await fill(commander, '法律依据', '传染病防治法第四十二条');
  await fill(commander, '文号', '〔2026〕第1号');
  await fill(commander, '异议渠道', '热线 12300');
  await step(commander, '批准', '已批准');
  await button(commander.inspector, '发布').click();
  const sentence = commander.inspector.locator('.propose-sentence');
  await sentence.filter({ hasText: /管控 2 栋楼 · 80 户 · 200 人 · 需 \d+ 个卡口/ }).waitFor();
  expect(await findings(commander.page)).toEqual([]);
  await step(commander, '发布', '执行中');

  // Seen on the wall.
  const wall = await visitors.comeAs('observer', server.url, { width: 1920, height: 1080 });
  await wall.page.goto('/wall');
  await wall.page.locator('.wall-panel', { hasText: /管控人口\s*200/ }).waitFor();
}, 170_000);

/** Where the map stands now, as the address says. */
async function cameraOf(page: Page): Promise<Camera> {
  const [longitude = 0, latitude = 0, zoom = 0] = (new URL(page.url()).searchParams.get('at') ?? '')
    .split(',')
    .map(Number);
  return { center: [longitude, latitude], zoom };
}
