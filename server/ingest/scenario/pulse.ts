// The pulse of sites and teams: queues, rooms, laboratories, positions. Only the latest value of each counts.

import { dice, noise } from './dice.ts';
import { along, lonLat, pathLength } from './plane.ts';
import type { Site } from './posts.ts';
import { sourceId } from './sources.ts';
import { DENSE_FROM, type Draft, hourOfDay, iso, JOIN_MINUTE, say, type Teller } from './telling.ts';
import type { World } from './world.ts';

/** Points that stay open all night, and the few that were open before the first round. */
const ALL_NIGHT = 6;
const BEFORE_ROUNDS = 8;
const OPENS = 6.5;
const CLOSES = 22;
/** Every incident day one laboratory's feed falls silent from 15:00 to 16:00, so that silence can be seen. */
export const SILENT_HOUR = 15;

export function isOpen(point: number, minute: number): boolean {
  if (point < ALL_NIGHT) return true;
  if (minute < 24 * 60 && point >= BEFORE_ROUNDS) return false;
  const hour = hourOfDay(minute);
  return hour >= OPENS && hour < CLOSES;
}

/** The minutes of an hour in which something speaks: `every` minutes once the story is dense, else once in `hours`. */
function beats(hour: number, every: number, hours: number, offset: number): number[] {
  const start = hour * 60;
  if (start < DENSE_FROM) return hour % hours === 0 ? [start + (offset % 60)] : [];
  return Array.from({ length: 60 / every }, (_, i) => start + i * every + (offset % every));
}

export const pulse = (world: World): Teller => ({
  name: 'pulse',
  hours: 2,
  born: (hour) => [
    ...queues(world, hour),
    ...rooms(world, hour),
    ...laboratories(world, hour),
    ...positions(world, hour),
  ],
});

function queues({ seed, posts }: World, hour: number): Draft[] {
  return posts.testing.flatMap((site, point) => {
    const source = sourceId('testing');
    const offset = dice(seed, 'beat', site.id).between(0, 5);
    const said = beats(hour, 5, 1, offset).filter((minute) => isOpen(point, minute));
    const drafts = said.map((minute) => {
      const desks = desksAt(seed, site, minute);
      const crowd = crowdAt(seed, site, minute);
      const waiting = Math.round(crowd * desks);
      return say(
        'site.queue',
        { known: minute, source },
        { id: site.id, waiting, minutes: Math.round((waiting / (desks * 36)) * 60), desks },
      );
    });
    return [...drafts, ...doors(site, point, hour, offset)];
  });
}

/** Persons waiting per desk: a morning and an evening peak, and swells of its own at each point. */
function crowdAt(seed: string, site: Site, minute: number): number {
  const hour = hourOfDay(minute);
  const peaks = Math.exp(-(((hour - 9) / 2) ** 2)) + 0.8 * Math.exp(-(((hour - 18) / 2.2) ** 2));
  const swell = 1 + 0.7 * noise(minute / 35, seed, 'swell', site.id) + 0.2 * noise(minute / 8, seed, 'ripple', site.id);
  return Math.max(0, (3 + 17 * peaks) * swell);
}

const desksAt = (seed: string, { id, desks = 4 }: Site, minute: number): number =>
  Math.max(1, desks - Math.round(1 + noise(minute / 180, seed, 'desks', id)));

function doors(site: Site, point: number, hour: number, offset: number): Draft[] {
  return [hour * 60, hour * 60 + 30]
    .filter((minute) => isOpen(point, minute) !== isOpen(point, minute - 1))
    .map((minute) =>
      say(
        'site.updated',
        { known: minute + offset / 5, source: sourceId('testing') },
        { id: site.id, open: isOpen(point, minute) },
      ),
    );
}

function rooms({ seed, posts }: World, hour: number): Draft[] {
  return posts.quarantine
    .filter(({ tier }) => tier !== 'reserve')
    .flatMap((site) =>
      beats(hour, 15, 3, dice(seed, 'beat', site.id).between(0, 15)).map((minute) => {
        const capacity = site.capacity ?? 0;
        const blocked = Math.round(capacity * 0.02);
        const cleaning = Math.round(capacity * (0.03 + 0.02 * noise(minute / 240, seed, 'cleaning', site.id)));
        const usable = capacity - blocked - cleaning;
        const occupied = Math.min(usable, Math.round(usable * filled(seed, site, minute)));
        const reserved = Math.min(
          usable - occupied,
          Math.round(usable * 0.05 * (1 + noise(minute / 60, seed, 'reserved', site.id))),
        );
        return say(
          'site.rooms',
          { known: minute, source: sourceId('rooms') },
          {
            id: site.id,
            ready: usable - occupied - reserved,
            occupied,
            reserved,
            cleaning,
            blocked,
            persons: Math.round(occupied * 1.18),
          },
        );
      }),
    );
}

/** Share of the usable rooms taken: the running sites fill first, the built ones follow. */
function filled(seed: string, { id, tier }: Site, minute: number): number {
  const draw = dice(seed, 'filling', id);
  const days = minute / 1440;
  const half = tier === 'running' ? draw.between(2.6, 3.4) : draw.between(4.6, 6.6);
  const rise = 1 / (1 + Math.exp(-(days - half) / 0.9));
  return Math.max(0, Math.min(0.97, 0.04 + 0.9 * rise + 0.03 * noise(minute / 120, seed, 'rooms', id)));
}

function laboratories({ seed, posts }: World, hour: number): Draft[] {
  return posts.laboratories.flatMap((lab, i) => {
    if (i === 1 && hour % 24 === SILENT_HOUR) return [];
    return beats(hour, 5, 1, dice(seed, 'beat', lab.id).between(0, 5)).map((minute) => {
      const rate = (lab.capacity ?? 100) * (0.9 + 0.1 * noise(minute / 120, seed, 'rate', lab.id));
      // Tubes come in the evening of a round's first day and are worked off by the next morning.
      const wave = Math.exp(-(((hourOfDay(minute - 120) - 14) / 5) ** 2));
      const queueTubes = Math.max(
        0,
        Math.round(rate * (0.4 + 5 * wave + 0.5 * noise(minute / 40, seed, 'tubes', lab.id))),
      );
      const age = 45 + (queueTubes / rate) * 60;
      return say(
        'lab.status',
        { known: minute, source: sourceId(i === 0 ? 'lab-1' : 'lab-2') },
        { id: lab.id, queueTubes, oldestSampledAt: iso(Math.max(0, minute - age)), tubesPerHour: Math.round(rate) },
      );
    });
  });
}

/** Teams drive their roads up and down at 18 km/h; told twice a minute, and never about the past. */
function positions({ seed, land, posts }: World, hour: number): Draft[] {
  if ((hour + 1) * 60 <= JOIN_MINUTE) return [];
  return posts.teams.flatMap(({ id }, i) => {
    const { path } = land.roads[7 + i * 4]!;
    const offset = dice(seed, 'beat', id).between(0, 0.4);
    return Array.from({ length: 120 }, (_, step) => {
      const minute = hour * 60 + step / 2 + offset;
      const position = lonLat(along(path, (minute * 0.3) / pathLength(path)));
      return say('team.position', { known: minute, source: sourceId('field') }, { id, position, accuracy: 12 });
    });
  });
}
