// Teams in the field. Their positions are the latest value only: they pass by the durable log and are never kept in it.
import type { Static } from 'typebox';
import { Exact, Id, Maybe, Measure, PositionSchema, Text } from '../schema.ts';
import { applied, type Classes, type Folds, refused, type Stamp } from './subject.ts';
import { type Kept, put, registered, unknownEntity } from './upsert.ts';

const Registered = Exact({ id: Id, name: Text(), nameEn: Maybe(Text()), type: Text(40) });
const Located = Exact({ id: Id, position: PositionSchema, accuracy: Maybe(Measure) });
export const teamReports = { 'team.registered': Registered, 'team.position': Located };

export type Team = Stamp & Omit<Static<typeof Registered>, 'id'> & Kept;
export const teamClasses: Classes<Team> = { name: 'L1', nameEn: 'L1', type: 'L1', fieldVersions: 'never' };

/** Where a team was last; volatile: lost with the process and rebuilt by the next reports. */
export type TeamPosition = Stamp & Omit<Static<typeof Located>, 'id'>;
export const positionClasses: Classes<TeamPosition> = { position: 'L2', accuracy: 'L2' };

export const teamFolds: Folds<typeof teamReports> = {
  'team.registered': (situation, { data }) => registered(situation, 'teams', data),
  'team.position': (situation, { data: { id, ...where } }) =>
    situation.get('teams', id) === undefined
      ? refused(unknownEntity('team', id))
      : applied(put('positions', id, where)),
};
