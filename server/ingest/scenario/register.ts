// What is registered before the story begins: sources, land, posts, teams, and the policies adopted for the district.
import words from '../../../data/scenarios/small/place.json' with { type: 'json' };
import type { Land } from './land.ts';
import { lines, lonLat, polygon, polygons } from './plane.ts';
import type { Posts } from './posts.ts';
import { sourceId, sourceReports } from './sources.ts';
import { type Draft, iso, say } from './telling.ts';

/** Of policies.json; each adopted for the district and the period of the story. */
const POLICIES = [
  'cn-2022-06-v9',
  'cn-safeguards',
  'cn-test-2022-03-g3',
  'cn-pool',
  'cn-clock-2-4-8-12-24',
  'bj-hd-8h',
  'cn-contact-v9',
  'cn-rooms',
  'hohhot-nail',
];

const both = ({ zh, en }: { readonly zh: string; readonly en: string }) => `${zh} ${en}`;

export function registrations(land: Land, posts: Posts): Draft[] {
  return [...sourceReports(), ...areas(land, posts), ...roadsAndGates(land), ...services(posts), ...policies(land)];
}

const register = { known: 0, source: sourceId('register') };

function areas(land: Land, posts: Posts): Draft[] {
  const county = say('area.registered', register, {
    id: land.id,
    code: words.county.code,
    level: 'county',
    name: both(words.county),
    geometry: polygons(land.rings),
    population: words.population,
    households: land.communities.reduce((sum, community) => sum + community.households, 0),
  });
  const townships = land.townships.map((township) =>
    say('area.registered', register, {
      id: township.id,
      code: township.code,
      parent: land.id,
      level: 'township',
      name: both(township),
      geometry: polygons(township.rings),
      population: township.persons,
    }),
  );
  const communities = land.communities.map((community) =>
    say('area.registered', register, {
      id: community.id,
      code: community.code,
      parent: community.townshipId,
      level: 'community',
      name: both(community),
      geometry: polygon(community.ring),
      population: community.persons,
      households: community.households,
    }),
  );
  const [zh, en] = words.river;
  const river = say('area.registered', register, {
    id: 'yl-river',
    parent: land.id,
    level: 'place',
    type: 'water',
    name: `${zh} ${en}`,
    geometry: polygon(land.river),
  });
  const places = posts.places.map((place) =>
    say('area.registered', register, {
      id: place.id,
      parent: land.id,
      level: 'place',
      type: place.type,
      name: both(place),
      geometry: polygon(place.ring),
    }),
  );
  return [county, ...townships, ...communities, river, ...places, ...dwellings(land)];
}

function dwellings(land: Land): Draft[] {
  return land.compounds.flatMap((compound) => [
    say('area.registered', register, {
      id: compound.id,
      parent: compound.communityId,
      level: 'compound',
      name: both(compound),
      geometry: polygon(compound.ring),
      population: compound.persons,
      households: compound.households,
    }),
    ...compound.buildings.flatMap((building) => [
      say('area.registered', register, {
        id: building.id,
        parent: compound.id,
        level: 'building',
        name: `${building.number}号楼 Building ${building.number}`,
        geometry: polygon(building.ring),
        population: building.staircases.reduce((sum, { persons }) => sum + persons, 0),
        floors: building.floors,
      }),
      ...building.staircases.map((staircase, i) =>
        say('area.registered', register, {
          id: staircase.id,
          parent: building.id,
          level: 'staircase',
          name: `${i + 1}单元 Staircase ${i + 1}`,
          geometry: polygon(staircase.ring),
          population: staircase.persons,
          households: Math.ceil(staircase.persons / 2.6),
          floors: building.floors,
        }),
      ),
    ]),
  ]);
}

function roadsAndGates(land: Land): Draft[] {
  return [
    ...land.roads.map((road) =>
      say('road.registered', register, {
        id: road.id,
        name: both(road),
        class: road.class,
        geometry: lines(road.pieces),
        walk: road.class !== 'motorway',
        drive: true,
      }),
    ),
    ...land.compounds.flatMap((compound) =>
      compound.gates.map((gate) =>
        say('gate.registered', register, {
          id: gate.id,
          areaId: compound.id,
          position: lonLat(gate.spot),
          state: gate.state,
        }),
      ),
    ),
  ];
}

function services(posts: Posts): Draft[] {
  const sites = [...posts.quarantine, ...posts.laboratories, ...posts.clinics, ...posts.depots, ...posts.testing];
  return [
    ...sites.map(({ spot: _, ...data }) => say('site.registered', register, data)),
    ...posts.checkpoints.map(({ perHour: _, counters: _c, ...data }) =>
      say('checkpoint.registered', { known: 0, source: sourceId('checkpoints') }, data),
    ),
    ...posts.teams.map((team) => say('team.registered', { known: 0, source: sourceId('command') }, team)),
  ];
}

const policies = (land: Land): Draft[] =>
  POLICIES.map((policyId) =>
    say(
      'policy.adopted',
      { known: 0, by: 'commander', source: sourceId('command') },
      { policyId, areaId: land.id, from: iso(0) },
    ),
  );
