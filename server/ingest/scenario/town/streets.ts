// All streets that stand before anything is built: the core's, the valleys' roads, the expressway with its exits, the
// ways to station and airport. Each gets its name here; gates and lanes join later.
import { dice } from '../dice.ts';
import type { Core } from './core.ts';
import { type Country, VALLEYS, type Valley } from './country.ts';
import { along, distance, lines, meets, nearest, type Path, type Point, piece, plus, through, times } from './flat.ts';
import { type Exit, interchange } from './interchange.ts';
import type { Naming } from './naming.ts';
import type { Name, RoadClass, Street } from './town.ts';
import type { Transport } from './transport.ts';
import type { Chain, Vertices } from './vertices.ts';
import { type Way, type Ways, ways } from './ways.ts';

export type StreetSpec = Omit<Street, 'id' | 'geometry'> & { readonly paths: Path[] };
export type Streets = {
  readonly net: Ways;
  readonly streets: StreetSpec[];
  readonly valleyWays: readonly Way[];
  readonly expressway: Way;
  /** from west to east */
  readonly exits: readonly Exit[];
  readonly airportRoad: Way;
  readonly station: { readonly square: Point; readonly building: Point; readonly way: Point; readonly road: Way };
  /** of core lines: the node of a vertex */
  readonly nodeOf: (vertex: number) => number;
  /** the name of a core line's street, by its course */
  readonly nameOf: (course: number) => Name | undefined;
};

const TRUNKS: readonly Valley[] = ['EN', 'WN', 'N2', 'S2', 'S3'];
const CLASS: Readonly<Record<'ring' | 'primary' | 'secondary' | 'residential', RoadClass>> = {
  ring: 'primary',
  primary: 'primary',
  secondary: 'secondary',
  residential: 'residential',
};

export function streets(
  seed: string,
  vertex: Vertices,
  plan: Core,
  land: Country,
  plans: Transport,
  naming: Naming,
): Streets {
  const net = ways();
  const list: StreetSpec[] = [];
  const open = (name: Name, kind: RoadClass, ref?: string): number =>
    list.push({ name, class: kind, ...(ref === undefined ? {} : { ref }), paths: [] }) - 1;
  const lay = (path: Path, street: number, more: { from?: number; to?: number; bridge?: boolean } = {}): Way => {
    const { from, to, ...spec } = more;
    list[street]!.paths.push(path);
    return net.add(path, { class: list[street]!.class, street, ...spec }, from, to);
  };

  const nodes = new Map<number, number>();
  const nodeOf = (it: number): number => {
    const known = nodes.get(it) ?? net.node(vertex.at(it));
    nodes.set(it, known);
    return known;
  };
  const wet = new Set(plan.river);
  const courses = new Map<number, number>();
  const ring = naming.ring.map((name) => open(name, 'primary'));
  const rings = plan.lines.filter((line) => line.class === 'ring');
  for (const line of plan.lines) {
    if (line.class === 'none') continue;
    let street = courses.get(line.course);
    if (line.class === 'ring') street = ring[sideOf(line.axis, line.at)];
    street ??= open(naming.street(line), CLASS[line.class]);
    courses.set(line.course, street);
    for (const chain of cutAt(line.chain, line.nodes)) {
      const bridge = wet.has(chain[0]!) || wet.has(chain.at(-1)!);
      const ends = { from: nodeOf(chain[0]!), to: nodeOf(chain.at(-1)!) };
      const path = vertex.points(chain);
      net.add(path, { class: list[street]!.class, street, ...(bridge ? { bridge } : {}) }, ends.from, ends.to);
    }
    list[street]!.paths.push(vertex.points(line.chain));
  }
  if (rings.length !== 4) throw new Error('the ring road has four sides');

  const valleyWays = VALLEYS.map((valley, k) => {
    const chain = land.valleys[k]!;
    const isTrunk = TRUNKS.includes(valley);
    const { name, ref } = naming.valley(valley);
    const street = open(name, isTrunk ? 'trunk' : 'county', ref);
    // A county road ends at the last village, under the ridge.
    const path = isTrunk ? vertex.points(chain) : vertex.points(chain.slice(0, -5));
    const way = lay(path, street, { from: nodeOf(chain[0]!) });
    if (isTrunk) lay(land.beyond[k]!, street, { from: way.to });
    return way;
  });
  const valley = (it: Valley) => valleyWays[VALLEYS.indexOf(it)]!;

  const express = open(naming.expressway, 'motorway', 'S99');
  const expressway = lay(plans.expressway, express);
  const crossingOf = (it: Valley, side: number) => {
    const road = valley(it);
    const far = meets(road.path, plans.expressway)!;
    const on = nearest(plans.expressway, along(road.path, far).at).along;
    return interchange(net, expressway, on + side * 460, { way: road, along: Math.max(60, far - 470) });
  };
  const beside = (it: Valley, out: number) => {
    const on = expressAt(plans.expressway, land, out, it === 'EN');
    const road = valley(it);
    return interchange(net, expressway, on, {
      way: road,
      along: nearest(road.path, along(plans.expressway, on).at).along,
    });
  };
  // The airport's own road runs under the expressway; its exit joins it on the near side.
  const { front, way: runwayWay } = plans.airport;
  const airportStreet = open(naming.airportRoad, 'primary');
  const foot = nearest(valley('EN').path, plus(front, times(runwayWay, 500)));
  const south = plus(front, [runwayWay[1] * 260, -runwayWay[0] * 260]);
  const airportPath = through([foot.at, mixed(foot.at, south, 0.5), south, front], 60);
  const airportRoad = lay(airportPath, airportStreet, { from: net.tap(valley('EN'), foot.along) });
  const under = meets(airportPath, plans.expressway)!;
  const airportOn = nearest(plans.expressway, along(airportPath, under).at).along;
  const exits = [
    beside('WN', 0.62),
    crossingOf('N1', -1),
    crossingOf('N2', 1),
    crossingOf('N3', -1),
    beside('EN', 0.4),
    interchange(net, expressway, airportOn + 430, { way: airportRoad, along: Math.max(50, under - 420) }),
  ];
  const station = stationAt(seed, plan, vertex, plans, (name) => open(name, 'primary'), lay, nodeOf, naming);
  return {
    net,
    streets: list,
    valleyWays,
    expressway,
    exits,
    airportRoad,
    station,
    nodeOf,
    nameOf: (course) => list[courses.get(course) ?? -1]?.name,
  };
}

