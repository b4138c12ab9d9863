// A round length for a scale: what somebody lays a finger along and counts. Pure.

/** The largest of 1, 2, 3, 5, 10, 20 … that is not above it. @param metres more than 0 */
export function roundBelow(metres: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, metres)));
  const share = metres / unit;
  return unit * (share >= 5 ? 5 : share >= 3 ? 3 : share >= 2 ? 2 : 1);
}
