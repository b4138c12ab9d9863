// Who may come in: accounts, sessions and keys behind one door. Everything that is asked per request is answered from
// memory; everything that lasts is on disk before it is acknowledged.
import type { IncomingHttpHeaders } from 'node:http';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { MINUTE, SECOND } from '#shared/time.ts';
import type { Register } from '../log/event-log.ts';
import { type Account, Accounts, canonicalName } from './accounts.ts';
import { Keys } from './keys.ts';
import { checkPassword, PasswordVerifier } from './passwords.ts';
import type { Principal } from './principal.ts';
import { bearerKey, sessionToken } from './request-grant.ts';
import { type Grant, Revocations, type RevokedListener } from './revocation.ts';
import type { Random } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { groupOf, Throttle } from './throttle.ts';
import { WallLinks } from './wall-links.ts';

/** `retryAfter`: whole seconds, with `rate-limited` */
export type SignInProblem = Problem & { readonly retryAfter?: number };
export type SignedIn = {
  /** for the cookie and nothing else */
  readonly token: string;
  readonly principal: Principal;
  /** ms since 1970 */
  readonly expiresAt: number;
};

export type IdentityOptions = {
  readonly register: Register;
  /** wall clock, ms since 1970 */
  readonly now: () => number;
  readonly random: Random;
  /** ms, never set back; the process's own by default */
  readonly monotonic?: () => number;
  /** ms between two looks for what has expired; revocation is promised within 2 s (guarantees.md, G16) */
  readonly sweepEvery?: number;
};

export type Identity = {
  signIn(name: string, password: string, address: string): Promise<Result<SignedIn, SignInProblem>>;
  /** Resolves when no crash can bring the session back; an unknown token is no error. */
  signOut(token: string): Promise<void>;
  /** A person's own password: asks for the former one, and ends all of the account's sessions. */
  changePassword(name: string, former: string, next: string, address: string): Promise<Result<null, SignInProblem>>;
  bySession(token: string): Principal | undefined;
  byKey(key: string): Principal | undefined;
  /** A key that opens nothing is nobody, whatever cookie comes with it. */
  principalFromRequest(
    headers: Pick<IncomingHttpHeaders, 'cookie' | 'authorization'>,
    secure: boolean,
  ): Principal | undefined;
  /** Whether a grant is still good; for what stays open longer than a request. */
  holds(grant: Grant): boolean;
  /** Counts as a use of the session, as an open socket that acknowledges is. @returns whether the grant is still good */
  touch(grant: Grant): boolean;
  /** Called as soon as a grant ends. @returns how to stop */
  onRevoked(listener: RevokedListener): () => void;
  readonly accounts: Omit<Accounts, 'get'>;
  readonly walls: Omit<WallLinks, 'load' | 'holds'>;
  readonly keys: Pick<Keys, 'create' | 'revoke' | 'list' | 'replaceDemo' | 'removeDemo'>;
  /** Ends what has expired; runs by itself, tests call it. */
  sweep(): void;
  /** Before the register closes. */
  close(): Promise<void>;
};

export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { register, now, random, monotonic = () => performance.now(), sweepEvery = SECOND } = options;
  const revocations = new Revocations();
  const sessions = new Sessions(register, { now, monotonic }, random, revocations);
  const keys: Keys = new Keys(register, now, random, revocations, (name) => accounts.get(name) !== undefined);
  const accounts = await Accounts.open(register, now, random, {
    stale: (name, reason) => sessions.endAll(name, reason),
    taken: (name) => keys.has(name),
  });
  const walls = new WallLinks(register, now, random, revocations);
  await Promise.all([keys.load(), walls.load()]);
  await sessions.load((name) => accounts.get(name));
  const prove = await openProof(accounts, random, new Throttle(monotonic));
  const timer = setInterval(() => sessions.sweep(), sweepEvery).unref();

  const holds = ({ kind, id }: Grant): boolean =>
    kind === 'system' || { key: keys, link: walls, session: sessions }[kind].holds(id);
  // A screen opened by a link carries it where others carry their session.
  const bySession = (token: string): Principal | undefined => sessions.find(token) ?? walls.find(token);
  const byKey = (key: string): Principal | undefined => keys.find(key);
  return {
    signIn: (given, password, address) =>
      prove(given, password, address, async (account) => ok(await sessions.start(account))),
    changePassword: async (given, former, next, address) => {
      const wrong = checkPassword(next, canonicalName(given));
      if (wrong) return err(wrong);
      return prove(given, former, address, async ({ name }) => {
        const changed = await accounts.setPassword(name, next);
        return changed.ok ? ok(null) : changed;
      });
    },
    signOut: (token) => sessions.end(token),
    bySession,
    byKey,
    principalFromRequest: ({ cookie, authorization }, secure) => {
      const key = bearerKey(authorization);
      if (key !== undefined) return byKey(key);
      const token = sessionToken(cookie, secure);
      return token === undefined ? undefined : bySession(token);
    },
    holds,
    touch: (grant) => (grant.kind === 'session' ? sessions.touch(grant.id) : holds(grant)),
    onRevoked: (listener) => revocations.add(listener),
    accounts,
    walls,
    keys,
    sweep: () => sessions.sweep(),
    close: async () => {
      clearInterval(timer);
      await sessions.close();
    },
  };
}

/** Runs `then` with the account whose password this is. */
type Prove = <T>(
  given: string,
  password: string,
  address: string,
  then: (account: Account) => Promise<Result<T, SignInProblem>>,
) => Promise<Result<T, SignInProblem>>;

/** One answer, and one time, for a name nobody has, an account that is disabled and a password that is wrong. */
const WRONG: SignInProblem = problem('unauthenticated', 'the name or the password is wrong');
const slower = (ms: number): SignInProblem => ({
  ...problem('rate-limited', 'too many attempts; try again later'),
  retryAfter: Math.max(1, Math.ceil(ms / SECOND)),
});

async function openProof(accounts: Accounts, random: Random, throttle: Throttle): Promise<Prove> {
  const verifier = await PasswordVerifier.open(random);
  return async (given, password, address, then) => {
    const name = canonicalName(given);
    const wait = throttle.wait(name, address);
    if (wait > 0) return err(slower(wait));
    const proven = await verifier.inTurn(groupOf(address), async (): Promise<Result<Account, SignInProblem>> => {
      // Again: a thousand attempts sent at once have all passed the first look before any of them failed.
      const late = throttle.wait(name, address);
      if (late > 0) return err(slower(late));
      const account = accounts.get(name);
      const right = await verifier.verify(account?.passwordHash, password);
      // Whoever changed or disabled the account meanwhile had the last word.
      const current = accounts.get(name);
      if (right && current && !current.disabled && current.stamp === account?.stamp) {
        throttle.succeeded(name, address);
        return ok(current);
      }
      throttle.failed(name, address);
      return err(WRONG);
    });
    if (!proven) return err(slower(MINUTE / 20));
    return proven.ok ? then(proven.value) : proven;
  };
}
