// Door visits of a round: how many were there and how many were missing at one address; no names.
import type { Static } from 'typebox';
import { Count, Exact, Id, Maybe, Text } from '../schema.ts';
import { applied, type Classes, type Folds, type Stamp } from './subject.ts';
import { put } from './upsert.ts';

const Visited = Exact({ roundId: Id, areaId: Id, present: Count, missing: Count, reason: Maybe(Text(60)) });
export const visitReports = { 'door.visited': Visited };

export type Visit = Stamp & Static<typeof Visited>;
export const visitClasses: Classes<Visit> = { roundId: 'L2', areaId: 'L2', present: 'L2', missing: 'L2', reason: 'L2' };

export const visitFolds: Folds<typeof visitReports> = {
  'door.visited': (_, { data }) => applied(put('visits', `${data.roundId}|${data.areaId}`, data)),
};
