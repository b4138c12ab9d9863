// Quantiles of a sorted list, by linear interpolation (R. J. Hyndman and Y. Fan 1996, Am. Stat. 50:361, type 7).

/** @param sorted ascending @param p 0..1 @returns null of nothing */
export function quantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (at - low);
}
