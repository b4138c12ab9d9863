// Slows the guessing of passwords: only failures count, so a centre that signs in at the change of shift never meets it.
// The time is monotonic: a clock set back a day must not lock anybody out for a day (guarantees.md, G12).
import { MINUTE } from '#shared/time.ts';

const WINDOW = 5 * MINUTE;
/** Failures in one window, for one account from anywhere. */
const PER_ACCOUNT = 10;
/** For one address over all accounts: more than one person's typing errors, as a whole centre may share an address. */
const PER_ADDRESS = 50;
/** Guessed names and addresses are the guesser's to choose, memory is not. */
const MOST = 20_000;

export class Throttle {
  readonly #monotonic: () => number;
  /** Times of the last failures, oldest first, under `account`, `account address` or `address`. */
  readonly #failures = new Map<string, number[]>();
  readonly #proven = new Set<string>();

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** @returns milliseconds until the next attempt is heard; 0: now */
  wait(account: string, address: string): number {
    return Math.max(0, ...this.#buckets(account, address).map(([key, limit]) => this.#waitOf(key, limit)));
  }

  failed(account: string, address: string): void {
    for (const [key, limit] of this.#buckets(account, address)) {
      const times = this.#failures.get(key) ?? [];
      this.#failures.delete(key);
      this.#failures.set(key, [...times, this.#monotonic()].slice(-limit));
    }
    forgetOldest(this.#failures);
  }

  succeeded(account: string, address: string): void {
    const pair = pairOf(account, groupOf(address));
    this.#failures.delete(pair);
    this.#proven.delete(pair);
    this.#proven.add(pair);
    forgetOldest(this.#proven);
  }

  /**
   * An address from which this account has signed in before is counted by itself: ten wrong passwords sent from anywhere
   * must not keep the commander out in the middle of an outbreak (OWASP "device cookie", with the address as device).
   */
  #buckets(account: string, address: string): (readonly [key: string, limit: number])[] {
    const group = groupOf(address);
    const pair = pairOf(account, group);
    if (this.#proven.has(pair)) return [[pair, PER_ACCOUNT]];
    return [
      [`account ${account}`, PER_ACCOUNT],
      [`address ${group}`, PER_ADDRESS],
    ];
  }

  #waitOf(key: string, limit: number): number {
    const times = this.#failures.get(key);
    if (!times) return 0;
    const now = this.#monotonic();
    const recent = times.filter((time) => time + WINDOW > now);
    if (recent.length === 0) this.#failures.delete(key);
    const first = recent[recent.length - limit];
    return first === undefined ? 0 : first + WINDOW - now;
  }
}

const pairOf = (account: string, group: string): string => `pair ${account} ${group}`;

function forgetOldest(kept: Map<string, unknown> | Set<string>): void {
  for (const key of kept.keys()) {
    if (kept.size <= MOST) return;
    kept.delete(key);
  }
}

/** One subscriber of IPv6 has a whole /64: its addresses count as one. */
export function groupOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array<string>(zeros).fill('0'), ...back]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':');
}
