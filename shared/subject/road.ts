// Roads and the gates through walls and fences.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { Exact, GeometrySchema, Id, Maybe, OneOf, PositionSchema, Text, Updatable } from '../schema.ts';
import type { Classes, Folds, Stamp } from './subject.ts';
import { type Kept, registered, updated } from './upsert.ts';

const Road = Exact({
  id: Id,
  name: Maybe(Text()),
  /** the name in English, where the place has one of its own; screens in English show it instead */
  nameEn: Maybe(Text()),
  class: Text(40),
  geometry: GeometrySchema,
  walk: Type.Boolean(),
  drive: Type.Boolean(),
  oneway: Maybe(Type.Boolean()),
});

export const GATE_STATES = ['guarded', 'blocked', 'emergency', 'open'] as const;
const gate = { id: Id, areaId: Maybe(Id), position: PositionSchema, state: OneOf(...GATE_STATES) };
const Gate = Exact(gate);

export const roadReports = {
  'road.registered': Road,
  'gate.registered': Gate,
  'gate.updated': Updatable(gate, 'id'),
};

export type Road = Stamp & Omit<Static<typeof Road>, 'id'> & Kept;
export type Gate = Stamp & Omit<Static<typeof Gate>, 'id'> & Kept;

export const roadClasses: Classes<Road> = {
  name: 'L0',
  nameEn: 'L0',
  class: 'L0',
  geometry: 'L0',
  walk: 'L0',
  drive: 'L0',
  oneway: 'L0',
  fieldVersions: 'never',
};
export const gateClasses: Classes<Gate> = { areaId: 'L0', position: 'L0', state: 'L0', fieldVersions: 'never' };

export const roadFolds: Folds<typeof roadReports> = {
  'road.registered': (situation, { data }) => registered(situation, 'roads', data),
  'gate.registered': (situation, { data }) => registered(situation, 'gates', data),
  'gate.updated': (situation, event) => updated(situation, 'gates', event),
};
