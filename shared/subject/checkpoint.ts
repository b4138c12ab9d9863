// Checkpoints and what they count, in and out, slot by slot.
import type { Static } from 'typebox';
import { problem } from '../errors.ts';
import { Count, Exact, Id, Maybe, OneOf, PositionSchema, Text, Time, Updatable } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { DAY, instant } from '../time.ts';
import { Proof } from './nail.ts';
import { applied, type Classes, type Folded, type Folds, merged, refused, type Said, type Stamp } from './subject.ts';
import { fieldsOf, type Kept, put, registered, same, unknownEntity, updated } from './upsert.ts';

export const CHECKPOINT_TYPES = ['airport', 'railway', 'coach', 'expressway', 'road', 'compound', 'building'] as const;

const fields = {
  id: Id,
  name: Text(),
  /** the name in English, where the place has one of its own; screens in English show it instead */
  nameEn: Maybe(Text()),
  type: OneOf(...CHECKPOINT_TYPES),
  position: PositionSchema,
  tier: Maybe(OneOf('province', 'county')),
  road: Maybe(Text()),
  roadEn: Maybe(Text()),
  lanes: Maybe(Count),
  status: Text(40),
  unit: Maybe(Text()),
  unitEn: Maybe(Text()),
  phone: Maybe(Text(60)),
  /** of the latest correction by somebody who was there: photos (shared/photo.ts) and words */
  proof: Maybe(Proof),
};

const tallies = {
  vehicles: Count,
  persons: Maybe(Count),
  vehiclesTurnedBack: Maybe(Count),
  personsTurnedBack: Maybe(Count),
  suspects: Maybe(Count),
  fever: Maybe(Count),
  abnormalCodes: Maybe(Count),
  disinfected: Maybe(Count),
};

const Counted = Exact({
  id: Id,
  counter: Id,
  from: Time,
  to: Time,
  direction: OneOf('in', 'out'),
  ...tallies,
});

/** Vehicles that wait in front of it, seen at the time of the report. */
const Queue = Exact({ id: Id, direction: OneOf('in', 'out'), vehicles: Count });

const Registered = Exact(fields);
export const checkpointReports = {
  'checkpoint.registered': Registered,
  'checkpoint.updated': Updatable(fields, 'id'),
  'checkpoint.counted': Counted,
  'checkpoint.queue': Queue,
};

type Tally = keyof typeof tallies;
const TALLIES = Object.keys(tallies) as Tally[];
type Direction = 'in' | 'out';

/**
 * Sums over all slots of all counters. A sum exists only for what some slot reported; `known` says how many slots did,
 * so that a rate over an incomplete denominator can be told from a complete one (domain 6.5: "n/a if P unknown").
 */
export type Totals = { readonly slots: number; readonly known: Partial<Record<Tally, number>> } & Partial<
  Record<Tally, number>
>;

export type Checkpoint = Stamp &
  Omit<Static<typeof Registered>, 'id'> &
  Kept & {
    readonly totals?: { readonly [D in Direction]?: Totals };
    /** the latest slot by its end, per direction; per hour, all counters of that slot together are the engine's matter */
    readonly latest?: {
      readonly [D in Direction]?: { readonly from: string; readonly to: string; readonly vehicles: number };
    };
    /** vehicles that waited when somebody last looked */
    readonly queue?: { readonly [D in Direction]?: { readonly vehicles: number; readonly at: string } };
  };

export const checkpointClasses: Classes<Checkpoint> = {
  name: 'L0',
  nameEn: 'L0',
  type: 'L0',
  position: 'L0',
  tier: 'L0',
  road: 'L0',
  roadEn: 'L0',
  lanes: 'L0',
  status: 'L0',
  unit: 'L1',
  unitEn: 'L1',
  phone: 'L1',
  proof: 'L2',
  totals: 'L1',
  latest: 'L1',
  queue: 'L1',
  fieldVersions: 'never',
};

/** The latest look at each direction; an earlier one that comes late changes nothing. */
function queued(situation: Reading, { data, observedAt }: Said<typeof Queue>): Folded {
  const checkpoint = situation.get('checkpoints', data.id);
  if (checkpoint === undefined) return refused(unknownEntity('checkpoint', data.id));
  const known = checkpoint.queue?.[data.direction];
  if (known !== undefined && instant(known.at) >= instant(observedAt)) return merged('a later queue is known');
  const queue = { ...checkpoint.queue, [data.direction]: { vehicles: data.vehicles, at: observedAt } };
  return applied(put('checkpoints', data.id, { ...fieldsOf<'checkpoints'>(checkpoint), queue }));
}

