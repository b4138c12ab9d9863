// What a zone holds, over HTTP: counted as registered, with its evidence for those who may know where cases live.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { area, COMPOUND, ring } from './testing/ground.ts';
import { type Body, type Line, openLine, say } from './testing/line.ts';

let line: Line;

beforeAll(async () => {
  line = await openLine();
  const street = [
    [109.099, 39.0015],
    [109.103, 39.0015],
  ];
  const { results } = await line.send([
    ...COMPOUND,
    area('bare', 'compound', undefined, ring(109.11, 39, 0.002, 0.002)),
    say('road.registered', {
      id: 'street',
      class: 'residential',
      walk: true,
      drive: true,
      geometry: { type: 'LineString', coordinates: street },
    }),
    say('case.reported', {
      id: 'c1',
      status: 'confirmed',
      route: 'screening',
      places: [{ role: 'residence', type: 'flat', areaId: 'k-1', matchLevel: 'door' }],
    }),
  ]);
  expect(results.filter(({ error }) => error !== undefined)).toEqual([]);
  const proposed = (id: string, areaIds: string[]) =>
    say('zone.proposed', {
      id,
      policyId: 'cn-2022-06-v9',
      level: 'high',
      areaIds,
      caseIds: ['c1'],
      reason: 'a case lives here',
      name: '甲区',
      nameEn: 'Zone A',
    });
  const answer = await line.send(
    [proposed('z', ['k']), proposed('unknown', ['k', 'bare'])],
    await line.signIn('analyst'),
  );
  expect(answer.results.filter(({ error }) => error !== undefined)).toEqual([]);
});
afterAll(() => line.close());

const held = async (id: string, role: 'analyst' | 'observer' | 'admin'): Promise<{ status: number; body: Body }> =>
  line.get(`/api/zones/${id}/held`, await line.signIn(role));

describe('GET /api/zones/:id/held', () => {
  it('counts people once, finds the ways through its line, and says which case each piece stands on', async () => {
    const { status, body } = await held('z', 'analyst');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      persons: 400,
      households: 200,
      pieces: [{ areaId: 'k', persons: 400 }],
      positives: { inside: 1, total: 1 },
      gates: [],
      leaks: [{ roadId: 'street' }, { roadId: 'street' }],
      hasEmergencyRoute: true,
      evidence: [{ areaId: 'k', caseId: 'c1', strength: 'strong' }],
      confidence: 1,
    });
    expect((await line.get('/api/zones/z', await line.signIn('analyst'))).body.properties).toMatchObject({
      name: '甲区',
      nameEn: 'Zone A',
    });
  });

  it('follows the ground, and knows no people where nobody counted them', async () => {
    expect((await held('unknown', 'analyst')).body).toMatchObject({ persons: null, households: null });
    await line.send([say('area.updated', { id: 'bare', population: 10, households: 4 })]);
    expect((await held('unknown', 'analyst')).body).toMatchObject({ persons: 410, households: 204 });
  });

  it('tells nobody of cases who may not know where they live', async () => {
    const { status, body } = await held('z', 'observer');
    expect(status).toBe(200);
    expect(body).toMatchObject({ persons: 400, positives: null, confidence: null, evidence: [] });
    expect(JSON.stringify(body)).not.toContain('c1');
  });

  it('has one answer for what is hidden and what is not there', async () => {
    expect((await held('nothing', 'analyst')).body.code).toBe('not-found');
    expect((await held('z', 'admin')).body.code).toBe('not-found');
  });
});
