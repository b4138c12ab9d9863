// The clocks as a stranger asks for them: through the public door, at any moment, and only as far as they may be seen.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policy } from '#shared/domain/policy/policy.fixture.ts';
import { advance } from '#shared/project.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, MORNING, report } from '#shared/testing.ts';
import { principalOf } from '../access/principal.ts';
import { View } from '../access/view.ts';
import { Clocks } from '../engine/clocks.ts';
import { type Body, type Line, openLine } from '../testing/line.ts';

const NOW = Date.now();
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
let line: Line;
let analyst: Record<string, string>;
const say = (kind: string, hours: number, data: object) => ({ opId: randomUUID(), kind, observedAt: at(hours), data });
const send = async (headers: Record<string, string>, ...reports: object[]) => {
  const { results } = await line.send(reports, headers);
  expect(results.map(({ error }) => error)).toEqual(results.map(() => undefined));
};
const clocks = async (query = '', headers = analyst): Promise<Body> =>
  (await line.get(`/api/clocks${query}`, headers)).body;
const one = async (query: string): Promise<Body> => (await clocks(query)).clocks[0];

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  await send(
    analyst,
    say('area.registered', -40, { id: 'county', level: 'county', name: 'county' }),
    say('area.registered', -40, { id: 'street', level: 'township', name: 'street', parent: 'county' }),
    say('area.registered', -40, { id: 'home', level: 'compound', name: 'home', parent: 'street' }),
    say('site.registered', -40, { id: 'q', name: 'q', type: 'quarantine', unit: 'Health office', phone: '010-1' }),
    say('case.reported', -10, {
      id: 'c1',
      status: 'preliminary',
      route: 'screening',
      places: [{ role: 'residence', type: 'flat', areaId: 'home' }],
    }),
  );
});
afterAll(() => line.close());

describe('without a rule', () => {
  it('no clock runs, and no figure says that none is late', async () => {
    expect(await clocks()).toMatchObject({ total: 0, clocks: [] });
    const figures = (await line.get('/api/figures', analyst)).body;
    expect(figures['clocks.late']).toMatchObject({ value: null, state: 'unknown' });
  });
});

describe('under the rules adopted', () => {
  beforeAll(async () => {
    const commander = await line.signIn('commander');
    for (const policyId of ['bj-hd-8h', 'cn-clock-2-4-8-12-24'])
      await send(commander, say('policy.adopted', -0.1, { policyId, areaId: 'county', from: at(-48) }));
    await send(
      analyst,
      say('case.updated', -6, { id: 'c1', status: 'confirmed', stages: { tested: at(-6), networkReported: at(-5) } }),
      say('contact.reported', -5, {
        id: 'n1',
        caseId: 'c1',
        degree: 'close',
        identifiedAt: at(-5),
        lastExposure: at(-20),
        controlledAt: at(-4),
        siteId: 'q',
      }),
      say('transfer.admitted', -1, { id: 't1', caseId: 'c1', siteId: 'q' }),
    );
  });

  it('each has its start, its due, what is left, its steps with what they stand on, and whom to call', async () => {
    const clock = await one('?kind=response');
    expect(clock).toMatchObject({
      id: 'response/c1',
      state: 'late',
      start: at(-10),
      due: at(-2),
      subject: { layer: 'cases', id: 'c1' },
      areaId: 'home',
      policyId: 'bj-hd-8h',
      responsible: { areaId: 'street', unit: 'Health office', unitEn: null, phone: '010-1' },
    });
    expect(clock.remainingSeconds).toBeLessThanOrEqual(-7200);
    const steps = Object.fromEntries(clock.steps.map((step: Body) => [step.step, step]));
    expect(steps.transfer).toMatchObject({
      state: 'done',
      doneAt: at(-1),
      lateBySeconds: 3600,
      evidence: [{ layer: 'transfers', id: 't1' }],
    });
    expect(steps.contacts).toMatchObject({ state: 'done', done: 1, total: 1 });
    expect(steps.tracing).toMatchObject({ state: 'late', connected: true });
    // Nobody reports zones or disinfections here: silence is not lateness, and not done.
    expect([steps.control, steps.disinfection].map(({ state, connected }: Body) => [state, connected])).toEqual([
      ['unknown', false],
      ['unknown', false],
    ]);
  });

  it('are filtered by kind, state, area and subject, and counted by state', async () => {
    expect(await clocks('?kind=contact')).toMatchObject({ total: 1, byState: { done: 1, late: 0 } });
    expect((await clocks('?state=late')).clocks.map(({ id }: Body) => id)).toContain('response/c1');
    expect((await clocks('?areaId=street&kind=report')).total).toBe(1);
    expect((await clocks('?areaId=elsewhere')).total).toBe(0);
    expect((await clocks('?subject=c1')).clocks.map(({ kind }: Body) => kind)).toEqual(['report', 'response']);
    expect(await clocks('?limit=1&offset=1')).toMatchObject({ clocks: [{}], total: (await clocks()).total });
    expect((await line.get('/api/clocks?kind=nonsense', analyst)).status).toBe(422);
  });

  it('come by urgency when asked, over all of them and not of one page: late before running, done at the end', async () => {
    const { clocks: all } = await clocks('?order=urgent');
    const rank = { late: 0, unknown: 0, running: 0, stopped: 0, done: 1 };
    const ranks = all.map(({ state }: { state: keyof typeof rank }) => rank[state]);
    expect(ranks).toEqual(ranks.toSorted());
    expect(new Set(ranks).size).toBe(2);
    const opens = all.filter(({ state }: Body) => state === 'late' || state === 'running');
    const dues = opens.map(({ steps, state }: Body) => steps.find((step: Body) => step.state === state).due as string);
    expect(dues).toEqual(dues.toSorted());
    expect(dues.length).toBeGreaterThan(1);
    expect((await clocks('?order=urgent&limit=1')).clocks[0].id).toBe(all[0].id);
    expect((await clocks('?order=urgent&limit=1&offset=1')).clocks[0].id).toBe(all[1].id);
  });

  it('answer for any moment: what was done later was open then', async () => {
    expect(await one(`?kind=response&at=${at(-3)}`)).toMatchObject({ state: 'running', remainingSeconds: 3600 });
    expect((await clocks(`?kind=response&at=${at(-11)}`)).total).toBe(0);
    expect((await clocks(`?knownAt=${at(-1)}`)).total).toBe(0);
    expect((await line.get('/api/clocks?at=yesterday', analyst)).body.code).toBe('bad-time');
  });

  it('clear the day: one positive, moved on its day or left over at midnight', async () => {
    const { total, clocks: days } = await clocks('?kind=clearance');
    expect(total).toBe(1);
    expect(days[0].steps[0]).toMatchObject({ step: 'moved', done: 1, total: 1, doneAt: at(-1) });
  });

  it('are counted in the figures, each with a list that has as many rows', async () => {
    await new Promise((done) => setTimeout(done, 1_050)); // an answer is shared for a second
    const figures = (await line.get('/api/figures', analyst)).body;
    for (const id of ['clocks.late', 'clocks.running', 'clocks.done', 'clocks.contactLate', 'clocks.responseLate']) {
      const { value, list } = figures[id];
      expect([id, value]).toEqual([id, (await line.get(list, analyst)).body.total]);
    }
    expect(figures['clocks.responseLate'].value).toBe(1);
    expect(figures['contacts.controlHoursMedian']).toMatchObject({ value: 1, state: 'ok' });
    expect(figures['contacts.overLimit'].value).toBe(0);
    expect(figures['clearance.leftOver'].value).toBe(0);
    expect(figures['clocks.responseInTime']).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
  });

  it('are not for readers who may not know where a case lives; who counts, is told how many', async () => {
    expect((await line.get('/api/clocks', await line.signIn('observer'))).body.code).toBe('forbidden');
    const seen = (await line.get('/api/figures', await line.signIn('observer'))).body;
    expect(seen['clocks.responseLate'].value).toBe(1);
    expect(seen['clocks.contactLate']).toMatchObject({ value: null });
  });

  it('stand in the description of the API with their fields', async () => {
    const { paths } = (await line.get('/api/openapi.json')).body;
    const { schema } = paths['/api/clocks'].get.responses['200'].content['application/json'];
    expect(Object.keys(schema.properties.clocks.items.properties)).toContain('remainingSeconds');
  });
});

