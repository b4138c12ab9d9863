// How the ground is used: plots by what stands on them, parks and banks, fields in the valleys, orchards and woods above.
import { dice } from '../dice.ts';
import { above, type Field } from './contour.ts';
import { framed, heading, type Point, polygon, polygons } from './flat.ts';
import type { Obstacles } from './obstacles.ts';
import { type Block, isHome, type Plot } from './plots.ts';
import { counterClockwise, type Ring } from './rings.ts';
import type { Height } from './terrain.ts';
import type { Landuse, LanduseKind } from './town.ts';
import { waves } from './waves.ts';

const KIND: Readonly<Partial<Record<Plot['use'], LanduseKind>>> = {
  green: 'park',
  kindergarten: 'school',
  school: 'school',
  college: 'school',
  hospital: 'hospital',
  nursingHome: 'hospital',
  isolation: 'hospital',
  government: 'civic',
  stadium: 'civic',
  plant: 'industry',
  logistics: 'industry',
  coach: 'transport',
};

export type LanduseParts = {
  readonly seed: string;
  readonly blocks: readonly Block[];
  readonly plots: readonly Plot[];
  readonly taken: Obstacles;
  readonly height: Height;
  /** 0 at the ring road, 1 at the border */
  readonly outness: (at: Point) => number;
  readonly more: readonly { readonly kind: LanduseKind; readonly ring: Ring }[];
};

export function landuse({ seed, blocks, plots, taken, height, outness, more }: LanduseParts): Landuse[] {
  const out: Landuse[] = [];
  const put = (kind: LanduseKind, geometry: Landuse['geometry'], name?: Plot['name']) =>
    out.push({ id: `yl-u${out.length + 1}`, kind, ...(name === undefined ? {} : { name }), geometry });
  for (const parts of woods(seed, height)) put('wood', polygons([parts]));
  for (const { kind, ring } of fields(seed, taken, height, outness)) put(kind, polygon(counterClockwise(ring)));
  for (const { type, points } of blocks) if (type === 'river') put('green', polygon(points));
  for (const { ring, use, name } of plots)
    put(isHome(use) ? 'residential' : (KIND[use] ?? 'commercial'), polygon(counterClockwise(ring)), name);
  for (const { kind, ring } of more) put(kind, polygon(counterClockwise(ring)));
  return out;
}

/** Woods where it is steep and the chance field says so. */
function woods(seed: string, height: Height): Ring[][] {
  const cell = 190;
  const [columns, rows] = [Math.round(27_000 / cell), Math.round(21_600 / cell)];
  const where = waves(1900, seed, 'woods');
  const fine = waves(700, seed, 'woods', 'fine');
  const values = new Float64Array(columns * rows);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const [east, north] = [-13_500 + x * cell, -10_800 + y * cell];
      const up = height([east, north]);
      values[y * columns + x] =
        up < 70 ? -1 : where(east, north) + 0.5 * fine(east, north) + Math.min(0.25, (up - 150) / 600);
    }
  }
  const field: Field = { west: -13_500, south: -10_800, cell, columns, rows, values };
  return above(field, 0.3, 60_000);
}

/** Long fields across the valley, in groups of one direction, wherever nothing else stands and it is not steep. */
function fields(
  seed: string,
  taken: Obstacles,
  height: Height,
  outness: (at: Point) => number,
): { kind: LanduseKind; ring: Ring }[] {
  const out: { kind: LanduseKind; ring: Ring }[] = [];
  const turn = waves(5200, seed, 'fields');
  const [wide, deep] = [310, 215];
  for (let y = -7800; y < 7800; y += deep) {
    for (let x = -9900; x < 9900; x += wide) {
      const draw = dice(seed, 'field', x, y);
      const middle: Point = [x + (Math.round(y / deep) % 2) * (wide / 2), y];
      const out1 = outness(middle);
      if (out1 < 0.03 || out1 > 0.96) continue;
      const up = height(middle);
      if (up > 95 || draw.chance(0.06)) continue;
      const way = heading(0.1 + 0.12 * turn(x, y));
      const [u, v] = [wide / 2 - 5, deep / 2 - 5];
      const corner = (a: number, b: number) =>
        framed(middle, way, a * u + draw.between(-9, 4) * a, b * v + draw.between(-9, 4) * b);
      const ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
      const kind = up > 22 ? (draw.chance(0.55) ? 'orchard' : 'field') : draw.chance(0.08) ? 'orchard' : 'field';
      // Where the whole does not fit, its quarters may.
      const quarters = taken.isFree(ring, 3) ? [ring] : cutInFour(ring).filter((part) => taken.isFree(part, 3));
      for (const part of quarters) out.push({ kind, ring: part });
    }
  }
  return out;
}

function cutInFour(ring: Ring): Ring[] {
  const [a, b, c, d] = ring as [Point, Point, Point, Point];
  const half = (p: Point, q: Point): Point => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  const middle = half(half(a, b), half(c, d));
  const [ab, bc, cd, da] = [half(a, b), half(b, c), half(c, d), half(d, a)];
  return [
    [a, ab, middle, da],
    [ab, b, bc, middle],
    [middle, bc, c, cd],
    [da, middle, cd, d],
  ];
}
