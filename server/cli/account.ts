// Accounts from the command line, while the server is stopped: how a real installation gets its first administrator.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Problem } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { ACCOUNT_ROLES } from '../access/accounts.ts';
import { type Identity, openIdentity } from '../access/identity.ts';
import { type Role, SYSTEM_PRINCIPAL } from '../access/principal.ts';
import { type AccessChange, ReadingNotes } from '../access/reading-notes.ts';
import { readablePassword } from '../access/secrets.ts';
import type { Readings, Register } from '../log/event-log.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { askSecret } from './secret-prompt.ts';

const USAGE = `Usage: npm run account -- COMMAND [--data DIR]

  add NAME --role ROLE [--role ROLE] [--area ID] [--generate]   make an account
  passwd NAME [--generate]                                      set a new password
  disable NAME | enable NAME                                    end or restore its access
  list                                                          accounts and machine keys
  key add NAME | key revoke NAME                                machine keys; a new one is shown once

Roles: ${ACCOUNT_ROLES.join(', ')}. Without --area the rights hold everywhere.
The password is asked for, or read from a pipe, or made up and shown with --generate.
The server must be stopped; while it runs, an administrator uses /api/accounts.`;

const BUSY = `The server is running. Either stop it and try again, or let an administrator do it while it runs:
  POST /api/accounts {name, password, roles, areas}, PUT /api/accounts/NAME/{roles,password,disabled},
  POST /api/keys {name}, DELETE /api/keys/NAME (see /api/docs).`;

/** What the command touches outside itself. */
export type AccountIo = {
  readonly env: { readonly CORDON_DATA?: string };
  readonly open: (
    dir: string,
  ) => Promise<{ readonly register: Register; readonly readings: Readings; readonly close: () => Promise<void> }>;
  readonly ask: (prompt: string) => Promise<string | undefined>;
  /** a terminal: the password is asked for twice */
  readonly interactive: boolean;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
};

type Options = {
  readonly role?: string[];
  readonly area?: string[];
  readonly generate?: boolean;
  readonly data?: string;
};
/** How what it does is called where it is audited. */
const CHANGES: Readonly<Record<string, AccessChange>> = {
  add: 'accountMade',
  passwd: 'passwordSet',
  disable: 'accountDisabled',
  enable: 'accountEnabled',
  'key add': 'keyMade',
  'key revoke': 'keyRevoked',
};
/** Whoever has the machine: no name of theirs is known. */
const AT_THE_MACHINE = { ...SYSTEM_PRINCIPAL, name: 'command line' };

type Command = (identity: Identity, name: string, options: Options, io: AccountIo) => Promise<Result<string, Problem>>;

/** Thrown for what the person at the keyboard can mend; its message is all they are shown. */
class UsageError extends Error {}

const COMMANDS: Readonly<Record<string, Command>> = {
  add: async ({ accounts }, name, options, io) => {
    if (!options.role?.length) throw new UsageError('add needs --role, for instance --role admin');
    const { password, shown } = await newPassword(options, io);
    const made = await accounts.create({ name, password, roles: options.role as Role[], areas: options.area });
    return said(made, (account) => `account ${account.name} made: ${account.roles.join(', ')}${shown}`);
  },
  passwd: async ({ accounts }, name, options, io) => {
    const { password, shown } = await newPassword(options, io);
    const changed = await accounts.setPassword(name, password);
    return said(changed, (account) => `password of ${account.name} set; its sessions have ended${shown}`);
  },
  disable: async ({ accounts }, name) =>
    said(await accounts.disable(name), (account) => `account ${account.name} disabled`),
  enable: async ({ accounts }, name) =>
    said(await accounts.enable(name), (account) => `account ${account.name} enabled`),
  'key add': async ({ keys }, name) =>
    said(await keys.create(name), (made) => `machine key ${made.name}, shown this once: ${made.key}`),
  'key revoke': async ({ keys }, name) => said(await keys.revoke(name), (key) => `machine key ${key.name} revoked`),
};

