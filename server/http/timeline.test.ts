// The timeline's answers: how much came in when, and what differs between two moments, for each reader as far as they see.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Body, type Line, openLine } from '../testing/line.ts';

let line: Line;
let analyst: Record<string, string>;
let [start, middle] = ['', ''];
const say = (kind: string, data: object) => ({ opId: randomUUID(), kind, observedAt: new Date().toISOString(), data });
const pause = () => new Promise((done) => setTimeout(done, 15));
const get = async (path: string, headers = analyst): Promise<Body> => (await line.get(path, headers)).body;
const between = (from: string, to: string): string => `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
const now = (): string => new Date().toISOString();

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  start = now();
  await pause();
  await line.send([
    say('case.reported', { id: 'c1', status: 'preliminary', route: 'clinic' }),
    say('site.registered', { id: 's1', name: 's1', type: 'testing' }),
  ]);
  await pause();
  middle = now();
  await pause();
  await line.send([
    say('case.updated', { id: 'c1', status: 'confirmed' }),
    say('contact.reported', { id: 'k1', caseId: 'c1', degree: 'close', identifiedAt: now(), lastExposure: now() }),
  ]);
  await pause();
});
afterAll(() => line.close());

it('counts what came in, stretch by stretch, and loses none', async () => {
  const end = now();
  const { events } = await get(`/api/timeline?${between(start, end)}&bins=7`);
  expect(events.length).toBe(7);
  expect(events.reduce((sum: number, n: number) => sum + n, 0)).toBe(4);
  expect((await get(`/api/timeline?${between(start, middle)}&bins=1`)).events).toEqual([2]);
});

it('lists what was added and changed between two moments', async () => {
  expect(await get(`/api/differences?${between(start, middle)}`)).toMatchObject({
    total: 2,
    byLayer: { cases: { added: 1, changed: 0, removed: 0 }, sites: { added: 1 } },
  });
  const { changes, total } = await get(`/api/differences?${between(middle, now())}`);
  expect([total, changes]).toEqual([
    2,
    [
      { layer: 'cases', id: 'c1', change: 'changed' },
      { layer: 'contacts', id: 'k1', change: 'added' },
    ],
  ]);
  expect(await get(`/api/differences?${between(middle, now())}&limit=1&offset=1`)).toMatchObject({
    total: 2,
    changes: [{ id: 'k1' }],
  });
  expect((await get(`/api/differences?${between(middle, middle)}`)).total).toBe(0);
});

it('tells nobody of what they may not see', async () => {
  const observer = await line.signIn('observer');
  expect((await get(`/api/differences?${between(middle, now())}`, observer)).byLayer).toEqual({
    cases: { added: 0, changed: 1, removed: 0 },
  });
  const admin = await line.signIn('admin');
  expect((await line.get(`/api/timeline?${between(start, middle)}`, admin)).status).toBe(403);
  expect((await get(`/api/differences?${between(start, now())}`, admin)).total).toBe(0);
});

it('refuses moments that are none, and a span that runs back', async () => {
  expect((await get('/api/timeline?from=yesterday&to=now')).code).toBe('bad-time');
  expect((await get(`/api/differences?${between(middle, start)}`)).code).toBe('invalid-value');
});
