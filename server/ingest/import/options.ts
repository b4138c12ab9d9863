// What an import may be told: the schema of the `options` part of POST /api/imports and of the command line (api.md, Imports).
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { type Problem, problem } from '#shared/errors.ts';
import { isDatum } from '#shared/geo/datum.ts';
import { ENCODINGS, FORMATS, type ImportOptions } from '#shared/import.ts';
import { KINDS, type Kind, SYSTEM } from '#shared/report.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { isForbiddenKey } from './keys.ts';
import { knowsTarget } from './targets.ts';

const Column = Type.String({ minLength: 1, maxLength: 200 });
const exact = { additionalProperties: false };

const MappingValue = Type.Union([
  Column,
  Type.Object(
    { lookup: Type.String({ pattern: '^[a-z]+\\.[A-Za-z]+$', maxLength: 60 }), column: Type.Optional(Column) },
    exact,
  ),
  Type.Object(
    {
      column: Column,
      split: Type.Optional(Type.String({ minLength: 1, maxLength: 10 })),
      index: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
    },
    exact,
  ),
  Type.Object(
    {
      columns: Type.Array(Column, { minItems: 1, maxItems: 6 }),
      format: Type.String({ minLength: 1, maxLength: 60 }),
      zone: Type.String({ minLength: 1, maxLength: 60 }),
    },
    exact,
  ),
  Type.Object({ row: Type.Literal(true) }, exact),
]);

const Text = (max: number) => Type.String({ minLength: 1, maxLength: max });

/** The schema without what only code can say: that kind, datum and targets exist. Used as it is for the OpenAPI page. */
export const ImportOptionsSchema = Type.Object(
  {
    kind: Text(60),
    format: Type.Optional(Type.Union(FORMATS.map((format) => Type.Literal(format)))),
    encoding: Type.Optional(Text(20)),
    delimiter: Type.Optional(Type.Union([',', ';', '\t', '|'].map((delimiter) => Type.Literal(delimiter)))),
    datum: Type.Optional(Text(20)),
    mapping: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), MappingValue)),
    constants: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
    rowsAt: Type.Optional(Type.String({ maxLength: 500, pattern: '^(/.*)?$' })),
    object: Type.Optional(Text(200)),
    source: Type.Optional(Text(128)),
    dryRun: Type.Optional(Type.Boolean()),
    /** This file is the present state of a feed: what it says holds again even where an earlier version said it before. */
    feed: Type.Optional(Type.Boolean()),
    /** Rows with an address and no place are looked up among the registered areas; what is in doubt stays without. */
    matchAddresses: Type.Optional(Type.Boolean()),
  },
  exact,
);

const compiled = Compile(ImportOptionsSchema);

function checkTargets(kind: Kind, names: readonly string[], part: string): Problem | undefined {
  for (const name of names) {
    if (name.split('.').some(isForbiddenKey)) return problem('forbidden-key', `the key ${name} is refused`, part);
    if (!knowsTarget(kind, name)) return problem('unknown-field', `${kind} has no field ${name}`, `${part}.${name}`);
  }
  return undefined;
}

/**
 * @param value untrusted, as parsed from JSON
 * @returns options with the encoding's canonical name, or the first problem with its field
 */
export function checkOptions(value: unknown): Result<ImportOptions, Problem> {
  if (!compiled.Check(value)) {
    const errors = compiled.Errors(value);
    const first = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];
    const path = first?.instancePath.split('/').slice(1).join('.') ?? '';
    const extra = (first?.params as { additionalProperties?: string[] } | undefined)?.additionalProperties?.[0];
    if (extra !== undefined) {
      const field = path === '' ? extra : `${path}.${extra}`;
      return err(problem('unknown-field', `imports have no option ${field}`, field));
    }
    return err(problem('invalid-value', `import options: ${first?.message ?? 'not an object'}`, path || undefined));
  }
  const { kind, encoding, datum, mapping, constants } = value;
  if (!(KINDS as readonly string[]).includes(kind) || SYSTEM.has(kind as Kind)) {
    return err(problem('unknown-kind', `${kind} is not a kind of report that can be imported`, 'kind'));
  }
  const name = encoding?.toLowerCase().replace(/^utf8$/, 'utf-8');
  if (name !== undefined && !Object.hasOwn(ENCODINGS, name)) {
    const all = Object.keys(ENCODINGS).join(', ');
    return err(problem('invalid-value', `encoding ${encoding} is not one of ${all}`, 'encoding'));
  }
  if (value.matchAddresses && !kind.startsWith('case.')) {
    return err(problem('invalid-value', 'only cases are placed by their address', 'matchAddresses'));
  }
  if (datum !== undefined && !isDatum(datum)) return err(problem('unknown-datum', `unknown datum ${datum}`, 'datum'));
  const wrong =
    checkTargets(kind as Kind, Object.keys(mapping ?? {}), 'mapping') ??
    checkTargets(kind as Kind, Object.keys(constants ?? {}), 'constants');
  if (wrong) return err(wrong);
  const canonical = name === undefined ? {} : { encoding: ENCODINGS[name as keyof typeof ENCODINGS] };
  return ok({ ...(value as ImportOptions), ...canonical });
}
