// Duty: who stands where, from when to when, as a number of staff and a department; no names.
import type { Static } from 'typebox';
import { Count, Exact, Id, Maybe, Text, Time } from '../schema.ts';
import { applied, type Classes, type Folds, type Stamp } from './subject.ts';
import { put } from './upsert.ts';

const Changed = Exact({
  checkpointId: Maybe(Id),
  siteId: Maybe(Id),
  gateId: Maybe(Id),
  from: Time,
  to: Time,
  dept: Maybe(Text(60)),
  staff: Count,
});
export const dutyReports = { 'duty.changed': Changed };

export type Duty = Stamp & Static<typeof Changed>;

export const dutyClasses: Classes<Duty> = {
  checkpointId: 'L1',
  siteId: 'L1',
  gateId: 'L1',
  from: 'L1',
  to: 'L1',
  dept: 'L1',
  staff: 'L1',
};

/** One shift of one department at one post; sending it again replaces it. */
export const dutyFolds: Folds<typeof dutyReports> = {
  'duty.changed': (_, { data }) => {
    const post = data.checkpointId ?? data.siteId ?? data.gateId;
    return applied(put('duties', `${post}|${data.from}|${data.dept ?? ''}`, data));
  },
};
