// What a row of a file can be mapped to, read from the schemas of the reports: a new field needs no change here.
import { KINDS, type Kind, REPORTS, SYSTEM, VOLATILE } from '#shared/report.ts';

type Schema = {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly 'x-geo'?: string;
};

export type Target = {
  readonly name: string;
  readonly isRequired: boolean;
  /** the codes it may hold; undefined for text and figures */
  readonly codes?: readonly string[];
};

/** First what files usually hold; then every other kind there is. */
const USUAL: readonly Kind[] = [
  'site.registered',
  'site.rooms',
  'checkpoint.registered',
  'case.reported',
  'area.registered',
  'zone.recorded',
  'gate.registered',
  'road.registered',
  'contact.reported',
  'roll.batch',
  'test.batch',
  'series.counted',
];
export const IMPORTABLE: readonly Kind[] = [
  ...USUAL,
  ...KINDS.filter((kind) => !USUAL.includes(kind) && !SYSTEM.has(kind) && !VOLATILE.has(kind)),
];

const schemaOf = (kind: Kind): Schema => REPORTS[kind] as Schema;
const fieldsOf = (kind: Kind): Readonly<Record<string, Schema>> => schemaOf(kind).properties ?? {};

const hasGeo = (kind: Kind, what: string): boolean =>
  Object.values(fieldsOf(kind)).some((schema) => branches(schema).some((branch) => branch['x-geo'] === what));
export const hasPosition = (kind: Kind): boolean => hasGeo(kind, 'position');
export const needsDatum = (kind: Kind): boolean => hasPosition(kind) || hasGeo(kind, 'geometry');

const branches = (schema: Schema): readonly Schema[] => schema.anyOf?.flatMap(branches) ?? [schema];
const SCALARS: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean']);

/** @param isMetric the datum chosen has metres: east and north stand for longitude and latitude */
export function targetsOf(kind: Kind, isMetric: boolean): Target[] {
  const { required = [] } = schemaOf(kind);
  const targets: Target[] = [];
  const add = (name: string, schema: Schema, isRequired: boolean) => {
    const parts = branches(schema);
    if (parts.some((part) => part['x-geo'] === 'position')) {
      for (const axis of isMetric ? ['x', 'y'] : ['longitude', 'latitude']) targets.push({ name: axis, isRequired });
    } else if (parts.some((part) => part['x-geo'] === 'geometry')) {
      targets.push({ name, isRequired: false }); // a cell with WKT or GeoJSON text; other formats bring it by themselves
    } else if (parts.some((part) => part.type !== undefined && SCALARS.has(part.type))) {
      targets.push({ name, isRequired, codes: parts.find((part) => part.enum !== undefined)?.enum });
    } else if (schema.properties !== undefined) {
      for (const [inner, said] of Object.entries(schema.properties)) add(`${name}.${inner}`, said, false);
    }
  };
  for (const [name, schema] of Object.entries(fieldsOf(kind))) add(name, schema, required.includes(name));
  targets.push({ name: 'observedAt', isRequired: false });
  return targets;
}
