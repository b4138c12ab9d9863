// What is registered before the story begins: sources, the town down to the staircase, posts, teams, policies.
import type { DataOf } from '#shared/report.ts';
import { type Draft, iso, say } from '../telling.ts';
import type { TownArea } from '../town/town.ts';
import { leavesOf } from './outbreak.ts';
import { ANSWERING, POLICIES } from './plan.ts';
import { sourceId, sourceReports } from './sources.ts';
import type { World } from './world.ts';

const register = { known: 0, source: sourceId('register') };

export function* registrations(world: World): Generator<Draft> {
  yield* sourceReports();
  const numbers = extensions(world.town.areas);
  for (const area of world.town.areas) yield say('area.registered', register, { ...areaData(area), ...numbers(area) });
  yield* households(world);
  yield* roadsAndGates(world);
  yield* services(world);
  for (const policyId of POLICIES) {
    const commander = { known: 0, by: 'commander', source: sourceId('command') } as const;
    yield say('policy.adopted', commander, { policyId, areaId: world.county.id, from: iso(0) });
  }
}

/** Extensions of an exchange that is not there, as those of the posts (posts.ts): the county's, then its townships'. */
const EXTENSION = 8500;

/** The county answers for all of it, each township for its own ground. */
function extensions(areas: readonly TownArea[]) {
  const answering = areas.filter(({ level }) => level === 'county' || level === 'township');
  const sorted = answering.toSorted((a, b) => Number(b.level === 'county') - Number(a.level === 'county'));
  const phones = new Map(sorted.map(({ id }, n) => [id, String(EXTENSION + n)]));
  return ({ id, name, level }: TownArea) => {
    const phone = phones.get(id);
    if (phone === undefined) return {};
    const own = { unit: `${name.zh}防控专班`, unitEn: `${name.en} response team` };
    return { ...(level === 'county' ? ANSWERING : own), phone };
  };
}

export function areaData({
  id,
  code,
  parent,
  level,
  type,
  name,
  geometry,
  population,
  households,
  floors,
}: TownArea): DataOf<'area.registered'> {
  return {
    id,
    ...(code === undefined ? {} : { code }),
    ...(parent === undefined ? {} : { parent }),
    level,
    ...(type === undefined ? {} : { type }),
    name: name.zh,
    nameEn: name.en,
    geometry,
    // Nobody lives in a place: its people are counted at home. That is known, and no gap in a fence's count.
    ...(level === 'place' ? { population: 0, households: 0 } : {}),
    ...(population === undefined || level === 'place' ? {} : { population }),
    ...(households === undefined || level === 'place' ? {} : { households }),
    ...(floors === undefined ? {} : { floors }),
  };
}

/** Doors are registered only where the story goes from door to door. */
function* households({ town, cast }: World): Generator<Draft> {
  for (const compound of [cast.nail, cast.second]) {
    for (const leaf of leavesOf(town, compound.id)) {
      for (const { id, door, persons } of town.households(leaf.id))
        yield say('area.registered', register, {
          id,
          parent: leaf.id,
          level: 'household',
          name: `${door}室`,
          nameEn: `Flat ${door}`,
          population: persons,
        });
    }
  }
}

/** Ways inside walls and tracks in the hills are the basemap's; here is what one drives and closes. */
const DRIVEN = new Set(['motorway', 'link', 'trunk', 'primary', 'secondary', 'residential', 'county']);
export const isDriven = (kind: string): boolean => DRIVEN.has(kind);

function* roadsAndGates({ town }: World): Generator<Draft> {
  for (const road of town.roads) {
    if (!isDriven(road.class)) continue;
    yield say('road.registered', register, {
      id: road.id,
      ...(road.name === undefined ? {} : { name: road.name.zh, nameEn: road.name.en }),
      class: road.class,
      geometry: road.geometry,
      walk: road.walk,
      drive: road.drive,
      ...(road.oneway === undefined ? {} : { oneway: road.oneway }),
    });
  }
  for (const { id, areaId, position, state } of town.gates)
    yield say('gate.registered', register, { id, areaId, position, state });
}

function* services({ posts }: World): Generator<Draft> {
  for (const { activatedAt: _, ...data } of posts.quarantine) yield say('site.registered', register, data);
  for (const data of [...posts.laboratories, ...posts.clinics, ...posts.depots, ...posts.testing])
    yield say('site.registered', register, data);
  for (const { perHour: _, counters: _c, directions: _d, ...data } of posts.checkpoints)
    yield say('checkpoint.registered', { known: 0, source: sourceId('checkpoints') }, data);
  for (const { way: _, ...data } of posts.teams)
    yield say('team.registered', { known: 0, source: sourceId('command') }, data);
}
