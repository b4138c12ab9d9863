// The round over HTTP: the fields api.md promises, now, in the past, after a restart, and to whom.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Body, type Line, openLine } from '../testing/line.ts';

/** A round that began three hours ago by the wall clock, in which a real installation lives. */
const NOW = Date.now();
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
const dir = mkdtempSync(join(tmpdir(), 'cordon-coverage-'));
let line: Line;
let analyst: Record<string, string>;

const say = (kind: string, data: object) => ({ opId: randomUUID(), kind, observedAt: at(-1), data });
const send = async (...reports: object[]) => {
  const { results } = await line.send(reports, analyst);
  expect(results.map(({ error }) => error)).toEqual(results.map(() => undefined));
};
const ask = async (query: string, headers = analyst): Promise<Body> =>
  (await line.get(`/api/coverage?${query}`, headers)).body;
const area = (id: string, level: string, parent?: string) =>
  say('area.registered', { id, level, name: id, ...(parent === undefined ? {} : { parent }) });

/** Persons p0..p29 in two buildings; p0..p9 in tube t0, and so on. */
const rows = (from: number, to: number, more: object) =>
  Array.from({ length: to - from }, (_, i) => ({
    person: `p${from + i}`,
    tube: `t${Math.floor((from + i) / 10)}`,
    poolSize: 10,
    sampledAt: at(-2),
    ...more,
  }));
const done = (result: string) => ({
  resultedAt: at(-1),
  result,
  ...(result === 'negative' ? { uploadedAt: at(-0.9) } : {}),
});

beforeAll(async () => {
  line = await openLine({ dir });
  analyst = await line.signIn('analyst');
  await send(
    area('town', 'township'),
    area('com', 'community', 'town'),
    area('c1', 'compound', 'com'),
    area('b1', 'building', 'c1'),
    area('b2', 'building', 'c1'),
    area('b1-1', 'staircase', 'b1'),
    say('round.opened', { id: 'r', areaIds: ['town'], start: at(-3), deadline: at(21) }),
    say('roll.batch', {
      roundId: 'r',
      persons: Array.from({ length: 40 }, (_, i) => ({
        person: `p${i}`,
        areaId: i < 20 ? 'b1-1' : 'b2',
        status: i === 39 ? 'AWAY_VERIFIED' : i === 38 ? 'UNKNOWN' : 'PRESENT',
        from: at(-3),
      })),
    }),
    say('test.batch', { id: 'x1', roundId: 'r', rows: rows(0, 30, {}) }),
    say('test.batch', { id: 'x2', roundId: 'r', rows: rows(0, 10, done('negative')) }),
    say('test.batch', { id: 'x3', roundId: 'r', rows: rows(10, 20, done('positive')) }),
    say('test.batch', { id: 'x4', roundId: 'r', rows: rows(20, 30, done('invalid')) }),
    say('test.batch', {
      id: 'x5',
      roundId: 'r',
      rows: [{ person: 'visitor', tube: 'v', poolSize: 1, sampledAt: at(-2) }],
    }),
  );
});
afterAll(async () => {
  await line.close();
  rmSync(dir, { recursive: true, force: true });
});

const WHOLE = {
  due: 39,
  sampled: 20,
  resulted: 10,
  uploaded: 10,
  missing: 19,
  waiting: 10,
  pooled: 10,
  repeat: 10,
  notDue: 1,
  offRoll: 1,
  countBased: false,
  percent: { sampled: '51.28 %', resulted: '25.64 %', uploaded: '25.64 %' },
};

