// The rooms of the isolation sites: opened in steps, filled by the contacts of the story and by others it does not follow.
import { dice, noise } from '../dice.ts';
import { type Draft, say, type Teller } from '../telling.ts';
import { type Beat, beats, lastBeat } from './beats.ts';
import type { Tracing } from './contacts.ts';
import type { Quarantine } from './posts.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

const source = sourceId('rooms');

export type RoomState = {
  readonly ready: number;
  readonly occupied: number;
  readonly reserved: number;
  readonly cleaning: number;
  readonly blocked: number;
  readonly persons: number;
};
export type Rooms = {
  readonly at: (site: Quarantine, minute: number) => RoomState;
  /** what the site said last before this minute */
  readonly said: (site: Quarantine, before: number) => RoomState | undefined;
  readonly beat: (site: Quarantine) => Beat;
};

type Stay = { readonly requested: number; readonly admitted: number; readonly leaves: number };

export function roomsModel(seed: string, tracings: readonly Tracing[], dense: number): Rooms {
  const stays = new Map<string, Stay[]>();
  for (const { contacts } of tracings) {
    for (const { journey, leaves } of contacts) {
      if (journey === undefined) continue;
      const list = stays.get(journey.siteId) ?? [];
      if (list.length === 0) stays.set(journey.siteId, list);
      list.push({ ...journey, leaves: leaves! });
    }
  }
  const at = (site: Quarantine, minute: number): RoomState => {
    const { id, capacity } = site;
    const blocked = Math.round(capacity * 0.02);
    const cleaning = Math.round(capacity * (0.03 + 0.02 * noise(minute / 240, seed, 'cleaning', id)));
    const usable = capacity - blocked - cleaning;
    const own = stays.get(id) ?? [];
    const here = own.filter(({ admitted, leaves }) => admitted <= minute && leaves > minute).length;
    const coming = own.filter(({ requested, admitted }) => requested <= minute && admitted > minute).length;
    const occupied = Math.min(usable, here + others(seed, site, minute));
    const more = Math.round(usable * 0.02 * (1 + noise(minute / 60, seed, 'reserved', id)));
    const reserved = Math.min(usable - occupied, coming + more);
    return {
      ready: usable - occupied - reserved,
      occupied,
      reserved,
      cleaning,
      blocked,
      // Families stay together (domain 6.4: persons are not rooms).
      persons: Math.round(occupied * 1.12),
    };
  };
  const beat = ({ id }: Quarantine): Beat => ({
    every: 15,
    hours: 3,
    offset: dice(seed, 'beat', id).between(0, 15),
    dense,
  });
  return {
    at,
    beat,
    said: (site, before) => {
      const last = lastBeat(before, beat(site), (minute) => minute > site.activatedAt);
      return last === undefined ? undefined : at(site, last);
    },
  };
}

/** Returnees from other provinces, and customers of the market moved by the busload: rooms that no contact of ours has. */
function others(seed: string, { id, tier, capacity, activatedAt }: Quarantine, minute: number): number {
  const draw = dice(seed, 'others', id);
  if (tier === 'running') {
    const returnees = capacity * draw.between(0.3, 0.42) * Math.exp(-minute / (9 * 1440));
    const moved = capacity * draw.between(0.2, 0.28) * (1 - Math.exp(-Math.max(0, minute - 1500) / 1200));
    return Math.round(returnees + moved);
  }
  const hours = Math.max(0, minute - activatedAt) / 60;
  const most = draw.between(0.45, 0.8);
  const emptied = Math.max(0, 1 - Math.max(0, minute - 9 * 1440) / (5 * 1440));
  return Math.round(capacity * most * (1 - Math.exp(-hours / draw.between(9, 20))) * emptied);
}

export function rooms(world: World): Teller {
  return {
    name: 'rooms',
    hours: 2,
    born: (hour) =>
      world.posts.quarantine.flatMap((site) => [
        ...opened(site, hour),
        ...beats(hour, world.rooms.beat(site))
          .filter((minute) => minute > site.activatedAt)
          .map((minute) => {
            return say('site.rooms', { known: minute, source }, { id: site.id, ...world.rooms.at(site, minute) });
          }),
      ]),
  };
}

/** A built site or a hotel in reserve takes people in from now on: it runs. */
function opened({ id, tier, activatedAt }: Quarantine, hour: number): Draft[] {
  if (tier === 'running' || Math.floor(activatedAt / 60) !== hour) return [];
  return [say('site.updated', { known: activatedAt, source }, { id, tier: 'running', open: true })];
}
