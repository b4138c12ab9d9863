import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { openMemoryLog } from '../log/memory-log.ts';
import { DEMO_KEY_NAME, prepareDemo } from './demo-accounts.ts';
import { type Identity, openIdentity } from './identity.ts';

const NAMES = ['admin', 'analyst', 'commander', 'field', 'observer'];
const HOME = '127.0.0.1';
const open: Identity[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((identity) => identity.close()));
});

const { register } = openMemoryLog();
/** Each call is a start of the server on the same data. */
async function start(env: { password?: string; key?: string }, demo = true, on = register) {
  const identity = await openIdentity({ register: on, now: Date.now, random: randomBytes });
  open.push(identity);
  const ready = await prepareDemo({ identity, env, demo, fieldAreas: ['510104'], random: randomBytes });
  const names = identity.accounts.list().map(({ name }) => name);
  return { identity, ready, names };
}

it('makes the cast and the key, and prints what it made up', async () => {
  const { identity, ready, names } = await start({});
  expect(names).toEqual(NAMES);
  expect(ready.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  expect(ready.lines.join('\n')).toContain(ready.password);
  expect(ready.lines.join('\n')).toContain(ready.key);
  const field = await identity.signIn('field', ready.password ?? '', HOME);
  expect(field).toMatchObject({ value: { principal: { roles: ['field'], areas: ['510104'] } } });
  expect(identity.byKey(ready.key ?? '')?.name).toBe(DEMO_KEY_NAME);
});

it('takes password and key from the environment at every start, in place of the former, and does not print them', async () => {
  const first = await start({ password: 'pw-1', key: 'key-1' });
  const { token } = await first.identity.signIn('commander', 'pw-1', HOME).then((signedIn) => {
    if (!signedIn.ok) throw new Error(signedIn.error.code);
    return signedIn.value;
  });
  expect(first.ready).not.toHaveProperty('password', 'pw-1');
  expect(first.ready.lines.join('\n')).not.toMatch(/pw-1|key-1/);

  const same = await start({ password: 'pw-1', key: 'key-1' });
  expect(same.identity.bySession(token)?.name).toBe('commander');
  expect(same.identity.byKey('key-1')?.name).toBe(DEMO_KEY_NAME);

  const other = await start({ password: 'pw-2', key: 'key-2' });
  expect(other.identity.bySession(token)).toBeUndefined();
  expect((await other.identity.signIn('commander', 'pw-1', HOME)).ok).toBe(false);
  expect((await other.identity.signIn('commander', 'pw-2', HOME)).ok).toBe(true);
  expect(other.identity.byKey('key-1')).toBeUndefined();
  expect(other.identity.byKey('key-2')?.name).toBe(DEMO_KEY_NAME);
});

it('leaves nothing of itself where it is not wanted, and everything real as it is', async () => {
  const real = openMemoryLog().register;
  const before = await start({ password: 'pw-1', key: 'key-1' }, false, real);
  expect(before.names).toEqual(NAMES);
  expect(before.ready.lines[0]).toContain('warning');
  await before.identity.accounts.create({ name: 'zhao', password: 'a real pass phrase', roles: ['admin'] });

  const onlyKey = await start({ key: 'key-1', password: '' }, false, real);
  expect(onlyKey.names).toEqual(['zhao']);
  expect(onlyKey.identity.byKey('key-1')?.name).toBe(DEMO_KEY_NAME);

  const none = await start({}, false, real);
  expect(none.identity.byKey('key-1')).toBeUndefined();
  expect(none.identity.keys.list()).toEqual([]);
  expect((await none.identity.signIn('admin', 'pw-1', HOME)).ok).toBe(false);
});

it('never takes over a real account or key of the same name', async () => {
  const real = openMemoryLog().register;
  const { identity } = await start({}, false, real);
  await identity.accounts.create({ name: 'admin', password: 'a real pass phrase', roles: ['admin'] });
  await identity.keys.create(DEMO_KEY_NAME);
  const { identity: later, ready } = await start({ password: 'pw-1', key: 'key-1' }, false, real);
  expect((await later.signIn('admin', 'a real pass phrase', HOME)).ok).toBe(true);
  expect((await later.signIn('admin', 'pw-1', HOME)).ok).toBe(false);
  expect(later.byKey('key-1')).toBeUndefined();
  expect(ready.lines.filter((line) => line.startsWith('warning')).length).toBe(3);
});