describe('GET /api/coverage', () => {
  it('answers with every field that api.md names, and the sums hold', async () => {
    const body = await ask('roundId=r');
    expect(body).toMatchObject({ ...WHOLE, window: 'round', roundId: 'r', provisional: true });
    expect(body.coverage.uploaded).toBeCloseTo(10 / 39, 12);
    expect(Object.keys(body.forecast).sort()).toEqual([
      'bottleneck',
      'needs',
      'onTime',
      'outlook',
      'p10',
      'p50',
      'p90',
    ]);
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining(['watermark', 'missing', 'waiting', 'asOf', 'moved', 'subRounds']),
    );
  });

  it('sums a part of it, whatever level is asked for', async () => {
    expect(await ask('areaId=b1')).toMatchObject({ due: 20, sampled: 20, uploaded: 10, pooled: 10, offRoll: 1 });
    expect(await ask('areaId=b2')).toMatchObject({ due: 19, sampled: 0, missing: 19, repeat: 10 });
    expect(await ask('areaId=com')).toMatchObject({ due: 39, uploaded: 10 });
  });

  it('reads the past by event time, and what was known then by knowledge time', async () => {
    expect(await ask(`roundId=r&at=${at(-1.5)}`)).toMatchObject({
      sampled: 30,
      resulted: 0,
      repeat: 0,
      forecast: null,
    });
    const before = await line.get(`/api/coverage?roundId=r&knownAt=${at(-24)}`, analyst);
    expect([before.status, before.body.code]).toEqual([404, 'not-found']);
  });

  it('slides over 24 hours when asked to, and says which it is', async () => {
    expect(await ask('roundId=r&window=rolling24')).toMatchObject({ window: 'rolling24', uploaded: 10, due: 39 });
    expect(await ask(`roundId=r&window=rolling24&at=${at(22.5)}`)).toMatchObject({ uploaded: 0, sampled: 0, due: 39 });
  });

  it('says what is wrong with a question that has no answer', async () => {
    expect((await ask('')).code).toBe('missing-field');
    expect((await ask('roundId=nowhere')).code).toBe('not-found');
    expect((await ask('areaId=nowhere')).code).toBe('not-found');
    expect((await ask('roundId=r&at=yesterday')).code).toBe('bad-time');
  });

  it('tells an administrator of accounts nothing', async () => {
    expect((await ask('roundId=r', await line.signIn('admin'))).code).toBe('forbidden');
  });

  it('lists every area of a level', async () => {
    const { body } = await line.get('/api/coverage/areas?roundId=r&level=building', analyst);
    expect(body.areas.map(({ areaId, due, sampled }: Body) => [areaId, due, sampled])).toEqual([
      ['b1', 20, 20],
      ['b2', 19, 0],
    ]);
    expect(body.areas[0].name).toBe('b1');
    const inside = await line.get('/api/coverage/areas?roundId=r&level=staircase&parent=b1', analyst);
    expect(inside.body.areas.map(({ areaId }: Body) => areaId)).toEqual(['b1-1']);
    const beside = await line.get('/api/coverage/areas?roundId=r&level=staircase&parent=b2', analyst);
    expect(beside.body.areas).toEqual([]);
  });

  it('lists every zone in force: by its own round where one runs, else by this one', async () => {
    const zone = (id: string, more: object) =>
      say('zone.recorded', { id, name: id, level: 'high', authority: 'Command', publishedAt: at(-2), ...more });
    await send(
      zone('by-town', { areaIds: ['b1'] }),
      zone('by-itself', { areaIds: ['b2'] }),
      zone('drawn', { geometry: { type: 'Polygon', coordinates: [[[116, 40], [116.1, 40], [116.1, 40.1], [116, 40]]] } }), // biome-ignore format: one line
      zone('elsewhere', { areaIds: ['nowhere'] }),
      say('round.opened', { id: 'own', zoneId: 'by-itself', areaIds: ['b2'], start: at(-1.5), deadline: at(5) }),
      say('roll.batch', { roundId: 'own', counts: { areaId: 'b2', due: 7 } }),
      say('round.opened', { id: 'later', zoneId: 'by-town', areaIds: ['b1'], start: at(2), deadline: at(9) }),
    );
    const { body } = await line.get('/api/coverage/zones?roundId=r', analyst);
    expect(body.zones.map(({ zoneId, roundId, due, uploaded }: Body) => [zoneId, roundId, due, uploaded])).toEqual([
      ['by-itself', 'own', 7, null],
      ['by-town', 'r', 20, 10],
    ]);
    expect(body.zones[0]).toMatchObject({ name: 'by-itself', level: 'high', deadline: at(5) });
    const then = await line.get(`/api/coverage/zones?roundId=r&at=${at(-1.8)}`, analyst);
    expect(then.body.zones.map(({ zoneId, roundId }: Body) => [zoneId, roundId])).toEqual([
      ['by-itself', 'r'],
      ['by-town', 'r'],
    ]);
    expect((await line.get('/api/coverage/zones?roundId=nowhere', analyst)).body.code).toBe('not-found');
    const admin = await line.signIn('admin');
    expect((await line.get('/api/coverage/zones?roundId=r', admin)).body.code).toBe('forbidden');
  });
});

