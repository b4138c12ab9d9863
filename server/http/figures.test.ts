// The figures as a screen gets them: what is told, what nobody told, and what no source reports, which is never 0.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FIGURE_SOURCES } from '../engine/figures.ts';
import { type Body, type Line, openLine } from '../testing/line.ts';

const NOW = Date.now();
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
let line: Line;
let analyst: Record<string, string>;
const say = (kind: string, data: object) => ({ opId: randomUUID(), kind, observedAt: at(-0.01), data });
const send = async (...reports: object[]) => {
  const { results } = await line.send(reports, analyst);
  expect(results.map(({ error }) => error)).toEqual(results.map(() => undefined));
};
const figures = async (headers = analyst): Promise<Body> => (await line.get('/api/figures', headers)).body;

/** An answer is shared for a second, and longer where it took long to make: asked until it is a new one. */
const figuresSince = (isNew: (all: Body) => boolean): Promise<Body> =>
  vi.waitFor(
    async () => {
      const all = await figures();
      if (!isNew(all)) throw new Error('still the ones of before');
      return all;
    },
    { timeout: 10_000, interval: 200 },
  );

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
});
afterAll(() => line.close());

describe('an empty installation', () => {
  it('says of every figure that no source reports it: null and notConnected, never 0', async () => {
    const all = await figures();
    expect(Object.keys(all).length).toBeGreaterThan(30);
    for (const [id, { value, state }] of Object.entries<Body>(all))
      expect([id, value, state]).toEqual([id, null, 'notConnected']);
  });
});

describe('figures', () => {
  beforeAll(async () => {
    await send(
      say('source.registered', { id: 'lab', name: 'lab', layers: ['sites'], everySeconds: 600 }),
      say('area.registered', { id: 'county', level: 'county', name: 'county', population: 437_800 }),
      say('checkpoint.registered', { id: 'k', name: 'k', type: 'road', position: [109.1, 39.1], status: 'open' }),
    );
  });

  it('are unknown where the source is there and has not said it', async () => {
    const all = await figuresSince((now) => now['checkpoints.registered'].value !== null);
    expect(all['labs.queueTubes']).toMatchObject({ value: null, state: 'unknown' });
    expect(all['cases.today']).toMatchObject({ value: null, state: 'notConnected' });
    expect(all['checkpoints.turnBackPersons']).toMatchObject({ value: null, state: 'unknown' });
  });

  it('follow what is reported, each with its two numbers and the link to its rows', async () => {
    await send(
      say('checkpoint.counted', {
        id: 'k',
        counter: 'a',
        direction: 'in',
        from: at(-2),
        to: at(-1),
        vehicles: 920,
        vehiclesTurnedBack: 21,
      }),
      say('site.registered', { id: 'q', name: 'q', type: 'quarantine', tier: 'running', capacity: 100 }),
      say('site.rooms', { id: 'q', ready: 30, occupied: 50, reserved: 10, cleaning: 5, blocked: 5 }),
      say('round.opened', { id: 'r', areaIds: ['county'], start: at(-3), deadline: at(21) }),
      say('roll.batch', { roundId: 'r', areaId: 'county', due: 1_000 }),
      say('test.batch', {
        id: 'b',
        roundId: 'r',
        areaId: 'county',
        asOf: at(-1),
        sampled: 900,
        resulted: 500,
        uploaded: 400,
        cumulative: true,
      }),
    );
    const all = await figuresSince((now) => now['checkpoints.vehicles'].value !== null);
    expect(all['checkpoints.turnBackVehicles']).toMatchObject({
      value: 21 / 920,
      numerator: 21,
      denominator: 920,
      list: '/api/checkpoints',
    });
    expect(all['checkpoints.turnBackPersons'].value).toBeNull();
    expect(all['checkpoints.parityFlagged'].value).toBe(1);
    expect(all['rooms.free']).toMatchObject({ value: 30, state: 'ok', list: '/api/sites?type=quarantine' });
    expect(all['rooms.occupancy']).toMatchObject({ value: 50 / 95, numerator: 50, denominator: 95 });
    expect(all['rooms.required'].value).toBe(2_627);
    expect(all['coverage.uploaded']).toMatchObject({
      value: 0.4,
      numerator: 400,
      denominator: 1_000,
      state: 'provisional',
      list: '/api/coverage?roundId=r',
    });
    expect(all['coverage.missing'].value).toBe(100);
  });

  it('are part of the situation, as of then in the past', async () => {
    const now = (await line.get('/api/situation', analyst)).body;
    expect(now.figures['rooms.free'].value).toBe(30);
    const before = (await line.get('/api/situation?seq=3', analyst)).body;
    expect(before.figures['rooms.free'].value).toBeNull();
    expect((await line.get(`/api/figures?knownAt=${at(-1)}`, analyst)).body['rooms.free']).toMatchObject({
      value: null,
      state: 'notConnected',
    });
  });

  it('are answered 304 while nothing changed', async () => {
    const first = await line.get('/api/figures', analyst);
    const again = await line.get('/api/figures', { ...analyst, 'if-none-match': first.headers.get('etag')! });
    expect([first.status, again.status]).toEqual([200, 304]);
  });

  it('tell an administrator of accounts nothing, and count contacts only for those who may see them', async () => {
    expect(await figures(await line.signIn('admin'))).toEqual({});
    expect((await figures(await line.signIn('observer')))['contacts.total'].value).toBeNull();
  });

  it('have one meaning each, written down', async () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'figures.md'), 'utf8');
    const ids = Object.keys(await figures());
    expect(ids.filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
    expect(Object.keys(FIGURE_SOURCES).length).toBeGreaterThan(0);
    // … and none is documented that is not given: ids stand in the first column of the tables.
    const documented = page
      .split('\n')
      .flatMap((row) => (/^\| `/.test(row) ? [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, id]) => id!) : []));
    expect(documented.length).toBeGreaterThan(100);
    expect(documented.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
