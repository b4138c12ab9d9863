// The single door, from outside: every role on every channel, and the handshake that Fastify's hooks never see.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AS_MACHINE, KEY, type Line, openLine, Reader, say, until } from './testing/line.ts';

let line: Line;
let cookies: Record<'commander' | 'analyst' | 'field' | 'observer' | 'admin', Record<string, string>>;
const CANARIES = ['CANARY-PERSON', 'CANARY-ADDRESS', '109.512345'];

beforeAll(async () => {
  line = await openLine();
  cookies = {
    commander: await line.signIn('commander'),
    analyst: await line.signIn('analyst'),
    field: await line.signIn('field'),
    observer: await line.signIn('observer'),
    admin: await line.signIn('admin'),
  };
  const { results } = await line.send([
    say('case.reported', {
      id: 'c1',
      person: 'CANARY-PERSON',
      status: 'confirmed',
      route: 'screening',
      position: [109.512345, 39.5],
      address: 'CANARY-ADDRESS',
      places: [],
    }),
    say('case.updated', { id: 'c1', address: 'CANARY-ADDRESS 2' }),
  ]);
  expect(results.every(({ error }) => error === undefined)).toBe(true);
});
afterAll(() => line.close());

describe('reading by role', () => {
  const paths = [
    '/api/situation',
    '/api/situation?seq=1',
    '/api/cases',
    '/api/cases/c1',
    '/api/cases?bbox=109,39,110,40',
    '/api/feeds',
  ];

  it.each(paths)('%s tells an observer nothing precise, an administrator nothing', async (path) => {
    for (const role of ['observer', 'admin'] as const) {
      const text = JSON.stringify((await line.get(path, cookies[role])).body);
      for (const canary of CANARIES) expect(text, `${role} ${path}`).not.toContain(canary);
      if (role === 'admin') expect(text).not.toContain('"c1"');
    }
  });

  it('tells nobody who a person is', async () => {
    for (const headers of [AS_MACHINE, ...Object.values(cookies)]) {
      for (const path of paths)
        expect(JSON.stringify((await line.get(path, headers)).body)).not.toContain('CANARY-PERSON');
    }
  });

  it('shows place and history to those whose task needs them', async () => {
    const { body } = await line.get('/api/cases/c1', cookies.analyst);
    expect(body.properties.address).toBe('CANARY-ADDRESS 2');
    expect(body.history.map(({ kind }: { kind: string }) => kind)).toEqual(['case.reported', 'case.updated']);
    expect((await line.get('/api/cases/c1', cookies.observer)).body.history).toEqual([]);
  });

  it('sends a masked reader masked deltas, in the socket as in the lists', async () => {
    const reader = new Reader(line, cookies.observer);
    await reader.join();
    await line.send([say('case.updated', { id: 'c1', status: 'asymptomatic', address: 'CANARY-ADDRESS 3' })]);
    await until(
      () => (reader.copy.get('cases', 'c1') as { status?: string } | undefined)?.status === 'asymptomatic',
      'the delta',
    );
    const text = JSON.stringify([reader.frames, [...reader.copy.all('cases').values()]]);
    for (const canary of CANARIES) expect(text).not.toContain(canary);
    const listed = (await line.get('/api/cases/c1', cookies.observer)).body.geometry.coordinates;
    expect((reader.copy.get('cases', 'c1') as { position?: number[] }).position).toEqual(listed);
    await until(() => reader.heartbeats.some(({ head }) => head === reader.copy.seq), 'a heartbeat at the head');
    expect(reader.events).toEqual([]);
    reader.close();
  });

  it('asks for a sign-in on everything under /api but what a sign-in page needs', async () => {
    for (const path of [
      ...paths,
      '/api/sites',
      '/api/sites/nearby?lon=1&lat=1',
      '/api/reports/x',
      '/api/reports?opIds=x',
      '/api/imports/x',
      '/metrics',
    ]) {
      expect((await line.get(path, {})).status, path).toBe(401);
    }
    for (const path of ['/api/health', '/api/ready', '/api/openapi.json', '/api/docs']) {
      expect((await line.get(path, {})).status, path).toBeLessThan(400);
    }
  });
});

