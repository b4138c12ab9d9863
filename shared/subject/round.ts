// Testing rounds and the rolls of who is due in them.
import Type, { type Static } from 'typebox';
import { Count, Exact, Id, Maybe, OneOf, Time } from '../schema.ts';
import { applied, type Classes, type Folds, refused, type Stamp } from './subject.ts';
import { fieldsOf, type Kept, put, registered, unknownEntity } from './upsert.ts';

const round = {
  id: Id,
  zoneId: Maybe(Id),
  areaIds: Type.Array(Id, { maxItems: 20_000 }),
  start: Time,
  deadline: Time,
  parentRound: Maybe(Id),
};
const Opened = Exact(round);
const Closed = Exact({
  ...round,
  areaIds: Maybe(Type.Array(Id, { maxItems: 20_000 })),
  start: Maybe(Time),
  deadline: Maybe(Time),
});

/** Domain 6.1: UNKNOWN stays in the denominator; the others say why a person is not due here. */
export const ROLL_STATUSES = [
  'PRESENT',
  'UNKNOWN',
  'AWAY_VERIFIED',
  'MOVED_TO_QUARANTINE',
  'MOVED_TO_HOSPITAL',
  'EXEMPT_RECOVERED',
  'EXEMPT_MEDICAL',
  'DEAD',
  'DUPLICATE',
] as const;

const RollRow = Exact({ person: Id, areaId: Id, status: OneOf(...ROLL_STATUSES), from: Time, to: Maybe(Time) });
const RollCount = Exact({ areaId: Id, due: Count });
const Roll = Exact({
  roundId: Maybe(Id),
  persons: Maybe(Type.Array(RollRow, { minItems: 1, maxItems: 20_000 })),
  counts: Maybe(Type.Union([RollCount, Type.Array(RollCount, { minItems: 1, maxItems: 20_000 })])),
  // A count may also stand in the report itself, as a table with one row an area is imported.
  areaId: Maybe(Id),
  due: Maybe(Count),
});

export const roundReports = { 'round.opened': Opened, 'round.closed': Closed, 'roll.batch': Roll };

export type Round = Stamp &
  Omit<Static<typeof Opened>, 'id'> &
  Kept & {
    readonly status: 'open' | 'closed';
    readonly closedAt?: string;
    /** rows of test.batch folded so far, by (person, tube): samples, not distinct persons, which are the engine's */
    readonly samples?: number;
    readonly resulted?: number;
    readonly uploaded?: number;
    readonly positive?: number;
    readonly invalid?: number;
    readonly tubes?: number;
  };

export const roundClasses: Classes<Round> = {
  zoneId: 'L0',
  areaIds: 'L0',
  start: 'L0',
  deadline: 'L0',
  parentRound: 'L0',
  status: 'L0',
  closedAt: 'L0',
  samples: 'L1',
  resulted: 'L1',
  uploaded: 'L1',
  positive: 'L1',
  invalid: 'L1',
  tubes: 'L1',
  fieldVersions: 'never',
};

/** Who is due in one area: as counts by status, or as a bare count where there is no list of persons. */
export type RollArea = Stamp & {
  readonly roundId?: string;
  readonly areaId: string;
  readonly due?: number;
  readonly byStatus?: Readonly<Record<string, number>>;
  /** person key -> status; never leaves the server */
  readonly persons?: Readonly<Record<string, string>>;
};

export const rollClasses: Classes<RollArea> = {
  roundId: 'L1',
  areaId: 'L1',
  due: 'L1',
  byStatus: 'L1',
  persons: 'never',
};

const TEST_TOTALS = ['samples', 'resulted', 'uploaded', 'positive', 'invalid', 'tubes'] as const;

export const roundFolds: Folds<typeof roundReports> = {
  'round.opened': (situation, { data }) => {
    const folded = registered(situation, 'rounds', data, [...TEST_TOTALS]);
    const [opened] = folded.puts;
    if (opened?.layer !== 'rounds' || opened.fields === null) return folded;
    return applied(put('rounds', data.id, { ...opened.fields, status: 'open' }));
  },
  'round.closed': (situation, { data, observedAt }) => {
    const before = situation.get('rounds', data.id);
    if (before === undefined) return refused(unknownEntity('round', data.id));
    return applied(put('rounds', data.id, { ...fieldsOf<'rounds'>(before), status: 'closed', closedAt: observedAt }));
  },
  'roll.batch': (situation, { data }) => {
    const roll = data.roundId;
    const key = (areaId: string) => `${roll ?? ''}|${areaId}`;
    const areas = new Map<string, Omit<RollArea, keyof Stamp>>();
    const read = (areaId: string): Omit<RollArea, keyof Stamp> => {
      const before = areas.get(areaId) ?? situation.get('rolls', key(areaId));
      const known =
        before === undefined ? { areaId } : 'version' in before ? fieldsOf<'rolls'>(before as RollArea) : before;
      return roll === undefined ? known : { ...known, roundId: roll };
    };
    for (const row of data.persons ?? []) {
      const area = read(row.areaId);
      areas.set(row.areaId, { ...area, persons: { ...area.persons, [row.person]: row.status } });
    }
    for (const [areaId, area] of areas) {
      const byStatus: Record<string, number> = {};
      for (const status of Object.values(area.persons ?? {})) byStatus[status] = (byStatus[status] ?? 0) + 1;
      areas.set(areaId, { ...area, byStatus, due: (byStatus.PRESENT ?? 0) + (byStatus.UNKNOWN ?? 0) });
    }
    for (const count of countsOf(data)) areas.set(count.areaId, { ...read(count.areaId), due: count.due });
    return applied(...[...areas].map(([areaId, area]) => put('rolls', key(areaId), area)));
  },
};

function countsOf(data: Static<typeof Roll>): Static<typeof RollCount>[] {
  const listed = data.counts === undefined ? [] : Array.isArray(data.counts) ? data.counts : [data.counts];
  return data.areaId !== undefined && data.due !== undefined
    ? [...listed, { areaId: data.areaId, due: data.due }]
    : listed;
}
