// Links of walls over HTTP: who makes one, what it opens, and that it ends at once.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HOST, openServer, type TestServer } from './identity.fixture.ts';

const PLAYLIST = [
  { scene: 'overview', seconds: 60 },
  { scene: 'coverage', seconds: 30 },
];
let server: TestServer;
beforeEach(async () => {
  server = await openServer({ duty: 'commander', desk: 'analyst', eye: 'observer', crew: 'field' });
});
afterEach(() => server.close());

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, cookie = '', payload?: object) {
  const reply = await server.app.inject({
    method,
    url,
    headers: { host: HOST, ...(cookie === '' ? {} : { cookie }) },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json(), reply };
}

async function openWall(address: string): Promise<string> {
  const { status, reply } = await ask('POST', '/api/session/wall', '', { secret: address.split('#')[1] ?? '' });
  expect(status).toBe(204);
  return String(reply.headers['set-cookie']).split(';')[0] ?? '';
}

it('opens a wall for a screen that nobody signs in, with what was set up and no right at all', async () => {
  const duty = await server.signIn('duty');
  const made = await ask('POST', '/api/wall-links', duty, { name: 'hall', areas: ['a1'], playlist: PLAYLIST });
  expect(made).toMatchObject({ status: 201, body: { name: 'hall', by: 'duty', showsCases: false } });
  const wall = await openWall(made.body.address);
  expect((await ask('GET', '/api/session', wall)).body).toEqual({
    name: 'wall hall',
    roles: ['observer'],
    rights: [],
    areas: ['a1'],
    classes: ['L0', 'L1'],
  });
  expect((await ask('GET', '/api/wall-links/current', wall)).body).toMatchObject({
    link: { name: 'hall', playlist: PLAYLIST },
  });
  expect((await ask('GET', '/api/wall-links/current', duty)).body).toEqual({ link: null });
  // It cannot make or end links, nor see them.
  for (const [method, url] of [
    ['GET', '/api/wall-links'],
    ['POST', '/api/wall-links'],
    ['DELETE', `/api/wall-links/${made.body.id}`],
  ] as const)
    expect(
      (await ask(method, url, wall, method === 'POST' ? { name: 'x', playlist: PLAYLIST } : undefined)).status,
    ).toBe(403);
  expect((await ask('GET', '/api/wall-links', duty)).body).toMatchObject({ total: 1, links: [{ id: made.body.id }] });
});

it('ends every wall that hangs on a link at once, and opens none after', async () => {
  const desk = await server.signIn('desk');
  const { body } = await ask('POST', '/api/wall-links', desk, { name: 'hall', playlist: PLAYLIST, showsCases: true });
  const wall = await openWall(body.address);
  expect((await ask('GET', '/api/session', wall)).body.classes).toEqual(['L0', 'L1', 'L2']);
  const told: string[] = [];
  server.identity.onRevoked((grant, reason) => told.push(`${grant.kind} ${grant.id} ${reason}`));
  expect((await ask('DELETE', `/api/wall-links/${body.id}`, desk)).status).toBe(200);
  expect(told).toEqual([`link ${body.id} link-revoked`]);
  expect((await ask('GET', '/api/session', wall)).status).toBe(401);
  expect((await ask('POST', '/api/session/wall', '', { secret: body.address.split('#')[1] })).status).toBe(401);
});

it('is made only by those who set walls up, and shows nothing that they may not see', async () => {
  for (const name of ['eye', 'crew']) {
    const cookie = await server.signIn(name);
    expect((await ask('POST', '/api/wall-links', cookie, { name: 'x', playlist: PLAYLIST })).status).toBe(403);
  }
  await server.identity.accounts.create({
    name: 'half',
    password: 'correct horse battery',
    roles: ['analyst'],
    areas: ['a1'],
  });
  const half = await server.signIn('half');
  const refused = await ask('POST', '/api/wall-links', half, { name: 'x', areas: ['a2'], playlist: PLAYLIST });
  expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden', field: 'areas' } });
  expect((await ask('POST', '/api/wall-links', half, { name: 'x', areas: [], playlist: PLAYLIST })).status).toBe(403);
  expect((await ask('POST', '/api/wall-links', half, { name: 'x', playlist: PLAYLIST })).body.areas).toEqual(['a1']);
  const nonsense = await ask('POST', '/api/wall-links', half, {
    name: 'x',
    playlist: [{ scene: 'film', seconds: 30 }],
  });
  expect(nonsense.status).toBe(422);
});

it('never shows the secret again, nor writes it down', async () => {
  const duty = await server.signIn('duty');
  const { body } = await ask('POST', '/api/wall-links', duty, { name: 'hall', playlist: PLAYLIST });
  const secret = body.address.split('#')[1];
  await openWall(body.address);
  expect((await ask('GET', '/api/wall-links', duty)).reply.body).not.toContain(secret);
  expect(server.logged()).not.toContain(secret);
});
