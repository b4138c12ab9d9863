// Accounts of people: who they are, which roles and where. Kept in the register, mirrored in memory, so that a request
// never waits for the disk to learn who speaks.
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { OneOf } from '#shared/schema.ts';
import type { Register } from '../log/event-log.ts';
import { checkPassword, hashPassword, isPassword } from './passwords.ts';
import { ROLES, type Role } from './principal.ts';
import type { RevokedReason } from './revocation.ts';
import type { Random } from './secrets.ts';

export const ACCOUNT_ROLES = ROLES.filter((role) => role !== 'machine');

const SPACE = 'accounts';
const ROW = Type.Object({
  name: Type.String(),
  roles: Type.Array(OneOf(...ROLES)),
  areas: Type.Array(Type.String()),
  passwordHash: Type.String(),
  /** ms since 1970 */
  createdAt: Type.Number(),
  /** Another one after each change that ends sessions: one durable write ends them all, whatever the crash spares. */
  stamp: Type.String(),
  disabled: Type.Boolean(),
  /** made by the demonstration, and the demonstration's to replace and remove */
  demo: Type.Boolean(),
});
export type Account = Readonly<Static<typeof ROW>>;

/** What anybody may be shown of an account. */
export type AccountView = {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly areas: readonly string[];
  readonly createdAt: string;
  readonly disabled: boolean;
  readonly demo: boolean;
};
export type NewAccount = {
  readonly name: string;
  readonly password: string;
  readonly roles: readonly Role[];
  /** ids of areas; empty or absent: everywhere */
  readonly areas?: readonly string[];
};
/** `stale` ends the sessions of an account; `taken` knows the names that are not free although no account has them. */
export type AccountHooks = {
  readonly stale: (name: string, reason: RevokedReason) => Promise<void>;
  readonly taken: (name: string) => boolean;
};

type Changed = Promise<Result<AccountView, Problem>>;

/** One spelling per name: full-width letters and capitals, which an input method adds, are the same person. */
export const canonicalName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;
// It signs what the server itself says.
const RESERVED = new Set(['system']);

export function checkName(name: string, taken: (name: string) => boolean): Problem | undefined {
  if (!NAME.test(name)) {
    return problem('invalid-value', 'a name is 1 to 64 letters, digits, dots, underscores and hyphens', 'name');
  }
  return RESERVED.has(name) || taken(name) ? problem('conflict', 'this name is taken', 'name') : undefined;
}

const viewOf = ({ name, roles, areas, createdAt, disabled, demo }: Account): AccountView => ({
  name,
  roles,
  areas,
  createdAt: new Date(createdAt).toISOString(),
  disabled,
  demo,
});

export class Accounts {
  readonly #register: Register;
  readonly #now: () => number;
  readonly #random: Random;
  readonly #hooks: AccountHooks;
  readonly #accounts = new Map<string, Account>();
  // One change after the other: two that create the same name must not both find it free while they hash.
  #last: Promise<unknown> = Promise.resolve();

  private constructor(register: Register, now: () => number, random: Random, hooks: AccountHooks) {
    this.#register = register;
    this.#now = now;
    this.#random = random;
    this.#hooks = hooks;
  }

  /** @throws Error when a row of the register is no account: guessing who may do what is worse than not starting */
  static async open(register: Register, now: () => number, random: Random, hooks: AccountHooks): Promise<Accounts> {
    const accounts = new Accounts(register, now, random, hooks);
    for (const [name, row] of await register.all(SPACE)) {
      if (!Check(ROW, row)) throw new Error(`the register's account ${JSON.stringify(name)} is damaged`);
      accounts.#accounts.set(name, row);
    }
    return accounts;
  }

  get(name: string): Account | undefined {
    return this.#accounts.get(name);
  }

