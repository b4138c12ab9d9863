import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openIdentity } from '../access/identity.ts';
import { openMemoryLog } from '../log/memory-log.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { type AccountIo, runAccount } from './account.ts';

const PASSWORD = 'correct horse battery';

function terminal(answers: (string | undefined)[] = []) {
  const { register, readings } = openMemoryLog();
  const said: string[] = [];
  const complained: string[] = [];
  const dirs: string[] = [];
  const io: AccountIo = {
    env: { CORDON_DATA: '/data' },
    open: async (dir) => {
      dirs.push(dir);
      return { register, readings, close: async () => {} };
    },
    ask: async () => answers.shift(),
    interactive: true,
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
  };
  const run = (line: string) => runAccount(line.split(' '), io);
  const signIn = async (name: string, password: string) => {
    const identity = await openIdentity({ register, now: Date.now, random: randomBytes });
    const result = await identity.signIn(name, password, '127.0.0.1');
    await identity.close();
    return result.ok;
  };
  return { run, said, complained, dirs, signIn, readings };
}

it('makes the first administrator with a password typed twice', async () => {
  const { run, said, dirs, signIn } = terminal([PASSWORD, PASSWORD]);
  expect(await run('add Chief --role admin')).toBe(0);
  expect(dirs).toEqual(['/data']);
  expect(said.join('\n')).not.toContain(PASSWORD);
  expect(await signIn('chief', PASSWORD)).toBe(true);
});

it('leaves a row of each change where readings are audited, of what was refused too, and no password', async () => {
  const { run, readings } = terminal([PASSWORD, PASSWORD, PASSWORD, PASSWORD]);
  await run('add chief --role admin');
  await run('add chief --role analyst');
  await run('key add feed');
  await run('list');
  const rows = (await readings.list(10)).toReversed();
  expect(rows.map(({ actor, kind, told }) => [actor, kind, told['what'], told['of'], told['refused'] ?? null])).toEqual(
    [
      ['command line', 'access', 'accountMade', 'chief', null],
      ['command line', 'access', 'accountMade', 'chief', null],
      ['command line', 'access', 'accountMade', 'chief', 'conflict'],
      ['command line', 'access', 'keyMade', 'feed', null],
    ],
  );
  expect(JSON.stringify(rows)).not.toContain(PASSWORD);
});

it('shows a password it made up, and that one works', async () => {
  const { run, said, signIn } = terminal();
  await run('add chief --role admin --generate --data elsewhere');
  const password = /password: (\S+)/.exec(said.join('\n'))?.[1] ?? '';
  expect(password.length).toBeGreaterThanOrEqual(16);
  expect(await signIn('chief', password)).toBe(true);
});

it('changes nothing when the two differ, when nothing is typed, or when the password is weak', async () => {
  const { run, complained, said } = terminal([PASSWORD, 'something else', undefined, 'weak', 'weak']);
  expect(await run('add chief --role admin')).toBe(2);
  expect(await run('add chief --role admin')).toBe(2);
  expect(await run('add chief --role admin')).toBe(1);
  expect(complained).toHaveLength(3);
  await run('list');
  expect(said).toEqual(['no accounts yet; begin with: add NAME --role admin']);
});

it('lists, disables, enables, and makes and revokes keys', async () => {
  const { run, said, complained } = terminal();
  await run('add chief --role admin --generate');
  await run('add wang --role analyst --role field --area 510104 --generate');
  expect(await run('disable wang')).toBe(0);
  expect(await run('key add feed')).toBe(0);
  said.length = 0;
  await run('list');
  expect(said).toEqual([
    'chief\tadmin\teverywhere',
    'wang\tanalyst,field\t510104\tdisabled',
    expect.stringMatching(/^feed\tmachine key [0-9a-f]{16}$/),
  ]);
  expect(await run('enable wang')).toBe(0);
  expect(await run('key revoke feed')).toBe(0);
  expect(complained).toEqual([]);
  expect(await run('disable chief')).toBe(1);
  expect(complained).toEqual(['this is the last administrator; make another one first']);
});

it('explains itself to whoever gets it wrong', async () => {
  const { run, complained, dirs } = terminal();
  for (const line of [
    '',
    'add',
    'add wang',
    'grow wang',
    'list all',
    'key wang',
    'add a b --role admin',
    'add wang --rol x',
  ]) {
    expect([line, await run(line)]).toEqual([line, 2]);
  }
  expect(complained[0]).toContain('Usage: npm run account');
  expect(dirs).toHaveLength(1);
});

it('works on a real directory, and says what to do while a server has it open', { timeout: 30_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'cordon-account-'));
  const command = (...args: string[]) =>
    promisify(execFile)(process.execPath, [resolve('server/cli/account.ts'), ...args, '--data', dir]);
  const { stdout } = await command('add', 'chief', '--role', 'admin', '--generate');
  expect(stdout).toContain('account chief made: admin');
  expect((await command('list')).stdout).toBe('chief\tadmin\teverywhere\n');

  const { log } = await openSqliteLog({ dir, ballastBytes: 0, log: () => {} });
  await expect(command('list')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('/api/accounts') });
  await log.close();
  await rm(dir, { recursive: true });
});
