// Passwords: Argon2id with the parameters of OWASP's Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane), and never
// more than two at a time: one costs 25 ms of a core, and libuv's four threads also serve the files and the name lookups.
import { hash, verify } from '@node-rs/argon2';
import { type Problem, problem } from '#shared/errors.ts';
import type { Random } from './secrets.ts';

// Argon2id is the library's default; its enum is a const enum, which erasable TypeScript cannot name.
const OWASP = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;
/** Five seconds of waiting; whoever comes later is told to come back. */
const QUEUE = 400;
/** One address cannot fill the queue; a whole centre behind one address still fits through it. */
const QUEUE_PER_ADDRESS = 250;

const MIN = 12;
export const MAX_PASSWORD = 256;

/** The same characters typed on another keyboard or system are the same password (NIST SP 800-63B, 3.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC');

export function checkPassword(password: string, name: string): Problem | undefined {
  const length = [...normal(password)].length;
  if (length < MIN || length > MAX_PASSWORD) {
    return problem('invalid-value', `a password has ${MIN} to ${MAX_PASSWORD} characters`, 'password');
  }
  if (new Set(normal(password)).size < 4) {
    return problem('invalid-value', 'a password has at least 4 different characters', 'password');
  }
  if (name.length > 3 && password.toLowerCase().includes(name)) {
    return problem('invalid-value', 'a password does not contain the account name', 'password');
  }
  return undefined;
}

export const hashPassword = (password: string): Promise<string> => hash(normal(password), OWASP);

export const isPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, normal(password));

export class PasswordVerifier {
  readonly #dummy: string;
  readonly #waiting: { readonly address: string; readonly start: () => void }[] = [];
  readonly #perAddress = new Map<string, number>();
  #running = 0;

  private constructor(dummy: string) {
    this.#dummy = dummy;
  }

  static async open(random: Random): Promise<PasswordVerifier> {
    return new PasswordVerifier(await hashPassword(Buffer.from(random(32)).toString('hex')));
  }

  /**
   * Waits for a turn, then does the work.
   * @returns undefined at once when too many wait already
   */
  async inTurn<T>(address: string, work: () => Promise<T>): Promise<T | undefined> {
    const waiting = this.#perAddress.get(address) ?? 0;
    if (this.#waiting.length >= QUEUE || waiting >= QUEUE_PER_ADDRESS) return undefined;
    if (this.#running >= AT_ONCE) {
      this.#perAddress.set(address, waiting + 1);
      // The one who leaves hands its place over, so nobody slips in between.
      await new Promise<void>((start) => this.#waiting.push({ address, start }));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      this.#handOver();
    }
  }

  /** As slow for a name without an account as for one with: time must not tell them apart. */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const right = await isPassword(passwordHash ?? this.#dummy, password);
    return right && passwordHash !== undefined;
  }

  #handOver(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#running -= 1;
      return;
    }
    const left = (this.#perAddress.get(next.address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(next.address, left);
    else this.#perAddress.delete(next.address);
    next.start();
  }
}
