// Testing rounds and the rolls of who is due in them.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { problem } from '../errors.ts';
import { Count, Exact, Id, Maybe, OneOf, Time } from '../schema.ts';
import { instant } from '../time.ts';
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

/** What is said of where a person is, from a moment on; `to` where it ends by itself. */
export type RollEntry = {
  readonly status: (typeof ROLL_STATUSES)[number];
  readonly from: string;
  readonly to?: string;
  /** keys */
  readonly persons: readonly string[];
};

/**
 * Who is due in one area: persons, or a bare count where there is no list of them. Every row said is kept with its time,
 * so that a roll can be read as of any moment: a person stands by the row with the latest `from`, in whatever area.
 */
export type RollArea = Stamp & {
  readonly roundId?: string;
  readonly areaId: string;
  readonly due?: number;
  readonly byStatus?: Readonly<Record<string, number>>;
  /** persons of whom the same is said stand together; never leaves the server */
  readonly entries?: readonly RollEntry[];
};

export const rollClasses: Classes<RollArea> = {
  roundId: 'L1',
  areaId: 'L1',
  due: 'L1',
  byStatus: 'L1',
  entries: 'never',
};

const TEST_TOTALS = ['samples', 'resulted', 'uploaded', 'positive', 'invalid', 'tubes'] as const;

export const roundFolds: Folds<typeof roundReports> = {
  'round.opened': (situation, { data }) => {
    // The key of its persons is gone (server/ingest/round-keys.ts): whoever came before would be counted twice.
    if (situation.get('rounds', data.id)?.status === 'closed') return refused(roundClosed(data.id));
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
    if (data.persons !== undefined && roll !== undefined && situation.get('rounds', roll)?.status === 'closed')
      return refused(roundClosed(roll));
    for (const [areaId, rows] of Map.groupBy(data.persons ?? [], (row) => row.areaId)) {
      const area = read(areaId);
      const entries = listed(area.entries ?? [], rows);
      const byStatus = latestByStatus(entries);
      areas.set(areaId, { ...area, entries, byStatus, due: (byStatus.PRESENT ?? 0) + (byStatus.UNKNOWN ?? 0) });
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

/** A row of the same person, area and `from` corrects the earlier one; another `from` is a new stretch of time. */
function listed(known: readonly RollEntry[], rows: readonly Static<typeof RollRow>[]): RollEntry[] {
  const said = ({ status, from, to }: Omit<RollEntry, 'persons'>) => `${status}\n${from}\n${to ?? ''}`;
  const groups = new Map(known.map((entry) => [said(entry), { ...entry, persons: new Set(entry.persons) }]));
  for (const { person, status, from, to } of rows) {
    for (const group of groups.values()) if (instant(group.from) === instant(from)) group.persons.delete(person);
    const key = said({ status, from, to });
    const group = groups.get(key);
    if (group !== undefined) group.persons.add(person);
    else groups.set(key, { status, from, ...(to === undefined ? {} : { to }), persons: new Set([person]) });
  }
  return [...groups.values()]
    .filter(({ persons }) => persons.size > 0)
    .map((group) => ({ ...group, persons: [...group.persons] }));
}

/** How many persons there are of each status, each by the latest row of this area. */
function latestByStatus(entries: readonly RollEntry[]): Record<string, number> {
  const byStatus: Record<string, number> = {};
  const seen = new Set<string>();
  for (const { status, persons } of entries.toSorted((a, b) => instant(b.from) - instant(a.from))) {
    for (const person of persons) {
      if (seen.has(person)) continue;
      seen.add(person);
      byStatus[status] = (byStatus[status] ?? 0) + 1;
    }
  }
  return byStatus;
}

export const roundClosed = (id: string) =>
  problem('round-closed', `round "${id}" is closed and the key of its persons destroyed; its figures stand`, 'data');
