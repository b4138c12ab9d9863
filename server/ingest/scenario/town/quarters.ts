// One-storey quarters and villages: rows of houses along lanes, straight in a quarter, along the road's bend in a village.
import type { Dice } from '../dice.ts';
import type { House } from './estates.ts';
import {
  along,
  beside,
  distance,
  framed,
  left,
  type Path,
  type Point,
  pathLength,
  piece,
  plus,
  times,
} from './flat.ts';
import { bordersCross, centroid, holdsRing, hull, inset, type Ring, rectangle, stretches } from './rings.ts';

/** Lanes, walked; each `cross` is where it meets the middle lane. */
export type Lanes = {
  /** from wall to wall, through all other lanes; its ends are the gates */
  readonly middle: Path;
  readonly sides: readonly { readonly path: Path; readonly cross: Point }[];
};
export type Settled = { readonly houses: House[]; readonly lanes: Lanes };

type Spot = { readonly middle: Point; readonly way: Point; readonly width: number; readonly depth: number };

/** Houses of a row, a household or two in each, put together to a building of about ten. */
function rows(spots: readonly Spot[], ground: Ring, built: Ring[], crowd: number, draw: Dice): House[] {
  const shapes: Ring[] = [];
  for (const { middle, way, width, depth } of spots) {
    const shape = rectangle(middle, way, width, depth);
    // On the inside of a bend the rows come together: a hand's breadth must be left between two houses.
    const wider = rectangle(middle, way, width + 0.3, depth + 0.3);
    const isFree = built.every((other) => distance(other[0]!, shape[0]!) > 40 || !bordersCross(other, wider));
    if (!holdsRing(ground, shape) || !isFree) continue;
    shapes.push(shape);
    built.push(shape);
  }
  const out: House[] = [];
  for (let at = 0; at < shapes.length; ) {
    const size = Math.min(shapes.length - at, draw.int(12, 17));
    const take = shapes.length - at - size < 5 ? shapes.length - at : size;
    const shape = shapes.slice(at, at + take);
    out.push({ shape, stairs: [], floors: 1, doors: Math.max(1, Math.round(take * crowd * draw.between(0.85, 1.15))) });
    at += take;
  }
  return out;
}

/** @returns nothing where the plot is too narrow for a lane */
export function quarter(plot: Ring, draw: Dice): Settled | undefined {
  const ground = inset(plot, () => 2.5);
  if (ground === undefined) return undefined;
  const { way, long, short } = hull(plot);
  const origin = centroid(plot);
  const cut = draw.between(-0.12, 0.12) * long;
  // The middle lane runs across all rows; its ends stand in the wall.
  const turnedWay: Point = [-way[1], way[0]];
  const ends = stretches(plot, framed(origin, way, cut, 0), turnedWay, 0)[0];
  if (ends === undefined) return undefined;
  const at = (u: number, v: number) => framed(origin, way, u, v);
  const houses: House[] = [];
  const built: Ring[] = [];
  const sides: { path: Path; cross: Point }[] = [];
  const pitch = 29;
  const count = Math.max(1, Math.round(short / pitch));
  for (let i = 0; i < count; i += 1) {
    const lane = (i - (count - 1) / 2) * (short / count);
    const reach = stretches(ground, origin, way, lane).find(([a, b]) => a < cut && b > cut);
    if (reach === undefined || lane < ends[0] + 2 || lane > ends[1] - 2) continue;
    sides.push({ path: [at(reach[0] + 1, lane), at(cut, lane), at(reach[1] - 1, lane)], cross: at(cut, lane) });
    for (const side of [-1, 1]) {
      const spots: Spot[] = [];
      for (let u = reach[0]; u < reach[1]; ) {
        const width = draw.between(9.5, 14.5);
        const depth = draw.between(8.2, 10.8);
        const isCrossing = u + width > cut - 2.6 && u < cut + 2.6;
        if (!isCrossing && u + width < reach[1])
          spots.push({
            middle: at(u + width / 2, lane + side * (2.4 + depth / 2 + draw.between(0, 0.8))),
            way,
            width,
            depth,
          });
        u = isCrossing ? cut + 2.7 : u + width + (draw.chance(0.2) ? draw.between(2, 4) : 0.7);
      }
      houses.push(...rows(spots, ground, built, 1.35, draw));
    }
  }
  if (houses.length === 0 || sides.length === 0) return undefined;
  return { houses, lanes: { middle: [at(cut, ends[0]), at(cut, ends[1])], sides } };
}

