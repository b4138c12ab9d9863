// Test batches: tubes with the persons in them, or counts per area where a source has no persons.
import Type, { type Static } from 'typebox';
import { Count, Exact, Id, Maybe, OneOf, Time } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { instant } from '../time.ts';
import { applied, type Classes, type Folded, type Folds, type Put, type Said, type Stamp } from './subject.ts';
import { fieldsOf, put } from './upsert.ts';

const Row = Exact({
  person: Id,
  tube: Id,
  poolSize: Type.Integer({ minimum: 1, maximum: 100 }),
  sampledAt: Time,
  sentAt: Maybe(Time),
  receivedAt: Maybe(Time),
  resultedAt: Maybe(Time),
  uploadedAt: Maybe(Time),
  result: Maybe(OneOf('negative', 'positive', 'invalid', 'inconclusive')),
  siteId: Maybe(Id),
});
type Row = Static<typeof Row>;

const counts = {
  areaId: Id,
  asOf: Time,
  sampled: Maybe(Count),
  resulted: Maybe(Count),
  uploaded: Maybe(Count),
  positive: Maybe(Count),
  cumulative: Type.Boolean(),
};
const AreaCount = Exact(counts);
type AreaCount = Static<typeof AreaCount>;

const Batch = Exact({
  id: Id,
  roundId: Maybe(Id),
  rows: Maybe(Type.Array(Row, { minItems: 1, maxItems: 20_000 })),
  counts: Maybe(Type.Union([AreaCount, Type.Array(AreaCount, { minItems: 1, maxItems: 20_000 })])),
  // A count may also stand in the report itself, as a table with one row an area is imported.
  areaId: Maybe(Id),
  asOf: Maybe(Time),
  sampled: Maybe(Count),
  resulted: Maybe(Count),
  uploaded: Maybe(Count),
  positive: Maybe(Count),
  cumulative: Maybe(Type.Boolean()),
});
export const testReports = { 'test.batch': Batch };

/** One tube and the persons in it; never leaves the server. */
export type Tube = Stamp & {
  readonly roundId?: string;
  readonly persons: Readonly<Record<string, Omit<Row, 'person' | 'tube'>>>;
};
export const tubeClasses: Classes<Tube> = { roundId: 'never', persons: 'never' };

/** The latest counts a source gave for one area. */
export type AreaTests = Stamp & Omit<AreaCount, 'areaId'> & { readonly areaId: string; readonly roundId?: string };
export const areaTestClasses: Classes<AreaTests> = {
  roundId: 'L1',
  areaId: 'L1',
  asOf: 'L1',
  sampled: 'L1',
  resulted: 'L1',
  uploaded: 'L1',
  positive: 'L1',
  cumulative: 'L1',
};

export const testFolds: Folds<typeof testReports> = {
  'test.batch': (situation, event) => {
    const puts: Put[] = [];
    foldRows(situation, event, puts);
    for (const count of countsOf(event.data)) {
      const id = `${event.data.roundId ?? ''}|${count.areaId}`;
      const known = situation.get('areaTests', id);
      if (known !== undefined && instant(known.asOf) > instant(count.asOf)) continue; // late news of an earlier moment
      puts.push(
        put('areaTests', id, event.data.roundId === undefined ? count : { ...count, roundId: event.data.roundId }),
      );
    }
    return applied(...puts);
  },
};

function foldRows(situation: Reading, event: Said<typeof Batch>, puts: Put[]): Folded | undefined {
  const { rows, roundId } = event.data;
  if (rows === undefined) return undefined;
  const tubes = new Map<string, Record<string, Omit<Row, 'person' | 'tube'>>>();
  const tally = { samples: 0, resulted: 0, uploaded: 0, positive: 0, invalid: 0, tubes: 0 };
  for (const { person, tube, ...row } of rows) {
    const key = `${roundId ?? ''}|${tube}`;
    let persons = tubes.get(key);
    if (persons === undefined) {
      const known = situation.get('tubes', key);
      if (known === undefined) tally.tubes += 1;
      persons = { ...known?.persons };
      tubes.set(key, persons);
    }
    count(tally, persons[person], -1);
    count(tally, row, 1);
    persons[person] = row; // a later row of (person, tube) replaces the earlier
  }
  for (const [key, persons] of tubes)
    puts.push(put('tubes', key, roundId === undefined ? { persons } : { roundId, persons }));
  const round = roundId === undefined ? undefined : situation.get('rounds', roundId);
  if (round !== undefined) {
    const fields = fieldsOf<'rounds'>(round);
    const sum = (name: keyof typeof tally) => (fields[name] ?? 0) + tally[name];
    puts.push(
      put('rounds', round.id, {
        ...fields,
        samples: sum('samples'),
        resulted: sum('resulted'),
        uploaded: sum('uploaded'),
        positive: sum('positive'),
        invalid: sum('invalid'),
        tubes: sum('tubes'),
      }),
    );
  }
  return undefined;
}

function count(tally: Record<string, number>, row: Omit<Row, 'person' | 'tube'> | undefined, by: 1 | -1): void {
  if (row === undefined) return;
  const add = (name: string, yes: boolean) => {
    if (yes) tally[name] = (tally[name] ?? 0) + by;
  };
  add('samples', true);
  add('resulted', row.result === 'negative' || row.result === 'positive');
  add('uploaded', row.uploadedAt !== undefined);
  add('positive', row.result === 'positive');
  add('invalid', row.result === 'invalid');
}

function countsOf(data: Static<typeof Batch>): AreaCount[] {
  const listed = data.counts === undefined ? [] : Array.isArray(data.counts) ? data.counts : [data.counts];
  const { areaId, asOf, cumulative } = data;
  if (areaId === undefined || asOf === undefined || cumulative === undefined) return listed;
  const own: Record<string, unknown> = { areaId, asOf, cumulative };
  for (const name of ['sampled', 'resulted', 'uploaded', 'positive'] as const)
    if (data[name] !== undefined) own[name] = data[name];
  return [...listed, own as AreaCount];
}
