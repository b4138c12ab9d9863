// What counts as "the same content": a report's JSON with sorted keys. A sender that retries may serialise differently.
import { createHash } from 'node:crypto';

/** @returns hex SHA-256 of the canonical JSON (keys sorted at every level, no spaces) */
export const contentHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

export function canonicalJson(value: unknown): string {
  // A polygon's coordinates are most of its report, and have no keys to sort.
  if (isKeyless(value)) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const keys = Object.keys(value as object).sort();
  const record = value as Record<string, unknown>;
  const parts: string[] = [];
  for (const key of keys)
    if (record[key] !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${parts.join(',')}}`;
}

function isKeyless(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i += 1) if (!isKeyless(value[i])) return false;
  return true;
}