const mixed = (a: Point, b: Point, part: number): Point => [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
/** South, east, north, west. */
const sideOf = (axis: 's' | 't', at: number): number => (axis === 's' ? (at < 0 ? 0 : 2) : at > 0 ? 1 : 3);

function cutAt(chain: Chain, nodes: ReadonlySet<number>): number[][] {
  const parts: number[][] = [[chain[0]!]];
  for (const vertex of chain.slice(1)) {
    parts.at(-1)!.push(vertex);
    if (nodes.has(vertex)) parts.push([vertex]);
  }
  return parts.filter((part) => part.length > 1);
}

function expressAt(path: Path, land: Country, out: number, isEast: boolean): number {
  let gone = 0;
  let best = 0;
  let least = Infinity;
  for (let i = 1; i < path.length; i += 1) {
    gone += distance(path[i - 1]!, path[i]!);
    const off = Math.abs(land.outness(path[i]!) - out);
    if (path[i]![0] > 0 === isEast && off < least) [best, least] = [gone, off];
  }
  return best;
}

/** The station stands where the railway comes nearest to an arterial's end: a square, and a short street to the ring road. */
function stationAt(
  seed: string,
  plan: Core,
  vertex: Vertices,
  plans: Transport,
  open: (name: Name) => number,
  lay: (path: Path, street: number, more: { from: number }) => Way,
  nodeOf: (vertex: number) => number,
  naming: Naming,
): Streets['station'] {
  const start = plan.ends.south[dice(seed, 'station').pick([1, 3])]!;
  const from = vertex.at(start);
  const rail = nearest(plans.railway, from);
  const { way } = along(plans.railway, rail.along);
  const towards: Point = [rail.at[0] - from[0], rail.at[1] - from[1]];
  const length = Math.hypot(towards[0], towards[1]);
  const at = (metres: number): Point => plus(from, times(towards, metres / length));
  const path = piece([from, at(length - 185)], 0, length - 185);
  const road = lay(path, open(naming.stationRoad), { from: nodeOf(start) });
  return { square: at(length - 150), building: at(length - 62), way, road };
}

export const streetGeometry = ({ paths }: StreetSpec): Street['geometry'] => lines(paths);
