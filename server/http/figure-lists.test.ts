// Every figure has a link to its rows; the link answers, and a figure that counts rows leads to exactly so many.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localMidnight } from '#shared/domain/day-count.ts';
import { FIGURE_ROWS } from '../engine/figure-rows.ts';
import { type Body, type Line, openLine } from '../testing/line.ts';

const NOW = Date.now();
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
/** Just after the midnight that began today, and in the middle of yesterday, whenever the test runs. */
const TODAY = new Date(Math.max(localMidnight(NOW), NOW - 60_000)).toISOString();
const YESTERDAY = new Date(localMidnight(NOW) - 43_200_000).toISOString();
/** Figures that count the rows of an answer of the engine. */
const COUNTED = [
  ...['clocks.running', 'clocks.late', 'clocks.done', 'clocks.responseRunning', 'clocks.responseLate'],
  ...['clocks.contactLate', 'clocks.contactRunning', 'clocks.reportLate', 'clocks.clearanceRunning', 'pools.positive'],
  ...['pools.open', 'nails', 'nails.candidates', 'nails.toPull', 'epidemicFree.units', 'coverage.missing'],
];
let line: Line;
let analyst: Record<string, string>;
const say = (kind: string, data: object, observedAt = at(-0.01)) => ({ opId: randomUUID(), kind, observedAt, data });
const get = async (path: string, headers = analyst): Promise<Body> => {
  const { status, body } = await line.get(path, headers);
  expect([path, status]).toEqual([path, 200]);
  return body;
};
const found = (id: string, route: string, sampledAt: string, more: object = {}) =>
  say('case.reported', { id, status: 'confirmed', route, sampledAt, ...more });
const home = { places: [{ role: 'residence', type: 'flat', areaId: 'home' }] };

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  const commander = await line.signIn('commander');
  const world = [
    say('source.registered', { id: 'never', name: 'never', layers: ['teams'], everySeconds: 60 }),
    say('area.registered', { id: 'county', level: 'county', name: 'county', population: 1_000 }),
    say('area.registered', { id: 'street', level: 'township', name: 'street', parent: 'county' }),
    say('area.registered', { id: 'home', level: 'compound', name: 'home', parent: 'street', population: 90 }),
    ...[1, 2, 3, 4, 5].map((n) => found(`c${n}`, 'screening', TODAY, { person: `p${n}`, ...home })),
    found('c6', 'centralIsolation', TODAY),
    found('c7', 'clinic', YESTERDAY),
    say('case.reported', { id: 'c8', status: 'preliminary', route: 'fever', sampledAt: TODAY }),
    say('case.reported', { id: 'c9', status: 'excluded', route: 'fever', sampledAt: TODAY }),
    say('contact.reported', { id: 'k1', caseId: 'c7', degree: 'close', identifiedAt: at(-20), lastExposure: at(-40) }),
    say('contact.reported', {
      ...{ id: 'k2', caseId: 'c7', degree: 'close', identifiedAt: at(-3), lastExposure: at(-40) },
      controlledAt: at(-1),
    }),
    say('checkpoint.registered', {
      id: 'one',
      name: 'one',
      type: 'road',
      position: [109.1, 39.1],
      lanes: 1,
      status: 'open',
    }),
    say('checkpoint.registered', { id: 'two', name: 'two', type: 'road', position: [109.2, 39.1], status: 'open' }),
    say('checkpoint.counted', {
      ...{ id: 'one', counter: 'a', direction: 'in', from: at(-0.5), to: at(-0.2), vehicles: 400 },
      persons: 500,
    }),
    say('site.registered', { id: 'q1', name: 'q1', type: 'quarantine', capacity: 10 }),
    say('site.rooms', { id: 'q1', ready: 1, occupied: 3 }),
    say('site.registered', { id: 'q2', name: 'q2', type: 'quarantine', tier: 'reserve', capacity: 10 }),
    say('site.registered', { id: 't1', name: 't1', type: 'testing', open: true }),
    say('site.registered', { id: 't2', name: 't2', type: 'testing', open: false }),
    say('zone.recorded', {
      ...{ id: 'z1', name: 'z1', level: 'high', areaIds: ['home'], authority: 'a' },
      publishedAt: at(-200),
      until: at(-2),
    }),
    say('zone.recorded', {
      id: 'z2',
      name: 'z2',
      level: 'low',
      areaIds: ['street'],
      authority: 'a',
      publishedAt: at(-2),
    }),
    say('round.opened', { id: 'r', areaIds: ['county'], start: at(-3), deadline: at(21) }),
    say('roll.batch', {
      roundId: 'r',
      persons: ['a', 'b', 'c'].map((person) => ({ person, areaId: 'home', status: 'PRESENT', from: at(-40) })),
    }),
    say('test.batch', {
      id: 'b',
      roundId: 'r',
      rows: [{ person: 'a', tube: 't', poolSize: 10, sampledAt: at(-2), result: 'positive', resultedAt: at(-1) }],
    }),
    say('series.counted', { series: 'checkpoints.declared', areaId: 'county', date: '2022-10-29', value: 3 }),
  ];
  const { results } = await line.send(world, analyst);
  expect(results.flatMap(({ error }, i) => (error === undefined ? [] : [[world[i]!.kind, error]]))).toEqual([]);
  const rules = ['bj-hd-8h', 'cn-clock-2-4-8-12-24', 'hohhot-nail'].map((policyId) =>
    say('policy.adopted', { policyId, areaId: 'county', from: at(-48) }),
  );
  expect((await line.send(rules, commander)).results.map(({ error }) => error)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  // Alarms are looked for every few seconds; an answer of figures is shared for one.
  await new Promise((done) => setTimeout(done, 1_100));
});
afterAll(() => line.close());

