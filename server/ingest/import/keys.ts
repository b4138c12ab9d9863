// Keys that reach an object's prototype in some code somewhere: refused wherever they appear (guarantees A8).
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isForbiddenKey = (key: string): boolean => FORBIDDEN.has(key);

/**
 * Looks through parsed JSON for a forbidden key. Coordinates are skipped: their structure is checked as geometry.
 * @returns its dotted path, or undefined
 */
export function forbiddenKeyIn(value: unknown, path = ''): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const at = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = forbiddenKeyIn(item, at(index));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    if (isForbiddenKey(key)) return at(key);
    const found = key === 'coordinates' ? undefined : forbiddenKeyIn(item, at(key));
    if (found !== undefined) return found;
  }
  return undefined;
}
