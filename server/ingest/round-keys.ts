// Keys of persons, one key for each round: a report's person keys become HMACs before they reach the log, and the key is
// destroyed when the round closes, so that nobody, we included, can tie a closed round's persons to anyone, or to another
// round (design/architecture.md, decision 11).
import { hash } from 'node:crypto';
import { type Problem, problem } from '#shared/errors.ts';
import type { Report } from '#shared/report.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { roundClosed } from '#shared/subject/round.ts';
import type { Register } from '../log/event-log.ts';
import type { Projector } from '../situation/projector.ts';

const SPACE = 'round-keys';
/** Daily tests belong to no round: their key is the installation's, and has no end. */
const DAILY = '';
const BLOCK = 64;
/** 128 bits of the HMAC: as 32 hex digits sixteen bytes in the book of a round. */
const HEX_DIGITS = 32;

type Pads = { readonly inner: Buffer; readonly outer: Buffer };

export class RoundKeys {
  readonly #register: Register;
  readonly #random: (bytes: number) => Buffer;
  readonly #projector: Projector;
  readonly #pads = new Map<string, Promise<Pads>>();
  readonly #stop: () => void;

  private constructor(register: Register, projector: Projector, random: (bytes: number) => Buffer) {
    this.#register = register;
    this.#projector = projector;
    this.#random = random;
    this.#stop = projector.onSteps((steps) => {
      for (const { changes } of steps)
        for (const { layer, id, after } of changes)
          if (layer === 'rounds' && after !== undefined && 'closedAt' in after && after.status === 'closed')
            void this.#destroy(id);
    });
  }

  /** Loads the keys there are; those of rounds that closed while nobody was looking are destroyed now. */
  static async open(register: Register, projector: Projector, random: (bytes: number) => Buffer): Promise<RoundKeys> {
    const keys = new RoundKeys(register, projector, random);
    for (const [id, key] of await register.all(SPACE)) {
      if (keys.#isClosed(id)) await keys.#destroy(id);
      else if (typeof key === 'string') keys.#pads.set(id, Promise.resolve(padsOf(Buffer.from(key, 'hex'))));
    }
    return keys;
  }

  /** The report as the log may have it; the same object where it names no person of a roll or a test. */
  async hide(report: Report): Promise<Result<Report, Problem>> {
    const { kind, data } = report;
    const isOfPersons =
      (kind === 'test.batch' && data.rows !== undefined) || (kind === 'roll.batch' && data.persons !== undefined);
    if (!isOfPersons) return ok(report);
    const { roundId = DAILY } = data;
    const pads = await this.#padsFor(roundId);
    if (!pads.ok) return pads;
    // From here on nothing waits: a key that is destroyed meanwhile (zeros) must not be used.
    if (!this.#pads.has(roundId)) return err(roundClosed(roundId));
    const hidden = <R extends { readonly person: string }>(rows: readonly R[]): R[] =>
      rows.map((row) => ({ ...row, person: pseudonym(pads.value, row.person) }));
    if (kind === 'test.batch') return ok({ ...report, data: { ...data, rows: hidden(data.rows ?? []) } });
    return ok({ ...report, data: { ...data, persons: hidden(data.persons ?? []) } });
  }

  close(): void {
    this.#stop();
  }

  async #padsFor(roundId: string): Promise<Result<Pads, Problem>> {
    if (this.#isClosed(roundId)) return err(roundClosed(roundId));
    let pads = this.#pads.get(roundId);
    if (pads === undefined) {
      pads = this.#make(roundId);
      this.#pads.set(roundId, pads);
      pads.catch(() => this.#pads.delete(roundId));
    }
    try {
      return ok(await pads);
    } catch {
      return err(problem('internal', 'the key of this round could not be kept; send it again', 'data.roundId'));
    }
  }

  /** On disk before the first person is: a key that was lost would count the same persons again. */
  async #make(roundId: string): Promise<Pads> {
    const key = this.#random(32);
    await this.#register.put(SPACE, roundId, key.toString('hex'));
    return padsOf(key);
  }

  #isClosed(roundId: string): boolean {
    return this.#projector.situation.get('rounds', roundId)?.status === 'closed';
  }

  async #destroy(roundId: string): Promise<void> {
    const pads = this.#pads.get(roundId);
    this.#pads.delete(roundId);
    try {
      await this.#register.remove(SPACE, roundId);
    } catch (error) {
      console.error(`cordon: the key of round ${roundId} is still on disk; it is destroyed at the next start:`, error);
    }
    const { inner, outer } = (await pads?.catch(() => undefined)) ?? {};
    inner?.fill(0);
    outer?.fill(0);
  }
}

/** Room for the padded key and the longest id, four bytes a character. */
const ROOM = BLOCK + 512;

export function padsOf(key: Buffer): Pads {
  const [inner, outer] = [Buffer.alloc(ROOM, 0x36), Buffer.alloc(BLOCK + 32, 0x5c)];
  for (const [i, byte] of key.entries()) {
    inner[i]! ^= byte;
    outer[i]! ^= byte;
  }
  return { inner, outer };
}

/**
 * HMAC-SHA-256 (RFC 2104) by two plain hashes in place: createHmac takes some ten times as long for a text this short.
 * @param person at most 128 characters, as every id
 * @returns the first 128 bits as hex
 */
export function pseudonym({ inner, outer }: Pads, person: string): string {
  const end = BLOCK + inner.write(person, BLOCK);
  outer.set(hash('sha256', inner.subarray(0, end), 'buffer'), BLOCK);
  return hash('sha256', outer, 'hex').slice(0, HEX_DIGITS);
}
