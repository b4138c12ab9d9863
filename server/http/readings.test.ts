// What leaves the house leaves a row: files, lists of the missing, prints, precise places; sealed, and found when changed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logFiles, openSqliteLog } from '../log/sqlite-log.ts';
import { ask, COMPOUND } from '../testing/ground.ts';
import { AS_MACHINE, type Body, type Line, openLine, say } from '../testing/line.ts';

let line: Line;
let analyst: Record<string, string>;
let admin: Record<string, string>;
const rows = async (query = '', headers = admin): Promise<Body[]> =>
  (await line.get(`/api/readings${query}`, headers)).body.readings;
const ofKind = async (kind: string): Promise<Body[]> => (await rows()).filter((row) => row.kind === kind);
/** What a screen says that it makes; the answer has no body. */
const statusOf = async (body: object, headers: Record<string, string>): Promise<number> =>
  (
    await fetch(`${line.url}/api/readings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  ).status;

beforeAll(async () => {
  line = await openLine();
  [analyst, admin] = [await line.signIn('analyst'), await line.signIn('admin')];
  const found = (id: string, status: string) =>
    say('case.reported', { id, status, route: 'screening', position: [109.1003, 39.0003], matchLevel: 'door' });
  await line.send([...COMPOUND, found('c1', 'confirmed'), found('c2', 'asymptomatic')]);
  await line.send(
    [
      say(
        'round.opened',
        { id: 'r', areaIds: ['k'], start: '2022-10-30T08:00:00+08:00', deadline: '2022-10-31T08:00:00+08:00' },
        {},
      ),
    ],
    analyst,
  );
});
afterAll(() => line.close());

describe('readings', () => {
  it('tell of an export who, what, how many, how and why', async () => {
    const answer = await fetch(`${line.url}/api/export`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...analyst },
      body: JSON.stringify({
        layer: 'cases',
        format: 'csv',
        datum: 'GCJ-02',
        status: 'confirmed',
        reason: '移交市疾控',
      }),
    });
    expect([answer.status, (await answer.text()).includes('c1')]).toEqual([200, true]);
    const [row] = await ofKind('export');
    expect(row).toMatchObject({
      actor: 'analyst',
      grant: 'session',
      of: 'cases',
      count: 1,
      format: 'csv',
      datum: 'GCJ-02',
      status: 'confirmed',
      reason: '移交市疾控',
    });
    expect(Date.parse(row.at)).toBeGreaterThan(0);
    // Which ones is in no row: only how many were chosen.
    await line.get('/api/export?layer=cases&format=csv&ids=c1,c2', AS_MACHINE);
    const [chosen] = await ofKind('export');
    expect(chosen).toMatchObject({ count: 2, chosen: 2, grant: 'key' });
    expect(JSON.stringify(await rows())).not.toMatch(/c1|39\.0003/);
  });

  it('tell of lists of the missing, page by page, and of what a screen prints or saves by itself', async () => {
    expect((await line.get('/api/rounds/r/missing', analyst)).status).toBe(200);
    expect((await line.get('/api/rounds/r/waiting?offset=5', analyst)).status).toBe(200);
    const lists = await ofKind('list');
    expect(lists.map(({ of, offset, roundId, actor }) => [of, offset, roundId, actor])).toEqual([
      ['waiting', 5, 'r', 'analyst'],
      ['missing', 0, 'r', 'analyst'],
    ]);
    expect(await statusOf({ kind: 'print', of: 'missing/r', count: 412 }, analyst)).toBe(204);
    expect(await ofKind('print')).toMatchObject([{ of: 'missing/r', count: 412, actor: 'analyst' }]);
  });

  it('tell once of a reader who holds precise places, and of no reader who sees masked ones', async () => {
    const before = (await ofKind('places')).length;
    const fresh = await line.signIn('analyst');
    for (const path of ['/api/situation', '/api/situation', '/api/cases', '/api/cases/c1', '/api/sites'])
      expect((await line.get(path, fresh)).status).toBe(200);
    const places = await ofKind('places');
    expect(places.slice(0, places.length - before).map(({ of }) => of)).toEqual(['cases', 'situation']);
    const observer = await line.signIn('observer');
    for (const path of ['/api/situation', '/api/cases']) await line.get(path, observer);
    expect((await ofKind('places')).some(({ actor }) => actor === 'observer')).toBe(false);
  });

  it('tell who signed in and out, and who changed what others may, with what was refused and without a secret', async () => {
    const cookie = await line.signIn('commander');
    const [came] = await ofKind('signIn');
    expect(came).toMatchObject({ actor: 'commander', grant: 'session', address: '127.0.0.1' });
    await fetch(`${line.url}/api/session`, { method: 'DELETE', headers: cookie });
    expect((await ofKind('signOut'))[0]).toMatchObject({ actor: 'commander' });
    const before = (await ofKind('signIn')).length;
    const wrong = await ask(line, '/api/session', { name: 'commander', password: 'not it at all' }, {});
    expect([wrong.status, (await ofKind('signIn')).length]).toEqual([401, before]);

    const made = { name: 'zhou', password: 'correct horse battery', roles: ['field'], areas: ['k'] };
    const put = (path: string, body: object) =>
      fetch(`${line.url}${path}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...admin },
        body: JSON.stringify(body),
      });
    await ask(line, '/api/accounts', made, admin);
    expect((await ask(line, '/api/accounts', made, admin)).status).toBe(409);
    await put('/api/accounts/zhou/roles', { roles: ['analyst'] });
    await put('/api/accounts/zhou/disabled', { disabled: true });
    await ask(line, '/api/keys', { name: 'feed-9' }, admin);
    const told = (await ofKind('access')).toReversed();
    expect(told.every(({ actor }) => actor === 'admin')).toBe(true);
    expect(told.map(({ of, what, refused, roles }) => [of, what, refused ?? null, roles ?? null])).toEqual([
      ['zhou', 'accountMade', null, ['field']],
      ['zhou', 'accountMade', null, ['field']],
      ['zhou', 'accountMade', 'conflict', null],
      ['zhou', 'rolesSet', null, ['analyst']],
      ['zhou', 'accountDisabled', null, null],
      ['feed-9', 'keyMade', null, null],
    ]);
    expect(JSON.stringify(await rows('?limit=10000'))).not.toContain('battery');
  });

  it('are for those who answer for them, newest first, in pages', async () => {
    for (const [name, status] of [
      ['admin', 200],
      ['commander', 200],
      ['analyst', 403],
      ['observer', 403],
    ] as const)
      expect((await line.get('/api/readings', await line.signIn(name))).status, name).toBe(status);
    const all = await rows();
    const numbers = all.map(({ n }) => n);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(await rows(`?limit=1&before=${all[1].n}`)).toEqual([all[2]]);
    const { body } = await line.get('/api/readings?limit=2&offset=1', admin);
    expect(body.readings[1].n).toBeLessThan(body.readings[0].n);
    expect(body.total).toBe((await rows('?limit=10000')).length);
  });

  it.each([
    [{ kind: 'table', of: 'cases' }, 422],
    [{ kind: 'export', of: 'cases', count: 1 }, 422],
    [{ kind: 'table', of: 'cases', count: 1, n: 7 }, 422],
  ])('refuse %j of a screen', async (body, status) => {
    expect((await ask(line, '/api/readings', body, analyst)).status).toBe(status);
  });

  it('are none of an account that sees no data', async () => {
    expect((await ask(line, '/api/readings', { kind: 'table', of: 'cases', count: 1 }, admin)).status).toBe(403);
  });

  it('are told of by who takes the record itself away, who may see no other data', async () => {
    expect(await statusOf({ kind: 'table', of: 'readings', count: 3 }, admin)).toBe(204);
    expect((await rows())[0]).toMatchObject({ actor: 'admin', kind: 'table', of: 'readings', count: 3 });
  });
});

describe('the seal of readings', () => {
  const told = {
    at: Date.parse('2026-03-01T12:00:00Z'),
    actor: 'analyst',
    kind: 'export',
    told: { of: 'cases', count: 9 },
  };
  it.each([
    ['was changed', `UPDATE reading SET told = replace(told, '9', '1')`],
    ['is missing', 'DELETE FROM reading'],
  ])('breaks where one %s', async (reason, sql) => {
    const dir = await mkdtemp(join(tmpdir(), 'cordon-readings-'));
    const { log, readings, verifyAudit } = await openSqliteLog({ dir, ballastBytes: 4_096, log: () => {} });
    await readings.note(told);
    expect(await verifyAudit()).toMatchObject({ ok: true, rows: 2 });
    expect(await readings.list(10)).toEqual([{ n: 2, ...told }]);
    const db = new DatabaseSync(logFiles(dir).database);
    db.exec(sql);
    db.close();
    const verdict = await verifyAudit();
    expect(verdict).toMatchObject({ ok: false, n: 2 });
    expect(verdict.ok || verdict.reason).toContain(reason);
    await log.close();
    await rm(dir, { recursive: true });
  });
});
