// The building blocks of every report schema: one object is type, validator and OpenAPI page at once.
// Units are in the names or here: metres, persons, minutes; times ISO 8601 with offset; positions [longitude, latitude].
import type { TProperties, TSchema } from 'typebox';
import * as Type from 'typebox/type';
import type { Geometry } from './geo/geometry.ts';
import type { Position } from './geo/position.ts';

export type { Geometry, Position };

/** An identifier given by the source: any text that fits a URL segment once encoded. No control characters. */
export const Id = Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });
export const Text = (max = 200) => Type.String({ minLength: 1, maxLength: max });
/** Checked again for calendar sense (no 30 February) by report.ts, which knows the field by this format. */
export const Time = Type.String({ format: 'date-time', maxLength: 40 });
/** A local calendar day, YYYY-MM-DD. */
export const Day = Type.String({ format: 'date', maxLength: 10 });
/** A whole number of things; 2^31 is more than any city has. */
export const Count = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });
export const Measure = Type.Number({ minimum: 0, maximum: 1e12 });
/** [longitude, latitude] in the report's datum (metres east and north for projected ones); ranges are checked by geo/position.ts. */
export const PositionSchema = Type.Unsafe<Position>({
  type: 'array',
  items: { type: 'number' },
  minItems: 2,
  maxItems: 2,
  'x-geo': 'position',
});
/** Shape checked by geo/geometry.ts, which says which ring and vertex is wrong; the schema asks only for the envelope. */
export const GeometrySchema = Type.Unsafe<Geometry>({
  type: 'object',
  required: ['type', 'coordinates'],
  properties: {
    type: { enum: ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] },
    coordinates: { type: 'array' },
  },
  additionalProperties: false,
  'x-geo': 'geometry',
});

export const OneOf = <const T extends readonly string[]>(...values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });

export const Maybe = <T extends TSchema>(schema: T) => Type.Optional(schema);

/** An object that refuses what it does not know. */
export const Exact = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false });

type Nullable<P extends TProperties, Keep extends keyof P> = {
  [K in keyof P]: K extends Keep ? P[K] : ReturnType<typeof nullable<P[K]>>;
};
const nullable = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

/** The same fields for a merge: all optional but the id, and null for "now unknown". */
export function Updatable<P extends TProperties, K extends keyof P & string>(properties: P, id: K): TUpdatable<P, K> {
  const out: Record<string, TSchema> = {};
  for (const [name, schema] of Object.entries(properties)) {
    out[name] = name === id ? (schema as TSchema) : nullable(schema as TSchema);
  }
  return Exact(out) as unknown as TUpdatable<P, K>;
}
type TUpdatable<P extends TProperties, K extends keyof P> = ReturnType<typeof Exact<Nullable<P, K>>>;
