// Boxes of tubes on their way from a testing point to a laboratory.
import { Count, Exact, Id, Maybe } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { applied, type Classes, type Folded, type Folds, type Said, type Stamp } from './subject.ts';
import { fieldsOf, put } from './upsert.ts';

const Box = Exact({ boxId: Id, tubes: Count, siteId: Maybe(Id), labId: Maybe(Id) });
export const boxReports = { 'box.sealed': Box, 'box.handed': Box, 'box.received': Box };

export type BoxEntity = Stamp & {
  readonly status: 'sealed' | 'handed' | 'received';
  readonly tubes: number;
  /** tubes as counted at sealing and at reception; they may differ, and then both are shown */
  readonly tubesSealed?: number;
  readonly tubesReceived?: number;
  readonly siteId?: string;
  readonly labId?: string;
  readonly sealedAt?: string;
  readonly handedAt?: string;
  readonly receivedAt?: string;
};

export const boxClasses: Classes<BoxEntity> = {
  status: 'L1',
  tubes: 'L1',
  tubesSealed: 'L1',
  tubesReceived: 'L1',
  siteId: 'L1',
  labId: 'L1',
  sealedAt: 'L1',
  handedAt: 'L1',
  receivedAt: 'L1',
};

export const boxFolds: Folds<typeof boxReports> = {
  'box.sealed': (situation, event) =>
    step(situation, event, { sealedAt: event.observedAt, tubesSealed: event.data.tubes }),
  'box.handed': (situation, event) => step(situation, event, { handedAt: event.observedAt }),
  'box.received': (situation, event) =>
    step(situation, event, { receivedAt: event.observedAt, tubesReceived: event.data.tubes }),
};

/** Reports may arrive out of order; the state is the furthest step known. */
function step(situation: Reading, { data }: Said<typeof Box>, said: Partial<BoxEntity>): Folded {
  const { boxId, ...rest } = data;
  const before = situation.get('boxes', boxId);
  const merged = { ...(before === undefined ? {} : fieldsOf<'boxes'>(before)), ...rest, ...said };
  const status = merged.receivedAt !== undefined ? 'received' : merged.handedAt !== undefined ? 'handed' : 'sealed';
  return applied(put('boxes', boxId, { ...merged, status, tubes: merged.tubesReceived ?? data.tubes }));
}
