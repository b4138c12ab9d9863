// Posts and services: checkpoints, sites, laboratories, clinics, depots, teams and places, placed on the land.
import type { DataOf } from '#shared/report.ts';
import words from '../../../data/scenarios/small/place.json' with { type: 'json' };
import { dice } from './dice.ts';
import { type Land, stream } from './land.ts';
import { lonLat, type Spot, turned } from './plane.ts';

export type Site = DataOf<'site.registered'> & { readonly spot: Spot };
export type Checkpoint = DataOf<'checkpoint.registered'> & {
  readonly perHour: number;
  readonly counters: readonly string[];
};
export type PlaceOfVisit = {
  readonly id: string;
  readonly type: string;
  readonly zh: string;
  readonly en: string;
  readonly ring: readonly Spot[];
  readonly spot: Spot;
};
export type Posts = {
  readonly checkpoints: readonly Checkpoint[];
  readonly testing: readonly Site[];
  readonly quarantine: readonly Site[];
  readonly laboratories: readonly Site[];
  readonly clinics: readonly Site[];
  readonly depots: readonly Site[];
  readonly teams: readonly DataOf<'team.registered'>[];
  readonly places: readonly PlaceOfVisit[];
};

export const TESTING_POINTS = 30;
const two = (value: number) => String(value).padStart(2, '0');

export function posts(seed: string, land: Land): Posts {
  const unit = words.authority.zh;
  /** somewhere in a community, on dry ground */
  const spot = (what: string, community: number): Spot => {
    const { centre, reach } = land.communities[community % land.communities.length]!;
    const draw = dice(seed, 'spot', what);
    const angle = draw.between(0, 6.28);
    const far = reach * draw.between(0.45, 0.95);
    const [east, north] = [centre[0] + far * Math.cos(angle), centre[1] + far * Math.sin(angle)];
    const water = stream(seed, east);
    return [east, Math.abs(north - water) < 0.2 ? water + (north < water ? -0.2 : 0.2) : north];
  };
  const site = (
    id: string,
    community: number,
    data: Omit<DataOf<'site.registered'>, 'id' | 'position'>,
    located = true,
  ): Site => {
    const where = spot(id, community);
    return { id, ...data, ...(located ? { position: lonLat(where) } : {}), unit, spot: where };
  };
  const quarantine = (['running', 'built', 'reserve'] as const).flatMap((tier, t) =>
    words.quarantine[tier].map((row, i) => {
      const [zh, en, capacity] = row as [string, string, number];
      // The last reserve hotel is known by its address only: kept, listed, and counted as not on the map.
      const located = !(tier === 'reserve' && i === words.quarantine.reserve.length - 1);
      const address = located ? undefined : `${land.communities[3]!.zh}(位置待核 position to be checked)`;
      return site(
        `yl-q-${tier}-${i + 1}`,
        3 * i + 7 * t + 2,
        { name: `${zh} ${en}`, type: 'quarantine', tier, capacity, ...(address === undefined ? {} : { address }) },
        located,
      );
    }),
  );
  return {
    checkpoints: checkpoints(land),
    testing: Array.from({ length: TESTING_POINTS }, (_, i) => {
      const community = land.communities[i % land.communities.length]!;
      const round = Math.floor(i / land.communities.length) + 1;
      const desks = dice(seed, 'desks', i).int(4, 12);
      return site(`yl-test-${two(i + 1)}`, i, {
        name: `${community.zh}采样点${round} ${community.en} Testing ${round}`,
        type: 'testing',
        desks,
        capacity: desks * 36, // 36 persons per desk and hour (domain 6.2)
        open: i < 8,
      });
    }),
    quarantine,
    laboratories: words.laboratories.map((row, i) => {
      const [zh, en, tubes] = row as [string, string, number];
      return site(`yl-lab-${i + 1}`, 4 + 9 * i, {
        name: `${zh} ${en}`,
        type: 'laboratory',
        capacity: tubes,
        open: true,
      });
    }),
    clinics: words.clinics.map(([zh, en], i) =>
      site(`yl-clinic-${i + 1}`, 1 + 8 * i, { name: `${zh} ${en}`, type: 'clinic', capacity: 30, open: '00:00-24:00' }),
    ),
    depots: words.depots.map(([zh, en], i) =>
      site(`yl-depot-${i + 1}`, 2 + 17 * i, { name: `${zh} ${en}`, type: 'depot', open: true }),
    ),
    teams: words.teams.map(([zh, en, type], i) => ({ id: `yl-team-${i + 1}`, name: `${zh} ${en}`, type: type! })),
    places: words.places.map(([type, zh, en], i) => {
      const id = `yl-p-${two(i + 1)}`;
      const where = spot(id, i);
      const draw = dice(seed, 'footprint', id);
      const half = type === 'hospital' || type === 'school' ? 0.09 : 0.05;
      const corners: Spot[] = [
        [-half, -half * 0.7],
        [half, -half * 0.7],
        [half, half * 0.7],
        [half * 0.1, half * 0.8],
        [-half, half * 0.7],
      ];
      const angle = draw.between(0, 3);
      const ring = corners.map((corner): Spot => {
        const [east, north] = turned(corner, angle);
        return [where[0] + east, where[1] + north];
      });
      return { id, type: type!, zh: zh!, en: en!, ring, spot: where };
    }),
  };
}

function checkpoints(land: Land): Checkpoint[] {
  const trunks = land.roads.filter((road) => road.class === 'trunk');
  const [ring, cross] = land.roads;
  return words.checkpoints.map((post, i) => {
    const trunk = post.trunk === undefined ? undefined : trunks[post.trunk]!;
    // A post stands on its road: the trunk's end, or the vertex of the motorway that is nearest to the drawn exit.
    const path =
      trunk?.path ?? (post.type === 'expressway' ? (post.en.startsWith('Lanxi') ? ring! : cross!).path : undefined);
    const wanted = (trunk?.path.at(-1) ?? post.at) as Spot;
    const near = (a: Spot, b: Spot) =>
      Math.hypot(a[0] - wanted[0], a[1] - wanted[1]) <= Math.hypot(b[0] - wanted[0], b[1] - wanted[1]) ? a : b;
    const where = path === undefined ? wanted : path.reduce(near);
    const road = trunk ?? (post.type === 'expressway' ? (post.en.startsWith('Lanxi') ? ring : cross) : undefined);
    return {
      id: `yl-cp-${two(i + 1)}`,
      name: `${post.zh} ${post.en}`,
      type: post.type as Checkpoint['type'],
      position: lonLat(where),
      tier: post.tier as 'province' | 'county',
      ...(road === undefined ? {} : { road: `${road.zh} ${road.en}` }),
      lanes: post.lanes,
      status: 'open',
      unit: words.authority.zh,
      perHour: post.perHour,
      counters: post.perHour > 200 ? ['A', 'B'] : ['A'],
    };
  });
}
