// Cases: one infected (or suspected) person each, without a name; places and times are evidence for fences.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { Exact, Id, Maybe, Measure, OneOf, PositionSchema, Text, Time, Updatable } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { instant } from '../time.ts';
import type { Classes, Folded, Folds, Put, Stamp } from './subject.ts';
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
  /** from when the case may stay at home, by permission: a person's finding, which nobody else makes (6.10 c) */
  homePermitted: Maybe(Time),
  discharged: Maybe(Time),
  /** home again, and handed over to the community (HH-23) */
  handedOver: Maybe(Time),
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
  /** the address in English, where the source has one; screens in English show it instead */
  addressEn: Maybe(Text(300)),
  matchLevel: Maybe(MatchLevel),
  places: Maybe(Type.Array(Place, { maxItems: 200 })),
  onset: Maybe(Time),
  sampledAt: Maybe(Time),
  poolId: Maybe(Id),
  stages: Maybe(Stages),
};

const Reported = Exact(fields);
export const caseReports = { 'case.reported': Reported, 'case.updated': Updatable(fields, 'id') };

type Status = (typeof CASE_STATUSES)[number];
export type Case = Stamp &
  Omit<Static<typeof Reported>, 'id'> &
  Kept & {
    /** when each status was first said, by observed time: what the clocks of a case start from, whatever is said later */
    readonly statusSince?: { readonly [S in Status]?: string };
  };

export const caseClasses: Classes<Case> = {
  person: 'L3',
  status: 'L1',
  route: 'L1',
  position: 'L2', // below L2 the masked point stands in its place (server/access/view.ts)
  accuracy: 'L2',
  address: 'L2',
  addressEn: 'L2',
  matchLevel: 'L2',
  places: 'L2',
  onset: 'L2',
  sampledAt: 'L2',
  poolId: 'L2',
  stages: 'L2',
  statusSince: 'L2',
  fieldVersions: 'never',
};

export const caseFolds: Folds<typeof caseReports> = {
  'case.reported': (situation, event) => dated(situation, event, registered(situation, 'cases', event.data)),
  'case.updated': (situation, event) => {
    // Each team tells its own step of the case: a step that is told takes no other away.
    const known = situation.get('cases', event.data.id)?.stages;
    const { stages } = event.data;
    const said =
      stages == null || known === undefined
        ? event
        : { ...event, data: { ...event.data, stages: { ...known, ...stages } } };
    return dated(situation, said, updated(situation, 'cases', said));
  },
};

/** Notes since when the case has the status it is said to have; an earlier observation that comes late moves it back. */
function dated(
  situation: Reading,
  {
    data,
    observedAt,
  }: { readonly data: { readonly id: string; readonly status?: Status | null }; readonly observedAt: string },
  folded: Folded,
): Folded {
  const before = situation.get('cases', data.id)?.statusSince;
  const puts = folded.puts.map((one): Put => {
    if (one.layer !== 'cases' || one.fields === null) return one;
    const known = data.status == null ? undefined : before?.[data.status];
    const isNew = data.status != null && (known === undefined || instant(observedAt) < instant(known));
    const since = isNew ? { ...before, [data.status]: observedAt } : before;
    return since === undefined ? one : { ...one, fields: { ...one.fields, statusSince: since } };
  });
  return { ...folded, puts };
}
