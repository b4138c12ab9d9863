// The register as a book of addresses: made when somebody asks after it has changed, and asked in turns.
import { AddressIndex } from '#shared/domain/address/address-index.ts';
import { type AddressMatch, matchAddress } from '#shared/domain/address/match.ts';
import type { Situation } from '#shared/situation.ts';
import type { Projector } from '../situation/projector.ts';

/** A book this old is made anew when the register has moved; while a register is loaded, not at every row. */
const FRESH = 5_000;

export class AddressBook {
  readonly #projector: Projector;
  #index: AddressIndex | undefined;
  #isStale = false;
  #madeAt = 0;

  constructor(projector: Projector) {
    this.#projector = projector;
    projector.onSteps((steps) => {
      if (steps.some(({ changes }) => changes.some(({ layer }) => layer === 'areas' || layer === 'roads'))) {
        this.#isStale = true;
      }
    });
  }

  match(address: string): AddressMatch {
    const now = performance.now();
    if (this.#index === undefined || (this.#isStale && now - this.#madeAt > FRESH)) {
      this.#index = indexOf(this.#projector.situation);
      this.#isStale = false;
      this.#madeAt = now;
    }
    return matchAddress(this.#index, address);
  }
}

export const indexOf = (situation: Situation): AddressIndex =>
  new AddressIndex(situation.all('areas').values(), situation.all('roads').values());
