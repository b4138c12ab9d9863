// What a row can be mapped to, read from the schemas of the reports themselves: a new field needs no change here.
import { type Kind, REPORTS } from '#shared/report.ts';

/** The part of a JSON schema that mapping looks at. */
export type FieldSchema = {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly FieldSchema[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
};

/** Fields of the report itself rather than of its data. */
export const REPORT_TARGETS: readonly string[] = ['observedAt'];
/** Two columns that make one position: degrees, or metres east and north. */
export const POSITION_TARGETS: readonly string[] = ['longitude', 'latitude', 'x', 'y'];

export const dataSchemaOf = (kind: Kind): FieldSchema => REPORTS[kind] as FieldSchema;

const notNull = (schema: FieldSchema): FieldSchema =>
  schema.anyOf?.find((branch) => branch.type !== 'null' && branch.properties !== undefined) ?? schema;

/** The schema of a dotted path into a report's data (`stages.sampled`), or undefined where there is none. */
export function fieldSchema(kind: Kind, target: string): FieldSchema | undefined {
  let schema: FieldSchema | undefined = dataSchemaOf(kind);
  for (const part of target.split('.')) {
    const properties: FieldSchema['properties'] = schema && notNull(schema).properties;
    schema = properties && Object.hasOwn(properties, part) ? properties[part] : undefined;
    if (schema === undefined) return undefined;
  }
  return schema;
}

export const hasPosition = (kind: Kind): boolean => fieldSchema(kind, 'position') !== undefined;
export const hasGeometry = (kind: Kind): boolean => fieldSchema(kind, 'geometry') !== undefined;

export function knowsTarget(kind: Kind, target: string): boolean {
  if (REPORT_TARGETS.includes(target)) return true;
  if (POSITION_TARGETS.includes(target) && hasPosition(kind)) return true;
  return fieldSchema(kind, target) !== undefined;
}

/** Kinds that say what a thing is: two rows of one file about one id that differ are a mistake, not a sequence. */
export const isStatement = (kind: Kind): boolean =>
  kind.endsWith('.registered') || kind === 'case.reported' || kind === 'contact.reported';

/** Schemas a value may take, null aside. */
export const branches = (schema: FieldSchema): readonly FieldSchema[] =>
  (schema.anyOf ?? [schema]).flatMap((branch) => (branch.anyOf ? branches(branch) : [branch]));
