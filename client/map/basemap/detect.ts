// Which schema tiles follow, told by the layers they have.
import type { VectorLayer } from '#shared/basemap.ts';
import type { Schema } from './schema.ts';
import { ADMINISTRATIVE } from './schemas/administrative.ts';
import { OPENMAPTILES } from './schemas/openmaptiles.ts';
import { PROTOMAPS } from './schemas/protomaps.ts';
import { DEMO, SHORTBREAD } from './schemas/shortbread.ts';

/** What tells one maker's tiles from another's: layers that only they have. */
const MARKS: readonly (readonly [schema: Schema, ...layers: string[]])[] = [
  [DEMO, 'hills', 'streets', 'ground'],
  [OPENMAPTILES, 'transportation'],
  [SHORTBREAD, 'streets'],
  [SHORTBREAD, 'water_polygons'],
  [PROTOMAPS, 'earth'],
  [OPENMAPTILES, 'waterway'],
  [ADMINISTRATIVE, 'province_lines'],
  [ADMINISTRATIVE, 'county_lines'],
];

/** @returns the schema, with only what these tiles have; undefined when no layer of theirs is known */
export function schemaOf(layers: readonly VectorLayer[]): Schema | undefined {
  const ids = new Set(layers.map(({ id }) => id));
  const found = MARKS.find(([, ...marks]) => marks.every((mark) => ids.has(mark)))?.[0];
  return found === undefined ? undefined : reduced(found, (layer) => ids.has(layer));
}

/** A style that asks for a layer which is not there draws nothing, and fills the console with warnings. */
function reduced(schema: Schema, has: (layer: string) => boolean): Schema {
  const only = <P extends { readonly layer: string }>(picks: readonly P[]): P[] =>
    picks.filter(({ layer }) => has(layer));
  const one = <P extends { readonly layer: string }>(pick: P | undefined): P | undefined =>
    pick !== undefined && has(pick.layer) ? pick : undefined;
  return {
    ...schema,
    // Without the layer of the land nobody knows what the rest is.
    rest: schema.rest === 'sea' && only(schema.tints).every(({ tint }) => tint !== 'land') ? 'unknown' : schema.rest,
    tints: only(schema.tints),
    hills: one(schema.hills),
    shades: one(schema.shades),
    edge: one(schema.edge),
    water: only(schema.water),
    waterLines: only(schema.waterLines),
    roads: one(schema.roads),
    rails: only(schema.rails),
    buildings: only(schema.buildings),
    staircases: one(schema.staircases),
    borders: only(schema.borders),
    waterNames: only(schema.waterNames),
    streetNames: one(schema.streetNames),
    places: only(schema.places),
  };
}