/** @returns the exit code: 0 done, 1 refused, 2 not understood */
export async function runAccount(args: readonly string[], io: AccountIo): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        role: { type: 'string', multiple: true },
        area: { type: 'string', multiple: true },
        generate: { type: 'boolean' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return show(io, USAGE);
    const words = positionals[0] === 'key' ? 2 : 1;
    const verb = positionals.slice(0, words).join(' ');
    const [name, ...rest] = positionals.slice(words);
    const command = COMMANDS[verb];
    const listing = verb === 'list' && name === undefined;
    if (!listing && (!command || name === undefined || rest.length > 0))
      throw new UsageError(`not understood.\n\n${USAGE}`);
    const dir = values.data ?? io.env.CORDON_DATA ?? 'data/live';
    return await withIdentity(dir, io, async (identity, notes) => {
      const change = CHANGES[verb];
      if (!command || name === undefined || change === undefined) return show(io, ...listOf(identity));
      const told = { ...(values.role && { roles: values.role }), ...(values.area && { areas: values.area }) };
      const done = await notes.change(AT_THE_MACHINE, change, name, told, () => command(identity, name, values, io));
      if (done.ok) return show(io, done.value);
      io.complain(done.error.message);
      return 1;
    });
  } catch (error) {
    const mendable = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
    io.complain(error instanceof Error ? error.message : String(error));
    return mendable ? 2 : 1;
  }
}

async function withIdentity(
  dir: string,
  io: AccountIo,
  work: (identity: Identity, notes: ReadingNotes) => Promise<number>,
): Promise<number> {
  const { register, readings, close } = await io.open(dir);
  try {
    const identity = await openIdentity({ register, now: Date.now, random: randomBytes });
    try {
      return await work(identity, new ReadingNotes(readings, Date.now, io.complain));
    } finally {
      await identity.close();
    }
  } finally {
    await close();
  }
}

/** `shown`: what to print of it once it holds */
async function newPassword({ generate }: Options, io: AccountIo): Promise<{ password: string; shown: string }> {
  if (generate) {
    const password = readablePassword(randomBytes);
    return { password, shown: `\npassword: ${password}` };
  }
  const password = await io.ask('New password: ');
  if (password === undefined) throw new UsageError('no password given; --generate makes one up');
  if (io.interactive && (await io.ask('Once more: ')) !== password) {
    throw new UsageError('the two differ; nothing was changed');
  }
  return { password, shown: '' };
}

function listOf({ accounts, keys }: Identity): string[] {
  const people = accounts.list().map(({ name, roles, areas, disabled, demo }) => {
    const marks = [...(disabled ? ['disabled'] : []), ...(demo ? ['demonstration'] : [])];
    return [name, roles.join(','), areas.length > 0 ? areas.join(',') : 'everywhere', ...marks].join('\t');
  });
  const machines = keys.list().map(({ name, id }) => `${name}\tmachine key ${id}`);
  return people.length + machines.length > 0
    ? [...people, ...machines]
    : ['no accounts yet; begin with: add NAME --role admin'];
}

const said = <T>(result: Result<T, Problem>, text: (value: T) => string): Result<string, Problem> =>
  result.ok ? { ok: true, value: text(result.value) } : result;

function show(io: AccountIo, ...lines: string[]): number {
  for (const line of lines) io.say(line);
  return 0;
}

async function openRegister(dir: string): ReturnType<AccountIo['open']> {
  try {
    const { log, register, readings } = await openSqliteLog({ dir });
    return { register, readings, close: () => log.close() };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw /is locked|another server/.test(text) ? new Error(`${BUSY}\n(${text})`) : error;
  }
}

if (import.meta.main) {
  process.exitCode = await runAccount(process.argv.slice(2), {
    env: process.env,
    open: openRegister,
    ask: (prompt) => askSecret(prompt, process.stdin, process.stderr),
    interactive: process.stdin.isTTY === true,
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
  });
}
