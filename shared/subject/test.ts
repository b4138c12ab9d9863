// Test batches: tubes with the persons in them, or counts per area where a source has no persons.
import Type, { type Static } from 'typebox';
import { Count, Exact, Id, Maybe, OneOf, Time } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { instant } from '../time.ts';
import { applied, type Classes, type Folds, type Put, type Said, type Stamp } from './subject.ts';
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

/** What is known of a sample, whoever gave it. */
type Sample = Omit<Row, 'person' | 'tube'>;

/**
 * One tube and the persons in it; never leaves the server. Persons of whom the same is known stand together: a round of
 * half a million would otherwise be half a million objects, nine in ten of them copies.
 */
export type Tube = Stamp & {
  readonly roundId?: string;
  readonly samples: readonly (Sample & { readonly persons: readonly string[] })[];
};
export const tubeClasses: Classes<Tube> = { roundId: 'never', samples: 'never' };

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

function foldRows(situation: Reading, event: Said<typeof Batch>, puts: Put[]): void {
  const { rows, roundId } = event.data;
  if (rows === undefined) return;
  const tubes = new Map<string, Group[]>();
  const tally = { samples: 0, resulted: 0, uploaded: 0, positive: 0, invalid: 0, tubes: 0 };
  for (const { person, tube, ...sample } of rows) {
    const key = `${roundId ?? ''}|${tube}`;
    let groups = tubes.get(key);
    if (groups === undefined) {
      const known = situation.get('tubes', key);
      if (known === undefined) tally.tubes += 1;
      groups = groupsOf(known);
      tubes.set(key, groups);
    }
    // A later row of (person, tube) replaces the earlier.
    count(tally, take(groups, person), -1);
    count(tally, sample, 1);
    add(groups, person, sample);
  }
  for (const [key, groups] of tubes) {
    const samples = groups.map(({ sample, persons }) => ({ ...sample, persons }));
    puts.push(put('tubes', key, roundId === undefined ? { samples } : { roundId, samples }));
  }
  const round = roundId === undefined ? undefined : situation.get('rounds', roundId);
  if (round === undefined) return;
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

/** Persons of one tube of whom the same is known, while a batch is folded. */
type Group = { readonly said: string; readonly sample: Sample; readonly persons: string[] };

const FIELDS = [
  'poolSize',
  'sampledAt',
  'sentAt',
  'receivedAt',
  'resultedAt',
  'uploadedAt',
  'result',
  'siteId',
] as const;
/** No two samples that differ say the same: an id holds no control character. */
const saidIn = (sample: Sample): string => FIELDS.map((name) => sample[name] ?? '').join('\n');

function groupsOf(tube: Tube | undefined): Group[] {
  return (tube?.samples ?? []).map(({ persons, ...sample }) => ({
    said: saidIn(sample),
    sample,
    persons: [...persons],
  }));
}

/** Takes a person out of the tube; what was known of their sample, if they were in it. */
function take(groups: Group[], person: string): Sample | undefined {
  for (const [i, { sample, persons }] of groups.entries()) {
    const at = persons.indexOf(person);
    if (at === -1) continue;
    persons.splice(at, 1);
    if (persons.length === 0) groups.splice(i, 1);
    return sample;
  }
  return undefined;
}

function add(groups: Group[], person: string, sample: Sample): void {
  const said = saidIn(sample);
  const group = groups.find((known) => known.said === said);
  if (group === undefined) groups.push({ said, sample, persons: [person] });
  else group.persons.push(person);
}

/**
 * A result is final for a person when the tube is negative, or when it held this person alone. Everybody else in a
 * positive pool waits for a single test, and is neither positive nor resulted until then (domain 6.1, V15).
 */
const isFinal = ({ result, poolSize }: Sample): boolean =>
  result === 'negative' || (result === 'positive' && poolSize === 1);

function count(tally: Record<string, number>, sample: Sample | undefined, by: 1 | -1): void {
  if (sample === undefined) return;
  const tick = (name: string, yes: boolean) => {
    if (yes) tally[name] = (tally[name] ?? 0) + by;
  };
  tick('samples', true);
  tick('resulted', isFinal(sample));
  // Uploaded is a part of resulted: the register has a pool's result before any of its members has one.
  tick('uploaded', isFinal(sample) && sample.uploadedAt !== undefined);
  tick('positive', isFinal(sample) && sample.result === 'positive');
  tick('invalid', sample.result === 'invalid');
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
