// The counters as a stranger asks for them: zeros and held days, social zero, windows, and which communities may apply.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Body, type Line, openLine } from '../testing/line.ts';

// Asked at a fixed moment: a day is a local one, and tests run at any hour.
const NOON = '2020-03-09T12:00:00%2B08:00';
let line: Line;
let analyst: Record<string, string>;
const say = (kind: string, observedAt: string, data: object) => ({ opId: randomUUID(), kind, observedAt, data });
const send = async (headers: Record<string, string>, ...reports: object[]) => {
  const { results } = await line.send(reports, headers);
  expect(results.map(({ error }) => error)).toEqual(results.map(() => undefined));
};
const counters = async (query = `?at=${NOON}`, headers = analyst): Promise<Body> =>
  (await line.get(`/api/counters${query}`, headers)).body;
const day = (n: number): string => new Date(Date.UTC(2020, 1, 27 + n)).toISOString().slice(0, 10);
const counted = (date: string, ...values: (number | undefined)[]) =>
  ['confirmed', 'suspected', 'contacts'].flatMap((series, i) =>
    values[i] === undefined
      ? []
      : [say('series.counted', '2020-03-09T00:20:00+08:00', { series, areaId: 'city', date, value: values[i] })],
  );
const found = (id: string, at: string, route: string, areaId: string, more: object = {}) =>
  say('case.reported', at, {
    id,
    status: 'confirmed',
    route,
    sampledAt: at,
    places: [{ role: 'residence', type: 'flat', areaId }],
    stages: { reported: at },
    ...more,
  });

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  const then = '2020-02-01T00:00:00+08:00';
  await send(
    analyst,
    say('area.registered', then, { id: 'city', level: 'county', name: 'city', population: 437_800 }),
    ...['k1', 'k2', 'k3'].map((id) =>
      say('area.registered', then, { id, level: 'compound', name: id, parent: 'city', population: 900 }),
    ),
    say('series.counted', then, { series: 'tests', areaId: 'k1', date: day(3), value: 9 }),
  );
  const commander = await line.signIn('commander');
  for (const policyId of ['social-zero-shanghai', 'epidemic-free-hohhot'])
    await send(commander, say('policy.adopted', then, { policyId, areaId: 'city', from: then }));
});
afterAll(() => line.close());

it('nobody has told: no run, no day, no window, and no figure says 0', async () => {
  expect(await counters()).toMatchObject({
    areaId: 'city',
    threeZeros: { told: false, current: null },
    days: [],
    windows: [{ total: null }, { total: null }, { total: null }],
  });
  const figures = (await line.get(`/api/figures?at=${NOON}`, analyst)).body;
  expect(figures['zero.threeInclusive']).toMatchObject({ value: null, state: 'unknown' });
  expect(figures['zero.social']).toMatchObject({ value: null, state: 'notConnected' });
});

describe('V14 over HTTP', () => {
  it('9 days on 8 March by days at zero, 8 and 9 by the two conventions; a day not told holds it', async () => {
    await send(
      analyst,
      ...counted(day(0), 0, 2, 0),
      ...counted(day(1), 1, 0, 0),
      ...Array.from({ length: 9 }, (_, n) => counted(day(2 + n), 0, 0, 0)).flat(),
    );
    const asked = await counters();
    expect(asked.threeZeros.current).toMatchObject({
      first: '2020-02-29',
      last: '2020-03-08',
      elapsed: 8,
      inclusive: 9,
      unknownDays: 0,
      text: { inclusive: '9' },
    });
    expect(asked.threeZeros.next).toEqual({ elapsed: 14, inclusive: 14 });
    const later = await counters('?at=2020-03-10T12:00:00%2B08:00');
    expect(later.threeZeros.current).toMatchObject({ inclusive: 9, unknownDays: 1, text: { inclusive: '9 + ?' } });
    const figures = (await line.get('/api/figures?at=2020-03-10T12:00:00%2B08:00', analyst)).body;
    expect(figures['zero.threeInclusive']).toMatchObject({ value: 9, state: 'provisional' });
    // two of the three told is not the day told
    await send(analyst, ...counted('2020-03-09', 0, undefined, 0));
    expect((await counters('?at=2020-03-10T12:00:00%2B08:00')).threeZeros.current.unknownDays).toBe(1);
    await send(analyst, ...counted('2020-03-09', 0, 1, 0));
    const ended = await counters('?at=2020-03-10T12:00:00%2B08:00');
    expect(ended.threeZeros).toMatchObject({ told: true, current: null, finished: [{ inclusive: 9 }] });
  });
});

