// What a file says or seems to be, with the reason: put before the person who imports, never put in force.
import type { Datum } from '#shared/geo/datum.ts';
import type { Encoding } from './options.ts';

export type Offer<T> = {
  readonly value: T;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly why: string;
  /** stable name of the reason, and what of the file it rests on: for screens that say it in their own language */
  readonly code?: 'named' | 'crs' | 'kml' | 'easting' | 'mercator';
  readonly said?: string;
};

/** What only the inside of a file tells. `objects`: the layers, sheets or objects one of which is to be named. */
export type FileOffers = {
  readonly datum?: readonly Offer<Datum>[];
  readonly encoding?: readonly Offer<Encoding>[];
  readonly objects?: readonly string[];
};
