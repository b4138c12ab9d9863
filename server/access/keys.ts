// Keys of machines: adapters, simulators, load generators. A key is shown once, when it is made; what stays is its SHA-256.
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Register } from '../log/event-log.ts';
import { canonicalName, checkName } from './accounts.ts';
import { type Principal, principalOf } from './principal.ts';
import type { Revocations } from './revocation.ts';
import { digestOf, findBySecret, grantIdOf, newSecret, type Random } from './secrets.ts';

const SPACE = 'keys';
const ROW = Type.Object({
  name: Type.String(),
  /** SHA-256, hex */
  digest: Type.String(),
  /** ms since 1970 */
  createdAt: Type.Number(),
  demo: Type.Boolean(),
});
type Row = Readonly<Static<typeof ROW>>;
type Key = Row & { readonly principal: Principal };

export type KeyView = {
  readonly name: string;
  /** first digits of the SHA-256: enough to tell two keys apart */
  readonly id: string;
  readonly createdAt: string;
  readonly demo: boolean;
};

/** The prefix lets a scanner of leaked secrets know it for what it is. */
const newKey = (random: Random): string => `cordon_${newSecret(random)}`;

const viewOf = ({ name, digest, createdAt, demo }: Row): KeyView => ({
  name,
  id: grantIdOf(digest),
  createdAt: new Date(createdAt).toISOString(),
  demo,
});

const keyOf = (row: Row): Key => {
  const grant = { kind: 'key', id: grantIdOf(row.digest) } as const;
  return { ...row, principal: principalOf(row.name, ['machine'], [], grant) };
};

export class Keys {
  readonly #register: Register;
  readonly #now: () => number;
  readonly #random: Random;
  readonly #revocations: Revocations;
  readonly #taken: (name: string) => boolean;
  readonly #byId = new Map<string, Key>();
  readonly #byName = new Map<string, Key>();

  constructor(
    register: Register,
    now: () => number,
    random: Random,
    revocations: Revocations,
    taken: (name: string) => boolean,
  ) {
    this.#register = register;
    this.#now = now;
    this.#random = random;
    this.#revocations = revocations;
    this.#taken = taken;
  }

  /** @throws Error when a row of the register is no key */
  async load(): Promise<void> {
    for (const [name, row] of await this.#register.all(SPACE)) {
      if (!Check(ROW, row)) throw new Error(`the register's key ${JSON.stringify(name)} is damaged`);
      const key = keyOf(row);
      this.#byName.set(name, key);
      this.#byId.set(key.principal.grant.id, key);
    }
  }

  find(secret: string): Principal | undefined {
    return findBySecret(this.#byId, secret)?.principal;
  }

  holds(grantId: string): boolean {
    return this.#byId.has(grantId);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** Ordered by name. */
  list(): KeyView[] {
    return [...this.#byName.values()].map(viewOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @returns the key itself, this once */
  async create(given: string): Promise<Result<KeyView & { readonly key: string }, Problem>> {
    const name = canonicalName(given);
    const wrong = checkName(name, (free) => this.#byName.has(free) || this.#taken(free));
    if (wrong) return err(wrong);
    const key = newKey(this.#random);
    const row = await this.#store({ name, digest: digestOf(key), createdAt: this.#now(), demo: false });
    return ok({ ...viewOf(row), key });
  }

  async revoke(given: string): Promise<Result<KeyView, Problem>> {
    const key = this.#byName.get(canonicalName(given));
    if (!key) return err(problem('not-found', 'there is no such key', 'name'));
    await this.#end(key);
    return ok(viewOf(key));
  }

  /**
   * @param secret the operator's choice; absent: a new one
   * @returns the demonstration's key; a problem when somebody else's key or account has its name, or it is this very key
   */
  async replaceDemo(name: string, secret?: string): Promise<Result<{ readonly key: string }, Problem>> {
    const former = this.#byName.get(name);
    if (former ? !former.demo : this.#taken(name)) {
      return err(problem('conflict', `${name} is not the demonstration's; it is left as it is`, 'name'));
    }
    const key = secret ?? newKey(this.#random);
    const digest = digestOf(key);
    if (former?.digest === digest) return ok({ key });
    if (this.#byId.has(grantIdOf(digest))) return err(problem('conflict', 'this key has another name already', 'key'));
    if (former) await this.#end(former);
    await this.#store({ name, digest, createdAt: this.#now(), demo: true });
    return ok({ key });
  }

  /** @returns the names removed */
  async removeDemo(): Promise<string[]> {
    const demo = [...this.#byName.values()].filter((key) => key.demo);
    for (const key of demo) await this.#end(key);
    return demo.map(({ name }) => name);
  }

  /** The name is taken before the disk answers, so that two cannot have it; the key opens nothing until it does. */
  async #store(row: Row): Promise<Row> {
    const key = keyOf(row);
    this.#byName.set(row.name, key);
    try {
      await this.#register.put(SPACE, row.name, row);
    } catch (error) {
      this.#byName.delete(row.name);
      throw error;
    }
    this.#byId.set(key.principal.grant.id, key);
    return row;
  }

  async #end(key: Key): Promise<void> {
    this.#byName.delete(key.name);
    this.#byId.delete(key.principal.grant.id);
    this.#revocations.tell(key.principal.grant, 'key-revoked');
    await this.#register.remove(SPACE, key.name);
  }
}
