// Checkpoints: what they count, slot by slot, and who stands there.
import type { DataOf } from '#shared/report.ts';
import { dice, noise } from '../dice.ts';
import { clock, type Draft, hourOfDay, iso, say, type Teller } from '../telling.ts';
import type { Checkpoint } from './posts.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

const source = sourceId('checkpoints');
/** Slots of an hour until half a day before it is joined, of 15 minutes from then on. */
const QUARTERS = 12 * 60;
const SHIFTS = [0, 8, 16];
const DEPARTMENTS = ['公安 police', '卫健 health'];

/** Share of a quiet hour's traffic: two rush hours, and less and less as the district closes (static from 28 October). */
const traffic = (minute: number): number => {
  const hour = hourOfDay(minute);
  const rush = Math.exp(-(((hour - 8) / 1.8) ** 2)) + Math.exp(-(((hour - 17.5) / 2.2) ** 2));
  const daylight = 0.12 + 0.5 * Math.max(0, Math.sin(((hour - 5) / 17) * Math.PI)) + 0.5 * rush;
  const closing = minute < clock(1, 1) ? 1 : Math.max(0.3, 0.75 - (minute - clock(1, 1)) / 12_000);
  return daylight * closing;
};

export const crossings = ({ seed, posts, join }: World): Teller => ({
  name: 'crossings',
  hours: 2,
  born: (hour) => [
    ...posts.checkpoints.flatMap((checkpoint) => slotsOf(seed, checkpoint, hour, join)).map(counted),
    ...posts.checkpoints.flatMap((checkpoint) => queues(seed, checkpoint, hour)),
    ...shift(seed, posts.checkpoints, hour),
    ...lanes(seed, posts.checkpoints, hour),
  ],
});

export type Slot = { readonly known: number; readonly to: number; readonly counts: DataOf<'checkpoint.counted'> };

/** What a checkpoint counts in one hour of a story that is joined at a minute. */
export function slotsOf(seed: string, checkpoint: Checkpoint, hour: number, join: number): Slot[] {
  const length = hour * 60 < join - QUARTERS ? 60 : 15;
  const slots: Slot[] = [];
  for (let from = hour * 60; from < (hour + 1) * 60; from += length) {
    for (const counter of checkpoint.counters)
      for (const direction of checkpoint.directions)
        slots.push(slot(seed, checkpoint, counter, direction, from, length));
  }
  return slots;
}

const counted = ({ known, to, counts }: Slot): Draft =>
  say('checkpoint.counted', { known, observed: to, source }, counts);

function slot(
  seed: string,
  { id, counters, perHour, type }: Checkpoint,
  counter: string,
  direction: 'in' | 'out',
  from: number,
  length: number,
): Slot {
  const draw = dice(seed, 'slot', id, counter, direction, from);
  const to = from + length;
  const mood = 1 + 0.25 * noise(from / 90, seed, 'mood', id, direction);
  const expected = ((perHour / counters.length) * length * traffic(from + length / 2) * mood) / 60;
  const vehicles = Math.max(0, Math.round(expected * draw.between(0.85, 1.15)));
  const crowd = type === 'road' || type === 'expressway' ? 1.9 : 9;
  const persons = Math.round(vehicles * crowd * draw.between(0.9, 1.1));
  // About 2.3 in a hundred vehicles are turned back on the way in (Chongqing's 2.28 %, domain V01).
  let turned = 0;
  for (let i = 0; i < vehicles; i += 1) if (draw.chance(direction === 'in' ? 0.023 : 0.009)) turned += 1;
  const fever = draw.chance(persons / 6000) ? 1 : 0;
  const known = to + draw.between(0.5, 7);
  return {
    known,
    to,
    counts: {
      id,
      counter,
      from: iso(from),
      to: iso(to),
      direction,
      vehicles,
      persons,
      vehiclesTurnedBack: turned,
      personsTurnedBack: Math.min(persons, Math.round(turned * 2.2)),
      ...(direction === 'in'
        ? {
            suspects: draw.chance(vehicles / 9000) ? 1 : 0,
            fever,
            abnormalCodes: draw.chance(persons / 900) ? draw.int(1, 3) : 0,
            disinfected: Math.round(vehicles * 0.3),
          }
        : {}),
    },
  };
}

/** On the roads somebody looks down the line every half hour: minutes of what comes, more in the rush. */
function queues(seed: string, { id, type, perHour, directions }: Checkpoint, hour: number): Draft[] {
  if (type !== 'road' && type !== 'expressway') return [];
  return directions.flatMap((direction) =>
    [0, 30].map((half) => {
      const at = hour * 60 + half;
      const draw = dice(seed, 'queue', id, direction, at);
      const minutes = draw.between(0, direction === 'in' ? 8 : 3) * traffic(at);
      const vehicles = Math.round((perHour / 60) * minutes);
      return say(
        'checkpoint.queue',
        { known: at + draw.between(0.2, 2), observed: at, source },
        { id, direction, vehicles },
      );
    }),
  );
}

function shift(seed: string, checkpoints: readonly Checkpoint[], hour: number): Draft[] {
  if (!SHIFTS.includes(hour % 24)) return [];
  return checkpoints.flatMap(({ id, lanes, type }) =>
    DEPARTMENTS.map((dept) => {
      const draw = dice(seed, 'shift', id, dept, hour);
      // Now and then a shift comes short, or the last one goes early: a gap that the duty strip must show.
      const early = draw.chance(0.03) ? 20 : 0;
      return say(
        'duty.changed',
        { known: hour * 60 + draw.between(0, 12), observed: hour * 60, source },
        {
          checkpointId: id,
          from: iso(hour * 60),
          to: iso((hour + 8) * 60 - early),
          dept,
          staff: (lanes ?? 1) * 2 + (type === 'expressway' ? 2 : 0) - (draw.chance(0.08) ? 1 : 0),
        },
      );
    }),
  );
}

/** A lane closes in the evening and opens in the morning on the widest exits. */
function lanes(seed: string, checkpoints: readonly Checkpoint[], hour: number): Draft[] {
  const onDay = hour % 24;
  if (onDay !== 7 && onDay !== 22) return [];
  return checkpoints
    .filter(({ lanes = 0 }) => lanes >= 3)
    .map(({ id, lanes = 0 }) =>
      say(
        'checkpoint.updated',
        { known: hour * 60 + dice(seed, 'lane', id, hour).between(1, 25), source },
        onDay === 22 ? { id, lanes: lanes - 1, status: 'reduced' } : { id, lanes, status: 'open' },
      ),
    );
}
