// Percentages and rates as they are shown: coverages are rounded down, ordinary rates half up, and what has no denominator
// is not a number. Domain 6 (head), 6.5, V01.

/**
 * A coverage as text with two digits, rounded down: 100 % is said only of n = d.
 * @returns null where nothing is due, so that no screen says 0 % or 100 % of nobody
 */
export function coveragePercent(n: number, d: number): string | null {
  return d > 0 ? `${(Math.floor((n * 10_000) / d) / 100).toFixed(2)} %` : null;
}

/** n / d, or null ("n/a") where either is unknown or nothing was counted. */
export const rateOf = (n: number | null | undefined, d: number | null | undefined): number | null =>
  n == null || d == null || d <= 0 ? null : n / d;

/** A rate in percent, rounded half up to so many digits. */
export function roundedPercent(rate: number, digits = 2): number {
  const by = 10 ** (digits + 2);
  // 0.022795 * 10000 is 227.94999…: lift it over the representation error before rounding.
  return Math.floor(rate * by * (1 + Number.EPSILON) + 0.5) / 10 ** digits;
}

export type Interval = { readonly low: number; readonly high: number };

/**
 * Wilson score interval of a proportion (E. B. Wilson 1927, J. Am. Stat. Assoc. 22:209): honest for few among many.
 * @param z 1.96 for 95 %
 */
export function wilson(hits: number, trials: number, z = 1.959963984540054): Interval | null {
  if (trials <= 0) return null;
  const p = hits / trials;
  const zz = (z * z) / trials;
  const middle = (p + zz / 2) / (1 + zz);
  const half = (z / (1 + zz)) * Math.sqrt((p * (1 - p)) / trials + zz / (4 * trials));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
