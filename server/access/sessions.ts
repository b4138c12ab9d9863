// Sessions of signed-in people. The register has a row per session (by SHA-256 of its token); requests are answered from
// the mirror in memory. While the process lives, age is monotonic: a wall clock that jumps a day either way expires
// nobody (guarantees.md, G12); over a restart only the wall clock is left, and one set back counts as no time at all.
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import { DAY, HOUR, MINUTE } from '#shared/time.ts';
import { LogError, type Register } from '../log/event-log.ts';
import type { Account } from './accounts.ts';
import { type Principal, principalOf } from './principal.ts';
import type { Revocations, RevokedReason } from './revocation.ts';
import { digestOf, findBySecret, grantIdOf, newSecret, type Random } from './secrets.ts';

/** Without a request or a touch. */
export const IDLE_LIMIT = 12 * HOUR;
export const ABSOLUTE_LIMIT = 7 * DAY;
/** How stale the register's lastSeen may be: against twelve hours, five minutes cost the disk little and lose little. */
const SAVE_EVERY = 5 * MINUTE;
/** More than any account needs (a load test signs one in per client); beyond it the oldest ends. */
const MOST_PER_ACCOUNT = 2_000;

const SPACE = 'sessions';
/** Times are ms since 1970 by the wall clock. */
const ROW = Type.Object({
  account: Type.String(),
  stamp: Type.String(),
  createdAt: Type.Number(),
  lastSeen: Type.Number(),
  expiresAt: Type.Number(),
});
type Row = Readonly<Static<typeof ROW>>;

type Session = {
  readonly digest: string;
  readonly principal: Principal;
  row: Row;
  /** monotonic ms */
  readonly endsAt: number;
  seenAt: number;
  savedAt: number;
};

export type SessionClocks = {
  /** wall clock, ms since 1970 */
  readonly now: () => number;
  /** ms since anything, never set back */
  readonly monotonic: () => number;
};

export class Sessions {
  readonly #register: Register;
  readonly #clocks: SessionClocks;
  readonly #random: Random;
  readonly #revocations: Revocations;
  readonly #byId = new Map<string, Session>();
  /** In the order they were made. */
  readonly #byAccount = new Map<string, Set<Session>>();

  constructor(register: Register, clocks: SessionClocks, random: Random, revocations: Revocations) {
    this.#register = register;
    this.#clocks = clocks;
    this.#random = random;
    this.#revocations = revocations;
  }

