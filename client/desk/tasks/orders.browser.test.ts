// Orders at the desk: a testing round from its opening to its close, with the list of who is missing; a task from its
// order to its verification by somebody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../../testing/accessible.ts';
import { Visitors } from '../../testing/browser.ts';
import { Desk } from '../../testing/desk.ts';
import { type Said, TestServer, until } from '../../testing/server.ts';
import { shot } from '../../testing/shots.ts';

const HOUR = 3_600_000;
const at = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const square = (x: number, y: number, side: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ],
  ],
});
const roll = ['p1', 'p2', 'p3'].map((person) => ({ person, areaId: 'door', status: 'PRESENT', from: at(-48) }));
const FACTS: readonly Said[] = [
  ['area.registered', { id: 'county', level: 'county', name: '云岭区', geometry: square(109.15, 38.95, 0.1) }],
  [
    'area.registered',
    { id: 'south', level: 'community', parent: 'county', name: '南园社区', geometry: square(109.2, 39, 0.008) },
  ],
  [
    'area.registered',
    { id: 'yard', level: 'compound', parent: 'south', name: '松涛苑', geometry: square(109.202, 39.002, 0.002) },
  ],
  ['area.registered', { id: 'house', level: 'building', parent: 'yard', name: '3号楼' }],
  ['area.registered', { id: 'door', level: 'household', parent: 'house', name: '501' }],
  ['team.registered', { id: 'patrol', name: '巡查一队', type: 'patrol' }],
  ['roll.batch', { persons: roll }],
];

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...FACTS);
}, 120_000);
afterAll(() => server.close());

const status = async (id: string): Promise<unknown> => {
  const { features } = (await server.get(`/api/tasks?limit=10`)) as {
    features: { properties: { id: string; status: string } }[];
  };
  return features.find(({ properties }) => properties.id === id)?.properties.status;
};

const roundId = async (): Promise<string> => {
  const { features } = (await server.get('/api/rounds')) as { features: { properties: { id: string } }[] };
  return features[0]?.properties.id ?? '';
};

