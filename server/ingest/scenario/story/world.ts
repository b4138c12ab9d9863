// Everything the parts of the story know of each other: the town, who it is about, and what happens to them.
import { denseFrom, JOIN_MINUTE } from '../telling.ts';
import type { Town, TownArea } from '../town/town.ts';
import { type Cast, cast } from './cast.ts';
import { type Tracing, tracing } from './contacts.ts';
import { type Flow, flow } from './flow.ts';
import { zonesOf } from './orders.ts';
import { type Infection, outbreak } from './outbreak.ts';
import { type Posts, posts, type Site } from './posts.ts';
import { type Rooms, roomsModel } from './rooms.ts';
import type { ZoneTold } from './zones.ts';

export type World = {
  readonly seed: string;
  /** minute at which it is joined */
  readonly join: number;
  /** minute from which the sources speak as often as they do live */
  readonly dense: number;
  readonly town: Town;
  readonly county: TownArea;
  readonly townships: readonly TownArea[];
  readonly communities: readonly TownArea[];
  readonly cast: Cast;
  readonly posts: Posts;
  readonly flow: Flow;
  readonly infections: readonly Infection[];
  readonly tracings: readonly Tracing[];
  readonly rooms: Rooms;
  readonly zones: readonly ZoneTold[];
  /** the opId of the report with this key, for those that refer to it */
  readonly opId: (key: string) => string;
};

export function world(seed: string, town: Town, opId: (key: string) => string, join = JOIN_MINUTE): World {
  const county = town.areas.find(({ level }) => level === 'county')!;
  const people = cast(town);
  const found = posts(seed, town, people);
  const round = flow(seed, town, found);
  const services = { ...found, testing: found.testing.map((site) => staffed(site, round)) };
  const infections = outbreak(seed, town, people, round.pools);
  const tracings = tracing(seed, services, infections);
  const made: Omit<World, 'zones'> = {
    seed,
    join,
    dense: denseFrom(join),
    town,
    county,
    townships: town.within(county.id, 'township'),
    communities: town.within(county.id, 'community'),
    cast: people,
    posts: services,
    flow: round,
    infections,
    tracings,
    rooms: roomsModel(seed, tracings, denseFrom(join)),
    opId,
  };
  return { ...made, zones: zonesOf({ ...made, zones: [] }) };
}

/** One sampler for 360 persons (domain V10), 36 persons an hour at each desk (6.2). */
function staffed(site: Site, { queues }: Flow): Site {
  const persons = queues.find((queue) => queue.site.id === site.id)?.persons ?? 0;
  const desks = Math.max(1, Math.ceil(persons / 360));
  return { ...site, desks, capacity: desks * 36 };
}
