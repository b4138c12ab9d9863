// Posts and services of the town as the story speaks of them: checkpoints and their counters, sites and their rooms, teams.
import type { DataOf } from '#shared/report.ts';
import { dice } from '../dice.ts';
import type { CheckpointSpot, Position, SiteSpot, Street, Town } from '../town/town.ts';
import type { Cast } from './cast.ts';
import { metres, middleOf, type Way, wayOf } from './ground.ts';
import { ANSWERING, activatedAt, roomsOf, TEAMS, TIERS, type Tier } from './plan.ts';

export type Site = Omit<DataOf<'site.registered'>, 'position'> & { readonly position: Position };
export type Quarantine = Site & { readonly tier: Tier; readonly capacity: number; readonly activatedAt: number };
export type Checkpoint = DataOf<'checkpoint.registered'> & {
  readonly perHour: number;
  readonly counters: readonly string[];
  /** one post counts who comes in and never who leaves (domain 6.5, direction parity) */
  readonly directions: readonly ('in' | 'out')[];
};
export type Team = DataOf<'team.registered'> & { readonly way: Way };
export type Posts = {
  readonly checkpoints: readonly Checkpoint[];
  readonly testing: readonly Site[];
  readonly quarantine: readonly Quarantine[];
  readonly laboratories: readonly (Site & { readonly capacity: number })[];
  readonly clinics: readonly Site[];
  readonly depots: readonly Site[];
  readonly teams: readonly Team[];
};

/** Tubes an hour of a laboratory that does not say. */
const TUBES_AN_HOUR = 300;
/** Longer ways than this show a team that goes somewhere, metres. */
const WORTH_GOING = 900;

/** Extensions of an exchange that is not there: a number of this length rings at nobody's. */
const EXTENSIONS = { checkpoint: 8101, site: 8301 };

export function posts(seed: string, town: Town, cast: Cast): Posts {
  const of = (type: SiteSpot['type']) => town.sites.filter((site) => site.type === type);
  const site = siteWith(town);
  return {
    checkpoints: checkpoints(town),
    testing: of('testing').map((spot) => ({ ...site(spot), desks: spot.desks ?? 8, open: false })),
    quarantine: TIERS.flatMap((tier) =>
      of('quarantine')
        .filter((spot) => spot.tier === tier)
        .map((spot, n) => ({
          ...site(spot),
          tier,
          capacity: roomsOf(tier, n),
          open: tier === 'running',
          activatedAt: activatedAt(tier, n),
        })),
    ),
    laboratories: of('laboratory').map((spot) => ({
      ...site(spot),
      capacity: spot.capacity ?? TUBES_AN_HOUR,
      open: true,
    })),
    clinics: of('clinic').map((spot) => ({ ...site(spot), capacity: 30, open: '00:00-24:00' })),
    depots: of('depot').map((spot) => ({ ...site(spot), open: true })),
    teams: teams(seed, town.streets, cast),
  };
}

const siteWith = (town: Town) => {
  const numbers = new Map(town.sites.map(({ id }, n) => [id, String(EXTENSIONS.site + n)]));
  return ({ id, type, name, position }: SiteSpot): Site => ({
    id,
    type,
    name: name.zh,
    nameEn: name.en,
    position,
    ...ANSWERING,
    phone: numbers.get(id),
  });
};

function checkpoints(town: Town): Checkpoint[] {
  const inboundOnly = town.checkpoints.findLast(({ type }) => type === 'road')?.id;
  const roads = new Map(town.roads.map((road) => [road.id, road]));
  return town.checkpoints.map((spot: CheckpointSpot, n) => {
    const road = roads.get(spot.roadId)?.name;
    return {
      id: spot.id,
      name: spot.name.zh,
      nameEn: spot.name.en,
      type: spot.type,
      position: spot.position,
      tier: spot.tier,
      ...(road === undefined ? {} : { road: road.zh, roadEn: road.en }),
      lanes: spot.lanes,
      status: 'open',
      ...ANSWERING,
      phone: String(EXTENSIONS.checkpoint + n),
      perHour: spot.perHour,
      counters: spot.perHour > 200 ? ['A', 'B'] : ['A'],
      directions: spot.id === inboundOnly ? ['in'] : ['in', 'out'],
    };
  });
}

/** Teams go up and down the named streets round the clusters. */
function teams(seed: string, streets: readonly Street[], { nail, market, second }: Cast): Team[] {
  const centres = [nail, market, second].map(({ geometry }) => middleOf(geometry));
  const ways = streets.flatMap((street) => {
    const way = wayOf(longest(street));
    return way.length < WORTH_GOING ? [] : [way];
  });
  const taken = new Set<Way>();
  return TEAMS.map(([zh, en, type], i) => {
    const id = `yl-team-${i + 1}`;
    const centre = centres[i % centres.length]!;
    const far = (way: Way) => Math.min(...way.points.map((point) => metres(point, centre)));
    const free = ways.filter((way) => !taken.has(way));
    const nearest = (free.length > 0 ? free : ways).toSorted((a, b) => far(a) - far(b));
    const way = nearest[dice(seed, 'way', id).int(0, Math.min(2, nearest.length - 1))]!;
    taken.add(way);
    return { id, name: zh, nameEn: en, type, way };
  });
}

function longest({ geometry: { type, coordinates } }: Street): readonly Position[] {
  if (type === 'LineString') return coordinates as Position[];
  return (coordinates as Position[][]).reduce((best, line) => (wayOf(line).length > wayOf(best).length ? line : best));
}
