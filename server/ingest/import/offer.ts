// What a file says or seems to be, with the reason: put before the person who imports, never put in force.
import type { Datum } from '#shared/geo/datum.ts';
import type { Encoding, Offer } from '#shared/import.ts';

/** What only the inside of a file tells. `objects`: the layers, sheets or objects one of which is to be named. */
export type FileOffers = {
  readonly datum?: readonly Offer<Datum>[];
  readonly encoding?: readonly Offer<Encoding>[];
  readonly objects?: readonly string[];
};
