// Why a report does not fit: the first schema error in the field's own words, and texts too long for any schema to read.
import type { Compile } from 'typebox/compile';
import { type Problem, problem } from '#shared/errors.ts';

type SchemaError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
};

/** The first schema error in the field's own words. Runs only for refused reports. */
export function explain(validator: Pick<ReturnType<typeof Compile>, 'Errors'>, value: unknown, at: string): Problem {
  const error = pickError(validator.Errors(value) as unknown as SchemaError[]);
  if (error === undefined) return problem('invalid-value', 'does not fit the schema', at === '' ? undefined : at);
  const path = [at, ...error.instancePath.split('/').slice(1)].filter((part) => part !== '').join('.');
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  const params = error.params as {
    readonly requiredProperties?: string[];
    readonly additionalProperties?: string[];
    readonly allowedValues?: unknown[];
  };
  const unknown = params.additionalProperties?.[0];
  if (unknown !== undefined) {
    return FORBIDDEN.has(unknown)
      ? problem('forbidden-key', `the key ${unknown} is refused everywhere`, inside(unknown))
      : problem('unknown-field', `there is no field "${unknown}" here; nothing is dropped in silence`, inside(unknown));
  }
  const missing = params.requiredProperties?.[0];
  if (missing !== undefined) return problem('missing-field', `${missing} is needed`, inside(missing));
  const found = valueAt(value, error.instancePath);
  if (found === null) return problem('invalid-value', 'is null; leave out what is unknown', path);
  if (typeof found === 'number' && !Number.isFinite(found))
    return problem('not-finite', 'is not a finite number', path);
  const code = CODES[error.keyword] ?? 'invalid-value';
  if (code === 'bad-time')
    return problem(
      code,
      `"${String(found).slice(0, 60)}" is not a time with an offset such as 2022-10-27T08:00:00+08:00`,
      path,
    );
  const allowed = params.allowedValues;
  const message = allowed === undefined ? error.message : `must be one of ${allowed.slice(0, 20).join(', ')}`;
  return problem(code, `${message}, got ${show(found)}`, path);
}

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const CODES: Readonly<Record<string, Problem['code']>> = {
  minimum: 'out-of-range',
  maximum: 'out-of-range',
  format: 'bad-time',
};

/** An unknown field says more than what follows from it; a union's own error says less than its branches'. */
function pickError(errors: readonly SchemaError[]): SchemaError | undefined {
  return (
    errors.find(({ keyword }) => keyword === 'additionalProperties') ??
    errors.find(({ keyword }) => keyword !== 'boolean' && keyword !== 'anyOf') ??
    errors[0]
  );
}

function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.split('/').slice(1)) at = (at as Record<string, unknown> | undefined)?.[part];
  return at;
}

const SHOWN = 60;

/** The beginning of a value as JSON; a value of megabytes costs no more than its beginning. */
function show(value: unknown): string {
  const text = beginning(value, SHOWN + 1);
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 3)}…` : text;
}

function beginning(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value);
  const isList = Array.isArray(value);
  const names = isList ? Array.from({ length: Math.min(room, value.length) }, (_, i) => i) : Object.keys(value);
  let text = '';
  for (const name of names) {
    if (text.length >= room) break;
    const child = beginning((value as Record<string | number, unknown>)[name], room - text.length);
    text += `${text === '' ? '' : ','}${isList ? '' : `${JSON.stringify(String(name).slice(0, room))}:`}${child}`;
  }
  return isList ? `[${text}]` : `{${text}}`;
}

/** UTF-16 units; the longest text of any schema is 2,000 characters, of eight units each at the very most. */
const LONGEST_TEXT = 16_000;

/**
 * Finds a text that no field takes, before any schema looks at it: schemas count characters as people see them, to which four
 * million accents on one letter are one. Coordinates are left to their own check.
 * @returns where it stands, or undefined
 */
export function longText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? '' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name in value) {
    const child = (value as Record<string, unknown>)[name];
    if (typeof child === 'number' || name === 'coordinates') continue;
    const found = longText(child);
    if (found !== undefined) return found === '' ? name : `${name}.${found}`;
  }
  return undefined;
}
