import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST, openServer, PASSWORD, type TestServer } from './identity.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer({ wang: 'analyst', chief: 'admin' });
});
afterAll(() => server.close());

const post = (payload: unknown, headers: Record<string, string> = {}, to = server) =>
  to.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { host: HOST, 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const who = (headers: Record<string, string>) => server.app.inject({ method: 'GET', url: '/api/session', headers });
const isProblem = (reply: Awaited<ReturnType<typeof post>>, status: number, code: string) => {
  expect(reply.statusCode).toBe(status);
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(reply.json()).toMatchObject({ type: 'about:blank', status, code });
};

describe('POST /api/session', () => {
  it('answers 204 and a cookie that scripts and other sites cannot use', async () => {
    const reply = await post({ name: 'wang', password: PASSWORD });
    expect(reply.statusCode).toBe(204);
    expect(reply.body).toBe('');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.headers['set-cookie']).toMatch(
      /^cordon_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    );
  });

  it('binds the cookie to the host on HTTPS', async () => {
    const secure = await openServer({ wang: 'analyst' }, true);
    const reply = await post({ name: 'wang', password: PASSWORD }, { origin: `https://${HOST}` }, secure);
    expect(reply.headers['set-cookie']).toMatch(
      /^__Host-cordon_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure$/,
    );
    isProblem(
      await post({ name: 'wang', password: PASSWORD }, { origin: `http://${HOST}` }, secure),
      403,
      'bad-origin',
    );
    await secure.close();
  });

  it('answers byte for byte alike for an unknown name and a wrong password', async () => {
    const wrong = await post({ name: 'wang', password: 'wrong wrong wrong' });
    const unknown = await post({ name: 'nobody', password: PASSWORD });
    isProblem(wrong, 401, 'unauthenticated');
    expect(unknown.body).toBe(wrong.body);
    const shown = (headers: object) => Object.entries({ ...headers, date: '' });
    expect(shown(unknown.headers)).toEqual(shown(wrong.headers));
  });

  it('is refused to pages of other sites, whatever they know', async () => {
    for (const origin of ['http://evil.example', 'http://127.0.0.1:9999', 'null', 'https://127.0.0.1.evil.example']) {
      const reply = await post({ name: 'wang', password: PASSWORD }, { origin, 'x-forwarded-host': 'evil.example' });
      isProblem(reply, 403, 'bad-origin');
      expect(reply.headers['set-cookie']).toBeUndefined();
    }
    expect((await post({ name: 'wang', password: PASSWORD }, { origin: `http://${HOST}` })).statusCode).toBe(204);
  });

  it('takes JSON only, and exactly its two fields', async () => {
    const body = JSON.stringify({ name: 'wang', password: PASSWORD });
    isProblem(await post(body, { 'content-type': 'text/plain' }), 415, 'malformed');
    isProblem(
      await post('name=wang&password=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'malformed',
    );
    isProblem(await post({ name: 'wang', password: PASSWORD, roles: ['admin'] }), 422, 'invalid-value');
    isProblem(await post({ name: 'wang' }), 422, 'invalid-value');
    isProblem(await post({ name: 'wang', password: 123456789012 }), 422, 'invalid-value');
    isProblem(await post({ name: ['wang'], password: PASSWORD }), 422, 'invalid-value');
    isProblem(await post(body.replace('"name"', '"__proto__":{"a":1},"name"')), 400, 'malformed');
    isProblem(await post({ name: 'wang', password: 'x'.repeat(200_000) }), 413, 'too-large');
  });

  it('leaves the other routes their own types', async () => {
    const headers = { host: HOST, 'content-type': 'text/plain', cookie: await server.signIn('wang') };
    const reply = await server.app.inject({ method: 'POST', url: '/api/elsewhere', headers, payload: 'text' });
    expect(reply.json()).toEqual({ type: 'string' });
    expect(reply.headers['cache-control']).toBeUndefined();
  });

  it('quotes neither password nor token in an error or a log line', async () => {
    const marker = 'CANARY-in-a-password';
    const replies = [
      await post({ name: 'wang', password: marker }),
      await post({ name: marker, password: marker }),
      await post(`{"name":"wang","password":"${marker}`),
      await post({ name: 'wang', password: [marker] }),
      await post({ name: 'wang', [marker]: 1 }),
    ];
    for (const reply of replies) expect(reply.body + JSON.stringify(reply.headers)).not.toContain(marker);
    const [, token = ''] = (await server.signIn('wang')).split('=');
    const all = await who({ cookie: `cordon_session=${token}` });
    expect(all.body + JSON.stringify(all.headers)).not.toContain(token);
    expect(server.logged()).toContain('sign-in refused');
    expect(server.logged()).not.toContain(marker);
    expect(server.logged()).not.toContain(token);
    expect(server.logged() + all.body).not.toContain('argon2');
  });

  it('ends the session whose cookie it replaces', async () => {
    const former = await server.signIn('wang');
    await post({ name: 'wang', password: PASSWORD }, { cookie: former });
    expect((await who({ cookie: former })).statusCode).toBe(401);
  });

  it('answers 429 and when to come back after ten failures', async () => {
    const own = await openServer({ wang: 'analyst' });
    for (let i = 0; i < 10; i += 1) {
      isProblem(await post({ name: 'wang', password: 'wrong wrong wrong' }, {}, own), 401, 'unauthenticated');
    }
    const refused = await post({ name: 'wang', password: PASSWORD }, {}, own);
    isProblem(refused, 429, 'rate-limited');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(290);
    await own.close();
  });
});

describe('GET /api/session', () => {
  it('says who it is, by cookie or key, and no more', async () => {
    const cookie = await server.signIn('wang');
    const rights = ['report', 'import', 'rounds', 'tasks', 'propose', 'submit', 'release', 'acknowledge', 'walls'];
    const expected = { name: 'wang', roles: ['analyst'], rights, areas: [], classes: ['L0', 'L1', 'L2'] };
    expect((await who({ cookie })).json()).toEqual(expected);
    const made = await server.identity.keys.create('feed');
    if (!made.ok) throw new Error(made.error.code);
    const authorization = `Bearer ${made.value.key}`;
    expect((await who({ authorization })).json()).toMatchObject({ name: 'feed', roles: ['machine'] });
    // A page of our own may use a key (the API's own page does); a foreign one may not, even with a good key.
    expect((await who({ authorization, host: HOST, origin: `http://${HOST}` })).statusCode).toBe(200);
    isProblem(await who({ authorization, host: HOST, origin: 'http://evil.example' }), 403, 'bad-origin');
  });

  it('answers 401 to nobody, and to a wrong key even with a good cookie', async () => {
    isProblem(await who({}), 401, 'unauthenticated');
    isProblem(await who({ cookie: 'cordon_session=made-up' }), 401, 'unauthenticated');
    isProblem(
      await who({ cookie: await server.signIn('wang'), authorization: 'Bearer nonsense' }),
      401,
      'unauthenticated',
    );
    isProblem(await who({ cookie: await server.signIn('wang'), authorization: 'Bearer ' }), 401, 'unauthenticated');
  });
});

describe('DELETE /api/session', () => {
  const out = (headers: Record<string, string>) =>
    server.app.inject({ method: 'DELETE', url: '/api/session', headers });

  it('ends the session, tells the gateway, and takes the cookie away', async () => {
    const told: string[] = [];
    const stop = server.identity.onRevoked((_grant, reason) => told.push(reason));
    const cookie = await server.signIn('wang');
    const reply = await out({ cookie, host: HOST, origin: `http://${HOST}` });
    expect(reply.statusCode).toBe(204);
    expect(reply.headers['set-cookie']).toBe('cordon_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict');
    expect((await who({ cookie })).statusCode).toBe(401);
    expect((await out({ cookie, 'content-type': 'application/json' })).statusCode).toBe(204);
    expect(told).toEqual(['signed-out']);
    stop();
  });

  it('is refused to pages of other sites', async () => {
    const cookie = await server.signIn('wang');
    isProblem(await out({ cookie, host: HOST, origin: 'http://evil.example' }), 403, 'bad-origin');
    expect((await who({ cookie })).statusCode).toBe(200);
  });
});

describe('PUT /api/session/password', () => {
  it('wants the former password, and signs out everywhere', async () => {
    const own = await openServer({ wang: 'analyst' });
    const [here, there] = [await own.signIn('wang'), await own.signIn('wang')];
    const put = (payload: object, cookie = here) =>
      own.app.inject({ method: 'PUT', url: '/api/session/password', headers: { host: HOST, cookie }, payload });
    isProblem(
      await put({ password: 'wrong wrong wrong', newPassword: 'another good password' }),
      401,
      'unauthenticated',
    );
    isProblem(await put({ password: PASSWORD, newPassword: 'short' }), 422, 'invalid-value');
    isProblem(await put({ password: PASSWORD, newPassword: 'another good password' }, ''), 401, 'unauthenticated');
    expect((await put({ password: PASSWORD, newPassword: 'another good password' })).statusCode).toBe(204);
    const replies = [here, there].map((cookie) =>
      own.app.inject({ method: 'GET', url: '/api/session', headers: { cookie } }),
    );
    for (const reply of replies) expect((await reply).statusCode).toBe(401);
    await own.signIn('wang', 'another good password');
    await own.close();
  });
});
