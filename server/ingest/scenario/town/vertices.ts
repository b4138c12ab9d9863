// Shared vertices: every border is a chain of vertex numbers, so that neighbours have the same points and whatever is built
// of faces tiles exactly, without any arithmetic on shapes.
import { cross, minus, type Point } from './flat.ts';
import { areaOf, holds } from './rings.ts';

export type Chain = readonly number[];

export type Vertices = {
  readonly add: (point: Point) => number;
  readonly at: (vertex: number) => Point;
  readonly points: (chain: Chain) => Point[];
};

export function vertices(): Vertices {
  const all: Point[] = [];
  return {
    add: (point) => all.push(point) - 1,
    at: (vertex) => all[vertex]!,
    points: (chain) => chain.map((vertex) => all[vertex]!),
  };
}

/** Chains end to end, each beginning with the last vertex of the one before; closed, without the repeated vertices. */
export const ringOf = (...chains: readonly Chain[]): number[] => chains.flatMap((chain) => chain.slice(0, -1));

/**
 * The outline of faces that share vertices: the edges that only one of them has.
 * @param faces open, counter-clockwise
 * @returns polygons, each a shell (counter-clockwise) and its holes (clockwise), vertex numbers
 */
export function outline(faces: readonly Chain[], { at, points }: Vertices): number[][][] {
  const edges = new Map<string, readonly [from: number, to: number]>();
  for (const face of faces) {
    for (const [i, from] of face.entries()) {
      const to = face[(i + 1) % face.length]!;
      if (!edges.delete(`${to} ${from}`)) edges.set(`${from} ${to}`, [from, to]);
    }
  }
  const after = new Map<number, number[]>();
  for (const [from, to] of edges.values()) after.set(from, [...(after.get(from) ?? []), to]);
  const rings: number[][] = [];
  for (const start of [...after.keys()]) {
    while ((after.get(start)?.length ?? 0) > 0) {
      const ring: number[] = [];
      for (let [before, here] = [-1, start]; here !== start || ring.length === 0; ) {
        ring.push(here);
        const ways = after.get(here)!;
        // Where two parts touch in a vertex the sharpest left turn keeps them two simple rings.
        const pick = ways.length === 1 || before < 0 ? 0 : leftmost(at(before), at(here), ways.map(at));
        [before, here] = [here, ways.splice(pick, 1)[0]!];
      }
      rings.push(ring);
    }
  }
  const shells = rings.filter((ring) => areaOf(points(ring)) > 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => areaOf(points(ring)) <= 0)) {
    const shell = shells.find(([outer]) => !outer!.includes(hole[0]!) && holds(points(outer!), at(hole[0]!)));
    (shell ?? shells[0]!).push(hole);
  }
  return shells;
}

function leftmost(before: Point, here: Point, ways: readonly Point[]): number {
  const came = minus(here, before);
  const turn = (to: Point) => {
    const goes = minus(to, here);
    return Math.atan2(cross(came, goes), came[0] * goes[0] + came[1] * goes[1]);
  };
  return ways.reduce((best, way, i) => (turn(way) > turn(ways[best]!) ? i : best), 0);
}
