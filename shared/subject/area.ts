// Areas: the address tree from province to household, and the places that are not in it.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { Count, Exact, GeometrySchema, Id, Maybe, OneOf, Text, Updatable } from '../schema.ts';
import type { Classes, Folds, Stamp } from './subject.ts';
import { type Kept, registered, updated } from './upsert.ts';

export const AREA_LEVELS = [
  'province',
  'prefecture',
  'county',
  'township',
  'community',
  'village',
  'grid',
  'block',
  'compound',
  'building',
  'staircase',
  'floor',
  'household',
  'place',
  'neighbour',
] as const;

const fields = {
  id: Id,
  /** administrative code, e.g. CN-110108 or a 12-digit statistical code */
  code: Maybe(Text(40)),
  parent: Maybe(Id),
  level: OneOf(...AREA_LEVELS),
  type: Maybe(Text(40)),
  name: Text(),
  /** the name in English, where the place has one of its own; screens in English show it instead */
  nameEn: Maybe(Text()),
  geometry: Maybe(GeometrySchema),
  population: Maybe(Count),
  households: Maybe(Count),
  floors: Maybe(Type.Integer({ minimum: -20, maximum: 300 })),
  /** who answers for it, and for everything in it of which nobody else is registered (shared/domain/in-charge.ts) */
  unit: Maybe(Text()),
  unitEn: Maybe(Text()),
  phone: Maybe(Text(60)),
};

const Registered = Exact(fields);
export const areaReports = { 'area.registered': Registered, 'area.updated': Updatable(fields, 'id') };

export type Area = Stamp & Omit<Static<typeof Registered>, 'id'> & Kept;

export const areaClasses: Classes<Area> = {
  code: 'L0',
  parent: 'L0',
  level: 'L0',
  type: 'L0',
  name: 'L0',
  nameEn: 'L0',
  geometry: 'L0',
  population: 'L0',
  households: 'L0',
  floors: 'L0',
  unit: 'L1',
  unitEn: 'L1',
  phone: 'L1',
  fieldVersions: 'never',
};

export const areaFolds: Folds<typeof areaReports> = {
  'area.registered': (situation, { data }) => registered(situation, 'areas', data),
  'area.updated': (situation, event) => updated(situation, 'areas', event),
};
