// What a predicate may ask about one zone, or one set of address nodes. Undefined is "nobody told", and never "none".
import type { Counting } from '../day-count.ts';

export type Infection = {
  readonly id: string;
  readonly person?: string;
  /** sampling time of the positive, ms; where it is not known, when it was observed */
  readonly at: number;
  readonly route: string;
  /** found outside isolation, by policy */
  readonly social: boolean;
};

export type RoundFact = {
  readonly id: string;
  /** ms */
  readonly start: number;
  /** when the last result was in, ms */
  readonly doneAt?: number;
  /** persons */
  readonly due?: number;
  readonly resulted?: number;
  readonly uploaded?: number;
  readonly positive?: number;
};

export type Facts = {
  /** ms */
  readonly now: number;
  readonly counting: Counting;
  /** minutes east of UTC, for calendar days */
  readonly offset?: number;
  /** start of the present level, ms */
  readonly startedAt?: number;
  /** positives inside, as far as they reset the clock; undefined where nobody reports cases */
  readonly infections?: readonly Infection[];
  /** up to when the source of cases was heard, ms; absent: up to now */
  readonly knownUntil?: number;
  /** cumulative confirmed */
  readonly confirmed?: number;
  /** clusters in the last n days */
  readonly clusters?: (days: number) => number;
  /** rounds that covered all of it, in order of their start */
  readonly rounds?: readonly RoundFact[];
  /** when the last positive inside was taken away, ms; undefined while one is still there, or nobody said */
  readonly lastCaseLeft?: number;
  readonly contacts?: readonly { readonly lastExposure?: number; readonly leftAt?: number }[];
  readonly disinfections?: readonly { readonly doneAt?: number }[];
  /** ids of zones of a higher rank in it that are in force; asked only by the rules that ask */
  readonly higherZones?: () => readonly string[];
  /** persons who wait to be moved */
  readonly transferBacklog?: number;
  /** for rules that differ by disease */
  readonly disease?: string;
};
