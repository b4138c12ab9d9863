// Grows the town from its seed: the stages in the order they run, each on what the ones before have made.
import words from '../../../../data/scenarios/town/town.json' with { type: 'json' };
import { dice } from '../dice.ts';
import { addressTree } from './areas.ts';
import { core } from './core.ts';
import { coreBlocks, corePlots } from './core-plots.ts';
import { country, VALLEYS, type Valley } from './country.ts';
import { countryBlocks, countryPlots } from './country-plots.ts';
import { CENTER, line, type Point, polygons, position } from './flat.ts';
import { volumes } from './footprints.ts';
import { gates } from './gates.ts';
import { landuse } from './landuse.ts';
import { naming } from './naming.ts';
import { obstacles } from './obstacles.ts';
import { households, people } from './people.ts';
import { places } from './places.ts';
import { isHome, type Plot } from './plots.ts';
import { centroid, counterClockwise, rectangle } from './rings.ts';
import { checkpoints, sites } from './sites.ts';
import { streetGeometry, streets } from './streets.ts';
import { relief, terrain } from './terrain.ts';
import type { Footprint, PlaceType, Town, TownArea, TownLevel } from './town.ts';
import { transport } from './transport.ts';
import { vertices } from './vertices.ts';
import { warp } from './warp.ts';
import { courses, keepClear, waters } from './water.ts';
import { HALF } from './ways.ts';