describe('a round', () => {
  it('is opened where one stands, tells whose door is missing, and is closed knowing what that does', async () => {
    const { page, drawer } = await Desk.open(
      await visitors.comeAs('analyst', server.url),
      undefined,
      'sel=areas/south',
    );
    await page.keyboard.press('v');
    await drawer.getByText('没有进行中的核酸轮次').waitFor();
    await drawer.getByRole('button', { name: '开启一轮' }).click();
    await drawer.getByText('应检 3 人 · 限 24 小时').waitFor();
    expect(await drawer.getByLabel('范围').inputValue()).toBe('selected');
    // A deadline before the start is said at once, and cannot be sent.
    const deadline = drawer.getByRole('textbox', { name: '截止' });
    const wanted = await deadline.inputValue();
    await deadline.fill('2020-01-01 00:00');
    await drawer.getByText('截止必须晚于开始').waitFor();
    expect(await drawer.getByRole('button', { name: '开启', exact: true }).isDisabled()).toBe(true);
    await deadline.fill(wanted);
    expect(await findings(page)).toEqual([]);
    await drawer.getByRole('button', { name: '开启', exact: true }).click();
    // Nobody was told of a test yet: not 0 of 3.
    await drawer.locator('[data-step=sampled]', { hasText: '未接入' }).waitFor();
    await server.say(['roll.batch', { roundId: await roundId(), persons: roll }]);
    await drawer.locator('[data-step=sampled]', { hasText: '0 / 3' }).waitFor();

    await drawer.getByRole('button', { name: '缺检名单' }).click();
    const door = drawer.getByRole('button', { name: /南园社区 松涛苑 3号楼 501/ });
    await door.waitFor();
    expect(await door.innerText()).toContain('缺 3 人');
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.print-sheet').innerText()).toContain('松涛苑 3号楼 501');
    expect(await page.locator('#root').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await drawer.getByRole('button', { name: '返回' }).click();

    await drawer.getByRole('button', { name: '结束本轮' }).click();
    await drawer.getByText('还有 3 人未上传').waitFor();
    await drawer.getByRole('alertdialog').getByRole('button', { name: '结束本轮' }).click();
    await drawer.locator('.coverage-left', { hasText: '已结束' }).waitFor();
    expect(await drawer.getByRole('button', { name: '结束本轮' }).count()).toBe(0);
  });

  it('is not offered to who may not order one', async () => {
    const { page, drawer } = await Desk.open(await visitors.comeAs('observer', server.url));
    await page.keyboard.press('v');
    await drawer.getByLabel('看哪一轮').waitFor();
    expect(await drawer.getByRole('button', { name: '开启一轮' }).count()).toBe(0);
  });
});

describe('a task', () => {
  it('is ordered at the place selected, done with proof, and verified by somebody else only', async () => {
    const analyst = await Desk.open(await visitors.comeAs('analyst', server.url));
    await analyst.page.keyboard.press('j');
    await analyst.drawer.getByText('还没有任务').waitFor();
    await analyst.drawer.getByRole('button', { name: '下达任务' }).click();
    await analyst.drawer.getByText('先在图上或列表里选一处').waitFor();
    await analyst.page.goto('/desk?sel=areas/yard');
    await analyst.isLive();
    await analyst.page.keyboard.press('j');
    await analyst.drawer.getByRole('button', { name: '下达任务' }).click();
    await analyst.drawer.getByLabel('派给').selectOption('patrol');
    await analyst.drawer.getByLabel('说明').fill('南门无人');
    expect(await findings(analyst.page)).toEqual([]);
    await analyst.drawer.locator('button[type=submit]').click();
    const { inspector, page } = analyst;
    await inspector.getByRole('button', { name: '记为已接收' }).click();
    await inspector.getByRole('button', { name: '记为已完成' }).click();
    await inspector.getByLabel('凭据').fill('2 处出入口');
    await inspector.getByRole('button', { name: '记为已完成' }).click();
    // Their own work: the button is there and says why it does not help.
    await inspector.getByText('您自己完成的，须由别人核验').waitFor();
    expect(await inspector.getByRole('button', { name: '核验' }).isDisabled()).toBe(true);
    const id = new URL(page.url()).searchParams.get('sel')?.split('/')[1] ?? '';
    expect(await status(id)).toBe('done');

    const field = await Desk.open(await visitors.comeAs('field', server.url), undefined, `sel=tasks/${id}`);
    await field.inspector.getByRole('button', { name: '核验' }).click();
    await until(async () => (await status(id)) === 'verified', 'somebody else has verified it');
    await analyst.drawer.getByRole('tab', { name: /已了结 1/ }).click();
    await analyst.drawer.getByText('巡查一队').waitFor();
  });
});

describe('who leads teams', () => {
  it('sees what is unsent and silent, hands out what one ring holds and takes it back; what a crew reported is seen', async () => {
    await server.say([
      'checkpoint.registered',
      { id: 'gate', name: '西门卡点', type: 'compound', position: [109.203, 39.003], status: 'running' },
    ]);
    const crew = await visitors.comeAs('field', server.url);
    const opId = crypto.randomUUID();
    const counted = { id: 'gate', counter: 'phone-1', direction: 'in', vehicles: 5, from: at(-3), to: at(-2.75) };
    const report = { opId, kind: 'checkpoint.counted', observedAt: at(-2.75), device: 'phone-1', data: counted };
    await crew.context.request.post('/api/reports', { data: { reports: [report] } });
    const told = { device: 'phone-1', teamId: 'patrol', waiting: 4, late: 3, oldestSeconds: 7_000 };
    expect((await crew.context.request.post('/api/phones', { data: told })).status()).toBe(204);

    const camera = { center: [109.203, 39.003], zoom: 15 } as const;
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), camera);
    const { page, drawer, inspector } = desk;
    await page.keyboard.press('g');
    await drawer.getByText('3 条超 1 小时未上传').waitFor();
    await shot(page, 'teams-01-unsent');
    await drawer.getByRole('tab', { name: /静默卡点 1/ }).click();
    await drawer.getByText('已静默 2 小时').waitFor();
    await shot(page, 'teams-02-silent');
    expect(await findings(page)).toEqual([]);
    // Whoever reads it at the desk has seen it.
    await drawer.getByText('西门卡点').click();
    await inspector.getByText('#', { exact: false }).first().waitFor();
    const became = async () => (await crew.context.request.get(`/api/reports/${opId}`)).json() as Promise<object>;
    await until(async () => 'seenAt' in (await became()), 'the third tick');

    await drawer.getByRole('button', { name: '圈地派任务' }).click();
    const ring = [
      [109.201, 39.001],
      [109.205, 39.001],
      [109.205, 39.005],
      [109.201, 39.005],
      [109.2012, 39.0012],
    ] as const;
    // The gate that was opened took the map with it.
    await desk.settles();
    const pixels = await Promise.all(ring.map((place) => desk.pixel(place, desk.camera())));
    await page.mouse.move(pixels[0]!.x, pixels[0]!.y);
    await page.mouse.down();
    for (const { x, y } of pixels) await page.mouse.move(x, y, { steps: 6 });
    await page.mouse.up();
    await drawer.getByLabel(/小区 1/).check();
    await drawer.getByLabel('派给').selectOption('patrol');
    await drawer.getByText('巡查一队：1 处').waitFor();
    await shot(page, 'teams-03-hand-out');
    expect(await findings(page)).toEqual([]);
    await drawer.getByRole('button', { name: '下达 1 个任务' }).click();
    await drawer.getByText('已下达 1 个任务').waitFor();
    const statuses = async () => {
      type Tasks = { features: { properties: { teamId?: string; areaId?: string; status: string; note?: string } }[] };
      const { features } = (await server.get('/api/tasks')) as unknown as Tasks;
      return features.flatMap(({ properties: { teamId, areaId, status, note } }) =>
        teamId === 'patrol' && areaId === 'yard' && note !== '南门无人' ? [status] : [],
      );
    };
    expect(await statuses()).toEqual(['assigned']);
    await drawer.getByRole('button', { name: '全部收回' }).click();
    await drawer.getByText('已收回 1 个任务').waitFor();
    expect(await statuses()).toEqual(['recalled']);
    await drawer.getByRole('button', { name: '撤销收回' }).click();
    await drawer.getByText('已重新下达 1 个任务').waitFor();
    expect((await statuses()).toSorted()).toEqual(['assigned', 'recalled']);
    await drawer.getByRole('button', { name: '全部收回' }).click();
    await drawer.getByText('已收回 1 个任务').waitFor();
    expect(await statuses()).toEqual(['recalled', 'recalled']);
  });
});
