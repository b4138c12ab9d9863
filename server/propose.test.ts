// Fences over HTTP: alternatives over registered ground, what follows a change of it, who gets none, and nothing written.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { area, ask, COMPOUND, ring } from './testing/ground.ts';
import { AS_MACHINE, type Body, type Line, openLine, say } from './testing/line.ts';

let line: Line;
const propose = (body: object, headers?: Record<string, string>) => ask(line, '/api/zones/propose', body, headers);

beforeAll(async () => {
  line = await openLine();
  const { results } = await line.send([
    ...COMPOUND,
    area('k-2', 'building', 'k', ring(109.1002, 39.001, 0.0004, 0.0002), 320),
    area('k-1-1', 'staircase', 'k-1', ring(109.1002, 39.0002, 0.0002, 0.0002), 40),
    area('k-1-2', 'staircase', 'k-1', ring(109.1004, 39.0002, 0.0002, 0.0002), 40),
    say('case.reported', {
      id: 'c1',
      status: 'confirmed',
      route: 'screening',
      position: [109.1003, 39.0003],
      matchLevel: 'door',
      places: [{ role: 'residence', type: 'flat', areaId: 'k-1-1', position: [109.1003, 39.0003], matchLevel: 'door' }],
    }),
  ]);
  expect(results.filter(({ error }) => error !== undefined)).toEqual([]);
});
afterAll(() => line.close());

