// Zones and policies through the whole server: what is in force, what is refused and why, what a zone waits for.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, openLine, say } from './testing/line.ts';

let dir: string;
let line: Line;
let as: Record<'analyst' | 'commander', Record<string, string>>;
const V9 = 'cn-2022-06-v9';
const at = (text: string): string => `2022-${text}:00+08:00`;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-zones-'));
  // An installation's own rules: one good, one with a mistake in its fifth line.
  await mkdir(join(dir, 'policies'));
  await writeFile(join(dir, 'policies', 'own-rule.json'), own('own-rule'));
  await writeFile(join(dir, 'policies', 'wrong.json'), own('wrong').replace('"kind": "zoning"', '"kind": "zooning"'));
  line = await openLine({ dir });
  as = { analyst: await line.signIn('analyst'), commander: await line.signIn('commander') };
}, 60_000);

afterAll(async () => {
  await line.close();
  await rm(dir, { recursive: true, force: true });
});

const own = (id: string): string => `{
  "id": "${id}",
  "series": "own-series",
  "hazard": "any",
  "kind": "zoning",
  "jurisdiction": "CN", "valid": ["2022-01-01", null], "sources": [], "confidence": "P",
  "levels": [{ "code": "closed", "rank": 1, "exit": { "allOf": [{ "noNewInfectionsDays": 2 }] } }]
}`;

const code = async (said: object, who: 'analyst' | 'commander'): Promise<string> => {
  const { results } = await line.send([said], as[who]);
  return results[0]!.error?.code ?? 'ok';
};

