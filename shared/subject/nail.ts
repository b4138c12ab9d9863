// The nine items of a nail (key high-risk area), done or not, with proof.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { Exact, Id, Maybe, Text } from '../schema.ts';
import { applied, type Classes, type Folds, type Stamp } from './subject.ts';
import { put } from './upsert.ts';

export const Proof = Type.Union([Text(500), Type.Array(Text(500), { maxItems: 20 })]);

const Item = Exact({ zoneId: Id, item: Text(60), done: Type.Boolean(), proof: Maybe(Proof) });
export const nailReports = { 'nail.item': Item };

export type NailItem = Stamp & Static<typeof Item>;

export const nailClasses: Classes<NailItem> = { zoneId: 'L1', item: 'L1', done: 'L1', proof: 'L2' };

export const nailFolds: Folds<typeof nailReports> = {
  'nail.item': (_, { data }) => applied(put('nails', `${data.zoneId}|${data.item}`, data)),
};
