import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST, openServer, PASSWORD, type TestServer } from './identity.fixture.ts';

let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await openServer({ chief: 'admin', wang: 'analyst' });
  cookie = await server.signIn('chief');
});
afterAll(() => server.close());

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = (method: Method, url: string, payload?: object, headers: Record<string, string> = { cookie }) =>
  server.app.inject({ method, url, headers: { host: HOST, ...headers }, payload });

describe('accounts over HTTP', () => {
  it('are for administrators: every route, and before a word of the body is judged', async () => {
    const made = await server.identity.keys.create('feed');
    if (!made.ok) throw new Error(made.error.code);
    const routes: [Method, string][] = [
      ['GET', '/api/accounts'],
      ['POST', '/api/accounts'],
      ['PUT', '/api/accounts/wang/roles'],
      ['PUT', '/api/accounts/wang/password'],
      ['PUT', '/api/accounts/wang/disabled'],
      ['GET', '/api/keys'],
      ['POST', '/api/keys'],
      ['DELETE', '/api/keys/feed'],
    ];
    const analyst = { cookie: await server.signIn('wang') };
    for (const [method, url] of routes) {
      const nobody = await call(method, url, undefined, {});
      expect([url, nobody.statusCode]).toEqual([url, 401]);
      for (const headers of [analyst, { authorization: `Bearer ${made.value.key}` }]) {
        const refused = await call(method, url, undefined, headers);
        expect([url, refused.statusCode, refused.json().code]).toEqual([url, 403, 'forbidden']);
      }
      const foreign = await call(method, url, undefined, { cookie, origin: 'http://evil.example' });
      expect([url, foreign.json().code]).toEqual([url, 'bad-origin']);
    }
  });

  it('are made, listed, changed and disabled, and never show a password or a hash', async () => {
    const wish = { name: 'Zhou', password: PASSWORD, roles: ['field'], areas: ['510104'] };
    const made = await call('POST', '/api/accounts', wish);
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ name: 'zhou', roles: ['field'], areas: ['510104'], disabled: false });
    expect((await call('POST', '/api/accounts', wish)).json()).toMatchObject({ status: 409, code: 'conflict' });

    const field = await server.signIn('zhou');
    const roles = await call('PUT', '/api/accounts/zhou/roles', { roles: ['observer'] });
    expect(roles.json()).toMatchObject({ roles: ['observer'], areas: [] });
    expect((await call('GET', '/api/session', undefined, { cookie: field })).statusCode).toBe(401);
    const password = await call('PUT', '/api/accounts/zhou/password', { password: 'another good password' });
    expect(password.statusCode).toBe(200);
    expect((await call('PUT', '/api/accounts/zhou/disabled', { disabled: true })).json().disabled).toBe(true);
    await expect(server.signIn('zhou', 'another good password')).rejects.toThrow('unauthenticated');
    expect((await call('PUT', '/api/accounts/zhou/disabled', { disabled: false })).json().disabled).toBe(false);
    await server.signIn('zhou', 'another good password');

    const all = await call('GET', '/api/accounts');
    expect(all.json()).toMatchObject({ total: 3, accounts: [{ name: 'chief' }, { name: 'wang' }, { name: 'zhou' }] });
    for (const reply of [made, roles, password, all]) {
      expect(reply.body).not.toMatch(/argon2|hash|stamp|another good/i);
      expect(reply.headers['cache-control']).toBe('no-store');
    }
    expect(server.logged()).toContain('"by":"chief","name":"zhou","msg":"account disabled"');
  });

  it('take no role that is none, no field that is none, and nobody who is nobody', async () => {
    const wish = { name: 'wu', password: PASSWORD, roles: ['analyst'] };
    expect((await call('POST', '/api/accounts', { ...wish, roles: ['machine'] })).statusCode).toBe(422);
    expect((await call('POST', '/api/accounts', { ...wish, roles: [] })).statusCode).toBe(422);
    expect((await call('POST', '/api/accounts', { ...wish, demo: true })).statusCode).toBe(422);
    const weak = await call('POST', '/api/accounts', { ...wish, password: 'short' });
    expect(weak.json()).toMatchObject({ status: 422, code: 'invalid-value', field: 'password' });
    expect((await call('PUT', '/api/accounts/nobody/roles', { roles: ['field'] })).json().code).toBe('not-found');
    expect((await call('PUT', '/api/accounts/chief/disabled', { disabled: true })).json().code).toBe('conflict');
  });
});

it('a machine key is shown once, works at once, and ends at once', async () => {
  const made = await call('POST', '/api/keys', { name: 'radar' });
  expect(made.statusCode).toBe(201);
  const { key, id } = made.json();
  const headers = { authorization: `Bearer ${key}` };
  expect((await call('GET', '/api/session', undefined, headers)).json().name).toBe('radar');
  const list = await call('GET', '/api/keys');
  expect(list.body).toContain(id);
  expect(list.body).not.toContain(key);
  expect((await call('DELETE', '/api/keys/radar')).json()).toMatchObject({ name: 'radar', id });
  expect((await call('GET', '/api/session', undefined, headers)).statusCode).toBe(401);
  expect(server.logged()).not.toContain(key);
});
