// Where an outbreak is fought: 14 explained checkpoints, 58 testing points, 3 + 5 + 7 quarantine sites, laboratories,
// fever clinics, depots (figures of Lishi, domain 2.2).
import { dice } from '../dice.ts';
import type { Tree } from './areas.ts';
import { middleOf } from './areas.ts';
import { VALLEYS } from './country.ts';
import { along, mix, nearest, type Point, position } from './flat.ts';
import type { PlannedGate } from './gates.ts';
import type { Graph } from './graph.ts';
import type { Layout } from './layout.ts';
import type { Block, Plot } from './plots.ts';
import { centroid } from './rings.ts';
import type { CheckpointSpot, Name, SiteSpot } from './town.ts';
import type { Edge, Way } from './ways.ts';

const bearing = ([x, y]: Point): number => Math.round((Math.atan2(x, y) * 180) / Math.PI + 360) % 360;
const suffixed = ({ zh, en }: Name, [a, b]: readonly [string, string]): Name => ({ zh: `${zh}${a}`, en: `${en} ${b}` });

/** The edge of a way that comes nearest to a point. */
function edgeAt({ edges, idOf }: Graph, way: Way, at: Point): string {
  let [best, least] = [-1, Infinity];
  for (const [i, edge] of edges.entries()) {
    if (edge.way !== way.id) continue;
    const { metres } = nearest(edge.path, at);
    if (metres < least) [best, least] = [i, metres];
  }
  return idOf(best);
}

type Spot = Omit<CheckpointSpot, 'id' | 'position' | 'roadId' | 'inbound'> & {
  readonly way: Way;
  readonly at: Point;
  /** the way into the district */
  readonly inward: Point;
};

export function checkpoints({ ways, names, plots }: Layout, roads: Graph): CheckpointSpot[] {
  const back = ([x, y]: Point): Point => [-x, -y];
  const { airportRoad, station, exits, valleyWays, net } = ways;
  const post = ['查验点', 'Checkpoint'] as const;
  const airport = along(airportRoad.path, airportRoad.length - 70);
  const rail = along(station.road.path, station.road.length - 25);
  const coachAt = centroid(plots.find(({ use }) => use === 'coach')!.ring);
  const coach = net.nearest(coachAt, 600, ['primary', 'secondary', 'residential'])!;
  const flow = [170, 150, 260, 240, 180, 120];
  const spots: Spot[] = [
    {
      type: 'airport',
      name: suffixed(names.airport, post),
      tier: 'province',
      lanes: 2,
      perHour: 60,
      way: airportRoad,
      at: airport.at,
      inward: back(airport.way),
    },
    {
      type: 'railway',
      name: suffixed(names.station, post),
      tier: 'province',
      lanes: 3,
      perHour: 90,
      way: station.road,
      at: rail.at,
      inward: back(rail.way),
    },
    {
      type: 'coach',
      name: suffixed(names.coach, post),
      tier: 'county',
      lanes: 2,
      perHour: 40,
      way: coach.way,
      at: coach.at,
      inward: along(coach.way.path, coach.along).way,
    },
    ...exits.map(({ connector, plaza }, i): Spot => {
      const { along: metres, at } = nearest(connector.path, plaza);
      const lanes = flow[i]! > 200 ? 4 : 3;
      const name = suffixed(names.exits[i]!, ['出口卡点', 'Exit Checkpoint']);
      return {
        type: 'expressway',
        name,
        tier: 'province',
        lanes,
        perHour: flow[i]!,
        way: connector,
        at,
        inward: along(connector.path, metres).way,
      };
    }),
    ...valleyWays
      .filter((way) => way.class === 'trunk')
      .map((way, i): Spot => {
        const { at, way: outward } = along(way.path, way.length - 260);
        const { name } = names.valley(VALLEYS[valleyWays.indexOf(way)]!);
        const perHour = [95, 80, 70, 55, 45][i]!;
        return {
          type: 'road',
          name: suffixed(name, ['卡点', 'Checkpoint']),
          tier: 'county',
          lanes: perHour > 60 ? 2 : 1,
          perHour,
          way,
          at,
          inward: back(outward),
        };
      }),
  ];
  return spots.map(({ way, at, inward, ...spot }, i) => ({
    id: `yl-k${String(i + 1).padStart(2, '0')}`,
    ...spot,
    position: position(at),
    roadId: edgeAt(roads, way, at),
    inbound: bearing(inward),
  }));
}

