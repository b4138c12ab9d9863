// The road graph while it grows: ways between nodes, tapped wherever a gate or a side road joins, cut at the taps in the end.
import { along, distance, type Path, type Point, pathLength, piece } from './flat.ts';
import { grid } from './grid.ts';
import { distanceToSegment } from './obstacles.ts';
import { boxOf } from './rings.ts';
import type { RoadClass } from './town.ts';

/** Metres from the middle line to the edge of the carriageway. */
export const HALF: Readonly<Record<RoadClass, number>> = {
  motorway: 14,
  link: 5,
  trunk: 9,
  primary: 14,
  secondary: 9,
  residential: 6,
  county: 5,
  service: 3,
  lane: 1.5,
  track: 2,
};

export type WaySpec = {
  readonly class: RoadClass;
  /** number of the street it is a part of */
  readonly street?: number;
  readonly bridge?: boolean;
  readonly oneway?: boolean;
  /** walked only */
  readonly foot?: boolean;
};
export type Way = WaySpec & {
  readonly id: number;
  readonly path: Path;
  readonly length: number;
  readonly from: number;
  readonly to: number;
  readonly taps: { readonly at: number; readonly node: number }[];
};
export type Edge = WaySpec & { readonly way: number; readonly path: Path; readonly from: number; readonly to: number };
/** Where a way comes nearest: metres off, and metres along it. */
export type Joint = { readonly way: Way; readonly at: Point; readonly metres: number; readonly along: number };

export type Ways = {
  readonly nodes: readonly Point[];
  readonly all: readonly Way[];
  node(at: Point): number;
  /** Nodes at both ends are made where they are not given. */
  add(path: Path, spec: WaySpec, from?: number, to?: number): Way;
  /** The node at this distance along a way; one that is nearer than 6 metres is taken instead. */
  tap(way: Way, metres: number): number;
  nearest(point: Point, within: number, classes: readonly RoadClass[]): Joint | undefined;
  edges(): Edge[];
};

export function ways(): Ways {
  const nodes: Point[] = [];
  const all: Way[] = [];
  const index = grid<{ readonly way: Way; readonly i: number }>(200);
  const node = (at: Point) => nodes.push(at) - 1;
  return {
    nodes,
    all,
    node,
    add: (path, spec, from, to) => {
      const way: Way = {
        ...spec,
        id: all.length,
        path,
        length: pathLength(path),
        from: from ?? node(path[0]!),
        to: to ?? node(path.at(-1)!),
        taps: [],
      };
      all.push(way);
      for (let i = 1; i < path.length; i += 1) index.add({ way, i }, boxOf([path[i - 1]!, path[i]!]));
      return way;
    },
    tap: (way, metres) => {
      if (metres < 6) return way.from;
      if (metres > way.length - 6) return way.to;
      const close = way.taps.find(({ at }) => Math.abs(at - metres) < 6);
      if (close !== undefined) return close.node;
      const made = node(along(way.path, metres).at);
      way.taps.push({ at: metres, node: made });
      return made;
    },
    nearest: (point, within, classes) => {
      const [x, y] = point;
      let best: Joint | undefined;
      for (const { way, i } of index.near([x - within, y - within, x + within, y + within])) {
        if (!classes.includes(way.class)) continue;
        const [a, b] = [way.path[i - 1]!, way.path[i]!];
        const metres = distanceToSegment(point, a, b);
        if (metres > within || (best !== undefined && metres >= best.metres)) continue;
        const length = distance(a, b) || 1;
        const part = ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / length ** 2;
        const inside = Math.max(0, Math.min(1, part));
        const at: Point = [a[0] + (b[0] - a[0]) * inside, a[1] + (b[1] - a[1]) * inside];
        best = { way, at, metres, along: pathLength(way.path.slice(0, i)) + inside * length };
      }
      return best;
    },
    edges: () => all.flatMap(cut),
  };

  function cut({ id, path, length, from, to, taps, ...spec }: Way): Edge[] {
    const stops = [{ at: 0, node: from }, ...taps.toSorted((a, b) => a.at - b.at), { at: length, node: to }];
    return stops.slice(1).map((stop, i) => {
      const before = stops[i]!;
      const whole = stops.length === 2 ? [...path] : piece(path, before.at, stop.at);
      // The nodes' own points, so that edges meet to the last bit.
      const inner = whole.slice(1, -1);
      return {
        ...spec,
        way: id,
        from: before.node,
        to: stop.node,
        path: [nodes[before.node]!, ...inner, nodes[stop.node]!],
      };
    });
  }
}
