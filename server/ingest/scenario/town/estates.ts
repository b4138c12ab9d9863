// Apartment houses in rows: long sides to the south as far as the plot allows, stairs side by side, light between the rows.
import type { Dice } from '../dice.ts';
import { framed, heading, type Point } from './flat.ts';
import { areaOf, boxOf, centroid, holdsRing, hull, inset, type Ring, rectangle, stretches } from './rings.ts';
import type { CompoundType } from './town.ts';

export type House = {
  /** one ring, or one for each house of a row */
  readonly shape: readonly Ring[];
  /** of apartment houses, from west to east */
  readonly stairs: readonly Ring[];
  readonly floors: number;
  /** on each floor of each staircase; of houses: households in all */
  readonly doors: number;
};

type Style = {
  readonly floors: readonly (readonly [floors: number, doors: number])[];
  /** metres of front for each staircase, and how many stand together */
  readonly front: readonly [number, number];
  readonly stairs: readonly [number, number];
  readonly depth: readonly [number, number];
  /** open ground before and beside a house */
  readonly before: readonly [number, number];
  readonly beside: readonly [number, number];
  readonly wall: number;
};

const STYLES: Readonly<Record<Exclude<CompoundType, 'oneStorey'>, Style>> = {
  walkUp: {
    floors: [
      [5, 2],
      [6, 2],
      [6, 2],
      [6, 2],
      [4, 3],
    ],
    front: [16.5, 19.5],
    stairs: [2, 4],
    depth: [11, 13],
    before: [23, 31],
    beside: [10, 18],
    wall: 7,
  },
  midRise: {
    floors: [
      [8, 2],
      [9, 2],
      [11, 2],
      [11, 2],
      [11, 3],
    ],
    front: [20, 24],
    stairs: [2, 3],
    depth: [13, 15],
    before: [29, 36],
    beside: [12, 18],
    wall: 10,
  },
  highRise: {
    floors: [
      [17, 4],
      [18, 3],
      [18, 4],
      [24, 4],
      [27, 4],
      [32, 4],
    ],
    front: [23, 28],
    stairs: [1, 2],
    depth: [15, 18],
    before: [40, 52],
    beside: [18, 28],
    wall: 13,
  },
};

/** @returns nothing where the plot is too small for one house */
export function estate(plot: Ring, type: Exclude<CompoundType, 'oneStorey'>, draw: Dice): House[] {
  const style = STYLES[type];
  // Small plots were filled when ground was dear.
  const tight = areaOf(plot) < 15_000 ? 0.86 : 1;
  const ground = inset(plot, () => style.wall * tight);
  if (ground === undefined) return [];
  const way = southward(plot, draw);
  const origin = centroid(plot);
  const inFrame = ground.map(([x, y]): Point => {
    const [dx, dy] = [x - origin[0], y - origin[1]];
    return [dx * way[0] + dy * way[1], -dx * way[1] + dy * way[0]];
  });
  const [, south, , north] = boxOf(inFrame);
  const depth = draw.between(...style.depth);
  const pitch = depth + draw.between(...style.before) * tight;
  const rows = Math.max(1, Math.floor((north - south - depth) / pitch) + 1);
  // What is left over goes before the first row and behind the last.
  const start = south + (north - south - depth - (rows - 1) * pitch) / 2;
  const [floors, doors] = draw.pick(style.floors);
  const houses: House[] = [];
  for (let row = 0; row < rows; row += 1) {
    const v = start + row * pitch;
    for (const [from, to] of common(ground, origin, way, v, v + depth)) {
      const front = draw.between(...style.front);
      const spaces = draw.between(...style.beside) * tight;
      for (const [u, stairs] of fitted(from, to, front, spaces, style.stairs, draw)) {
        const middle = framed(origin, way, u + (stairs * front) / 2, v + depth / 2);
        const shape = rectangle(middle, way, stairs * front, depth);
        if (!holdsRing(ground, shape)) continue;
        const varied = draw.chance(0.2) ? draw.pick(style.floors)[0] : floors;
        houses.push({ ...slab(middle, way, stairs, front, depth), floors: varied, doors });
      }
    }
  }
  return houses;
}

/** The side of the plot that is nearest to east and west, not off by more than an eighth of a turn. */
function southward(plot: Ring, draw: Dice): Point {
  const { way } = hull(plot);
  let angle = Math.atan2(way[1], way[0]);
  while (angle > Math.PI / 4) angle -= Math.PI / 2;
  while (angle < -Math.PI / 4) angle += Math.PI / 2;
  return heading(angle * draw.pick([1, 1, 1, 0.5]));
}

function common(ring: Ring, origin: Point, way: Point, low: number, high: number): [number, number][] {
  const [a, b] = [stretches(ring, origin, way, low), stretches(ring, origin, way, high)];
  return a.flatMap(([p, q]) =>
    b
      .map(([r, s]): [number, number] => [Math.max(p, r) + 0.3, Math.min(q, s) - 0.3])
      .filter(([from, to]) => to - from > 10),
  );
}

/** Where each house of a row begins and how many staircases it has: as many as fit, spread evenly. */
function fitted(
  from: number,
  to: number,
  front: number,
  space: number,
  [least, most]: readonly [number, number],
  draw: Dice,
): [number, number][] {
  const sizes: number[] = [];
  for (let left = to - from; left >= least * front; ) {
    const stairs = Math.min(draw.int(least, most), Math.floor(left / front));
    sizes.push(stairs);
    left -= stairs * front + space;
  }
  if (sizes.length === 0) return [];
  const used = sizes.reduce((sum, stairs) => sum + stairs * front, 0);
  const slack = to - from - used;
  const gap = sizes.length === 1 ? 0 : Math.min(slack / (sizes.length - 1), space * 1.7);
  let at = from + (slack - gap * (sizes.length - 1)) / 2;
  return sizes.map((stairs): [number, number] => {
    const begin = at;
    at += stairs * front + gap;
    return [begin, stairs];
  });
}

/** A house and its staircases, which share the points of their party walls. */
function slab(
  middle: Point,
  way: Point,
  stairs: number,
  front: number,
  depth: number,
): Pick<House, 'shape' | 'stairs'> {
  const half = (stairs * front) / 2;
  const south = Array.from({ length: stairs + 1 }, (_, i) => framed(middle, way, i * front - half, -depth / 2));
  const north = Array.from({ length: stairs + 1 }, (_, i) => framed(middle, way, i * front - half, depth / 2));
  return {
    shape: [[...south, ...north.toReversed()]],
    stairs: Array.from({ length: stairs }, (_, i) => [south[i]!, south[i + 1]!, north[i + 1]!, north[i]!]),
  };
}
