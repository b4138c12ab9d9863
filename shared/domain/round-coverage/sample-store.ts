// The samples of each person of a round, as lists in typed arrays; those taken back make room for the next.
import type { Agenda } from './agenda.ts';
import { grown } from './person-keys.ts';
import { NEVER, NOBODY, OUTCOME, type Outcome, STATE } from './states.ts';

/** Times in ms after the round's start; `resultedAt` and `uploadedAt` may be NEVER. */
export type Sample = {
  readonly sampledAt: number;
  readonly resultedAt: number;
  readonly uploadedAt: number;
  readonly outcome: Outcome;
};

export class SampleStore {
  #heads: Int32Array;
  #end = 0;
  #free = NOBODY;
  #sampledAt: Int32Array;
  #resultedAt: Int32Array;
  #uploadedAt: Int32Array;
  #outcome: Uint8Array;
  #next: Int32Array;

  constructor(expected: number) {
    this.#heads = new Int32Array(expected).fill(NOBODY);
    const ints = () => new Int32Array(expected);
    [this.#sampledAt, this.#resultedAt, this.#uploadedAt, this.#next] = [ints(), ints(), ints(), ints()];
    this.#outcome = new Uint8Array(expected);
  }

  add(person: number, sampledAt: number, resultedAt: number, uploadedAt: number, outcome: Outcome): void {
    while (person >= this.#heads.length)
      this.#heads = grown(this.#heads, new Int32Array(Math.max(16, this.#heads.length * 2)).fill(NOBODY));
    let sample = this.#free;
    if (sample !== NOBODY) this.#free = this.#next[sample]!;
    else {
      if (this.#end === this.#next.length) this.#widen();
      sample = this.#end++;
    }
    this.#sampledAt[sample] = sampledAt;
    this.#resultedAt[sample] = resultedAt;
    this.#uploadedAt[sample] = uploadedAt;
    this.#outcome[sample] = outcome;
    this.#next[sample] = this.#heads[person]!;
    this.#heads[person] = sample;
  }

  /** Samples that say the same are the same: the tube they came in does not matter here. */
  remove(person: number, sampledAt: number, resultedAt: number, uploadedAt: number, outcome: Outcome): boolean {
    let before = NOBODY;
    for (let sample = this.first(person); sample !== NOBODY; sample = this.#next[sample]!) {
      const isIt =
        this.#sampledAt[sample] === sampledAt &&
        this.#resultedAt[sample] === resultedAt &&
        this.#uploadedAt[sample] === uploadedAt &&
        this.#outcome[sample] === outcome;
      if (!isIt) {
        before = sample;
        continue;
      }
      const next = this.#next[sample]!;
      if (before === NOBODY) this.#heads[person] = next;
      else this.#next[before] = next;
      this.#next[sample] = this.#free;
      this.#free = sample;
      return true;
    }
    return false;
  }

  first(person: number): number {
    return person < this.#heads.length ? this.#heads[person]! : NOBODY;
  }

  next(sample: number): number {
    return this.#next[sample]!;
  }

  at(sample: number): Sample {
    return {
      sampledAt: this.#sampledAt[sample]!,
      resultedAt: this.#resultedAt[sample]!,
      uploadedAt: this.#uploadedAt[sample]!,
      outcome: this.#outcome[sample] as Outcome,
    };
  }

  /**
   * Where a person stands at `t` by the best of their samples that were taken in [from, upTo].
   * A result counts once it is there; a sample is valid until it is known not to be.
   */
  stateOf(person: number, from: number, upTo: number, t: number): number {
    let state: number = STATE.never;
    for (let sample = this.first(person); sample !== NOBODY; sample = this.#next[sample]!) {
      const level = this.levelOf(sample, from, upTo, t);
      if (level > state) state = level;
    }
    return state;
  }

  levelOf(sample: number, from: number, upTo: number, t: number): number {
    const sampledAt = this.#sampledAt[sample]!;
    if (sampledAt < from || sampledAt > t) return STATE.never;
    const outcome = this.#outcome[sample]!;
    const hasResult = outcome !== OUTCOME.pending && this.#resultedAt[sample]! <= t;
    if (hasResult && outcome === OUTCOME.invalid) return STATE.invalid;
    if (sampledAt > upTo) return STATE.late;
    if (!hasResult) return STATE.sampled;
    if (outcome === OUTCOME.pool) return STATE.pooled;
    return this.#uploadedAt[sample]! <= t ? STATE.uploaded : STATE.resulted;
  }

  /** When the person's first sample that is still valid at `t` was taken; NEVER where there is none. */
  firstValid(person: number, from: number, t: number): number {
    let first = NEVER;
    for (let sample = this.first(person); sample !== NOBODY; sample = this.#next[sample]!) {
      const level = this.levelOf(sample, from, NEVER, t);
      if (level >= STATE.sampled && this.#sampledAt[sample]! < first) first = this.#sampledAt[sample]!;
    }
    return first;
  }

  /** Notes each moment after `now` at which the person may stand elsewhere. */
  later(person: number, now: number, agenda: Agenda): void {
    for (let sample = this.first(person); sample !== NOBODY; sample = this.#next[sample]!) {
      agenda.note(this.#sampledAt[sample]!, person, now);
      agenda.note(this.#resultedAt[sample]!, person, now);
      agenda.note(this.#uploadedAt[sample]!, person, now);
    }
  }

  get bytes(): number {
    const arrays = [this.#heads, this.#sampledAt, this.#resultedAt, this.#uploadedAt, this.#outcome, this.#next];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #widen(): void {
    const size = Math.max(16, this.#next.length * 2);
    const wide = (array: Int32Array) => grown(array, new Int32Array(size));
    [this.#sampledAt, this.#resultedAt] = [wide(this.#sampledAt), wide(this.#resultedAt)];
    [this.#uploadedAt, this.#next] = [wide(this.#uploadedAt), wide(this.#next)];
    this.#outcome = grown(this.#outcome, new Uint8Array(size));
  }
}