  /** Ordered by name. */
  list(): AccountView[] {
    return [...this.#accounts.values()].map(viewOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  create(input: NewAccount): Changed {
    return this.#inTurn(async () => {
      const name = canonicalName(input.name);
      const wrong =
        checkName(name, (free) => this.#accounts.has(free) || this.#hooks.taken(free)) ??
        checkRoles(input.roles) ??
        checkPassword(input.password, name);
      return wrong ? err(wrong) : ok(viewOf(await this.#make(name, input, false)));
    });
  }

  setRoles(name: string, roles: readonly Role[], areas: readonly string[] = []): Changed {
    const wrong = checkRoles(roles);
    if (wrong) return Promise.resolve(err(wrong));
    return this.#change(name, 'rights-changed', () => ({ roles: [...new Set(roles)], areas: [...new Set(areas)] }));
  }

  setPassword(name: string, password: string): Changed {
    const wrong = checkPassword(password, canonicalName(name));
    if (wrong) return Promise.resolve(err(wrong));
    return this.#change(name, 'password-changed', async () => ({ passwordHash: await hashPassword(password) }));
  }

  disable(name: string): Changed {
    return this.#change(name, 'account-disabled', () => ({ disabled: true }));
  }

  enable(name: string): Changed {
    return this.#change(name, 'rights-changed', () => ({ disabled: false }));
  }

  /**
   * Makes or replaces an account of the demonstration; its password is as short as the operator wants it.
   * Sessions live on over a restart when nothing has changed.
   * @returns a problem when a real person has the name
   */
  replaceDemo(input: NewAccount): Changed {
    return this.#inTurn(async () => {
      const former = this.#accounts.get(input.name);
      if (former ? !former.demo : this.#hooks.taken(input.name)) {
        return err(problem('conflict', `${input.name} is not the demonstration's; it is left as it is`, 'name'));
      }
      const unchanged =
        former !== undefined &&
        !former.disabled &&
        String(former.roles) === String(input.roles) &&
        JSON.stringify(former.areas) === JSON.stringify(input.areas ?? []) &&
        (await isPassword(former.passwordHash, input.password));
      if (former && unchanged) return ok(viewOf(former));
      const account = await this.#make(input.name, input, true);
      await this.#hooks.stale(account.name, 'replaced');
      return ok(viewOf(account));
    });
  }

  /** @returns the names removed */
  removeDemo(): Promise<string[]> {
    return this.#inTurn(async () => {
      const names = [...this.#accounts.values()].filter(({ demo }) => demo).map(({ name }) => name);
      for (const name of names) {
        this.#accounts.delete(name);
        await this.#register.remove(SPACE, name);
        await this.#hooks.stale(name, 'account-disabled');
      }
      return names;
    });
  }

  async #make(name: string, input: NewAccount, demo: boolean): Promise<Account> {
    const account: Account = {
      name,
      roles: [...new Set(input.roles)],
      areas: [...new Set(input.areas)],
      passwordHash: await hashPassword(input.password),
      createdAt: this.#now(),
      stamp: this.#stamp(),
      disabled: false,
      demo,
    };
    await this.#register.put(SPACE, name, account);
    this.#accounts.set(name, account);
    return account;
  }

  #change(given: string, reason: RevokedReason, fields: () => Partial<Account> | Promise<Partial<Account>>): Changed {
    return this.#inTurn(async () => {
      const former = this.#accounts.get(canonicalName(given));
      if (!former) return err(problem('not-found', 'there is no such account', 'name'));
      const account: Account = { ...former, ...(await fields()), stamp: this.#stamp() };
      if (isActiveAdmin(former) && !isActiveAdmin(account) && !this.#hasOtherAdmin(former.name)) {
        return err(problem('conflict', 'this is the last administrator; make another one first', 'name'));
      }
      // What takes rights away acts at once, even when the disk is slow or full; the answer still waits for the disk.
      if (account.disabled) this.#accounts.set(account.name, account);
      const ended = account.disabled ? this.#hooks.stale(account.name, reason) : undefined;
      await this.#register.put(SPACE, account.name, account);
      this.#accounts.set(account.name, account);
      await (ended ?? this.#hooks.stale(account.name, reason));
      return ok(viewOf(account));
    });
  }

  #hasOtherAdmin(name: string): boolean {
    return [...this.#accounts.values()].some((account) => account.name !== name && isActiveAdmin(account));
  }

  #stamp(): string {
    return Buffer.from(this.#random(16)).toString('hex');
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}

const isActiveAdmin = ({ roles, disabled }: Account): boolean => !disabled && roles.includes('admin');

function checkRoles(roles: readonly Role[]): Problem | undefined {
  if (roles.length > 0 && roles.every((role) => role !== 'machine')) return undefined;
  return problem('invalid-value', `roles are one or more of ${ACCOUNT_ROLES.join(', ')}`, 'roles');
}
