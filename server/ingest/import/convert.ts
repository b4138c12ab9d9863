// One cell into the type its field wants. Blank is unknown and left out, never 0; nothing is coerced that is not plainly written.
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { parseJson } from './json-text.ts';
import { branches, type FieldSchema } from './targets.ts';

/** Text without the blanks around it (also the full-width and no-break ones). */
export const trimmed = (text: string): string => text.trim();

/** A cell that says nothing: empty, blanks, null, or not there at all. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

// Thousands separators are accepted only where every group has three digits, so that 1,5 never becomes 15.
const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?(?:[eE][+-]?\d+)?$|^[+-]?\.\d+(?:[eE][+-]?\d+)?$/;

/** @returns a finite number, `not-finite` (1e999) or `invalid-value` */
export function toNumber(value: unknown, field: string): Result<number, Problem> {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? ok(value + 0) : err(problem('not-finite', 'not a finite number', field));
  }
  const text = typeof value === 'string' ? trimmed(value) : '';
  if (typeof value !== 'string' || !NUMBER.test(text)) {
    return err(problem('invalid-value', `${JSON.stringify(value)?.slice(0, 60)} is not a number`, field));
  }
  const number = Number(text.replaceAll(',', ''));
  return Number.isFinite(number) ? ok(number + 0) : err(problem('not-finite', `${text} is not a finite number`, field));
}

const TRUE = /^(true|yes|y|1|是)$/i;
const FALSE = /^(false|no|n|0|否)$/i;

/**
 * @param value a cell that is not blank
 * @param schema what the field wants; ranges and lengths are left to validation
 */
export function toField(value: unknown, schema: FieldSchema, field: string): Result<unknown, Problem> {
  const types = new Set(branches(schema).map((branch) => branch.type));
  if (typeof value === 'object') return ok(value);
  // A list or an object in one cell of a table is JSON text: how tables are exported.
  const isNested = types.has('array') || types.has('object');
  if (isNested && typeof value === 'string' && /^\s*[[{]/.test(value)) {
    const parsed = parseJson(value);
    return parsed.ok ? parsed : err(problem('invalid-value', 'not the JSON text that it begins as', field));
  }
  const isNumeric = types.has('integer') || types.has('number');
  if (isNumeric && typeof value !== 'boolean') return toNumber(value, field);
  if (types.has('boolean')) {
    if (typeof value === 'boolean') return ok(value);
    const text = String(value).trim();
    const words = types.has('string') ? [/^true$/i, /^false$/i] : [TRUE, FALSE];
    if (words[0]?.test(text)) return ok(true);
    if (words[1]?.test(text)) return ok(false);
  }
  if (types.has('string')) return ok(typeof value === 'string' ? trimmed(value) : String(value));
  const wanted = [...types].filter((type) => type !== 'null').join(' or ');
  return err(problem('invalid-value', `${JSON.stringify(value)?.slice(0, 60)} is not ${wanted}`, field));
}