describe('the list behind a figure', () => {
  it('answers, of every figure there is', async () => {
    const figures = await get('/api/figures');
    for (const { list } of Object.values<Body>(figures)) await get(list);
  });

  it('has exactly the rows that the figure counts', async () => {
    const figures = await get('/api/figures');
    const ids = [...Object.keys(FIGURE_ROWS), ...COUNTED].filter(
      (id) => figures[id].value !== null && !['zones.personsHeld', 'checkpoints.declared'].includes(id),
    );
    const counts: [string, number, number][] = [];
    for (const id of ids) counts.push([id, figures[id].value, (await get(figures[id].list)).total]);
    expect(counts.filter(([, value, total]) => value !== total)).toEqual([]);
    // What is zero everywhere would prove nothing.
    expect(counts.filter(([, value]) => value > 0).map(([id]) => id)).toEqual(
      expect.arrayContaining([
        ...['cases.today', 'cases.yesterday', 'cases.community', 'cases.controlledToday', 'cases.preliminary'],
        ...[
          'contacts.total',
          'contacts.waiting',
          'contacts.overLimit',
          'checkpoints.full',
          'checkpoints.parityFlagged',
        ],
        ...['sites.quarantineRunning', 'testing.points', 'zones.inForce', 'sources.unheard', 'clearance.leftOver'],
        ...['clocks.running', 'pools.open', 'nails', 'coverage.missing', 'rooms.unbalanced'],
      ]),
    );
  });

  it('is told as ids alone to who has the rows already, page by page', async () => {
    const all = await get('/api/cases?figure=cases.communityToday&fields=id');
    expect(all).toMatchObject({ total: 6, ids: ['c1', 'c2', 'c3', 'c4', 'c5', 'c8'] });
    expect((await get('/api/cases?figure=cases.communityToday&fields=id&limit=2&offset=4')).ids).toEqual(['c5', 'c8']);
  });

  it('counts for an observer what the figure counts for them, though the time is not told to them', async () => {
    const observer = await line.signIn('observer');
    const figures = await get('/api/figures', observer);
    expect(figures['cases.yesterday'].value).toBe(1);
    expect((await get(figures['cases.yesterday'].list, observer)).total).toBe(1);
  });

  it('is that of then, when the past is asked for', async () => {
    expect(await get(`/api/cases?knownAt=${encodeURIComponent(at(-1))}`)).toMatchObject({ total: 0, features: [] });
    expect(await get(`/api/cases?knownAt=${encodeURIComponent(at(0.1))}`)).toMatchObject({ total: 9 });
    expect((await line.get('/api/cases?knownAt=yesterday', analyst)).body.code).toBe('bad-time');
  });

  it('refuses a figure that counts something else, by name', async () => {
    for (const query of ['figure=zones.inForce', 'figure=rooms.free', 'figure=__proto__'])
      expect((await line.get(`/api/cases?${query}`, analyst)).body).toMatchObject({
        code: 'invalid-value',
        field: 'figure',
      });
  });
});
