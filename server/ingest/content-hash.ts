// What counts as "the same content": a report's JSON with sorted keys. A sender that retries may serialise differently.
import { createHash } from 'node:crypto';

/** @returns hex SHA-256 of the canonical JSON (keys sorted at every level, no spaces) */
export const contentHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).sort();
  const record = value as Record<string, unknown>;
  const parts: string[] = [];
  for (const key of keys)
    if (record[key] !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${parts.join(',')}}`;
}
