// A mesh of cells that share their vertices and their crooked edges: it tiles by construction, no gap and no overlap.
// Hexagons on whole-number coordinates, jittered, warped (dense in the middle) and with edges broken by midpoints.
import { dice } from './dice.ts';
import { distance, middle, type Spot } from './plane.ts';

/** Corner and centre coordinates are whole numbers: half widths east, half radii north. */
type Node = readonly [x: number, y: number];

export type Cell = {
  readonly node: Node;
  readonly centre: Spot;
  /** open, counter-clockwise */
  readonly ring: readonly Spot[];
  readonly neighbours: readonly number[];
};

// Counter-clockwise from the south-east corner; the neighbour behind each edge (corner i to i + 1) has the same index.
const CORNERS: readonly Node[] = [
  [1, -1],
  [1, 1],
  [0, 2],
  [-1, 1],
  [-1, -1],
  [0, -2],
];
const BEYOND: readonly Node[] = [
  [2, 0],
  [1, 3],
  [-1, 3],
  [-2, 0],
  [-1, -3],
  [1, -3],
];

const name = ([x, y]: Node) => `${x},${y}`;
const add = (a: Node, b: Node): Node => [a[0] + b[0], a[1] + b[1]];
const flat = ([x, y]: Node): Spot => [(x * Math.sqrt(3)) / 2, y / 2];

/** Kilometres: cells near the middle come out at a third of the area of the outer ones; the whole is wider than high. */
function warp([x, y]: Spot): Spot {
  const radius = Math.hypot(x, y);
  const grown = 0.72 + 0.13 * radius;
  return [x * grown * 1.25 + 0.35 * Math.sin(y * 0.8 + 0.5), y * grown * 0.92 + 0.3 * Math.sin(x * 0.7)];
}

export type Mesh = { readonly cells: readonly Cell[]; outline(cells: readonly number[]): Spot[][] };

export function mesh(seed: string, count: number): Mesh {
  const nodes = blob(seed, count);
  const drift = middle(nodes.map(flat)); // a ragged rim is never quite round its middle
  const onPlane = ([x, y]: Spot) => warp([x - drift[0], y - drift[1]]);
  const spots = new Map<string, Spot>();
  const spot = (node: Node): Spot => {
    const key = name(node);
    const known = spots.get(key);
    if (known !== undefined) return known;
    const draw = dice(seed, 'vertex', key);
    const [x, y] = flat(node);
    const made = onPlane([x + draw.between(-0.2, 0.2), y + draw.between(-0.2, 0.2)]);
    spots.set(key, made);
    return made;
  };
  const edges = new Map<string, readonly Spot[]>();
  // Both neighbours get the same points: the edge is broken in one direction only and read backwards by the other.
  const edge = (from: Node, to: Node): readonly Spot[] => {
    const [a, b] = [name(from), name(to)];
    const forward = a < b;
    const key = forward ? `${a} ${b}` : `${b} ${a}`;
    let path = edges.get(key);
    if (path === undefined) {
      path = crooked(seed, key, forward ? [spot(from), spot(to)] : [spot(to), spot(from)]);
      edges.set(key, path);
    }
    return forward ? path : path.toReversed();
  };

  const index = new Map(nodes.map((node, i) => [name(node), i]));
  const cells = nodes.map((node) => ({
    node,
    centre: onPlane(flat(node)),
    ring: CORNERS.flatMap((corner, i) => edge(add(node, corner), add(node, CORNERS[(i + 1) % 6]!)).slice(0, -1)),
    neighbours: BEYOND.flatMap((step) => index.get(name(add(node, step))) ?? []),
  }));

  /** Rings round a set of cells, from the edges that only one of them has; outer rings, longest first. */
  const outline = (chosen: readonly number[]): Spot[][] => {
    const inside = new Set(chosen);
    const next = new Map<string, { to: Node; path: readonly Spot[] }>();
    for (const i of chosen) {
      const { node } = cells[i]!;
      for (const [side, corner] of CORNERS.entries()) {
        const other = index.get(name(add(node, BEYOND[side]!)));
        if (other !== undefined && inside.has(other)) continue;
        const [from, to] = [add(node, corner), add(node, CORNERS[(side + 1) % 6]!)];
        next.set(name(from), { to, path: edge(from, to) });
      }
    }
    const rings: Spot[][] = [];
    while (next.size > 0) {
      const ring: Spot[] = [];
      let at = [...next.keys()][0]!;
      for (let step = next.get(at); step !== undefined; step = next.get(at)) {
        next.delete(at);
        ring.push(...step.path.slice(0, -1));
        at = name(step.to);
      }
      rings.push(ring);
    }
    return rings.sort((a, b) => b.length - a.length);
  };
  return { cells, outline };
}

/** The `count` cells nearest to the middle, with a ragged rim. */
function blob(seed: string, count: number): Node[] {
  const all: { node: Node; far: number }[] = [];
  for (let row = -5; row <= 5; row += 1) {
    for (let column = -7; column <= 7; column += 1) {
      const node: Node = [2 * column + (row % 2 === 0 ? 0 : 1), 3 * row];
      const [x, y] = flat(node);
      all.push({ node, far: Math.hypot(x, y) + dice(seed, 'rim', name(node)).between(0, 0.5) });
    }
  }
  return all
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ node }) => node);
}

function crooked(seed: string, key: string, ends: readonly [Spot, Spot]): Spot[] {
  const draw = dice(seed, 'edge', key);
  let path: Spot[] = [...ends];
  for (let depth = 0; depth < 3; depth += 1) {
    path = path.flatMap((spot, i) => {
      const before = path[i - 1];
      if (before === undefined) return [spot];
      const sway = draw.between(-0.11, 0.11);
      const [east, north] = [spot[0] - before[0], spot[1] - before[1]];
      const halfway: Spot = [before[0] + east / 2 - north * sway, before[1] + north / 2 + east * sway];
      return [halfway, spot];
    });
  }
  return path;
}

/** Cells grown into groups from the given ones, each group in one piece, one cell a turn to the nearest. */
export function groups({ cells }: Mesh, starts: readonly number[]): number[][] {
  const owner = new Map(starts.map((cell, group) => [cell, group]));
  const grown = starts.map((cell) => [cell]);
  for (let turn = 0; owner.size < cells.length && turn < cells.length * starts.length; turn += 1) {
    const group = turn % starts.length;
    const reach = grown[group]!.flatMap((cell) => cells[cell]!.neighbours).filter((cell) => !owner.has(cell));
    const home = cells[starts[group]!]!.centre;
    const [nearest] = reach.sort(
      (a, b) => distance(cells[a]!.centre, home) - distance(cells[b]!.centre, home) || a - b,
    );
    if (nearest === undefined) continue;
    owner.set(nearest, group);
    grown[group]!.push(nearest);
  }
  return grown;
}