describe('writing by role', () => {
  const zone = { id: 'z', policyId: 'p', level: 'high', areaIds: [], reason: 'r' };
  it.each([
    ['observer', say('site.registered', { id: 'o', name: 'o', type: 'testing' })],
    ['admin', say('site.registered', { id: 'o', name: 'o', type: 'testing' })],
    ['field', say('zone.proposed', zone)],
    [
      'analyst',
      say('zone.approved', { id: 'z', authority: 'a', legalBasis: 'b', orderNo: '1', objectionChannel: 'c' }),
    ],
    ['commander', say('site.registered', { id: 'o', name: 'o', type: 'testing' })],
    ['analyst', say('clock.started', { origin: '2022-10-27T00:00:00Z', rate: 1, startedAt: '2022-10-27T00:00:00Z' })],
  ] as const)('%s may not say %o', async (role, said) => {
    const { results } = await line.send([said], cookies[role]);
    expect(results[0]!.error?.code).toBe('forbidden');
  });

  it('a page of another site may not ride on a cookie', async () => {
    const answer = await fetch(`${line.url}/api/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example', ...cookies.analyst },
      body: '{"reports":[]}',
    });
    expect(answer.status).toBe(403);
  });
});

describe('the handshake', () => {
  /** A raw WebSocket: no client library in between. @returns 'open' or the HTTP status of the refusal */
  const knock = (headers: Record<string, string>, query = 'EIO=4&transport=websocket'): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${line.url.replace('http', 'ws')}/socket.io/?${query}`, { headers });
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.on('unexpected-response', (_, response) => {
        response.resume();
        resolve(String(response.statusCode));
      });
      socket.on('error', () => resolve('error'));
    });

  it('opens for our own page with a cookie, and for a key without a page', async () => {
    expect(await knock({ ...cookies.observer, origin: line.url })).toBe('open');
    expect(await knock({ authorization: `Bearer ${KEY}` })).toBe('open');
  });

  it('stays shut for another page, for a cookie without a page, for nobody, and for a wrong key', async () => {
    expect(await knock({ ...cookies.observer, origin: 'https://evil.example' })).not.toBe('open');
    expect(await knock({ ...AS_MACHINE, origin: 'https://evil.example' })).not.toBe('open');
    expect(await knock({ ...cookies.observer })).not.toBe('open');
    expect(await knock({})).not.toBe('open');
    expect(await knock({ authorization: 'Bearer wrong' })).not.toBe('open');
  });

  it('knows no polling', async () => {
    const answer = await fetch(`${line.url}/socket.io/?EIO=4&transport=polling`, { headers: AS_MACHINE });
    expect(answer.status).toBe(400);
  });

  it('survives events of every shape: null, none of ours, no answer wanted, a hundred arguments', async () => {
    const reader = new Reader(line);
    await reader.join();
    const raw = reader.socket as unknown as { emit(...args: unknown[]): void };
    raw.emit('subscribe', null);
    raw.emit('subscribe');
    raw.emit('subscribe', { epoch: 1 }, 'no function');
    raw.emit('subscribe', JSON.parse('{"__proto__":{"isAdmin":true}}'), () => {});
    raw.emit('no-such-event', ...Array.from({ length: 100 }, (_, i) => i));
    await reader.subscribe();
    expect((await line.get('/api/ready')).status).toBe(200);
    reader.close();
  });

  it('cuts a reader at once when the session ends, and tells why', async () => {
    const headers = await line.signIn('observer');
    const reader = new Reader(line, headers);
    await reader.join();
    await fetch(`${line.url}/api/session`, { method: 'DELETE', headers });
    await until(() => reader.events.some((event) => event.startsWith('disconnect')), 'the cut', 2_000);
    expect(reader.events[0]).toMatch(/^revoked/);
    expect((await line.get('/api/situation', headers)).status).toBe(401);
    const frames = reader.frames.length;
    await line.send([say('case.updated', { id: 'c1', status: 'confirmed' })]);
    await new Promise((go) => setTimeout(go, 300));
    expect(reader.frames.length).toBe(frames);
  });
});
