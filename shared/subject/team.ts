// Teams in the field. Their positions are the latest value only: they pass by the durable log and are never kept in it, and
// go with the end of the duty, a day after they were told at the latest (server/engine/team-positions.ts).
import type { Static } from 'typebox';
import { problem } from '../errors.ts';
import { Exact, Id, Maybe, Measure, PositionSchema, Text, Time } from '../schema.ts';
import { DAY, instant } from '../time.ts';
import { applied, type Classes, type Folds, refused, type Stamp } from './subject.ts';
import { type Kept, put, registered, unknownEntity } from './upsert.ts';

const Registered = Exact({ id: Id, name: Text(), nameEn: Maybe(Text()), type: Text(40) });
/** `until`: the end of the duty that is shared; nobody's position outlives it. */
const Located = Exact({ id: Id, position: PositionSchema, accuracy: Maybe(Measure), until: Maybe(Time) });
/** The team shares its position no longer: what was known of it goes at once. */
const OffDuty = Exact({ id: Id });
export const teamReports = { 'team.registered': Registered, 'team.position': Located, 'team.offDuty': OffDuty };

export type Team = Stamp & Omit<Static<typeof Registered>, 'id'> & Kept;
export const teamClasses: Classes<Team> = { name: 'L1', nameEn: 'L1', type: 'L1', fieldVersions: 'never' };

/** Where a team was last; volatile: lost with the process and rebuilt by the next reports. */
export type TeamPosition = Stamp & Omit<Static<typeof Located>, 'id'>;
export const positionClasses: Classes<TeamPosition> = { position: 'L2', accuracy: 'L2', until: 'L2' };

/** However long a duty is. */
const KEPT = DAY;

/** When a position has to go, ms since 1970. */
export const positionEnds = ({ recordedAt, until }: Pick<TeamPosition, 'recordedAt' | 'until'>): number =>
  Math.min(instant(recordedAt) + KEPT, until === undefined ? Number.POSITIVE_INFINITY : instant(until));

export const teamFolds: Folds<typeof teamReports> = {
  'team.registered': (situation, { data }) => registered(situation, 'teams', data),
  'team.position': (situation, { recordedAt, data: { id, ...where } }) => {
    if (situation.get('teams', id) === undefined) return refused(unknownEntity('team', id));
    if (positionEnds({ recordedAt, ...where }) <= instant(recordedAt)) return refused(overBefore(id));
    return applied(put('positions', id, where));
  },
  'team.offDuty': (situation, { data: { id } }) =>
    situation.get('teams', id) === undefined
      ? refused(unknownEntity('team', id))
      : applied({ layer: 'positions', id, fields: null }),
};

const overBefore = (id: string) =>
  problem('out-of-range', `the duty of team "${id}" is over: its position is not taken`, 'data.until');
