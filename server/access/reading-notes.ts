// Who read what about persons and places, for the audit chain (guarantees.md, G18): a row for each file, list and print that
// leaves, and for each reader who holds precise places; who signed in, and who changed what others may. Never what was read,
// and no secret: ids, filters and counts only.
import type { Problem } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { HOUR } from '#shared/time.ts';
import { LogError, type Reading, type Readings } from '../log/event-log.ts';
import type { Principal } from './principal.ts';

/** What screens and programs ask for again and again is one reading for so long. Milliseconds. */
const AGAIN = HOUR;
/** Readers remembered; beyond it some are told of twice. */
const MOST = 10_000;

/** What may happen to what somebody may. */
export type AccessChange =
  | 'accountMade'
  | 'rolesSet'
  | 'passwordSet'
  | 'accountDisabled'
  | 'accountEnabled'
  | 'keyMade'
  | 'keyRevoked'
  | 'linkMade'
  | 'linkRevoked';

export type Told = Reading['told'];

export class ReadingNotes {
  readonly #readings: Readings;
  readonly #now: () => number;
  readonly #warn: (line: string) => void;
  readonly #known = new Map<string, number>();

  /** @param now ms since 1970, in the time that reports are recorded in */
  constructor(readings: Readings, now: () => number, warn: (line: string) => void) {
    this.#readings = readings;
    this.#now = now;
    this.#warn = warn;
  }

  /**
   * Resolves when it is on disk: only then may the bytes go.
   * @throws LogError where it cannot be written: what nobody can answer for does not leave
   */
  note({ name, grant }: Principal, kind: string, told: Told): Promise<void> {
    return this.#readings.note({ at: this.#now(), actor: name, kind, told: { grant: grant.kind, ...told } });
  }

  /** The same for what is asked every few seconds: once an hour for each sign-in or key. On a full disk reading goes on (G13). */
  async noteOnce(principal: Principal, kind: string, of: string, told: Told): Promise<void> {
    const key = JSON.stringify([principal.grant.id, kind, of]);
    const last = this.#known.get(key) ?? Number.NEGATIVE_INFINITY;
    const now = performance.now();
    if (now - last < AGAIN) return;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, now);
    if (!(await this.noteIfRoom(principal, kind, { of, ...told }))) this.#known.delete(key);
  }

  /** For what goes on when the disk is full: reading, and signing in, or nobody could come to mend it. @returns whether it is on disk */
  async noteIfRoom(principal: Principal, kind: string, told: Told): Promise<boolean> {
    try {
      await this.note(principal, kind, told);
      return true;
    } catch (error) {
      if (!(error instanceof LogError) || error.code !== 'disk-full') throw error;
      this.#warn(`${kind} ${String(told['of'] ?? '')} of ${principal.name} could not be audited: the disk is full`);
      return false;
    }
  }

  /**
   * A change of what somebody may. The word is kept before the deed: one that nobody can answer for is not done. What was
   * then refused is told after it.
   * @param of the account, key or link
   */
  async change<T>(
    by: Principal,
    what: AccessChange,
    of: string,
    told: Told,
    work: () => Promise<Result<T, Problem>>,
  ): Promise<Result<T, Problem>> {
    await this.note(by, 'access', { of, what, ...told });
    const done = await work();
    if (!done.ok) await this.note(by, 'access', { of, what, refused: done.error.code });
    return done;
  }

  /** The newest first, and how many there are in all. */
  async list(
    limit: number,
    before?: number,
    offset?: number,
  ): Promise<{ readonly rows: Awaited<ReturnType<Readings['list']>>; readonly total: number }> {
    const [rows, total] = await Promise.all([this.#readings.list(limit, before, offset), this.#readings.count()]);
    return { rows, total };
  }
}
