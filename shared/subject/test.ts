// Test batches: tubes with the persons in them, or counts per area where a source has no persons.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { problem } from '../errors.ts';
import { Count, Exact, Id, Maybe, OneOf, Time } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { instant } from '../time.ts';
import { roundClosed } from './round.ts';
import { applied, type Classes, type Folds, merged, type Put, refused, type Said, type Stamp } from './subject.ts';
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

/**
 * The latest counts a source gave for one area, and all that it gave before: TOLD_WIDTH numbers for each moment, in order of
 * time (asOf in ms since 1970, sampled, resulted, uploaded, positive; -1 where it did not say).
 */
export type AreaTests = Stamp &
  Omit<AreaCount, 'areaId'> & {
    readonly areaId: string;
    readonly roundId?: string;
    readonly told?: readonly number[];
  };
export const TOLD_WIDTH = 5;
/** Moments kept of one area: ten days of a count every ten minutes. A round has one day. */
const MOMENTS = 1_500;
const TOLD = ['sampled', 'resulted', 'uploaded', 'positive'] as const;
export const areaTestClasses: Classes<AreaTests> = {
  roundId: 'L1',
  areaId: 'L1',
  asOf: 'L1',
  sampled: 'L1',
  resulted: 'L1',
  uploaded: 'L1',
  positive: 'L1',
  cumulative: 'L1',
  told: 'never',
};

export const testFolds: Folds<typeof testReports> = {
  'test.batch': (situation, event) => {
    const { roundId, rows } = event.data;
    if (rows !== undefined && roundId !== undefined && situation.get('rounds', roundId)?.status === 'closed')
      return refused(roundClosed(roundId));
    const puts: Put[] = [];
    foldRows(situation, event, puts);
    const counts = countsOf(event.data);
    const falls: string[] = [];
    for (const count of counts) {
      const id = `${roundId ?? ''}|${count.areaId}`;
      const known = situation.get('areaTests', id);
      const told = withCount(known?.told ?? [], count);
      if (typeof told === 'string') {
        falls.push(`${count.areaId}: ${told}`);
        continue;
      }
      // Late news of an earlier moment is history: kept, and not the latest.
      const isLatest = known === undefined || instant(known.asOf) <= instant(count.asOf);
      const latest = isLatest
        ? { ...count, ...(roundId === undefined ? {} : { roundId }) }
        : fieldsOf<'areaTests'>(known);
      puts.push(put('areaTests', id, { ...latest, told }));
    }
    if (falls.length === 0) return applied(...puts);
    const some = `${falls.slice(0, 3).join('; ')}${falls.length > 3 ? ` and ${falls.length - 3} more` : ''}`;
    if (puts.length === 0) return refused(problem('falling-count', `a cumulative count cannot fall: ${some}`, 'data'));
    return merged(
      `${falls.length} of ${counts.length} counts left out, a cumulative count cannot fall: ${some}`,
      ...puts,
    );
  },
};

/**
 * The counts of an area with one more moment. The same moment again replaces what was said of it, which is how a source
 * corrects itself; but more at an earlier moment than at a later one is impossible where counts are cumulative.
 * @returns why it is impossible, in words
 */
function withCount(told: readonly number[], count: AreaCount): number[] | string {
  const at = instant(count.asOf);
  let place = told.length;
  while (place > 0 && told[place - TOLD_WIDTH]! >= at) place -= TOLD_WIDTH;
  const after = told[place] === at ? place + TOLD_WIDTH : place;
  if (count.cumulative) {
    for (const [i, name] of TOLD.entries()) {
      const now = count[name];
      if (now === undefined) continue;
      const known = (from: number, step: number): number | undefined => {
        for (let j = from; j >= 0 && j < told.length; j += step) if (told[j + 1 + i]! >= 0) return told[j + 1 + i]!;
        return undefined;
      };
      const before = known(place - TOLD_WIDTH, -TOLD_WIDTH);
      const later = known(after, TOLD_WIDTH);
      if (before !== undefined && now < before) return `${name} fell from ${before} to ${now}`;
      if (later !== undefined && now > later) return `${name} was ${now} before it was ${later}`;
    }
  }
  const from = Math.max(0, told.length - MOMENTS * TOLD_WIDTH);
  return [
    ...told.slice(Math.min(from, place), place),
    at,
    ...TOLD.map((name) => count[name] ?? -1),
    ...told.slice(after),
  ];
}

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
