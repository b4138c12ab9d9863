// Disinfection jobs: due, done, verified by somebody else.
import type { Static } from 'typebox';
import { Exact, Id, Maybe } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { applied, type Classes, type Folded, type Folds, type Said, type Stamp } from './subject.ts';
import { fieldsOf, put } from './upsert.ts';

const Job = Exact({ id: Id, placeId: Maybe(Id), areaId: Maybe(Id), caseId: Maybe(Id) });
export const disinfectionReports = {
  'disinfection.due': Job,
  'disinfection.done': Job,
  'disinfection.verified': Job,
};

export type Disinfection = Stamp &
  Omit<Static<typeof Job>, 'id'> & {
    readonly status: 'due' | 'done' | 'verified';
    readonly dueAt?: string;
    readonly doneAt?: string;
    readonly verifiedAt?: string;
  };

export const disinfectionClasses: Classes<Disinfection> = {
  placeId: 'L1',
  areaId: 'L1',
  caseId: 'L2',
  status: 'L1',
  dueAt: 'L1',
  doneAt: 'L1',
  verifiedAt: 'L1',
};

export const disinfectionFolds: Folds<typeof disinfectionReports> = {
  'disinfection.due': (situation, event) => step(situation, event, { dueAt: event.observedAt }),
  'disinfection.done': (situation, event) => step(situation, event, { doneAt: event.observedAt }),
  'disinfection.verified': (situation, event) => step(situation, event, { verifiedAt: event.observedAt }),
};

function step(situation: Reading, { data }: Said<typeof Job>, said: Partial<Disinfection>): Folded {
  const { id, ...rest } = data;
  const before = situation.get('disinfections', id);
  const merged = { ...(before === undefined ? {} : fieldsOf<'disinfections'>(before)), ...rest, ...said };
  const status = merged.verifiedAt !== undefined ? 'verified' : merged.doneAt !== undefined ? 'done' : 'due';
  return applied(put('disinfections', id, { ...merged, status }));
}
