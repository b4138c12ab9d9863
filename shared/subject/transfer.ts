// Transfers of a case or a contact to a site: requested, picked up, admitted.
import type { Static } from 'typebox';
import { Exact, Id, Maybe } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { applied, type Classes, type Folded, type Folds, type Said, type Stamp } from './subject.ts';
import { fieldsOf, put } from './upsert.ts';

const Transfer = Exact({ id: Id, caseId: Maybe(Id), contactId: Maybe(Id), siteId: Id });
export const transferReports = {
  'transfer.requested': Transfer,
  'transfer.pickedUp': Transfer,
  'transfer.admitted': Transfer,
};

export type TransferEntity = Stamp &
  Omit<Static<typeof Transfer>, 'id'> & {
    readonly status: 'requested' | 'pickedUp' | 'admitted';
    readonly requestedAt?: string;
    readonly pickedUpAt?: string;
    readonly admittedAt?: string;
  };

export const transferClasses: Classes<TransferEntity> = {
  caseId: 'L2',
  contactId: 'L2',
  siteId: 'L2',
  status: 'L2',
  requestedAt: 'L2',
  pickedUpAt: 'L2',
  admittedAt: 'L2',
};

export const transferFolds: Folds<typeof transferReports> = {
  'transfer.requested': (situation, event) => step(situation, event, { requestedAt: event.observedAt }),
  'transfer.pickedUp': (situation, event) => step(situation, event, { pickedUpAt: event.observedAt }),
  'transfer.admitted': (situation, event) => step(situation, event, { admittedAt: event.observedAt }),
};

function step(situation: Reading, { data }: Said<typeof Transfer>, said: Partial<TransferEntity>): Folded {
  const { id, ...rest } = data;
  const before = situation.get('transfers', id);
  const merged = { ...(before === undefined ? {} : fieldsOf<'transfers'>(before)), ...rest, ...said };
  const status =
    merged.admittedAt !== undefined ? 'admitted' : merged.pickedUpAt !== undefined ? 'pickedUp' : 'requested';
  return applied(put('transfers', id, { ...merged, status }));
}