describe('POST /api/zones/propose', () => {
  it('answers with alternatives, the least sufficient first, and writes nothing', async () => {
    const before = (await line.get('/api/situation')).body.seq;
    const { status, body } = await propose({ caseIds: ['c1'] });
    expect(status).toBe(200);
    expect(body.alternatives.map(({ unit, persons }: Body) => [unit, persons])).toEqual([
      ['staircase', 40],
      ['building', 80],
      ['buffer', 80],
      ['compound', 400],
    ]);
    expect(Object.keys(body.alternatives[0]).sort()).toEqual(
      'areaIds confidence desks evidence gates geometry households id leaks persons positives rooms squareMetres unit warnings'.split(
        ' ',
      ),
    );
    expect(body.alternatives[0].evidence).toEqual([
      { areaId: 'k-1-1', caseId: 'c1', place: 'flat', strength: 'strong' },
    ]);
    expect((await line.get('/api/situation')).body.seq).toBe(before);
  });

  it('takes the cases of a drawn outline, and the units wholly in it', async () => {
    const { body } = await propose({ geometry: ring(109.1001, 39.0001, 0.0006, 0.0006), unit: 'drawn' });
    expect(body.alternatives).toMatchObject([
      { unit: 'drawn', areaIds: ['k-1'], persons: 80, positives: { inside: 1, total: 1 } },
    ]);
  });

  it('follows the policy that is named: compounds under the ninth edition, never under the ten measures', async () => {
    const ninth = await propose({ caseIds: ['c1'], policyId: 'cn-2022-06-v9' });
    expect(ninth.body.alternatives[0].unit).toBe('compound');
    const ten = await propose({ caseIds: ['c1'], policyId: 'cn-2022-12-10measures' });
    expect(ten.body.alternatives.at(-1).warnings.map(({ code }: Body) => code)).toContain('policy-forbids');
  });

  it('stands on the ground as it is now', async () => {
    await line.send([say('area.updated', { id: 'k-1-1', population: 44 })]);
    const { body } = await propose({ caseIds: ['c1'], unit: 'staircase' });
    expect(body.alternatives).toMatchObject([{ areaIds: ['k-1-1'], persons: 44 }]);
  });

  it('says what each alternative would add to a zone that stands, and let go', async () => {
    const zone = { id: 'z', name: 'z', level: 'high', areaIds: ['k-1-1', 'k-2'], authority: 'a' };
    await line.send([say('zone.recorded', { ...zone, publishedAt: '2022-10-30T08:00:00+08:00' })]);
    const { body } = await propose({ caseIds: ['c1'], zoneId: 'z' });
    const diffs = Object.fromEntries(body.alternatives.map(({ unit, diff }: Body) => [unit, diff]));
    expect(diffs.staircase).toMatchObject({ added: [], removed: ['k-2'], persons: { added: 0, removed: 320 } });
    expect(diffs.building).toMatchObject({ added: ['k-1-2'], removed: ['k-2'], persons: { added: 40, removed: 320 } });
    expect((await propose({ caseIds: ['c1'], zoneId: 'none' })).body).toMatchObject({
      code: 'unknown-entity',
      field: 'zoneId',
    });
    expect((await propose({ caseIds: ['c1'] })).body.alternatives[0]).not.toHaveProperty('diff');
  });

  it('gives no fence to those who may not know where cases live', async () => {
    for (const role of ['observer', 'admin'] as const) {
      const { status, body } = await propose({ caseIds: ['c1'] }, await line.signIn(role));
      expect([status, body.code], role).toEqual([403, 'forbidden']);
    }
    const { status } = await propose({ caseIds: ['c1'] }, await line.signIn('analyst'));
    expect(status).toBe(200);
  });

  it.each([
    [{ caseIds: ['nobody'] }, 404, 'unknown-entity', 'caseIds.0'],
    [{ caseIds: ['c1'], policyId: 'no-such' }, 404, 'unknown-entity', 'policyId'],
    [{}, 422, 'missing-field', 'caseIds'],
    [{ geometry: { type: 'Point', coordinates: [109, 39] } }, 422, 'bad-geometry', 'geometry.type'],
    [{ geometry: ring(109, 95, 1, 1) }, 422, 'out-of-range', 'geometry.coordinates.0.0.1'],
    [{ caseIds: ['c1'], unit: 'county' }, 422, 'invalid-value', undefined],
    [{ caseIds: ['c1'], more: 1 }, 422, 'invalid-value', undefined],
  ])('refuses %j', async (body, status, code, field) => {
    const answer = await propose(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (field !== undefined) expect(answer.body.field).toBe(field);
  });
});

describe('a zone without a way for a fire engine', () => {
  const road = say('road.registered', {
    id: 'r',
    class: 'residential',
    geometry: {
      type: 'LineString',
      coordinates: [
        [109.0995, 39.0015],
        [109.101, 39.0015],
      ],
    },
    walk: true,
    drive: true,
  });
  const gate = (state: string) => say('gate.registered', { id: 'g', areaId: 'k', position: [109.1, 39.0015], state });
  const draft = (id: string, at = '2022-10-30T10:00:00+08:00') =>
    say(
      'zone.proposed',
      { id, policyId: 'cn-2022-06-v9', level: 'high', areaIds: ['k'], reason: 'c1' },
      { observedAt: at },
    );
  const codeOf = async (report: object, as: Record<string, string> = AS_MACHINE) =>
    (await line.send([report], as)).results[0]!.error?.code ?? 'ok';

  it('is refused while its only gate is blocked, as a draft and at its publication, and not when one is guarded', async () => {
    const [analyst, commander] = [await line.signIn('analyst'), await line.signIn('commander')];
    // Nobody knows a road yet: nobody can say.
    expect(await codeOf(draft('fire-0'), analyst)).toBe('ok');
    await line.send([road, gate('blocked')]);
    expect(await codeOf(draft('fire-1'), analyst)).toBe('blocks-emergency-route');
    expect((await line.get('/api/zones/fire-1')).status).toBe(404);
    await line.send([gate('guarded')]);
    expect(await codeOf(draft('fire-1'), analyst)).toBe('ok');
    const step = (verb: string, version: number, more: object = {}) =>
      say(`zone.${verb}`, { id: 'fire-1', version, ...more });
    expect(await codeOf(step('submitted', 1), analyst)).toBe('ok');
    const order = {
      authority: 'HQ',
      legalBasis: 'law',
      orderNo: '1',
      expiresAt: '2022-11-06T10:00:00+08:00',
      objectionChannel: '12345',
    };
    expect(await codeOf(step('approved', 2, order), commander)).toBe('ok');
    await line.send([gate('blocked')]);
    expect(await codeOf(step('published', 3), commander)).toBe('blocks-emergency-route');
    expect((await line.get('/api/zones/fire-1')).body.properties.status).toBe('approved');
    await line.send([gate('emergency')]);
    expect(await codeOf(step('published', 3), commander)).toBe('ok');
  });
});