  /** Takes up what the register has, and clears away what has ended since. */
  async load(accountOf: (name: string) => Account | undefined): Promise<void> {
    const now = this.#clocks.now();
    const dead: string[] = [];
    for (const [digest, row] of await this.#register.all(SPACE)) {
      const account = Check(ROW, row) ? accountOf(row.account) : undefined;
      const live = Check(ROW, row) && account?.stamp === row.stamp && !account.disabled && isFresh(row, now);
      if (live && account) this.#keep(this.#revive(digest, row, account, now));
      else dead.push(digest);
    }
    await Promise.all(dead.map((digest) => this.#forget(digest)));
  }

  /** Resolves when the session would survive a crash; on a full disk it lives until the next start. */
  async start(account: Account): Promise<{ token: string; principal: Principal; expiresAt: number }> {
    const token = newSecret(this.#random);
    const digest = digestOf(token);
    const now = this.#clocks.now();
    const expiresAt = now + ABSOLUTE_LIMIT;
    const row: Row = { account: account.name, stamp: account.stamp, createdAt: now, lastSeen: now, expiresAt };
    const session = this.#revive(digest, row, account, now);
    this.#keep(session);
    await this.#register.put(SPACE, digest, row).catch((error: unknown) => this.#withoutDisk(session, error));
    return { token, principal: session.principal, expiresAt };
  }

  /** Finds a session and counts as its use. */
  find(token: string): Principal | undefined {
    const session = findBySecret(this.#byId, token);
    return session && this.#use(session);
  }

  /** An open socket is a use, too: the gateway says so, as no request does. */
  touch(grantId: string): boolean {
    const session = this.#byId.get(grantId);
    return session !== undefined && this.#use(session) !== undefined;
  }

  holds(grantId: string): boolean {
    const session = this.#byId.get(grantId);
    return session !== undefined && !this.#isOver(session);
  }

  /** Resolves when no crash can bring the session back. */
  async end(token: string): Promise<void> {
    const session = findBySecret(this.#byId, token);
    if (session) await this.#end(session, 'signed-out');
  }

  /** Rows that the disk keeps are dead already: the account has another stamp. */
  async endAll(account: string, reason: RevokedReason): Promise<void> {
    await Promise.allSettled([...(this.#byAccount.get(account) ?? [])].map((session) => this.#end(session, reason)));
  }

  /** Once a second: ends what is over, writes down when others were last seen. */
  sweep(): void {
    const mono = this.#clocks.monotonic();
    for (const session of this.#byId.values()) {
      if (this.#isOver(session)) void this.#expire(session);
      else if (session.seenAt > session.savedAt && mono - session.savedAt >= SAVE_EVERY) void this.#save(session);
    }
  }

  /** Writes down the last use of all, before the register closes. */
  async close(): Promise<void> {
    const unsaved = [...this.#byId.values()].filter((session) => session.seenAt > session.savedAt);
    await Promise.all(unsaved.map((session) => this.#save(session)));
  }

  /** Reading and the live view go on while the disk is full (guarantees.md, G13), and signing in belongs to them. */
  #withoutDisk(session: Session, error: unknown): void {
    if (error instanceof LogError && error.code === 'disk-full') return;
    void this.#expire(session);
    throw error;
  }

  /** Turns wall-clock times into monotonic ones, once. */
  #revive(digest: string, row: Row, account: Account, now: number): Session {
    const mono = this.#clocks.monotonic();
    const grant = { kind: 'session', id: grantIdOf(digest) } as const;
    const seenAt = mono - Math.max(0, now - row.lastSeen);
    return {
      digest,
      principal: principalOf(account.name, account.roles, account.areas, grant),
      row,
      endsAt: mono + Math.min(ABSOLUTE_LIMIT, row.expiresAt - now),
      seenAt,
      savedAt: seenAt,
    };
  }

  #keep(session: Session): void {
    const { account } = session.row;
    const siblings = this.#byAccount.get(account) ?? new Set();
    this.#byAccount.set(account, siblings.add(session));
    this.#byId.set(session.principal.grant.id, session);
    const [oldest] = siblings;
    if (oldest && siblings.size > MOST_PER_ACCOUNT) void this.#end(oldest, 'replaced').catch(() => {});
  }

  #use(session: Session): Principal | undefined {
    if (this.#isOver(session)) {
      void this.#expire(session);
      return undefined;
    }
    session.seenAt = this.#clocks.monotonic();
    return session.principal;
  }

  #isOver({ seenAt, endsAt }: Session): boolean {
    const mono = this.#clocks.monotonic();
    return mono >= endsAt || mono - seenAt >= IDLE_LIMIT;
  }

  /** A row that a full disk keeps is found expired by the next start. */
  #expire(session: Session): Promise<void> {
    return this.#end(session, 'expired').catch(() => {});
  }

  /** In memory at once, so that nobody is served meanwhile; then on disk. */
  async #end(session: Session, reason: RevokedReason): Promise<void> {
    const { grant, name } = session.principal;
    if (!this.#byId.delete(grant.id)) return;
    const siblings = this.#byAccount.get(name);
    siblings?.delete(session);
    if (siblings?.size === 0) this.#byAccount.delete(name);
    this.#revocations.tell(grant, reason);
    await this.#register.remove(SPACE, session.digest);
  }

  async #save(session: Session): Promise<void> {
    const { digest, row, seenAt } = session;
    session.savedAt = seenAt;
    const lastSeen = this.#clocks.now() - (this.#clocks.monotonic() - seenAt);
    // Never earlier than before: a clock that is a day slow for an hour would age the session by a day.
    session.row = { ...row, lastSeen: Math.max(row.lastSeen, lastSeen) };
    // Lost, it costs one early sign-in after a restart: no reason to fail anything.
    await this.#register.put(SPACE, digest, session.row).catch(() => {});
  }

  async #forget(digest: string): Promise<void> {
    await this.#register.remove(SPACE, digest).catch(() => {});
  }
}

const isFresh = (row: Row, now: number): boolean => now < row.expiresAt && now - row.lastSeen < IDLE_LIMIT;