/** @param hash at least 16 bytes of a cryptographic hash of the text (SHA-256 in production): seeds that look alike give towns that do not */
export function generateTown(seed: string, hash: (text: string) => Uint8Array): Town {
  const grain = Buffer.from(hash(`cordon/town/${seed}`))
    .toString('hex')
    .slice(0, 24);
  const names = naming(grain);
  // The land and its streets.
  const net = vertices();
  const built = core(grain, net, warp(grain));
  const land = country(grain, net, built);
  const angleOf = (valley: Valley) => {
    const [x, y] = net.at(land.valleys[VALLEYS.indexOf(valley)]![0]!);
    return Math.atan2(y, x);
  };
  const plans = transport(grain, land, { en: angleOf('EN'), wn: angleOf('WN'), ws: angleOf('WS'), es: angleOf('ES') });
  const course = courses(grain, net, built, land);
  const ground = terrain(grain, net, land, course.river, plans);
  const ways = streets(grain, net, built, land, plans, names);
  const station = rectangle(ways.station.building, ways.station.way, 270, 84);
  const square = rectangle(ways.station.square, ways.station.way, 150, 70);

  // What is built between them.
  const taken = obstacles();
  for (const way of ways.net.all) taken.line(way.path, HALF[way.class] + 3);
  taken.line(plans.railway, 22);
  for (const ring of [plans.airport.ring, counterClockwise(station), counterClockwise(square)]) taken.ring(ring);
  keepClear(taken, course);
  const inner = coreBlocks(grain, net, built);
  const blocks = [...inner, ...countryBlocks(net, land)];
  const chains = [...built.blocks, ...land.tracts].map(({ ring }) => ring);
  const plots: Plot[] = corePlots(grain, inner, 0);
  for (const { ring } of plots) taken.ring(ring);
  plots.push(...countryPlots(grain, net, land, taken, { ...ways, naming: names }, blocks, inner.length));
  places(grain, blocks, plots, names);
  const planned = gates(grain, ways.net, plots, taken);
  const leaves = people(grain, words.population, plots);
  const extra = [
    { id: 'yl-p-airport', type: 'airport', name: names.airport, ring: counterClockwise(plans.airport.ring) },
    { id: 'yl-p-station', type: 'railway', name: names.station, ring: counterClockwise(station) },
  ];
  const tree = addressTree({ net, chains, blocks, plots, leaves, neighbours: land.neighbours, extra }, names);

  // The graph, once nothing joins it any more.
  const edges = ways.net.edges();
  const used = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const nodeId = (node: number) => `yl-x${node}`;
  const edgeId = (edge: number) => `yl-r${edge + 1}`;
  const edgeOfWay = new Map(edges.map(({ way }, i) => [way, i] as const).reverse());
  const streetId = (street: number) => `yl-s${street + 1}`;

  const footprints: Footprint[] = [];
  const stand = (
    ring: readonly Point[] | readonly (readonly Point[])[],
    use: Footprint['use'],
    floors: number,
    storey: number,
    of: Pick<Footprint, 'areaId' | 'placeId'>,
  ) =>
    footprints.push({
      id: `yl-f${footprints.length + 1}`,
      ...of,
      use,
      floors,
      height: Math.round(floors * storey * 10) / 10,
      geometry: polygons((ring as readonly (readonly Point[])[]).map((it) => [counterClockwise(it)])),
    });
  for (const [i, plot] of plots.entries()) {
    const id = tree.plotIds.get(i);
    if (isHome(plot.use)) {
      for (const [h, { shape, stairs, floors }] of plot.houses.entries()) {
        const isRow = stairs.length === 0;
        stand(shape, isRow ? 'houses' : 'apartments', floors, isRow ? 4 : 2.95, {
          areaId: `${id}-${String(h + 1).padStart(2, '0')}`,
        });
      }
    } else if (plot.use !== 'green' && id !== undefined) {
      for (const { ring, use, floors, storey } of volumes(
        { ...plot, use: plot.use as PlaceType },
        dice(grain, 'volumes', i),
      ))
        stand([ring], use, floors, storey, { placeId: id });
    }
  }
  stand([plans.airport.terminal], 'transport', 2, 8, { placeId: 'yl-p-airport' });
  stand([rectangle(ways.station.building, ways.station.way, 150, 40)], 'transport', 2, 9, { placeId: 'yl-p-station' });

  const coachPlot = plots.find(({ use }) => use === 'coach')!;
  const coachAt = centroid(coachPlot.ring);
  const coachWay = ways.net.nearest(coachAt, 400, ['primary', 'secondary'])!.way;
  const roadIds = { edges, idOf: edgeId };
  const park = plots
    .filter(({ use, block }) => use === 'green' && blocks[block]!.type === 'park')
    .map(({ ring }) => ring)
    .sort((a, b) => Math.hypot(...distanceTo(a, [1500, 1150])) - Math.hypot(...distanceTo(b, [1500, 1150])))[0];
  const water = waters(grain, course, park === undefined ? undefined : centroid(park), taken, names);
  const county = tree.areas[0]!;
  const corners = (county.geometry.type === 'Polygon' ? county.geometry.coordinates : []).flat();
  const lons = corners.map(([lon]) => lon);
  const lats = corners.map(([, lat]) => lat);

  const children = new Map<string, TownArea[]>();
  const byId = new Map<string, TownArea>();
  for (const area of tree.areas) {
    byId.set(area.id, area);
    if (area.parent === undefined) continue;
    const list = children.get(area.parent) ?? [];
    if (list.length === 0) children.set(area.parent, list);
    list.push(area);
  }
  const within = (id: string, level: TownLevel): TownArea[] =>
    (children.get(id) ?? []).flatMap((child) => (child.level === level ? [child] : within(child.id, level)));
  const above = (id: string, level: TownLevel): TownArea | undefined => {
    const area = byId.get(id);
    if (area === undefined || area.level === level) return area;
    return area.parent === undefined ? undefined : above(area.parent, level);
  };
  return {
    seed,
    name: names.district,
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    center: CENTER,
    areas: tree.areas,
    gates: planned.map(({ plot, at, state, main, way }, i) => ({
      id: `yl-g${i + 1}`,
      areaId: tree.plotIds.get(plot)!,
      position: position(at),
      state,
      main,
      roadId: edgeId(edgeOfWay.get(way)!),
    })),
    roads: edges.map((edge, i) => ({
      id: edgeId(i),
      ...(edge.street === undefined ? {} : { streetId: streetId(edge.street), name: ways.streets[edge.street]!.name }),
      class: edge.class,
      geometry: line(edge.path),
      from: nodeId(edge.from),
      to: nodeId(edge.to),
      walk: edge.class !== 'motorway' && edge.class !== 'link',
      drive: edge.foot !== true,
      ...(edge.bridge === true ? { bridge: true } : {}),
    })),
    roadNodes: used.map((node) => ({ id: nodeId(node), position: position(ways.net.nodes[node]!) })),
    streets: ways.streets.map((street, i) => {
      const { paths, ...rest } = street;
      return { id: streetId(i), ...rest, geometry: streetGeometry({ ...rest, paths }) };
    }),
    water,
    ...relief(ground),
    landuse: landuse({
      seed: grain,
      blocks,
      plots,
      taken,
      height: ground.height,
      outness: land.outness,
      more: [
        { kind: 'transport', ring: plans.airport.ring },
        { kind: 'apron', ring: plans.airport.apron },
        { kind: 'runway', ring: plans.airport.runway },
        { kind: 'transport', ring: station },
        { kind: 'square', ring: square },
      ],
    }),
    railways: [{ id: 'yl-rail1', name: names.railway, geometry: line(plans.railway) }],
    footprints,
    checkpoints: checkpoints(ways, roadIds, { at: coachAt, way: coachWay }, names),
    sites: sites({ seed: grain, tree, blocks, plots, gates: planned, edges }),
    area: (id) => byId.get(id),
    children: (id) => children.get(id) ?? [],
    within,
    above,
    households: (id) => {
      const leaf = tree.leaves.get(id);
      return leaf === undefined ? [] : households(grain, id, leaf);
    },
  };
}

const distanceTo = (ring: readonly Point[], [x, y]: Point): Point => {
  const [cx, cy] = centroid(ring);
  return [cx - x, cy - y];
};
