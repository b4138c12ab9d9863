// The nails as a stranger asks for them: through the public door, at any moment, each reader as far as they may see.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Body, type Line, openLine } from '../testing/line.ts';

const NOW = Date.now();
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
let line: Line;
let analyst: Record<string, string>;
let observer: Record<string, string>;
const say = (kind: string, hours: number, data: object) => ({ opId: randomUUID(), kind, observedAt: at(hours), data });
const nails = async (query = '', headers = analyst): Promise<Body> =>
  (await line.get(`/api/nails${query}`, headers)).body;
const send = async (...reports: object[]) => {
  const { results } = await line.send(reports, analyst);
  expect(results.map(({ error }) => error)).toEqual(results.map(() => undefined));
};
const found = (n: number) =>
  say('case.reported', -n, {
    id: `c${n}`,
    person: `p${n}`,
    status: 'confirmed',
    route: 'screening',
    sampledAt: at(-n),
    places: [{ role: 'residence', type: 'flat', areaId: 'home' }],
  });

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  observer = await line.signIn('observer');
  await send(
    say('area.registered', -40, { id: 'county', level: 'county', name: 'county' }),
    say('area.registered', -40, { id: 'home', level: 'compound', name: '小区', nameEn: 'Home', parent: 'county' }),
    ...[2, 3, 4, 5].map(found),
  );
  const commander = await line.signIn('commander');
  const adopted = say('policy.adopted', -0.1, { policyId: 'hohhot-nail', areaId: 'county', from: at(-48) });
  expect((await line.send([adopted], commander)).results[0]!.error).toBeUndefined();
});
afterAll(() => line.close());

it('become a nail with the fifth person, as a candidate in the figures and in the list', async () => {
  expect((await nails()).total).toBe(0);
  await send(found(6));
  expect(await nails('?status=candidate')).toMatchObject({
    total: 1,
    nails: [
      {
        id: 'home',
        status: 'candidate',
        zoneId: null,
        name: '小区',
        nameEn: 'Home',
        persons: 5,
        threshold: 5,
        since: at(-2),
        score: { partial: true },
        itemsDone: 0,
        itemsTotal: 9,
      },
    ],
  });
  const figures = (await line.get('/api/figures', analyst)).body;
  for (const id of ['nails', 'nails.candidates'])
    expect([id, figures[id].value]).toEqual([id, (await line.get(figures[id].list, analyst)).body.total]);
  expect(figures['nails.persons'].value).toBe(5);
  expect(figures['nails.items']).toMatchObject({ value: null });
});

it('is confirmed by a person, and was no nail before the fifth', async () => {
  await send(
    say('zone.recorded', -1, {
      id: 'z',
      name: 'z',
      level: 'high',
      areaIds: ['home'],
      authority: 'a',
      publishedAt: at(-1),
    }),
    say('nail.item', -0.5, { zoneId: 'z', item: 'drones', done: true, proof: 'photo 7' }),
  );
  const zoned = await nails('?status=confirmed&areaId=county');
  expect(zoned.nails[0]).toMatchObject({ id: 'z', zoneId: 'z', areaIds: ['home'], itemsDone: 1 });
  expect((await nails(`?at=${at(-2.5)}`)).total).toBe(0);
  expect((await nails('?areaId=elsewhere')).total).toBe(0);
  expect((await line.get('/api/nails/z', analyst)).body.exit.state).toBe('blocking');
  expect((await line.get('/api/nails/none', analyst)).body.code).toBe('not-found');
});

it('tell who may not know where people live neither which cases they are nor the proofs', async () => {
  const own = (await nails()).nails[0];
  expect(own.caseIds).toEqual(['c2', 'c3', 'c4', 'c5', 'c6']);
  expect(own.items.find(({ item }: Body) => item === 'drones').proof).toBe('photo 7');
  const masked = (await nails('', observer)).nails[0];
  expect(masked.persons).toBe(5);
  expect(JSON.stringify(masked)).not.toMatch(/caseIds|photo/);
  expect((await line.get('/api/nails', await line.signIn('admin'))).status).toBe(403);
});