describe('a reader of one area', () => {
  it('has the clocks of cases, contacts, pools and days there, and of nobody else', () => {
    const situation = new Situation();
    const then = new Date(MORNING).toISOString();
    const inside = (n: number) => [
      report('area.registered', { id: `k${n}`, level: 'compound', name: 'k', parent: 'county' }),
      report('case.reported', {
        id: `c${n}`,
        status: 'confirmed',
        route: 'screening',
        poolId: `t${n}`,
        places: [{ role: 'residence', type: 'flat', areaId: `k${n}` }],
      }),
      report('contact.reported', {
        id: `n${n}`,
        caseId: `c${n}`,
        degree: 'close',
        identifiedAt: then,
        lastExposure: then,
      }),
    ];
    const ids = ['bj-hd-8h', 'cn-clock-2-4-8-12-24'];
    const said = [
      report('area.registered', { id: 'county', level: 'county', name: 'county' }),
      ...ids.map((policyId) => report('policy.adopted', { policyId, areaId: 'county', from: at(-1e6) })),
      ...inside(1),
      ...inside(2),
    ];
    for (const [i, one] of said.entries()) advance(situation, eventOf(i + 1, one));
    const library = { policies: new Map(ids.map((id) => [id, { policy: policy(id), digest: id, file: id }])) };
    const clocks = new Clocks({ situation, onSteps: () => () => true }, library);
    const rows = (areas: string[]) => {
      const who = principalOf('field', ['field'], areas, { kind: 'session', id: 'field' });
      return clocks.rows(situation, new View(who, situation, Buffer.alloc(32, 7)), MORNING + 3_600_000);
    };
    const own = ['contact/n1', 'pool/t1', 'report/c1', 'response/c1'];
    const day = 'clearance/2022-10-29T16:00:00.000Z';
    expect(rows(['k1']).map(({ run }) => run.clock.id)).toEqual([day, ...own]);
    expect(rows(['k1'])[0]!.run.clock.steps[0]!.of).toEqual({ done: 0, total: 1 });
    expect(rows([])).toHaveLength(9);
    expect(rows([])[0]!.run.clock.steps[0]!.of).toEqual({ done: 0, total: 2 });
  });
});
