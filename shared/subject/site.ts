// Sites: quarantine, testing, laboratory, clinic, depot; their rooms, queues and laboratory state.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { Count, Exact, Id, Maybe, Measure, OneOf, PositionSchema, Text, Time, Updatable } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { instant } from '../time.ts';
import { Proof } from './nail.ts';
import { applied, type Classes, type Folded, type Folds, merged, refused, type Stamp } from './subject.ts';
import { fieldsOf, type Kept, put, registered, unknownEntity, updated } from './upsert.ts';

export const SITE_TYPES = ['quarantine', 'testing', 'laboratory', 'clinic', 'depot'] as const;

const fields = {
  id: Id,
  name: Text(),
  /** the name in English, where the place has one of its own; screens in English show it instead */
  nameEn: Maybe(Text()),
  type: OneOf(...SITE_TYPES),
  /** Unknown for sites known by address only: kept, listed, and counted as not on the map. */
  position: Maybe(PositionSchema),
  address: Maybe(Text(300)),
  tier: Maybe(OneOf('running', 'built', 'reserve')),
  /** rooms of a quarantine site, persons per hour elsewhere */
  capacity: Maybe(Count),
  desks: Maybe(Count),
  /** open now, or the opening hours in words */
  open: Maybe(Type.Union([Type.Boolean(), Text(100)])),
  unit: Maybe(Text()),
  unitEn: Maybe(Text()),
  phone: Maybe(Text(60)),
  /** of the latest correction by somebody who was there: photos (shared/photo.ts) and words */
  proof: Maybe(Proof),
};

const rooms = {
  ready: Maybe(Count),
  occupied: Maybe(Count),
  reserved: Maybe(Count),
  cleaning: Maybe(Count),
  blocked: Maybe(Count),
};
const Rooms = Exact({ id: Id, ...rooms, persons: Maybe(Count) });
const Queue = Exact({ id: Id, waiting: Count, minutes: Measure, desks: Count });
const Lab = Exact({ id: Id, queueTubes: Count, oldestSampledAt: Maybe(Time), tubesPerHour: Measure });

const Registered = Exact(fields);
export const siteReports = {
  'site.registered': Registered,
  'site.updated': Updatable(fields, 'id'),
  'site.rooms': Rooms,
  'site.queue': Queue,
  'lab.status': Lab,
};

type Observed<T> = Omit<T, 'id'> & { readonly observedAt: string };

/** Something in the figures that does not agree with itself; shown beside them, never corrected. */
export type Remark = {
  readonly code: 'rooms-over-capacity' | 'rooms-do-not-add-up' | 'rooms-unaccounted';
  readonly sum: number;
  readonly capacity: number;
};

export type Site = Stamp &
  Omit<Static<typeof Registered>, 'id'> &
  Kept & {
    readonly rooms?: Observed<Static<typeof Rooms>>;
    readonly queue?: Observed<Static<typeof Queue>>;
    readonly lab?: Observed<Static<typeof Lab>>;
    readonly remarks?: readonly Remark[];
  };

export const siteClasses: Classes<Site> = {
  name: 'L0',
  nameEn: 'L0',
  type: 'L0',
  position: 'L0',
  address: 'L0',
  tier: 'L0',
  capacity: 'L0',
  desks: 'L0',
  open: 'L0',
  unit: 'L1',
  unitEn: 'L1',
  phone: 'L1',
  proof: 'L2',
  rooms: 'L1',
  queue: 'L0',
  lab: 'L1',
  remarks: 'L1',
  fieldVersions: 'never',
};

export const siteFolds: Folds<typeof siteReports> = {
  'site.registered': (situation, { data }) =>
    remarked(situation, registered(situation, 'sites', data, ['rooms', 'queue', 'lab'])),
  'site.updated': (situation, event) => remarked(situation, updated(situation, 'sites', event)),
  'site.rooms': (situation, event) => remarked(situation, observed(situation, event, 'rooms')),
  'site.queue': (situation, event) => observed(situation, event, 'queue'),
  'lab.status': (situation, event) => observed(situation, event, 'lab'),
};

/** A state that is only true for a moment: one that happened earlier than the known one is history, not news. */
function observed(
  situation: Reading,
  event: { readonly observedAt: string; readonly data: { readonly id: string } },
  name: 'rooms' | 'queue' | 'lab',
): Folded {
  const { id, ...state } = event.data;
  const site = situation.get('sites', id);
  if (site === undefined) return refused(unknownEntity('site', id));
  const known = site[name]?.observedAt;
  if (known !== undefined && instant(event.observedAt) < instant(known)) {
    return merged(`older than the ${name} of ${known}; kept in the history`);
  }
  return applied(put('sites', id, { ...fieldsOf<'sites'>(site), [name]: { ...state, observedAt: event.observedAt } }));
}

/** Adds what does not add up (domain 6.4: ready + occupied + reserved + cleaning + blocked = installed). */
function remarked(_situation: Reading, folded: Folded): Folded {
  const puts = folded.puts.map((change) => {
    if (change.layer !== 'sites' || change.fields === null) return change;
    const { remarks: _, ...rest } = change.fields;
    const found = remarksOn(rest.capacity, rest.rooms);
    return put('sites', change.id, found.length > 0 ? { ...rest, remarks: found } : rest);
  });
  return { ...folded, puts };
}

export function remarksOn(
  capacity: number | undefined,
  state: Partial<Record<keyof typeof rooms, number>> | undefined,
): Remark[] {
  if (capacity === undefined || state === undefined) return [];
  const known = (Object.keys(rooms) as (keyof typeof rooms)[]).map((name) => state[name]);
  const sum = known.reduce<number>((total, value) => total + (value ?? 0), 0);
  if (sum > capacity) return [{ code: 'rooms-over-capacity', sum, capacity }];
  if (known.every((value) => value !== undefined) && sum !== capacity)
    return [{ code: 'rooms-do-not-add-up', sum, capacity }];
  // Both sides of the balance are there and some rooms are in neither: worth a word, not a verdict.
  if (state.occupied !== undefined && state.ready !== undefined && sum < capacity)
    return [{ code: 'rooms-unaccounted', sum, capacity }];
  return [];
}