/** All slots of one counter, one direction and one UTC day, by start; the key of the day is that of the slot's start. */
export type SlotDay = Stamp & {
  readonly checkpointId: string;
  readonly slots: Readonly<Record<string, Slot>>;
};
export type Slot = { readonly to: number } & Partial<Record<Tally, number>>;

export const slotClasses: Classes<SlotDay> = { checkpointId: 'never', slots: 'never' };

export const checkpointFolds: Folds<typeof checkpointReports> = {
  'checkpoint.registered': (situation, { data }) =>
    registered(situation, 'checkpoints', data, ['totals', 'latest', 'queue']),
  'checkpoint.updated': (situation, event) => updated(situation, 'checkpoints', event),
  'checkpoint.counted': counted,
  'checkpoint.queue': queued,
};

function counted(situation: Reading, event: Said<typeof Counted>): Folded {
  const { data } = event;
  const checkpoint = situation.get('checkpoints', data.id);
  if (checkpoint === undefined) return refused(unknownEntity('checkpoint', data.id));
  const from = instant(data.from);
  const to = instant(data.to);
  // A slot longer than a day would have to be compared with more than its neighbours.
  if (to <= from || to - from > DAY) {
    return refused(problem('out-of-range', 'a slot ends after it starts and lasts at most 24 hours', 'data.to'));
  }
  const day = Math.floor(from / DAY);
  const key = (offset: number) => `${data.id}|${data.counter}|${data.direction}|${day + offset}`;
  for (const offset of [-1, 0, 1]) {
    const clash = overlapping(situation.get('slots', key(offset))?.slots, from, to);
    if (clash !== undefined) {
      return refused(
        problem(
          'slot-overlap',
          `counter "${data.counter}" has a slot ${new Date(clash[0]).toISOString()} to ${new Date(clash[1]).toISOString()} already; send exactly that slot to replace it`,
          'data.from',
        ),
      );
    }
  }
  const bucket = situation.get('slots', key(0));
  const before = bucket?.slots[String(from)];
  const after: Slot = { to, ...pickTallies(data) };
  if (before !== undefined && same(before, after)) return merged('the same slot with the same figures');
  const totals = shift(checkpoint.totals?.[data.direction], before, after);
  const latest = checkpoint.latest?.[data.direction];
  const newest = latest === undefined || instant(latest.to) <= to;
  return applied(
    put('slots', key(0), { checkpointId: data.id, slots: { ...bucket?.slots, [String(from)]: after } }),
    put('checkpoints', data.id, {
      ...fieldsOf<'checkpoints'>(checkpoint),
      totals: { ...checkpoint.totals, [data.direction]: totals },
      latest: newest
        ? { ...checkpoint.latest, [data.direction]: { from: data.from, to: data.to, vehicles: data.vehicles } }
        : checkpoint.latest,
    }),
  );
}

function overlapping(slots: SlotDay['slots'] | undefined, from: number, to: number): [number, number] | undefined {
  for (const [start, slot] of Object.entries(slots ?? {})) {
    const begins = Number(start);
    const isSameSlot = begins === from && slot.to === to;
    if (!isSameSlot && begins < to && slot.to > from) return [begins, slot.to];
  }
  return undefined;
}

function pickTallies(data: Partial<Record<Tally, number>>): Partial<Record<Tally, number>> {
  const out: Partial<Record<Tally, number>> = {};
  for (const name of TALLIES) if (data[name] !== undefined) out[name] = data[name];
  return out;
}

/** The sums after one slot replaces another (or nothing). */
function shift(totals: Totals | undefined, before: Slot | undefined, after: Slot): Totals {
  const sums: Partial<Record<Tally, number>> = {};
  const known: Partial<Record<Tally, number>> = {};
  for (const name of TALLIES) {
    const count =
      (totals?.known[name] ?? 0) + (after[name] === undefined ? 0 : 1) - (before?.[name] === undefined ? 0 : 1);
    if (count === 0) continue;
    known[name] = count;
    sums[name] = (totals?.[name] ?? 0) + (after[name] ?? 0) - (before?.[name] ?? 0);
  }
  return { slots: (totals?.slots ?? 0) + (before === undefined ? 1 : 0), known, ...sums };
}
