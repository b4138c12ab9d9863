// Living supplies (保供): stock against the sales of a normal day, and growth from a number that was told as "more than".
// domain.md 2.4 HD-23 and HD-26, drafting conventions in 0 (余: a lower bound).

/** A stock wanted on hand, in normal days' sales, both ends included (「按照平日3-5倍量备货」, HD-23). */
export const STOCK_BAND = { least: 3, most: 5 } as const;
export type StockState = 'short' | 'enough' | 'surplus';

/** @param ratio stock on hand / mean sales of a normal day */
export function stockState(ratio: number, { least, most } = STOCK_BAND): StockState {
  return ratio < least ? 'short' : ratio > most ? 'surplus' : 'enough';
}

/** A count as it was told; `isAtLeast` for 余 ("a little more than"). */
export type ToldCount = { readonly value: number; readonly isAtLeast: boolean };
export type Growth = {
  readonly more: number;
  /** share of what there was before */
  readonly rate: number | null;
  /** what there was before is a lower bound: it grew by so much at the very most */
  readonly isAtMost: boolean;
};

export const growthOf = (before: ToldCount, now: number): Growth => ({
  more: now - before.value,
  rate: before.value > 0 ? (now - before.value) / before.value : null,
  isAtMost: before.isAtLeast,
});
