// Policies adopted: which rule set a place chose, from when to when. The rules themselves are data (data/policies).
import type { Static } from 'typebox';
import { Exact, Id, Maybe, Time } from '../schema.ts';
import { applied, type Classes, type Folds, type Stamp } from './subject.ts';
import { put } from './upsert.ts';

const Adopted = Exact({ policyId: Id, areaId: Id, from: Time, to: Maybe(Time) });
export const policyReports = { 'policy.adopted': Adopted };

export type Adoption = Stamp & Static<typeof Adopted>;

export const policyClasses: Classes<Adoption> = { policyId: 'L0', areaId: 'L0', from: 'L0', to: 'L0' };

export const policyFolds: Folds<typeof policyReports> = {
  'policy.adopted': (_, { data }) => applied(put('policies', `${data.policyId}|${data.areaId}|${data.from}`, data)),
};
