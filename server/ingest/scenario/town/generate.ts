// Grows the town from its seed and tells it as data: what layout.ts has laid out, with ids, in WGS-84.
import { addressTree } from './areas.ts';
import { CENTER, line, position } from './flat.ts';
import { footprintsOf } from './footprints.ts';
import { graph } from './graph.ts';
import { groundUse, lakePark } from './landuse.ts';
import { layout } from './layout.ts';
import { lookup } from './lookup.ts';
import { households } from './people.ts';
import { counterClockwise } from './rings.ts';
import { checkpoints, sites } from './sites.ts';
import { relief } from './terrain.ts';
import type { Town, TownArea } from './town.ts';
import { waters } from './water.ts';

/**
 * About a second and a half; the same seed gives the same town.
 * @param hash at least 16 bytes of a cryptographic hash of the text (SHA-256 in production): seeds that look alike give towns
 *   that do not
 */
export function generateTown(seed: string, hash: (text: string) => Uint8Array): Town {
  const grain = [...hash(`cordon/town/${seed}`).subarray(0, 12)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const plan = layout(grain);
  const { names, ways, plots, blocks, course, taken } = plan;
  const extra = [
    { id: AIRPORT, type: 'airport', name: names.airport, ring: counterClockwise(plan.plans.airport.ring) },
    { id: STATION, type: 'railway', name: names.station, ring: plan.station },
  ] as const;
  const tree = addressTree({ ...plan, neighbours: plan.land.neighbours, extra }, names);
  const net = graph(ways.net, ways.streets);
  // Ponds take ground before fields do.
  const water = waters(grain, course, lakePark(plan), taken, names);
  return {
    seed,
    name: names.district,
    bbox: boxOf(tree.areas[0]!),
    center: CENTER,
    areas: tree.areas,
    gates: plan.gates.map(({ plot, at, state, main, way }, i) => ({
      id: `yl-g${i + 1}`,
      areaId: tree.plotIds.get(plot)!,
      position: position(at),
      state,
      main,
      roadId: net.roadOf(way),
    })),
    roads: net.roads,
    roadNodes: net.nodes,
    streets: net.streets,
    water,
    ...relief(plan.terrain),
    landuse: groundUse(grain, plan),
    railways: [{ id: 'yl-rail1', name: names.railway, geometry: line(plan.plans.railway) }],
    footprints: footprintsOf(grain, plan, tree, { airport: AIRPORT, station: STATION }),
    checkpoints: checkpoints(plan, net),
    sites: sites({ seed: grain, tree, blocks, plots, gates: plan.gates, edges: net.edges }),
    ...lookup(tree.areas),
    households: (id) => {
      const leaf = tree.leaves.get(id);
      return leaf === undefined ? [] : households(grain, id, leaf);
    },
  };
}

const AIRPORT = 'yl-p-airport';
const STATION = 'yl-p-station';

function boxOf({ geometry }: TownArea): Town['bbox'] {
  const corners = geometry.type === 'Polygon' ? geometry.coordinates.flat() : [];
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
