// The pulse of testing points and teams: queues, desks, positions. Only the latest value of each counts.
import { dice, noise } from '../dice.ts';
import { type Draft, hourOfDay, say, type Teller } from '../telling.ts';
import { beats } from './beats.ts';
import { ROUND_THREE } from './flow.ts';
import { goingAlong } from './ground.ts';
import type { Site } from './posts.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

/** Points that stay open all night: at the hospitals and stations (policy cn-test-access), and before the first round. */
const ALL_NIGHT = 6;
const BEFORE_ROUNDS = 10;
const OPENS = 6.5;
const CLOSES = 22;
/** Metres a minute: 18 km/h. */
const SPEED = 300;

export function isOpen(point: number, minute: number): boolean {
  if (point < ALL_NIGHT) return true;
  if (minute < 24 * 60 && point >= BEFORE_ROUNDS) return false;
  // Round 3 begins before daylight.
  if (minute >= ROUND_THREE.start - 30 && minute < ROUND_THREE.start + 120) return true;
  const hour = hourOfDay(minute);
  return hour >= OPENS && hour < CLOSES;
}

export const pulse = (world: World): Teller => ({
  name: 'pulse',
  hours: 2,
  born: (hour) => [...queues(world, hour), ...positions(world, hour)],
});

function queues({ seed, posts, dense }: World, hour: number): Draft[] {
  return posts.testing.flatMap((site, point) => {
    const source = sourceId('testing');
    const offset = dice(seed, 'beat', site.id).between(0, 5);
    const said = beats(hour, { every: 3, hours: 2, offset, dense }).filter((minute) => isOpen(point, minute));
    const drafts = said.map((minute) => {
      const desks = desksAt(seed, site, minute);
      const waiting = Math.round(crowdAt(seed, site, minute) * desks);
      return say(
        'site.queue',
        { known: minute, source },
        // 36 persons an hour at each desk (domain 6.2)
        { id: site.id, waiting, minutes: Math.round((waiting / (desks * 36)) * 60), desks },
      );
    });
    return [...drafts, ...doors(site, point, hour, offset)];
  });
}

/** Persons waiting per desk: the queue swells at noon, less in the evening, and at each point in its own time. */
function crowdAt(seed: string, site: Site, minute: number): number {
  const hour = hourOfDay(minute);
  const noon = Math.exp(-(((hour - 12) / 1.7) ** 2)) + 0.45 * Math.exp(-(((hour - 18) / 2) ** 2));
  const swell =
    1 + 0.5 * noise(minute / 35, seed, 'swell', site.id) + 0.15 * noise(minute / 8, seed, 'ripple', site.id);
  return Math.max(0, (2 + 15 * noon) * swell);
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

/** Hours of the day in which patrols rest. */
const [REST_FROM, REST_TO] = [1, 5];

/** Teams go up and down their streets; told twice a minute, and never about the past. Patrols go off duty for the small hours. */
function positions({ seed, posts, join }: World, hour: number): Draft[] {
  if ((hour + 1) * 60 <= join) return [];
  const ofDay = hour % 24;
  return posts.teams.flatMap(({ id, type, way }) => {
    if (type === 'patrol' && ofDay >= REST_FROM && ofDay < REST_TO)
      return ofDay === REST_FROM ? [say('team.offDuty', { known: hour * 60, source: sourceId('field') }, { id })] : [];
    const draw = dice(seed, 'beat', id);
    const offset = draw.between(0, 0.4);
    const start = draw.between(0, way.length);
    return Array.from({ length: 120 }, (_, step) => {
      const minute = hour * 60 + step / 2 + offset;
      const position = goingAlong(way, start + minute * SPEED);
      return say('team.position', { known: minute, source: sourceId('field') }, { id, position, accuracy: 12 });
    });
  });
}
