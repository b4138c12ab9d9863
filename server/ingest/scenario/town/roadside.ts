// What stands beside a road outside the core: a plot is claimed only where its ground is free and inside one block.
import type { Dice } from '../dice.ts';
import { home } from './core-plots.ts';
import { beside, type Path, piece } from './flat.ts';
import type { Obstacles } from './obstacles.ts';
import type { Plot } from './plots.ts';
import { strip, village } from './quarters.ts';
import { areaOf, counterClockwise, holdsRing, isSimple, type Ring } from './rings.ts';
import type { CompoundType, PlaceType } from './town.ts';

/** One side of a road, from its middle `off` metres to what stands beside it, and the block all of it must lie in. */
export type Roadside = {
  readonly taken: Obstacles;
  readonly road: Path;
  readonly off: number;
  /** 1 left of the road's direction, -1 right of it */
  readonly side: 1 | -1;
  readonly ground: Ring;
  readonly block: number;
};
/** Metres along the road. */
export type Stretch = readonly [from: number, to: number];

const HOMES: ReadonlySet<string> = new Set<CompoundType>(['walkUp', 'midRise', 'highRise', 'oneStorey']);
const isHomeType = (kind: CompoundType | PlaceType): kind is CompoundType => HOMES.has(kind);

function claim({ taken, ground }: Roadside, ring: Ring, margin: number): boolean {
  if (!isSimple(ring) || !holdsRing(ground, ring) || !taken.isFree(ring, margin)) return false;
  taken.ring(ring);
  return true;
}

/** A plot between two distances along the road and two distances off its middle; its sides stand across the road. */
export function lot(
  place: Roadside,
  [from, to]: Stretch,
  [near, far]: Stretch,
  use: CompoundType | PlaceType,
  draw: Dice,
): Plot | undefined {
  const { road, side, block } = place;
  const way = piece(road, from, to);
  const ring = counterClockwise([...beside(way, side * near), ...beside(way, side * far).reverse()]);
  if (areaOf(ring) < 4500 || !claim(place, ring, 4)) return undefined;
  const plot: Plot = { ring, block, use, houses: [], crowd: draw.between(0.85, 1.05) };
  if (isHomeType(use)) home(plot, use, draw);
  return plot;
}

function settled(
  place: Roadside,
  [from, to]: Stretch,
  depth: number,
  use: 'village' | 'urbanVillage',
  draw: Dice,
): Plot | undefined {
  const isCity = use === 'urbanVillage';
  const ground = strip(place.road, from, to, place.side, place.off, depth, draw);
  const ring = counterClockwise(ground.ring);
  const found = village({ ...ground, ring }, isCity ? 2.1 : 1.15, isCity ? 0.15 : 1, draw);
  if (found === undefined || !claim(place, ring, 6)) return undefined;
  const crowd = isCity ? 0.95 : draw.between(0.85, 1.1);
  return { ring, block: place.block, use, houses: found.houses, lanes: found.lanes, crowd };
}

const SUBURB = [
  'urbanVillage',
  'urbanVillage',
  'walkUp',
  'midRise',
  'highRise',
  'plant',
  'logistics',
  'walkUp',
] as const;

export function suburb(place: Roadside, [from, to]: Stretch, draw: Dice): Plot[] {
  const out: Plot[] = [];
  for (let at = from; at < to - 90; ) {
    const end = Math.min(to, at + draw.between(130, 270));
    const depth = draw.between(110, 190);
    const kind = draw.pick(SUBURB);
    const made =
      kind === 'urbanVillage'
        ? settled(place, [at, end], depth, kind, draw)
        : lot(place, [at, end], [place.off, place.off + depth], kind, draw);
    if (made !== undefined) out.push(made);
    at = made === undefined ? at + 40 : end + draw.between(16, 60);
  }
  return out;
}

/** @param rare metres of open land between two villages, at least and at most */
export function villages(place: Roadside, [from, to]: Stretch, rare: Stretch, draw: Dice): Plot[] {
  const out: Plot[] = [];
  for (let at = from + draw.between(0, rare[0] * 1.5); at < to - 130; ) {
    const length = draw.between(170, 360);
    const made = settled(place, [at, Math.min(to, at + length)], draw.between(85, 165), 'village', draw);
    if (made !== undefined) out.push(made);
    at += made === undefined ? 60 : length + draw.between(...rare);
  }
  return out;
}
