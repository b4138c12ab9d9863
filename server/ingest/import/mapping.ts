// From a row to a candidate report, by the mapping the operator stated. What happens to each row is decided here once;
// whether the report is valid is decided by validation, like for any other source.
import { type Problem, problem } from '#shared/errors.ts';
import type { ImportOptions, MappingValue } from '#shared/import.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { isBlank, toField, trimmed } from './convert.ts';
import { atPointer } from './json.ts';

import type { SourceRow } from './row.ts';
import { dataSchemaOf, type FieldSchema, fieldSchema, POSITION_TARGETS, REPORT_TARGETS } from './targets.ts';
import { timeReader } from './time-format.ts';

/** Text → ids, for `{lookup: "areas.name"}`; keyed by the lookup's own text. */
export type LookupTables = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** A field's value from a row: undefined when the row does not say. */
type Rule = (row: SourceRow) => Result<unknown, Problem>;
export type Rules = ReadonlyMap<string, Rule>;

const NUMBER: FieldSchema = { type: 'number' };
const TIME: FieldSchema = { type: 'string', format: 'date-time' };

const schemaOf = (options: ImportOptions, target: string): FieldSchema =>
  POSITION_TARGETS.includes(target)
    ? NUMBER
    : REPORT_TARGETS.includes(target)
      ? TIME
      : (fieldSchema(options.kind, target) ?? TIME);

/** A cell by column name, or by JSON pointer where the column begins with a slash and is not itself a name. */
export function cellOf({ cells }: SourceRow, column: string): unknown {
  if (Object.hasOwn(cells, column)) return cells[column];
  return column.startsWith('/') ? atPointer(cells, column) : undefined;
}

function fromColumn(column: string, schema: FieldSchema, target: string): Rule {
  return (row) => {
    const value = cellOf(row, column);
    // A shape in a cell is WKT or GeoJSON text, which is read with the place (candidate.ts).
    if (target === 'geometry' && typeof value === 'string' && !isBlank(value)) return ok(trimmed(value));
    return isBlank(value) ? ok(undefined) : toField(value, schema, target);
  };
}

function fromPart(
  value: { column: string; split?: string; index?: number },
  schema: FieldSchema,
  target: string,
): Rule {
  const { column, split, index } = value;
  if (split === undefined) return fromColumn(column, schema, target);
  return (row) => {
    const cell = cellOf(row, column);
    if (isBlank(cell)) return ok(undefined);
    if (typeof cell !== 'string')
      return err(problem('invalid-value', `${column} is not text that could be split`, target));
    const parts = cell.split(split).map(trimmed);
    if (index === undefined) return ok(parts.filter((part) => part !== ''));
    const part = parts[index];
    if (part === undefined) {
      return err(problem('invalid-value', `${JSON.stringify(cell.slice(0, 60))} has no part ${index}`, target));
    }
    return part === '' ? ok(undefined) : toField(part, schema, target);
  };
}

function fromTime(
  { columns, format, zone }: { columns: readonly string[]; format: string; zone: string },
  schema: FieldSchema,
  target: string,
): Result<Rule, Problem> {
  const reader = timeReader(format, zone, schema.format === 'date');
  if (!reader.ok) return err({ ...reader.error, field: `mapping.${target}` });
  return ok((row) => {
    const cells = columns.map((column) => cellOf(row, column));
    if (cells.every(isBlank)) return ok(undefined);
    const read = reader.value(
      cells
        .filter((cell) => !isBlank(cell))
        .map((cell) => trimmed(String(cell)))
        .join(' '),
    );
    return read.ok ? read : err({ ...read.error, field: target });
  });
}

function fromLookup(lookup: string, column: string, tables: LookupTables, target: string): Rule {
  const table = tables.get(lookup);
  return (row) => {
    const cell = cellOf(row, column);
    if (isBlank(cell)) return ok(undefined);
    const text = trimmed(String(cell));
    const ids = table?.get(text) ?? [];
    if (ids.length === 1) return ok(ids[0]);
    const [layer, field] = lookup.split('.');
    const message =
      ids.length === 0
        ? `no entity of ${layer} has the ${field} ${JSON.stringify(text.slice(0, 60))}`
        : `${ids.length} entities of ${layer} have the ${field} ${JSON.stringify(text.slice(0, 60))}: ${ids.slice(0, 5).join(', ')}`;
    return err(problem('lookup-failed', message, target));
  };
}

/** The column a lookup reads when it names none: the one called like the field it compares with. */
const lookupColumn = (value: { lookup: string; column?: string }) => value.column ?? value.lookup.split('.')[1] ?? '';

function ruleOf(
  options: ImportOptions,
  tables: LookupTables,
  target: string,
  value: MappingValue,
): Result<Rule, Problem> {
  const schema = schemaOf(options, target);
  if (typeof value === 'string') return ok(fromColumn(value, schema, target));
  if ('lookup' in value) return ok(fromLookup(value.lookup, lookupColumn(value), tables, target));
  if ('row' in value) return ok(({ row }) => ok(`${options.source}:${row}`));
  if ('columns' in value) return fromTime(value, schema, target);
  return ok(fromPart(value, schema, target));
}

/** Columns a mapping reads, for the check that the file has them. */
export function columnsOf(value: MappingValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if ('lookup' in value) return [lookupColumn(value)];
  if ('columns' in value) return value.columns;
  return 'column' in value ? [value.column] : [];
}

/** The mapping in force: the one stated, or every field from the column of the same name. */
export function mappingOf(options: ImportOptions): Readonly<Record<string, MappingValue>> {
  if (options.mapping) return options.mapping;
  const names = [...Object.keys(dataSchemaOf(options.kind).properties ?? {}), ...REPORT_TARGETS];
  const isPlaced = fieldSchema(options.kind, 'position') !== undefined;
  return Object.fromEntries([...names, ...(isPlaced ? POSITION_TARGETS : [])].map((name) => [name, name]));
}

/** @param options with `source` set. @returns one rule for each target, or why the mapping makes no sense */
export function compileRules(options: ImportOptions, tables: LookupTables): Result<Rules, Problem> {
  const rules = new Map<string, Rule>();
  for (const [target, value] of Object.entries(mappingOf(options))) {
    const rule = ruleOf(options, tables, target, value);
    if (!rule.ok) return rule;
    rules.set(target, rule.value);
  }
  return ok(rules);
}
