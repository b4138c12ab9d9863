// What bad input gets: a clear error that names row, field and reason; the process lives and everything good stays.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_MACHINE, type Line, openLine, type Row, say } from './testing/line.ts';

let line: Line;
beforeAll(async () => {
  line = await openLine();
});
afterAll(() => line.close());

const site = (data: object) => say('site.registered', { id: 'x', name: 'x', type: 'testing', ...data });
const area = (geometry: unknown) => say('area.registered', { id: 'a', name: 'a', level: 'community', geometry });
const ring = (...coordinates: number[][]) => ({ type: 'Polygon', coordinates: [coordinates] });

async function errorOf(row: unknown): Promise<{ code: string; field?: string; message: string }> {
  const { results } = await line.send([row, site({ id: 'good' })]);
  expect(results[1]!.error, 'the good row beside it').toBeUndefined();
  return results[0]!.error!;
}
/** Text, not an object: what JSON.stringify would mend or drop must arrive as it is. */
async function errorOfText(row: string): Promise<{ status: number; code?: string; field?: string; message?: string }> {
  const answer = await fetch(`${line.url}/api/reports`, {
    method: 'POST',
    headers: { ...AS_MACHINE, 'content-type': 'application/json' },
    body: `{"reports":[${row}]}`,
  });
  const body = (await answer.json()) as { code?: string; results?: Row[] };
  return { status: answer.status, ...(body.results?.[0]?.error ?? { code: body.code! }) };
}
const textOf = (data: string) => {
  const { opId } = site({});
  return `{"opId":"${opId}","kind":"site.registered","observedAt":"2022-10-30T10:00:00+08:00","data":{"id":"x","name":"x","type":"testing",${data}}}`;
};

