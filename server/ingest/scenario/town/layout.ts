// The stages of growth, in the order they run, each on what the ones before have made: land, streets, plots, gates, people.
import words from '../../../../data/scenarios/town/town.json' with { type: 'json' };
import { core } from './core.ts';
import { coreBlocks, corePlots } from './core-plots.ts';
import { type Country, country, VALLEYS, type Valley } from './country.ts';
import { countryBlocks, countryPlots } from './country-plots.ts';
import { gates, type PlannedGate } from './gates.ts';
import { type Naming, naming } from './naming.ts';
import { type Obstacles, obstacles } from './obstacles.ts';
import { type Leaf, people } from './people.ts';
import { places } from './places.ts';
import type { Block, Plot } from './plots.ts';
import { counterClockwise, type Ring, rectangle } from './rings.ts';
import { type Streets, streets } from './streets.ts';
import { type Terrain, terrain } from './terrain.ts';
import { type Transport, transport } from './transport.ts';
import { type Chain, type Vertices, vertices } from './vertices.ts';
import { warp } from './warp.ts';
import { type Course, courses, keepClear } from './water.ts';
import { HALF } from './ways.ts';

export type Layout = {
  readonly names: Naming;
  readonly net: Vertices;
  readonly land: Country;
  readonly plans: Transport;
  readonly course: Course;
  readonly terrain: Terrain;
  readonly ways: Streets;
  /** before the railway station, and the station itself */
  readonly square: Ring;
  readonly station: Ring;
  readonly taken: Obstacles;
  readonly blocks: readonly Block[];
  /** the outline of each block as shared vertices */
  readonly chains: readonly Chain[];
  readonly plots: readonly Plot[];
  readonly gates: readonly PlannedGate[];
  readonly leaves: readonly Leaf[];
};

export function layout(seed: string): Layout {
  const names = naming(seed);
  const net = vertices();
  const built = core(seed, net, warp(seed));
  const land = country(seed, net, built);
  const angleOf = (valley: Valley) => {
    const [x, y] = net.at(land.valleys[VALLEYS.indexOf(valley)]![0]!);
    return Math.atan2(y, x);
  };
  const starts = { en: angleOf('EN'), wn: angleOf('WN'), ws: angleOf('WS'), es: angleOf('ES') };
  const plans = transport(seed, land, starts);
  const course = courses(seed, net, built, land);
  const hills = terrain(seed, net, land, course.river, plans);
  const ways = streets(seed, net, built, land, plans, names);
  const station = counterClockwise(rectangle(ways.station.building, ways.station.way, 270, 84));
  const square = counterClockwise(rectangle(ways.station.square, ways.station.way, 150, 70));

  const taken = obstacles();
  for (const way of ways.net.all) taken.line(way.path, HALF[way.class] + 3);
  taken.line(plans.railway, 22);
  for (const ring of [counterClockwise(plans.airport.ring), station, square]) taken.ring(ring);
  keepClear(taken, course);

  const inner = coreBlocks(seed, net, built);
  const blocks = [...inner, ...countryBlocks(net, land)];
  const plots = corePlots(seed, inner, 0);
  for (const { ring } of plots) taken.ring(ring);
  const roads = { ...ways, naming: names };
  const { height } = hills;
  plots.push(...countryPlots({ seed, net, land, height, taken, roads, blocks, first: inner.length }));
  // Places take the plots that suit them, gates turn what no street reaches into gardens; what is left is lived in.
  places(seed, blocks, plots, names);
  const planned = gates(seed, ways.net, plots, taken);
  const leaves = people(seed, words.population, plots);
  const chains = [...built.blocks, ...land.tracts].map(({ ring }) => ring);
  return {
    names,
    net,
    land,
    plans,
    course,
    terrain: hills,
    ways,
    square,
    station,
    taken,
    blocks,
    chains,
    plots,
    gates: planned,
    leaves,
  };
}
