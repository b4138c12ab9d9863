// A fence drawn by hand, over HTTP: measured as an alternative is, warned of what a person must know, compared with another.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { area, ask, COMPOUND, ring } from './testing/ground.ts';
import { type Body, type Line, openLine, say } from './testing/line.ts';

let line: Line;
const measure = (body: object, headers?: Record<string, string>) => ask(line, '/api/zones/measure', body, headers);
const codes = ({ warnings }: Body): string[] => warnings.map(({ code }: Body) => code);

beforeAll(async () => {
  line = await openLine();
  const { results } = await line.send([
    ...COMPOUND,
    area('k-2', 'building', 'k', ring(109.1002, 39.001, 0.0004, 0.0002), 320),
    say('road.registered', {
      id: 'street',
      class: 'residential',
      walk: true,
      drive: true,
      geometry: {
        type: 'LineString',
        coordinates: [
          [109.099, 39.0003],
          [109.103, 39.0003],
        ],
      },
    }),
    say('gate.registered', { id: 'west', areaId: 'k', position: [109.1, 39.0003], state: 'blocked' }),
    say('site.registered', { id: 'clinic', name: 'clinic', type: 'clinic', position: [109.1015, 39.0015] }),
    say('case.reported', {
      id: 'c1',
      status: 'confirmed',
      route: 'screening',
      places: [{ role: 'residence', type: 'flat', areaId: 'k-1', position: [109.1003, 39.0003], matchLevel: 'door' }],
    }),
  ]);
  expect(results.filter(({ error }) => error !== undefined)).toEqual([]);
});
afterAll(() => line.close());

describe('POST /api/zones/measure', () => {
  it('counts what lies in a drawn line, with its openings, and writes nothing', async () => {
    const before = (await line.get('/api/situation')).body.seq;
    const { status, body } = await measure({ geometry: ring(109.1, 39, 0.002, 0.0006), caseIds: ['c1'] });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      unit: 'drawn',
      areaIds: ['k-1'],
      persons: 80,
      households: 40,
      positives: { inside: 1, total: 1 },
      gates: [{ gateId: 'west', state: 'blocked' }],
      leaks: [{ roadId: 'street', drive: true }],
      evidence: [{ areaId: 'k-1', caseId: 'c1', strength: 'strong' }],
    });
    // 0.002 by 0.0006 degrees at 39 north: 172.8 m by 66.7 m
    expect(Math.round(body.squareMetres / 100)).toBe(115);
    expect((await line.get('/api/situation')).body.seq).toBe(before);
  });

  it('warns of a strong point left out, a dwelling cut, a hospital inside, and a unit larger than the policy’s', async () => {
    const missed = await measure({ geometry: ring(109.1, 39.0009, 0.002, 0.0011), caseIds: ['c1'] });
    expect(codes(missed.body)).toEqual(expect.arrayContaining(['uncovered', 'hospital-inside']));
    const cut = await measure({ geometry: ring(109.1, 39, 0.0004, 0.0006), caseIds: ['c1'] });
    expect(codes(cut.body)).toContain('dwelling-cut');
    const policyId = 'cn-2022-11-20measures';
    const whole = await measure({ areaIds: ['k'], caseIds: ['c1'], policyId });
    expect(codes(whole.body)).toContain('over-unit');
    expect(codes((await measure({ areaIds: ['k-1'], caseIds: ['c1'], policyId })).body)).not.toContain('over-unit');
  });

  it('warns where the last way for a fire engine is blocked', async () => {
    await line.send([
      say('gate.registered', { id: 'east', areaId: 'k', position: [109.102, 39.0003], state: 'blocked' }),
    ]);
    expect(codes((await measure({ areaIds: ['k'], caseIds: ['c1'] })).body)).toContain('blocks-emergency-route');
    await line.send([say('gate.updated', { id: 'east', state: 'guarded' })]);
    expect(codes((await measure({ areaIds: ['k'], caseIds: ['c1'] })).body)).not.toContain('blocks-emergency-route');
  });

  it('tells two versions apart in units, households and persons', async () => {
    const { body } = await measure({ areaIds: ['k-2'], before: ['k'] });
    expect(body.diff).toMatchObject({
      added: [],
      removed: ['k-1'],
      households: { removed: 40 },
      persons: { removed: 80 },
    });
  });

  it('refuses what has no outline or breaks a rule, and tells of cases only to who may know where they live', async () => {
    expect((await measure({})).body.code).toBe('missing-field');
    expect((await measure({ areaIds: ['nowhere'] })).body.code).toBe('invalid-value');
    const crossed = {
      type: 'Polygon',
      coordinates: [
        [
          [109.1, 39],
          [109.102, 39.002],
          [109.102, 39],
          [109.1, 39.002],
          [109.1, 39],
        ],
      ],
    };
    expect((await measure({ geometry: crossed })).body.code).toBe('bad-geometry');
    const observer = await line.signIn('observer');
    expect((await measure({ areaIds: ['k'], caseIds: ['c1'] }, observer)).body.code).toBe('forbidden');
    expect((await measure({ areaIds: ['k'] }, observer)).body).toMatchObject({ persons: 400, evidence: [] });
    expect((await measure({ areaIds: ['k'] }, await line.signIn('admin'))).body.code).toBe('forbidden');
  });
});

describe('POST /api/zones/:id/presence', () => {
  it('tells who else has the zone open, and says nothing of a zone that is not there', async () => {
    const analyst = await line.signIn('analyst');
    const commander = await line.signIn('commander');
    const draft = { id: 'z', policyId: 'cn-2022-06-v9', level: 'high', areaIds: ['k'], reason: 'cases' };
    await line.send([say('zone.proposed', draft)], analyst);
    const seq = (await line.get('/api/situation')).body.seq;
    expect((await ask(line, '/api/zones/z/presence', { tab: '1', doing: 'changing' }, analyst)).body).toEqual({
      others: [],
    });
    expect(
      (await ask(line, '/api/zones/z/presence', { tab: '2', doing: 'looking' }, commander)).body.others,
    ).toMatchObject([{ name: 'analyst', doing: 'changing' }]);
    expect((await ask(line, '/api/zones/none/presence', { tab: '1', doing: 'looking' }, analyst)).status).toBe(404);
    expect((await line.get('/api/situation')).body.seq).toBe(seq);
  });
});
