// What one shift hands to the next: what was not known at the one moment and is at the other, for each reader his own.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Body, type Line, openLine } from '../testing/line.ts';

const HOUR = 3_600_000;
const NOW = Date.now();
const at = (hours: number): string => new Date(NOW + hours * HOUR).toISOString();
let line: Line;
let analyst: Record<string, string>;
let from: string;
const say = (kind: string, data: object, hours = -0.01) => ({ opId: randomUUID(), kind, observedAt: at(hours), data });
const send = async (...reports: object[]) => {
  const { results } = await line.send(reports, analyst);
  expect(results.map(({ error }) => error)).toEqual(results.map(() => undefined));
};
const digest = async (headers = analyst, query = `from=${encodeURIComponent(from)}`): Promise<Body> =>
  (await line.get(`/api/digest?${query}`, headers)).body;
const position = [109.2, 39];
const positive = (id: string, route: string, status = 'confirmed') => ({ id, status, route, position });
const pause = () => new Promise((done) => setTimeout(done, 30));

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  await send(
    say('area.registered', { id: 'c', level: 'community', name: 'c', population: 900 }),
    say('case.reported', positive('known', 'screening'), -20),
    say('case.reported', positive('excluded-later', 'screening'), -20),
    say('zone.recorded', {
      id: 'z-old',
      name: 'old',
      level: 'high',
      authority: 'x',
      publishedAt: at(-30),
      areaIds: ['c'],
    }),
    say('checkpoint.registered', { id: 'k', name: 'k', type: 'road', position, status: 'open' }),
    say('checkpoint.registered', { id: 'never', name: 'n', type: 'road', position, status: 'open' }),
    say('round.opened', { id: 'r', areaIds: ['c'], start: at(-5), deadline: at(5) }),
  );
  await pause();
  from = new Date().toISOString();
  await pause();
  await send(
    // It happened before the shift, and nobody knew.
    say('case.reported', positive('late', 'fever'), -15),
    say('case.reported', positive('held', 'centralIsolation'), -1),
    say('case.reported', positive('not-one', 'fever', 'excluded'), -1),
    say('case.updated', { id: 'excluded-later', status: 'excluded' }),
    say('zone.recorded', { id: 'z', name: 'new', level: 'high', authority: 'x', publishedAt: at(-1), areaIds: ['c'] }),
    say('checkpoint.counted', { id: 'k', counter: 'a', direction: 'in', from: at(-0.5), to: at(-0.25), vehicles: 3 }),
    say('round.closed', { id: 'r' }),
  );
});
afterAll(() => line.close());

it('tells what was not known then, also what had happened before', async () => {
  const { cases, zones, rounds, checkpoints } = await digest();
  expect(cases).toMatchObject({ total: 2, community: 1, controlled: 1 });
  expect(cases.rows.map(({ id, isCommunity }: Body) => [id, isCommunity])).toEqual([
    ['held', false],
    ['late', true],
  ]);
  expect(zones.rows).toMatchObject([{ id: 'z', what: 'published', level: 'high', persons: 900, isPart: false }]);
  expect(rounds.rows).toMatchObject([{ id: 'r', what: 'finished' }]);
  // It counts now and did not then; one that never counted is no news.
  expect(checkpoints.rows).toMatchObject([{ id: 'k', what: 'back' }]);
});

it('tells figures then and now side by side', async () => {
  const { figures } = await digest();
  expect(figures['cases.total'].before.value).toBe(2);
  expect(figures['cases.total'].after.value).toBe(3);
});

it('shows a masked reader times to the hour and no alarm, and a reader without data nothing', async () => {
  const observer = await line.signIn('observer');
  const { cases, alarms } = await digest(observer);
  expect(cases.total).toBe(2);
  for (const { at: time } of cases.rows) expect(time).toMatch(/:00:00\.000Z$/);
  expect(alarms).toEqual({ total: 0, rows: [] });
  const admin = await line.signIn('admin');
  expect((await digest(admin)).code).toBe('forbidden');
});

it('refuses a span that does not run forward, and what is no time', async () => {
  expect(await digest(analyst, `from=${encodeURIComponent(at(-1))}&to=${encodeURIComponent(at(-2))}`)).toMatchObject({
    code: 'out-of-range',
  });
  expect((await digest(analyst, 'from=yesterday')).code).toBe('bad-time');
});

it('folds what had happened by a time from all that is known: a late report stands where it belongs', async () => {
  const idsOf = async (query: string): Promise<string[]> => {
    const { entities } = (await line.get(`/api/situation?${query}`, analyst)).body;
    return entities.cases.map(({ id }: Body) => id).sort();
  };
  // Fifteen hours ago, reported within this shift.
  expect(await idsOf(`at=${encodeURIComponent(at(-10))}`)).toEqual(['excluded-later', 'known', 'late']);
  expect(await idsOf(`at=${encodeURIComponent(at(-16))}`)).toEqual(['excluded-later', 'known']);
  expect(await idsOf(`knownAt=${encodeURIComponent(from)}`)).toEqual(['excluded-later', 'known']);
  expect(await idsOf(`at=${encodeURIComponent(at(-10))}&knownAt=${encodeURIComponent(from)}`)).toEqual([
    'excluded-later',
    'known',
  ]);
  expect((await line.get('/api/situation?at=noon', analyst)).body.code).toBe('bad-time');
});

it('lets a wall that a link opened read all that a page of its scene is made of', async () => {
  const commander = await line.signIn('commander');
  const json = { 'content-type': 'application/json' };
  const made = await fetch(`${line.url}/api/wall-links`, {
    method: 'POST',
    headers: { ...json, ...commander },
    body: JSON.stringify({ name: 'hall', playlist: [{ scene: 'digest', seconds: 60 }] }),
  });
  const { address } = (await made.json()) as { address: string };
  const opened = await fetch(`${line.url}/api/session/wall`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ secret: address.split('#')[1] }),
  });
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const query = `knownAt=${encodeURIComponent(from)}`;
  const paths = ['figures', 'nails', 'situation'].map((name) => `/api/${name}?${query}`);
  for (const path of [...paths, `/api/digest?from=${encodeURIComponent(from)}`])
    expect([path, (await line.get(path, { cookie })).status]).toEqual([path, 200]);
});