describe('policies', () => {
  it('are those that ship and those of the installation; a wrong file is named with its line and stops nothing', async () => {
    const { body } = await line.get('/api/policies');
    expect(body.total).toBe(47);
    expect(body.policies.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([V9, 'own-rule']));
    expect(body.wrong).toEqual([
      { file: 'wrong.json', line: 5, field: 'kind', message: expect.stringContaining('zoning') },
    ]);
    expect(body.inForce).toEqual([]);
    expect((await line.get('/api/policies?series=own-series')).body.total).toBe(1);
  });

  it('appear without a new build, also after the start', async () => {
    await writeFile(join(dir, 'policies', 'later.json'), own('later'));
    expect((await line.get('/api/policies')).body.total).toBe(48);
  });

  it('hold where and when they were adopted, the nearest first; what nobody has cannot be adopted', async () => {
    await line.send([
      say('area.registered', { id: 'county', level: 'county', name: '县' }),
      say('area.registered', { id: 'street', level: 'township', name: '街', parent: 'county' }),
      say('area.registered', { id: 'x', level: 'compound', name: '小区', parent: 'street' }),
    ]);
    const adopt = (policyId: string, areaId: string, from: string, to?: string) =>
      code(say('policy.adopted', { policyId, areaId, from, ...(to === undefined ? {} : { to }) }), 'commander');
    expect(await adopt('no-such-rule', 'county', at('10-01T00:00'))).toBe('unknown-entity');
    expect(await adopt(V9, 'county', at('10-01T00:00'), at('11-11T00:00'))).toBe('ok');
    expect(await adopt('cn-2022-11-20measures', 'county', at('11-11T00:00'))).toBe('ok');
    expect(await adopt('cn-2021-05-v8', 'street', at('11-20T00:00'))).toBe('ok');
    const inForce = async (areaId: string, time: string) => {
      const { body } = await line.get(
        `/api/policies?areaId=${areaId}&series=zone-level&at=${encodeURIComponent(at(time))}`,
      );
      return body.inForce.map(({ policyId }: { policyId: string }) => policyId);
    };
    expect(await inForce('x', '09-30T23:59')).toEqual([]);
    expect(await inForce('x', '11-10T23:59')).toEqual([V9]);
    expect(await inForce('x', '11-11T00:00')).toEqual(['cn-2022-11-20measures']);
    expect(await inForce('x', '11-21T00:00')).toEqual(['cn-2021-05-v8']);
    expect(await inForce('county', '11-21T00:00')).toEqual(['cn-2022-11-20measures']);
    const [row] = (await line.get(`/api/policies?areaId=x&at=${encodeURIComponent(at('11-10T12:00'))}`)).body.inForce;
    expect(row).toMatchObject({ policyId: V9, areaId: 'county', version: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('answer a wrong time with its field', async () => {
    expect(await line.get('/api/policies?at=yesterday')).toMatchObject({
      status: 422,
      body: { code: 'bad-time', field: 'at' },
    });
  });
});

describe('a zone', () => {
  const draft = { id: 'z', policyId: V9, level: 'high', areaIds: ['x'], reason: 'cases' };
  const order = { authority: 'a', legalBasis: 'b', orderNo: '1', objectionChannel: 'c', expiresAt: at('11-20T00:00') };
  const step = (kind: Parameters<typeof say>[0], data: object, time: string) =>
    say(kind, { id: 'z', ...data }, { observedAt: at(time) });

  it('comes into force through four eyes under the policy of its day, and remembers the version', async () => {
    expect(
      await code(step('zone.proposed', { ...draft, policyId: 'cn-2022-11-20measures' }, '10-27T08:00'), 'analyst'),
    ).toBe('policy-forbids');
    expect(await code(step('zone.proposed', { ...draft, level: 'sealed' }, '10-27T08:00'), 'analyst')).toBe(
      'policy-forbids',
    );
    expect(await code(step('zone.proposed', draft, '10-27T08:00'), 'analyst')).toBe('ok');
    expect(await code(step('zone.published', {}, '10-27T08:00'), 'commander')).toBe('bad-transition');
    expect(await code(step('zone.submitted', { version: 7 }, '10-27T08:01'), 'analyst')).toBe('conflict');
    expect(await code(step('zone.submitted', { version: 1 }, '10-27T08:01'), 'analyst')).toBe('ok');
    expect(await code(step('zone.approved', order, '10-27T08:02'), 'commander')).toBe('ok');
    expect(await code(step('zone.published', {}, '10-27T09:00'), 'commander')).toBe('ok');
    const { body } = await line.get('/api/zones/z');
    expect(body.properties).toMatchObject({
      status: 'active',
      levelSince: at('10-27T09:00'),
      policyVersion: expect.any(String),
    });
    expect((await line.get('/api/conflicts')).body.total).toBe(1);
  });

  const release = async (time: string) =>
    (await line.get(`/api/zones/z/release?at=${encodeURIComponent(at(time))}`)).body;

  it('waits for its clock: nobody reports cases yet, then a case inside, then the round of its seventh day', async () => {
    expect(await release('11-05T00:00')).toMatchObject({
      blocking: [{ predicate: 'noNewInfectionsDays', have: null }, { predicate: 'fullRound' }],
    });
    await line.send([
      say('case.reported', {
        id: 'c1',
        status: 'confirmed',
        route: 'screening',
        sampledAt: at('10-28T08:00'),
        places: [{ role: 'residence', type: 'residence', areaId: 'x' }],
      }),
    ]);
    const before = await release('11-04T07:00');
    expect(before).toMatchObject({ to: 'mediumAfterHigh', earliest: new Date(at('11-04T08:00')).toISOString() });
    expect(before.blocking).toMatchObject([
      { predicate: 'noNewInfectionsDays', have: 6, need: 7 },
      { predicate: 'fullRound', have: null },
    ]);
    const round = { id: 'r7', zoneId: 'z', areaIds: ['x'], start: at('11-03T09:00'), deadline: at('11-04T09:00') };
    const row = { person: 'p1', tube: 't', poolSize: 2, sampledAt: at('11-03T10:00') };
    const done = { resultedAt: at('11-03T15:00'), uploadedAt: at('11-03T15:10'), result: 'negative' };
    await line.send([say('round.opened', round)], as.analyst);
    await line.send([say('roll.batch', { roundId: 'r7', counts: { areaId: 'x', due: 2 } })]);
    await line.send([say('test.batch', { id: 'b', roundId: 'r7', rows: [{ ...row, ...done }] })]);
    expect((await release('11-04T09:00')).blocking).toMatchObject([
      { predicate: 'fullRound', have: { due: 2, resulted: 1, positive: 0 } },
    ]);
    await line.send([say('test.batch', { id: 'b2', roundId: 'r7', rows: [{ ...row, ...done, person: 'p2' }] })]);
    expect(await release('11-04T09:00')).toMatchObject({
      blocking: [],
      metSince: new Date(at('11-04T08:00')).toISOString(),
    });
    expect((await release('11-04T20:01')).overdueSince).toBe(new Date(at('11-04T20:00')).toISOString());
  });

  it('gives the same answer from the past and after a restart', async () => {
    const now = await release('11-04T20:01');
    expect(line.app).toBeDefined();
    await line.close();
    line = await openLine({ dir });
    as = { analyst: await line.signIn('analyst'), commander: await line.signIn('commander') };
    expect(await release('11-04T20:01')).toEqual(now);
    const known = `knownAt=${encodeURIComponent(new Date().toISOString())}`;
    const { body } = await line.get(`/api/zones/z/release?at=${encodeURIComponent(at('11-04T20:01'))}&${known}`);
    expect(body).toEqual(now);
  });

  it('released waits for nothing, and one that is hidden or absent has one answer', async () => {
    await code(step('zone.downgraded', { level: 'mediumAfterHigh' }, '11-04T21:00'), 'analyst');
    expect(await release('11-05T21:00')).toMatchObject({
      to: 'low',
      earliest: new Date(at('11-07T21:00')).toISOString(),
    });
    await code(step('zone.released', {}, '11-07T22:00'), 'analyst');
    expect(await release('11-08T00:00')).toMatchObject({ status: 'released', earliest: null, blocking: [] });
    expect((await line.get('/api/zones/none/release')).status).toBe(404);
  });
});

describe('proposals', () => {
  it('come from a case at an address, to those who may know where it is, and become nothing by themselves', async () => {
    const time = `at=${encodeURIComponent(at('11-08T12:00'))}`;
    await line.send([
      say('case.reported', {
        id: 'c2',
        status: 'confirmed',
        route: 'screening',
        sampledAt: at('11-08T08:00'),
        places: [{ role: 'residence', type: 'residence', areaId: 'x' }],
      }),
    ]);
    const before = (await line.get('/api/zones')).body.total;
    const { body } = await line.get(`/api/zones/proposals?${time}`);
    expect(body.proposals).toMatchObject([
      { verb: 'proposed', policyId: V9, level: 'high', areaIds: ['x'], evidence: [{ caseId: 'c2' }] },
    ]);
    expect((await line.get(`/api/zones/proposals?${time}`, await line.signIn('observer'))).body.total).toBe(0);
    expect((await line.get('/api/zones')).body.total).toBe(before);
    const draft = { id: 'z2', policyId: V9, level: 'high', areaIds: ['x'], reason: 'c2' };
    expect(await code(say('zone.proposed', draft, { observedAt: at('11-08T12:00') }), 'analyst')).toBe('ok');
    expect((await line.get(`/api/zones/proposals?${time}`)).body.total).toBe(0);
  });

  it('name a zone whose order has ended, once it has, until a person releases it', async () => {
    const said = {
      id: 'old',
      name: 'n',
      level: 'high',
      authority: 'a',
      publishedAt: at('10-01T00:00'),
      until: at('10-20T00:00'),
    };
    await line.send([say('zone.recorded', said)]);
    const overdue = async () =>
      (await line.get(`/api/zones/overdue?at=${encodeURIComponent(at('10-20T00:00'))}`)).body.zones;
    expect(await overdue()).toEqual([
      { zoneId: 'old', reason: 'expired', since: new Date(at('10-20T00:00')).toISOString() },
    ]);
    await line.send([say('zone.released', { id: 'old' })], as.analyst);
    expect(await overdue()).toEqual([]);
  });
});

describe('the places that hold a position', () => {
  const square = {
    type: 'Polygon',
    coordinates: [
      [
        [109, 39],
        [110, 39],
        [110, 40],
        [109, 40],
        [109, 39],
      ],
    ],
  };

  it('are one polygon where areas touch; an area nobody drew is named and still in the zone', async () => {
    const beside = {
      type: 'Polygon',
      coordinates: [
        [
          [110, 39],
          [111, 39],
          [111, 40],
          [110, 40],
          [110, 39],
        ],
      ],
    };
    await line.send([
      say('area.registered', { id: 'left', level: 'community', name: '左', geometry: square }),
      say('area.registered', { id: 'right', level: 'community', name: '右', geometry: beside }),
      say('zone.recorded', {
        id: 'pair',
        name: 'n',
        level: 'low',
        areaIds: ['left', 'right', 'x'],
        authority: 'a',
        publishedAt: at('11-01T00:00'),
      }),
    ]);
    const { body } = await line.get('/api/zones/pair/outline');
    expect(body.properties).toMatchObject({ derived: true, missing: ['x'], areaIds: ['left', 'right', 'x'] });
    expect(body.geometry.coordinates).toHaveLength(1);
    const xs = (body.geometry.coordinates[0][0] as number[][]).map((point) => point[0]);
    expect([Math.min(...(xs as number[])), Math.max(...(xs as number[]))]).toEqual([109, 111]);
    // released, it holds no position any more
    await line.send([say('zone.released', { id: 'pair' })], as.analyst);
  });

  it('are found by the areas of a zone that has no polygon of its own, and one level counts', async () => {
    const recorded = { name: 'n', areaIds: ['drawn'], authority: 'a', publishedAt: at('11-01T00:00') };
    await line.send([
      say('area.registered', { id: 'drawn', level: 'compound', name: '画', geometry: square }),
      say('zone.recorded', { ...recorded, id: 'n1', level: 'medium' }),
      say('zone.recorded', { ...recorded, id: 'n2', level: 'high' }),
    ]);
    const { body } = await line.get('/api/zones/containing?lon=109.5&lat=39.5');
    expect(body.features.map(({ id }: { id: string }) => id)).toEqual(['n1', 'n2']);
    expect(body.effective).toMatchObject({ level: 'high', zoneId: 'n2' });
    expect((await line.get('/api/zones/containing?lon=111&lat=39.5')).body).toMatchObject({
      total: 0,
      effective: null,
    });
    expect((await line.get('/api/areas/containing?lon=109.5&lat=39.5&level=compound')).body.total).toBe(1);
  });
});