export type Strip = { readonly ring: Ring; readonly front: Path; readonly side: 1 | -1; readonly depth: number };

/** Ground beside a road: its front `off` metres from the road's middle, `depth` metres deep, its back less regular. */
export function strip(
  road: Path,
  from: number,
  to: number,
  side: 1 | -1,
  off: number,
  depth: number,
  draw: Dice,
): Strip {
  const front = beside(piece(road, from, to), side * off);
  const length = pathLength(front);
  const steps = Math.max(3, Math.round(length / 55));
  const back: Point[] = [];
  for (let i = 0; i <= steps; i += 1) {
    const { at, way } = along(front, (length * i) / steps);
    const isEnd = i === 0 || i === steps;
    const deep = depth * (isEnd ? draw.between(0.6, 0.8) : draw.between(0.88, 1.06));
    const shift = isEnd ? (i === 0 ? 1 : -1) * draw.between(4, 16) : 0;
    back.push(plus(plus(at, times(left(way), side * deep)), times(way, shift)));
  }
  const ring = side > 0 ? [...front, ...back.toReversed()] : [...front.toReversed(), ...back];
  return { ring, front, side, depth };
}

/** A village in such a strip: lanes parallel to the road, one lane from the road through them. */
export function village(
  { ring, front, side, depth }: Strip,
  crowd: number,
  loose: number,
  draw: Dice,
): Settled | undefined {
  const ground = inset(ring, () => 2.5);
  if (ground === undefined) return undefined;
  const length = pathLength(front);
  const cut = length * draw.between(0.4, 0.6);
  const gate = along(front, cut);
  const into = times(left(gate.way), side);
  const houses: House[] = [];
  const built: Ring[] = [];
  const sides: { path: Path; cross: Point }[] = [];
  const pitch = 30 + 4 * loose;
  for (let off = 15; off < depth - 12; off += pitch) {
    const lane = beside(front, side * off);
    const total = pathLength(lane);
    const here = (cut / length) * total;
    const cross = plus(gate.at, times(into, off));
    for (const across of [-1, 1]) {
      const spots: Spot[] = [];
      for (let u = 4; u < total - 4; ) {
        const width = draw.between(9.5, 13.5);
        const { at, way } = along(lane, u + width / 2);
        const deep = draw.between(8.2, 10.5);
        const isCrossing = u + width > here - 3.2 && u < here + 3.2;
        const isThere = !isCrossing && !draw.chance(0.1 * loose);
        if (isThere) {
          const by = side * across * (2.6 + deep / 2 + draw.between(0, 1.6 * loose));
          spots.push({ middle: plus(at, times(left(way), by)), way, width, depth: deep });
        }
        u = isCrossing ? Math.max(u + 1, here + 3.3) : u + width + 1 + draw.between(0, 5) * loose;
      }
      houses.push(...rows(spots, ground, built, crowd, draw));
    }
    const reach = piece(lane, 5, total - 5).filter((point) => holdsPoint(ground, point));
    if (reach.length > 1) sides.push({ path: reach, cross });
  }
  if (houses.length === 0 || sides.length === 0) return undefined;
  const last = sides.at(-1)!.cross;
  return { houses, lanes: { middle: [gate.at, plus(last, times(into, 4))], sides } };
}

const holdsPoint = (ring: Ring, point: Point): boolean =>
  holdsRing(ring, [point, plus(point, [0.1, 0]), plus(point, [0, 0.1])]);
