// The engine at the desk: a zone as the order it is, the round and its communities, clocks, key areas, figures. Real server,
// real answers; what is asked of a screen here is what the engine has said, in words, and where a click leads.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../testing/accessible.ts';
import { Visitors } from '../testing/browser.ts';
import { type Camera, Desk } from '../testing/desk.ts';
import { type Said, TestServer, until } from '../testing/server.ts';

const HOUR = 3_600_000;
const NOW = Date.now();
const ago = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();
const ring = (x: number, y: number, side: number) => ({
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
const CAMERA: Camera = { center: [109.204, 39.004], zoom: 14 };
const area = (
  id: string,
  level: string,
  parent: string | undefined,
  name: string,
  nameEn: string,
  more: object,
): Said => ['area.registered', { id, level, ...(parent === undefined ? {} : { parent }), name, nameEn, ...more }];
const home = { role: 'residence', type: 'flat', areaId: 'house', matchLevel: 'door' };

/** Ground, a round that runs, and five positives in one house. */
const FACTS: readonly Said[] = [
  [
    'source.registered',
    { id: 'tests', name: '测试', nameEn: 'Tests', layers: ['cases', 'areaTests'], everySeconds: 36_000 },
  ],
  area('county', 'county', undefined, '云岭区', 'Yunling', { geometry: ring(109.15, 38.95, 0.1), population: 3000 }),
  area('town', 'township', 'county', '青石街道', 'Qingshi', { geometry: ring(109.16, 38.96, 0.08) }),
  area('north', 'community', 'town', '北园社区', 'North', { geometry: ring(109.2, 39.01, 0.008), population: 1000 }),
  area('south', 'community', 'town', '南园社区', 'South', { geometry: ring(109.2, 39.0, 0.008), population: 1500 }),
  area('west', 'community', 'town', '西园社区', 'West', { geometry: ring(109.19, 39.0, 0.008), population: 500 }),
  area('yard', 'compound', 'south', '松涛苑', 'Pine Court', {
    geometry: ring(109.202, 39.002, 0.002),
    population: 400,
    households: 160,
  }),
  area('house', 'building', 'yard', '1号楼', 'Building 1', {
    geometry: ring(109.2025, 39.0025, 0.0005),
    population: 90,
  }),
  [
    'road.registered',
    {
      id: 'lane',
      class: 'residential',
      walk: true,
      drive: true,
      geometry: {
        type: 'LineString',
        coordinates: [
          [109.201, 39.003],
          [109.205, 39.003],
        ],
      },
    },
  ],
  ...Array.from(
    { length: 5 },
    (_, i): Said => [
      'case.reported',
      {
        id: `c-${i + 1}`,
        person: `p-${i + 1}`,
        status: 'preliminary',
        route: 'screening',
        sampledAt: ago(3),
        stages: { sampled: ago(3), located: ago(1) },
        position: [109.2026, 39.0026],
        places: [home],
      },
      { observedAt: ago(2), source: 'tests' },
    ],
  ),
];

const ROUND: readonly Said[] = [
  ['round.opened', { id: 'r-1', areaIds: ['county'], start: ago(6), deadline: ago(-18) }, { observedAt: ago(6) }],
];
const COUNTS: readonly Said[] = [
  [
    'roll.batch',
    {
      roundId: 'r-1',
      counts: [
        { areaId: 'north', due: 1000 },
        { areaId: 'south', due: 1500 },
        { areaId: 'west', due: 500 },
      ],
    },
  ],
  ...(
    [
      ['north', 1000, 900],
      ['south', 1200, 300],
    ] as const
  ).map(
    ([areaId, sampled, uploaded]): Said => [
      'test.batch',
      {
        id: `counts-${areaId}`,
        roundId: 'r-1',
        counts: { areaId, asOf: ago(0.2), sampled, resulted: uploaded, uploaded, cumulative: true },
      },
      { observedAt: ago(0.2), source: 'tests' },
    ],
  ),
];
const ORDER: Readonly<Record<string, readonly Said[]>> = {
  analyst: [
    [
      'zone.proposed',
      {
        id: 'z',
        policyId: 'cn-2022-06-v9',
        level: 'high',
        areaIds: ['yard'],
        caseIds: ['c-1', 'c-2', 'c-3', 'c-4', 'c-5'],
        reason: '小区内5例',
        name: '松涛苑',
        nameEn: 'Pine Court',
        rejectedAlternatives: [{ unit: 'block', persons: 2400, gates: 6 }],
      },
    ],
    ['zone.submitted', { id: 'z', version: 1, reason: '请审' }],
  ],
  commander: [
    [
      'zone.approved',
      {
        id: 'z',
        version: 2,
        authority: '区指挥部',
        legalBasis: '传染病防治法第四十二条',
        orderNo: '〔2026〕第1号',
        expiresAt: ago(-100),
        objectionChannel: '热线 12300',
      },
    ],
    ['zone.published', { id: 'z', version: 3 }],
  ],
};

let server: TestServer;
const visitors = new Visitors();
beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...FACTS);
  const adopted = ['cn-2022-06-v9', 'bj-hd-8h', 'cn-clock-2-4-8-12-24', 'hohhot-nail'].map(
    (policyId): Said => ['policy.adopted', { policyId, areaId: 'county', from: ago(48) }],
  );
  await server.sayAs('commander', ...adopted);
  await server.sayAs('analyst', ...ROUND);
  await server.say(...COUNTS);
  await server.sayAs('analyst', ...(ORDER['analyst'] ?? []));
  await server.sayAs('commander', ...(ORDER['commander'] ?? []));
  await server.say(['nail.item', { zoneId: 'z', item: 'taskForce', done: true }]);
}, 120_000);
afterAll(() => server.close());

