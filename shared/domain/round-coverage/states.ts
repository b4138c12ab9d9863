// The states a person of a round can be in, and the numbers they have in the counters. Domain 6.1.

/**
 * Worst first. 0-2 are missing, 3-5 wait, 5 and 6 have a final result, and 6 is in the register. A person stands in exactly
 * one of them, which is why `Due ⊇ Sampled ⊇ Resulted ⊇ Uploaded` holds and |Missing| + |Sampled| = |Due|.
 * late: sampled only after the deadline. pooled: in a tube that is positive or inconclusive, until the single test is final.
 */
export const STATE = { never: 0, invalid: 1, late: 2, sampled: 3, pooled: 4, resulted: 5, uploaded: 6 } as const;
/** On the roll but not due: away, exempt, moved, dead, twice on it. */
export const NOT_DUE = 7;
/** Counters of one area: persons due by state, then those not due. */
export const WIDTH = 8;

/** pending: no result yet. final: negative, or positive alone in the tube. pool: neither, in company. invalid: spoilt or lost. */
export const OUTCOME = { pending: 0, final: 1, pool: 2, invalid: 3 } as const;
export type Outcome = (typeof OUTCOME)[keyof typeof OUTCOME];

/** Times of a round are ms after its start, in 32 bits: 24 days before and after. Beyond every time: "not yet". */
export const NEVER = 0x7fffffff;
export const clampTime = (ms: number): number => (ms >= NEVER ? NEVER : ms <= -NEVER ? -NEVER : Math.round(ms));

export const NOBODY = -1;
