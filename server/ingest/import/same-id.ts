// Two rows of one file about one id that differ are a mistake, for kinds that say what a thing is. Lives in the worker:
// a map of a million ids takes a second to grow, which the main thread does not have.
import { type Problem, problem } from '#shared/errors.ts';
import type { Kind } from '#shared/report.ts';
import { isStatement } from './targets.ts';

export class SameIds {
  readonly #applies: boolean;
  readonly #rows = new Map<string, number>();
  // The first 48 bits of a content's hash, by row: enough to tell apart what one id says twice.
  #hashes = new Float64Array(1024);

  constructor(kind: Kind) {
    this.#applies = isStatement(kind);
  }

  /** @returns `duplicate-id` naming the first row, where an earlier row has the id and says something else */
  check(row: number, id: string | undefined, hash: string): Problem | undefined {
    if (!this.#applies || id === undefined) return undefined;
    const short = Number.parseInt(hash.slice(0, 12), 16);
    const first = this.#rows.get(id);
    if (first === undefined) {
      this.#rows.set(id, row);
      if (row >= this.#hashes.length) {
        const grown = new Float64Array(Math.max(row + 1, this.#hashes.length * 2));
        grown.set(this.#hashes);
        this.#hashes = grown;
      }
      this.#hashes[row] = short;
      return undefined;
    }
    if (this.#hashes[first] === short) return undefined;
    return problem('duplicate-id', `row ${first} has the same id ${id} and says something else`, 'id');
  }
}