const open = async (key: string, query = '', role: 'analyst' | 'observer' = 'analyst'): Promise<Desk> => {
  const desk = await Desk.open(await visitors.comeAs(role, server.url), CAMERA, query);
  if (key !== '') await desk.page.keyboard.press(key);
  return desk;
};

describe('a zone', () => {
  it('tells what it holds, what blocks its release, which cases it stands on, the order and each step', async () => {
    const { inspector, page } = await open('', 'sel=zones/z');
    await inspector.locator('.zone-held dt:text-is("人") + dd', { hasText: /^400$/ }).waitFor();
    const text = await inspector.innerText();
    expect(await inspector.locator('.zone-held dt:text-is("阳性在内") + dd').innerText()).toBe('5 / 5');
    expect(await inspector.locator('.zone-held dt:text-is("无人值守出入口") + dd').innerText()).toBe('2');
    await inspector.getByText('连续无新增感染者').waitFor();
    expect(await inspector.locator('.zone-findings').first().innerText()).toContain('已 0 天，需 7 天');
    for (const said of ['执行中', '《防控方案（第九版）》', '区指挥部', '〔2026〕第1号', '热线 12300', '街区'])
      expect(text).toContain(said);
    // Four eyes: who submitted it, who approved it.
    const steps = await inspector.locator('.history-step').allInnerTexts();
    expect(steps.map((step) => /analyst|commander/.exec(step)?.[0])).toEqual([
      'commander',
      'commander',
      'analyst',
      'analyst',
    ]);
    await inspector.getByRole('button', { name: 'c-1' }).click();
    await page.locator('.inspector h2', { hasText: 'c-1' }).waitFor();
  });

  it('tells nothing of its cases to who may not know where they live', async () => {
    const { inspector } = await open('', 'sel=zones/z', 'observer');
    await inspector.locator('.zone-held dt:text-is("人") + dd', { hasText: /^400$/ }).waitFor();
    expect(await inspector.locator('.zone-held dt:text-is("阳性在内") + dd').innerText()).toBe('未知');
    await inspector.getByText('依据的病例按权限不显示').waitFor();
    expect(await inspector.innerText()).not.toContain('c-1');
  });
});