describe('the lists', () => {
  it('name addresses in order of walking, with reasons, and no person', async () => {
    const { body } = await line.get('/api/rounds/r/missing', analyst);
    expect(body).toMatchObject({
      total: 19,
      countBased: false,
      areas: [
        {
          areaId: 'b2',
          address: 'com c1 b2',
          // what walking goes by, from the compound down
          path: [
            { id: 'c1', level: 'compound', name: 'c1' },
            { id: 'b2', level: 'building', name: 'b2' },
          ],
          missing: 19,
          reasons: { unknown: 9, invalidTube: 10 },
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('person');
    const { body: waiting } = await line.get('/api/rounds/r/waiting', analyst);
    expect(waiting).toMatchObject({
      total: 10,
      areas: [{ areaId: 'b1-1', address: 'com c1 b1 b1-1', waiting: 10, reasons: { positivePool: 10 } }],
    });
  });

  it('name no address below the compound to those who may not see places', async () => {
    const { body } = await line.get('/api/rounds/r/missing', await line.signIn('observer'));
    expect(body.areas.map(({ areaId }: Body) => areaId)).toEqual(['c1']);
  });
});

it('compares forecasts only with what was known when they were made', async () => {
  const { body } = await line.get('/api/rounds/r/forecasts', analyst);
  // Three hours in, and nothing had been reported two hours in: nothing was forecast then, and nothing is judged.
  expect(body).toMatchObject({ roundId: 'r', completedAt: null, meanAbsoluteErrorMinutes: null });
  expect(body.forecasts.map(({ hours, forecast }: Body) => [hours, forecast])).toEqual([[2, null]]);
});

it('forecasts nothing hopeless of a round that has just been done', async () => {
  const all = (uploaded: number) =>
    say('test.batch', {
      id: `whole-${uploaded}`,
      roundId: 'whole',
      areaId: 'b2',
      asOf: at(-0.5),
      sampled: 200,
      resulted: uploaded,
      uploaded,
      cumulative: true,
    });
  await send(
    say('round.opened', { id: 'whole', areaIds: ['b2'], start: at(-2), deadline: at(22) }),
    say('roll.batch', { roundId: 'whole', counts: [{ areaId: 'b2', due: 200 }] }),
    all(100),
  );
  // Half of it waits, and there is no laboratory at all.
  expect((await ask('roundId=whole')).forecast).toMatchObject({ p50: null, onTime: 0, outlook: 'late' });
  await send(all(200));
  // A forecast holds for a minute; this one not a moment longer than the round.
  expect((await ask('roundId=whole')).forecast).toMatchObject({ onTime: 1, outlook: 'onTime', bottleneck: null });
});

describe('counts by area', () => {
  beforeAll(async () => {
    await send(
      say('round.opened', { id: 'n', areaIds: ['town'], start: at(-3), deadline: at(21) }),
      say('roll.batch', {
        roundId: 'n',
        counts: [
          { areaId: 'b1', due: 1_000 },
          { areaId: 'b2', due: 500 },
        ],
      }),
    );
  });

  it('are unknown until a source counts, never 0', async () => {
    expect(await ask('roundId=n')).toMatchObject({
      due: 1_500,
      sampled: null,
      uploaded: null,
      missing: null,
      percent: { uploaded: null },
    });
  });

  it('add up, say that no list can be made of them, and read the past by their moments', async () => {
    const count = (areaId: string, hours: number, sampled: number) =>
      say('test.batch', {
        id: `c-${areaId}-${hours}`,
        roundId: 'n',
        areaId,
        asOf: at(hours),
        sampled,
        uploaded: sampled - 10,
        cumulative: true,
      });
    await send(count('b1', -2, 300), count('b1', -1, 700), count('b2', -1, 499));
    const figures = {
      sampled: 1_199,
      uploaded: 1_179,
      countBased: true,
      percent: { sampled: '79.93 %', uploaded: '78.60 %' },
    };
    expect(await ask('roundId=n')).toMatchObject({ ...figures, unheardAreas: 0 });
    expect(await ask(`roundId=n&at=${at(-1.5)}`)).toMatchObject({ sampled: 300, unheardAreas: 1 });
    expect((await line.get('/api/rounds/n/missing', analyst)).body).toMatchObject({ countBased: true, total: 0 });
  });
});

it('says the same after a restart, from the snapshot', async () => {
  const { at: _, forecast: _f, ...before } = await ask('roundId=r');
  await line.close();
  line = await openLine({ dir });
  analyst = await line.signIn('analyst');
  const { at: _a, forecast: _g, ...after } = await ask('roundId=r');
  expect(after).toEqual(before);
  expect(after).toMatchObject(WHOLE);
});

describe('a round without a roll of its own', () => {
  it('owes as many as the standing roll has, whose persons it cannot tell apart', async () => {
    await send(
      area('far', 'community'),
      area('far-door', 'household', 'far'),
      say('roll.batch', {
        persons: ['s1', 's2', 's3'].map((person) => ({ person, areaId: 'far-door', status: 'PRESENT', from: at(-48) })),
      }),
      say('round.opened', { id: 'bare', areaIds: ['far'], start: at(-3), deadline: at(21) }),
    );
    expect(await ask('roundId=bare')).toMatchObject({ due: 3, sampled: null, countBased: true });
    await send(
      say('test.batch', {
        id: 'bare-1',
        roundId: 'bare',
        rows: [{ person: 's1', tube: 'bare-1', poolSize: 1, sampledAt: at(-2) }],
      }),
    );
    expect(await ask('roundId=bare')).toMatchObject({ due: 3, sampled: 1, uploaded: 0, missing: 2 });
    expect((await line.get('/api/rounds/bare/missing', analyst)).body).toMatchObject({ total: 0, countBased: true });
  });
});