describe('social zero and windows', () => {
  it('count who was found outside isolation, by local day and by window', async () => {
    await send(
      analyst,
      found('c1', '2020-03-05T10:00:00+08:00', 'screening', 'k1'),
      found('c2', '2020-03-07T10:00:00+08:00', 'centralIsolation', 'k1'),
      found('c3', '2020-03-09T01:00:00+08:00', 'clinic', 'k1'),
      found('c4', '2020-03-08T16:00:00+08:00', 'door', 'k1'),
    );
    const asked = await counters();
    expect(asked.days.map(({ social, total }: Body) => [social, total])).toEqual([
      [1, 1],
      [0, 0],
      [0, 1],
      [0, 1],
      [1, 1],
    ]);
    // 6, 7 and 8 March have ended without one; the 9th has not ended
    expect(asked.socialZero).toMatchObject({ zero: true, basicZero: true, basicPerDay: 4, current: { inclusive: 3 } });
    const windows = Object.fromEntries(asked.windows.map((one: Body) => [one.window, one]));
    expect(windows['0-24']).toMatchObject({ total: 1, social: 1, partial: false, running: true });
    expect(windows['15-15']).toMatchObject({ total: 2, social: 1, controlled: 1 });
    expect(windows['0-15']).toMatchObject({ total: 1, partial: true, to: '2020-03-09T07:00:00.000Z' });
    expect((await counters(`?areaId=k2&at=${NOON}`)).windows[0].total).toBe(0);
    expect((await line.get('/api/counters?areaId=nowhere', analyst)).status).toBe(404);
  });
});

describe('epidemic-free communities', () => {
  const units = async (query = ''): Promise<Body> =>
    (await line.get(`/api/epidemic-free?at=${NOON}${query}`, analyst)).body;
  it('are those without an event, or seven days without one; a contact of the household counts, one without a home is named', async () => {
    expect(await units()).toMatchObject({ total: 3, eligible: 2, provisional: false });
    expect((await units('&eligible=false')).units).toMatchObject([
      { areaId: 'k1', eligible: false, days: 0, blocking: [{ route: 'A' }, { route: 'B' }] },
    ]);
    await send(
      analyst,
      found('c5', '2020-02-20T10:00:00+08:00', 'screening', 'k2'),
      say('contact.reported', '2020-02-21T10:00:00+08:00', {
        id: 'n1',
        caseId: 'c5',
        degree: 'close',
        identifiedAt: '2020-02-21T10:00:00+08:00',
        lastExposure: '2020-02-19T10:00:00+08:00',
        route: 'work',
      }),
    );
    // eighteen days after its case, by route A; whose contact lives where, nobody told
    const later = await units('&eligible=true');
    expect(later).toMatchObject({ provisional: true, unplacedContacts: 1 });
    expect(later.units).toMatchObject([
      { areaId: 'k2', route: 'A', days: 18 },
      { areaId: 'k3', route: 'B', days: null },
    ]);
    await send(
      analyst,
      say('contact.reported', '2020-03-08T10:00:00+08:00', {
        id: 'n2',
        caseId: 'c5',
        degree: 'close',
        identifiedAt: '2020-03-08T10:00:00+08:00',
        lastExposure: '2020-03-07T10:00:00+08:00',
        route: 'household',
      }),
      say('zone.recorded', '2020-03-08T10:00:00+08:00', {
        id: 'z',
        name: 'z',
        level: 'high',
        areaIds: ['k3'],
        authority: 'a',
        publishedAt: '2020-03-08T10:00:00+08:00',
      }),
    );
    // Never affected stays route B though a zone lies over it; the household contact takes the other back to its second day.
    expect((await units()).units.map(({ areaId, eligible, days }: Body) => [areaId, eligible, days])).toEqual([
      ['k1', false, 0],
      ['k2', false, 2],
      ['k3', true, null],
    ]);
    const figures = (await line.get(`/api/figures?at=${NOON}`, analyst)).body;
    expect(figures['epidemicFree.eligible']).toMatchObject({ numerator: 1, denominator: 3, state: 'provisional' });
    expect((await line.get('/api/epidemic-free', await line.signIn('observer'))).body.code).toBe('forbidden');
  });
});