describe('the round', () => {
  it('has its steps, its communities by what they owe, and a community that nobody counts is not 0', async () => {
    const { drawer, inspector, page } = await open('v');
    await drawer.locator('[data-step=uploaded] strong').filter({ hasText: '40.00 %' }).waitFor();
    expect(await drawer.locator('[data-step=sampled]').innerText()).toContain('2,200 / 3,000');
    const rows = drawer.locator('.row');
    await rows.nth(2).waitFor();
    const names = (await rows.allInnerTexts()).map((row) => row.split('\n')[0]);
    expect(names).toEqual(['西园社区', '南园社区', '北园社区']);
    expect(await rows.first().innerText()).toContain('未接入');
    expect(await rows.nth(1).innerText()).toContain('1,200');
    // Another step is another picture, and the legend says which.
    const legend = page.locator('.map-legend-coverage dt');
    await page.getByRole('button', { name: '图例' }).click();
    await legend.filter({ hasText: '未上传' }).waitFor();
    await drawer.locator('[data-step=sampled]').click();
    await legend.filter({ hasText: '未采样' }).waitFor();
    await rows.nth(1).click();
    await inspector.getByRole('heading', { name: '南园社区' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('answers a hand that rests on a community', async () => {
    const desk = await open('v');
    await desk.drawer.locator('.row').nth(2).waitFor();
    await desk.settles();
    const { x, y } = await desk.pixel([109.2065, 39.0115], CAMERA);
    await desk.page.mouse.move(x, y);
    const tip = desk.page.locator('.map-tooltip');
    await tip.filter({ hasText: '900 / 1,000' }).waitFor();
    expect(await tip.innerText()).toContain('北园社区');
  });

  it('is what an address leads to that names its figure', async () => {
    const { drawer } = await open('', 'list=coverage.uploaded');
    await drawer.locator('[data-step=uploaded]').waitFor();
  });
});

describe('clocks and key areas', () => {
  it('lists what runs, with what it waits for, and leads to whom it is about', async () => {
    const { drawer, inspector, page } = await open('k');
    await drawer.getByText('没有超时的事项').waitFor();
    await drawer.getByRole('button', { name: /计时中/ }).click();
    const rows = drawer.locator('.row').filter({ hasText: '8 小时处置' });
    await rows.nth(4).waitFor();
    expect(await rows.first().innerText()).toMatch(/8 小时处置 · 等待.+/);
    await drawer.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await inspector.waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('says plainly to who may not see clocks that they are not shown', async () => {
    const { drawer } = await open('k', '', 'observer');
    await drawer.getByText('你的账号不能查看').waitFor();
  });

  it('has the key area with nine items and six lanes, what nobody reports apart from what is not done', async () => {
    const { drawer, inspector, page } = await open('p');
    await drawer.getByRole('option').first().waitFor();
    expect(await drawer.getByRole('option').first().innerText()).toContain('5 人');
    await drawer.getByText('九项措施 1 / 9').waitFor();
    const lists = drawer.locator('.nail-items');
    expect(await lists.first().locator('li').count()).toBe(6);
    expect(await lists.last().locator('li').count()).toBe(9);
    expect(await lists.last().locator('li[data-state=unknown]').count()).toBe(8);
    await drawer.getByRole('option').first().click();
    await inspector.getByRole('heading', { name: '松涛苑' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

describe('an alarm', () => {
  it('is acknowledged with one button, then judged, and the figures say both', async () => {
    let id = '';
    await until(async () => {
      const { features } = (await server.get('/api/alarms?status=raised')) as unknown as {
        features: { id: string }[];
      };
      id = features[0]?.id ?? '';
      return id !== '';
    }, 'the server finds something that should not be as it is: five positives of one house, late clocks');
    const { inspector, page } = await open('', `sel=alarms/${id}`);
    await inspector.getByRole('button', { name: '确认：我已知悉' }).click();
    await inspector.getByText('analyst 已确认').first().waitFor();
    expect(await inspector.getByRole('button', { name: '确认：我已知悉' }).count()).toBe(0);
    const real = inspector.getByRole('button', { name: '属实' });
    await real.click();
    await inspector.getByText('核实结论：属实（analyst）').first().waitFor();
    expect(await real.getAttribute('aria-pressed')).toBe('true');
    // The last word counts.
    await inspector.getByRole('button', { name: '误报' }).click();
    await inspector.getByText('核实结论：误报（analyst）').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await until(async () => {
      const figures = (await server.get('/api/figures')) as unknown as Record<string, { value: number | null }>;
      return figures['alarms.precision']?.value === 0;
    }, 'one alarm judged, and it was false');
  });
});

describe('key figures', () => {
  it('say what is known and what is not connected, lead to their rows, in both languages', async () => {
    const { drawer, page } = await open('s');
    const value = (id: string) => drawer.locator(`[data-figure="${id}"] strong`);
    await value('cases.total').filter({ hasText: /^5$/ }).waitFor();
    expect(await value('coverage.uploaded').innerText()).toBe('40.0%');
    expect(await value('rooms.free').innerText()).toMatch(/未接入|未知/);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await drawer.getByRole('heading', { name: 'Key figures' }).waitFor();
    expect((await drawer.innerText()).match(/\p{Script=Han}+/gu)).toBeNull();
    await drawer.locator('[data-figure="clocks.running"]').click();
    await page.locator('.dock').getByRole('heading', { name: 'Response clocks' }).waitFor();
  });

  it('are as legible by day', async () => {
    const desk = await Desk.open(
      await visitors.comeAs('analyst', server.url, { theme: 'light' }),
      CAMERA,
      'sel=zones/z',
    );
    const found: Record<string, string[]> = {};
    for (const key of ['s', 'v', 'k', 'p']) {
      await desk.page.keyboard.press(key);
      await desk.drawer.waitFor();
      found[key] = await findings(desk.page);
    }
    expect(found).toEqual({ s: [], v: [], k: [], p: [] });
  });
});