export type SiteParts = {
  readonly seed: string;
  readonly tree: Tree;
  readonly blocks: readonly Block[];
  readonly plots: readonly Plot[];
  readonly gates: readonly PlannedGate[];
  readonly edges: readonly Edge[];
};

export const TESTING_SITES = 58;

export function sites({ seed, tree, blocks, plots, gates, edges }: SiteParts): SiteSpot[] {
  const draw = dice(seed, 'sites');
  const byId = new Map(tree.areas.map((area) => [area.id, area]));
  const communityOf = (plot: number) => tree.communityIds[blocks[plots[plot]!.block]!.community]!;
  const out: SiteSpot[] = [];
  const at = (plot: number): Pick<SiteSpot, 'position' | 'communityId' | 'placeId'> => {
    const placeId = tree.plotIds.get(plot)!;
    return { position: position(middleOf(byId.get(placeId)!)), communityId: communityOf(plot), placeId };
  };
  const using = (use: Plot['use']) => plots.flatMap((plot, i) => (plot.use === use ? [i] : []));
  const nameOf = (plot: number): Name => byId.get(tree.plotIds.get(plot)!)!.name;
  const number = (list: string, i: number) => `yl-${list}${String(i + 1).padStart(2, '0')}`;

  const communities = tree.areas.filter((area) => area.level === 'community');
  const largest = communities.toSorted((a, b) => b.population! - a.population!).slice(0, TESTING_SITES);
  for (const [i, area] of communities.filter((it) => largest.includes(it)).entries()) {
    const main = gates
      .filter((gate) => gate.main && communityOf(gate.plot) === area.id)
      .map((gate) => ({ gate, people: byId.get(tree.plotIds.get(gate.plot)!)!.population! }))
      .reduce((a, b) => (b.people > a.people ? b : a)).gate;
    const way = edges.find((edge) => edge.way === main.way)!;
    out.push({
      id: number('t', i),
      type: 'testing',
      name: { zh: `${area.name.zh}采样点`, en: `${area.name.en} Testing Point` },
      position: position(mix(way.path[0]!, way.path.at(-1)!, 0.35)),
      communityId: area.id,
      desks: Math.min(10, Math.max(2, Math.round(area.population! / 1100))),
    });
  }

  const hotels = using('hotel');
  const stay = (tier: SiteSpot['tier'], list: readonly number[], rooms: () => number) => {
    for (const plot of list) {
      const id = number('q', out.filter(({ type }) => type === 'quarantine').length);
      out.push({
        id,
        type: 'quarantine',
        tier,
        name: suffixed(nameOf(plot), ['隔离点', 'Quarantine Site']),
        capacity: rooms(),
        ...at(plot),
      });
    }
  };
  stay('running', hotels.slice(0, 3), () => draw.int(18, 28) * 10);
  stay('built', using('isolation'), () => draw.int(20, 34) * 10);
  stay('reserve', hotels.slice(3, 10), () => draw.int(30, 60) * 2);

  const hospitals = using('hospital');
  for (const [i, capacity] of [840, 560, 380].entries()) {
    const plot = i < 2 ? hospitals[i]! : using('logistics')[0]!;
    const name =
      i < 2 ? suffixed(nameOf(plot), ['检测实验室', 'Laboratory']) : { zh: '岚溪检测实验室', en: 'Lanxi Laboratory' };
    out.push({ id: number('l', i), type: 'laboratory', name, capacity, ...at(plot) });
  }
  for (const [i, plot] of hospitals.entries())
    out.push({
      id: number('c', i),
      type: 'clinic',
      name: suffixed(nameOf(plot), ['发热门诊', 'Fever Clinic']),
      ...at(plot),
    });
  for (const [i, plot] of using('logistics').slice(1, 4).entries())
    out.push({
      id: number('d', i),
      type: 'depot',
      name: suffixed(nameOf(plot), ['保供仓', 'Supply Depot']),
      ...at(plot),
    });
  return out;
}