describe('a report that is wrong', () => {
  it.each([
    ['null for a coordinate', site({ position: [null, 39] }), 'invalid-value', 'data.position.0'],
    ['null for a position', site({ position: null }), 'invalid-value', 'data.position'],
    ['text for a number', site({ capacity: '12' }), 'invalid-value', 'data.capacity'],
    ['true for a number', site({ capacity: true }), 'invalid-value', 'data.capacity'],
    ['a negative count', site({ capacity: -1 }), 'out-of-range', 'data.capacity'],
    ['half a room', site({ capacity: 1.5 }), 'invalid-value', 'data.capacity'],
    ['latitude 91', site({ position: [10, 91] }), 'swapped-axes', 'data.position'],
    ['latitude 91 of a place in the east', site({ position: [116, 91] }), 'out-of-range', 'data.position.1'],
    ['longitude 181', site({ position: [181, 39] }), 'out-of-range', 'data.position.0'],
    ['swapped axes', site({ position: [39.9, 116.3] }), 'swapped-axes', 'data.position'],
    ['three numbers for a position', site({ position: [116, 39, 5] }), 'invalid-value', 'data.position'],
    ['an unknown field', site({ confidential: true }), 'unknown-field', 'data.confidential'],
    ['an unknown field of the envelope', { ...site({}), role: 'admin' }, 'unknown-field', 'role'],
    ['a seq of its own', { ...site({}), seq: 1 }, 'unknown-field', 'seq'],
    ['an unknown kind', { ...site({}), kind: 'site.invented' }, 'unknown-kind', 'kind'],
    ['a kind that is a property of every object', { ...site({}), kind: 'constructor' }, 'unknown-kind', 'kind'],
    ['a missing field', say('site.registered', { id: 'x', type: 'testing' }), 'missing-field', 'data.name'],
    ['a word that is none of ours', site({ type: 'hotel' }), 'invalid-value', 'data.type'],
    ['no UUID', { ...site({}), opId: 'abc' }, 'invalid-value', 'opId'],
    ['local time without an offset', { ...site({}), observedAt: '2022-10-30T10:00:00' }, 'bad-time', 'observedAt'],
    ['30 February', { ...site({}), observedAt: '2022-02-30T10:00:00Z' }, 'bad-time', 'observedAt'],
    ['an unknown datum', { ...site({ position: [116, 39] }), datum: 'Mars-2000' }, 'unknown-datum', 'datum'],
    ['a ring that is not closed', area(ring([0, 0], [1, 0], [1, 1], [0, 1])), 'bad-geometry', undefined],
    ['a ring that crosses itself', area(ring([0, 0], [2, 2], [2, 0], [0, 2], [0, 0])), 'bad-geometry', undefined],
    ['a ring of three points', area(ring([0, 0], [1, 1], [0, 0])), 'bad-geometry', undefined],
    [
      'a type that is no geometry',
      area({ type: 'GeometryCollection', coordinates: [] }),
      'invalid-value',
      'data.geometry.type',
    ],
    ['null in a ring', area(ring([0, 0], [1, 0], [1, null as never], [0, 0])), 'invalid-value', undefined],
    ['neither case nor contact', say('transfer.requested', { id: 't', siteId: 's' }), 'missing-field', 'data.caseId'],
    ['a report that is a number', 5, 'malformed', undefined],
    ['a report that is null', null, 'malformed', undefined],
  ])('%s', async (_, row, code, field) => {
    const error = await errorOf(row);
    expect(error.code).toBe(code);
    if (field !== undefined) expect(error.field).toBe(field);
    expect(error.message.length).toBeGreaterThan(5);
  });

  it('1e999 is not a number, and not null either', async () => {
    expect(await errorOfText(textOf('"position":[116,1e999]'))).toMatchObject({
      code: 'not-finite',
      field: 'data.position.1',
    });
    expect(await errorOfText(textOf('"capacity":1e999'))).toMatchObject({ code: 'not-finite', field: 'data.capacity' });
  });

  it('texts longer than any field takes, however few characters they look like', async () => {
    const long = { code: 'invalid-value', field: 'data.name', message: 'is a text longer than any field takes' };
    expect(await errorOfText(textOf(`"name":"${'x'.repeat(100_000)}"`))).toMatchObject(long);
    // one letter with a hundred thousand accents is one character
    expect(await errorOfText(textOf(`"name":"a${'\u0301'.repeat(100_000)}"`))).toMatchObject(long);
    // the refusal quotes the beginning of what it refuses, whatever its size
    const list = await errorOfText(textOf(`"position":[${'1,'.repeat(100_000)}1]`));
    expect(list.field).toBe('data.position');
    expect(list.message!.length).toBeLessThan(200);
  });

  it('__proto__, constructor and prototype are refused wherever they stand', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      expect(await errorOfText(textOf(`"${key}":{"isAdmin":true}`))).toMatchObject({
        code: 'forbidden-key',
        field: `data.${key}`,
      });
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});

describe('a body that is wrong', () => {
  const post = (body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
    fetch(`${line.url}/api/reports`, { method: 'POST', headers: { ...AS_MACHINE, 'content-type': type }, body });

  it.each([
    ['no JSON', '{"reports": [', 422, 'malformed'],
    ['an empty body', '', 422, 'malformed'],
    ['a list instead of the envelope', '[]', 422, 'malformed'],
    ['more than the envelope', '{"reports":[],"role":"admin"}', 422, 'malformed'],
    ['200,000 brackets', `{"reports":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 422, 'malformed'],
  ])('%s', async (_, body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(((await answer.json()) as { code: string }).code).toBe(code);
  });

  it('over 8 MiB is refused before it is read, 200 MB too', async () => {
    expect((await post(new Uint8Array(9 * 2 ** 20))).status).toBe(413);
    const huge = await post(new Uint8Array(200 * 2 ** 20)).then(
      ({ status }) => status,
      () => 'cut', // the server may close before the client has sent it all
    );
    expect([413, 'cut']).toContain(huge);
  });

  it('over 10,000 rows is refused whole', async () => {
    const answer = await post(`{"reports":[${'0,'.repeat(10_000)}0]}`);
    expect(answer.status).toBe(413);
  });

  it('a type that is not JSON is refused, so that a form of another site cannot send one', async () => {
    expect((await post('reports=1', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await post('{"reports":[]}', 'text/plain')).status).toBe(415);
  });
});

describe('heavy input', () => {
  // How long it holds the event loop is measured by `npm run bench` in a process of its own (server/ingest/accept.bench.ts).
  it('10,000 rows and a polygon of 20,000 vertices are taken whole', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => site({ id: `many-${i}`, position: [109, 39] }));
    const star = Array.from({ length: 20_000 }, (_, i) => {
      const angle = (i / 20_000) * 2 * Math.PI;
      const radius = 0.1 + 0.02 * Math.sin(angle * 500);
      return [109 + radius * Math.cos(angle), 39 + radius * Math.sin(angle)];
    });
    const [many, one] = await Promise.all([line.send(rows), line.send([area(ring(...star, star[0]!))])]);
    expect(many.results.filter(({ error }) => error === undefined)).toHaveLength(10_000);
    expect(one.results[0]!.error).toBeUndefined();
  });
});

describe('after all this', () => {
  it('the process serves, and nothing half-done is in the situation', async () => {
    expect((await line.get('/api/ready')).status).toBe(200);
    expect((await line.get('/api/sites/x')).status).toBe(404);
    expect((await line.get('/api/sites/good')).status).toBe(200);
  });
});
