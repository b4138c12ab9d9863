/** Deep equality of JSON values. (The fold's own is in a file that would bring every schema into the page.) */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = b as Readonly<Record<string, unknown>>;
  return left.length === Object.keys(right).length && left.every(([key, value]) => same(value, right[key]));
}
