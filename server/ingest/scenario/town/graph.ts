// The road graph as it is told: edges cut at every node, numbered, with the streets they are parts of.
import { line, position } from './flat.ts';
import { type StreetSpec, streetGeometry } from './streets.ts';
import type { RoadNode, Street, TownRoad } from './town.ts';
import type { Edge, Ways } from './ways.ts';

export type Graph = {
  readonly edges: readonly Edge[];
  readonly idOf: (edge: number) => string;
  /** the first edge of a way */
  readonly roadOf: (way: number) => string;
  readonly roads: TownRoad[];
  readonly nodes: RoadNode[];
  readonly streets: Street[];
};

const nodeId = (node: number) => `yl-x${node}`;
const edgeId = (edge: number) => `yl-r${edge + 1}`;
const streetId = (street: number) => `yl-s${street + 1}`;

/** To be called once nothing joins the net any more. */
export function graph(net: Ways, streets: readonly StreetSpec[]): Graph {
  const edges = net.edges();
  const first = new Map(edges.map(({ way }, i) => [way, i] as const).reverse());
  const used = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return {
    edges,
    idOf: edgeId,
    roadOf: (way) => edgeId(first.get(way)!),
    roads: edges.map(({ class: kind, street, path, from, to, foot, bridge }, i) => ({
      id: edgeId(i),
      ...(street === undefined ? {} : { streetId: streetId(street), name: streets[street]!.name }),
      class: kind,
      geometry: line(path),
      from: nodeId(from),
      to: nodeId(to),
      walk: kind !== 'motorway' && kind !== 'link',
      drive: foot !== true,
      ...(bridge === true ? { bridge: true } : {}),
    })),
    nodes: used.map((node) => ({ id: nodeId(node), position: position(net.nodes[node]!) })),
    streets: streets.map((street, i) => {
      const { paths: _, ...rest } = street;
      return { id: streetId(i), ...rest, geometry: streetGeometry(street) };
    }),
  };
}
