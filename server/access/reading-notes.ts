// Who read what about persons and places, for the audit chain (guarantees.md, G18): a row for each file, list and print that
// leaves, and for each reader who holds precise places. Never what was read: ids, filters and counts only.
import { HOUR } from '#shared/time.ts';
import { LogError, type Reading, type Readings } from '../log/event-log.ts';
import type { Principal } from './principal.ts';

/** What screens and programs ask for again and again is one reading for so long. Milliseconds. */
const AGAIN = HOUR;
/** Readers remembered; beyond it some are told of twice. */
const MOST = 10_000;

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
    try {
      await this.note(principal, kind, { of, ...told });
    } catch (error) {
      this.#known.delete(key);
      if (!(error instanceof LogError) || error.code !== 'disk-full') throw error;
      this.#warn(`a reading of ${of} by ${principal.name} could not be audited: the disk is full`);
    }
  }

  list(limit: number, before?: number): ReturnType<Readings['list']> {
    return this.#readings.list(limit, before);
  }
}
