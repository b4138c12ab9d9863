// Cases: one infected (or suspected) person each, without a name; places and times are evidence for fences.
import Type, { type Static } from 'typebox';
import { Exact, Id, Maybe, Measure, OneOf, PositionSchema, Text, Time, Updatable } from '../schema.ts';
import type { Classes, Folds, Stamp } from './subject.ts';
import { type Kept, registered, updated } from './upsert.ts';

export const MATCH_LEVELS = ['door', 'building', 'compound', 'street', 'place'] as const;
export const CASE_STATUSES = ['preliminary', 'confirmed', 'asymptomatic', 'excluded'] as const;
export const CASE_ROUTES = [
  'screening',
  'clinic',
  'fever',
  'checkpoint',
  'centralIsolation',
  'homeIsolation',
  'closedLoop',
  'door',
  'unknown',
] as const;

const MatchLevel = OneOf(...MATCH_LEVELS);

const Place = Exact({
  role: OneOf('residence', 'work', 'visited'),
  type: Text(40),
  areaId: Maybe(Id),
  position: Maybe(PositionSchema),
  address: Maybe(Text(300)),
  matchLevel: Maybe(MatchLevel),
  from: Maybe(Time),
  to: Maybe(Time),
  enclosed: Maybe(Type.Boolean()),
});

/** Times of the pool chase, of the eight-hour response and of the 2-4-24 reports. */
const Stages = Exact({
  located: Maybe(Time),
  sampled: Maybe(Time),
  sent: Maybe(Time),
  tested: Maybe(Time),
  reported: Maybe(Time),
  networkReported: Maybe(Time),
  coreInfo: Maybe(Time),
  traced: Maybe(Time),
  epiReported: Maybe(Time),
  transferred: Maybe(Time),
  discharged: Maybe(Time),
});

const fields = {
  id: Id,
  /** Key of one natural person, made by the source; never a name or a number of a document. */
  person: Maybe(Id),
  status: OneOf(...CASE_STATUSES),
  route: OneOf(...CASE_ROUTES),
  position: Maybe(PositionSchema),
  /** metres, one standard deviation or the source's own measure */
  accuracy: Maybe(Measure),
  address: Maybe(Text(300)),
  matchLevel: Maybe(MatchLevel),
  places: Maybe(Type.Array(Place, { maxItems: 200 })),
  onset: Maybe(Time),
  sampledAt: Maybe(Time),
  poolId: Maybe(Id),
  stages: Maybe(Stages),
};

const Reported = Exact(fields);
export const caseReports = { 'case.reported': Reported, 'case.updated': Updatable(fields, 'id') };

export type Case = Stamp & Omit<Static<typeof Reported>, 'id'> & Kept;

export const caseClasses: Classes<Case> = {
  person: 'L3',
  status: 'L1',
  route: 'L1',
  position: 'L2', // below L2 the masked point stands in its place (server/access/view.ts)
  accuracy: 'L2',
  address: 'L2',
  matchLevel: 'L2',
  places: 'L2',
  onset: 'L2',
  sampledAt: 'L2',
  poolId: 'L2',
  stages: 'L2',
  fieldVersions: 'never',
};

export const caseFolds: Folds<typeof caseReports> = {
  'case.reported': (situation, { data }) => registered(situation, 'cases', data),
  'case.updated': (situation, event) => updated(situation, 'cases', event),
};
