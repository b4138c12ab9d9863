// How the ground is used: plots by what stands on them, parks and banks, fields in the valleys, orchards and woods above.
import { dice } from '../dice.ts';
import { above, type Field } from './contour.ts';
import { CENTRES } from './core-plots.ts';
import { framed, heading, type Point, polygon, polygons } from './flat.ts';
import { pitch } from './footprints.ts';
import type { Layout } from './layout.ts';
import type { Obstacles } from './obstacles.ts';
import { isHome, type Plot } from './plots.ts';
import { areaOf, centroid, counterClockwise, hull, inset, type Ring, split } from './rings.ts';
import type { Height } from './terrain.ts';
import type { Landuse, LanduseKind } from './town.ts';
import { hills } from './waves.ts';

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

export function groundUse(
  seed: string,
  { blocks, plots, taken, terrain, land, plans, station, square }: Layout,
): Landuse[] {
  const { height } = terrain;
  const out: Landuse[] = [];
  const put = (kind: LanduseKind, geometry: Landuse['geometry'], name?: Plot['name']) =>
    out.push({ id: `yl-u${out.length + 1}`, kind, ...(name === undefined ? {} : { name }), geometry });
  const plot = (kind: LanduseKind, ring: Ring, name?: Plot['name']) => put(kind, polygon(counterClockwise(ring)), name);
  for (const parts of woods(seed, height)) put('wood', polygons([parts]));
  for (const { kind, ring } of fields(seed, taken, height, land.outness)) plot(kind, ring);
  for (const { type, points } of blocks) if (type === 'river') plot('green', points);
  for (const { ring, use, name } of plots) plot(isHome(use) ? 'residential' : (KIND[use] ?? 'commercial'), ring, name);
  for (const [i, school] of plots.entries()) {
    const ground = pitch(seed, school, i);
    if (ground !== undefined) plot('park', ground);
  }
  plot('transport', plans.airport.ring);
  plot('apron', plans.airport.apron);
  plot('runway', plans.airport.runway);
  plot('transport', station);
  plot('square', square);
  return out;
}

/** The middle of the park that has the lake. */
export function lakePark({ plots, blocks }: Layout): Point | undefined {
  const far = ([x, y]: Point) => Math.hypot(x - CENTRES.park[0], y - CENTRES.park[1]);
  return plots
    .filter(({ use, block }) => use === 'green' && blocks[block]!.type === 'park')
    .map(({ ring }) => centroid(ring))
    .sort((a, b) => far(a) - far(b))[0];
}

/** Woods where it is steep and the chance field says so. */
function woods(seed: string, height: Height): Ring[][] {
  const cell = 190;
  const [columns, rows] = [Math.round(27_000 / cell), Math.round(21_600 / cell)];
  const where = hills(1500, seed, 'woods');
  const fine = hills(520, seed, 'woods', 'fine');
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

/** Fields wherever nothing else stands and it is not steep: ground parted again and again, as heirs part it. */
function fields(
  seed: string,
  taken: Obstacles,
  height: Height,
  outness: (at: Point) => number,
): { kind: LanduseKind; ring: Ring }[] {
  const out: { kind: LanduseKind; ring: Ring }[] = [];
  const draw = dice(seed, 'fields');
  const part = (ring: Ring, size: number) => {
    const whole = areaOf(ring);
    const middle = centroid(ring);
    const isWide = whole > 1_500_000;
    const far = outness(middle);
    if (!isWide && (far < -0.05 || far > 1.03)) return;
    if (whole < size) {
      const up = height(middle);
      if (far < 0.02 || far > 0.965 || up > 95 || draw.chance(0.08)) return;
      const field = inset(ring, () => 4);
      if (field === undefined) return;
      const kind = up > 22 ? (draw.chance(0.55) ? 'orchard' : 'field') : draw.chance(0.09) ? 'orchard' : 'field';
      if (taken.isFree(field, 3)) out.push({ kind, ring: field });
      else if (whole > 22_000) part(ring, 22_000);
      return;
    }
    const { middle: centre, way, long } = hull(ring);
    const slant = heading(Math.atan2(way[1], way[0]) + Math.PI / 2 + draw.between(-0.2, 0.2));
    const halves = split(ring, framed(centre, way, long * draw.between(-0.12, 0.12), 0), slant);
    for (const half of halves ?? []) part(half, size);
  };
  part(
    [
      [-11_000, -8800],
      [11_000, -8800],
      [11_000, 8800],
      [-11_000, 8800],
    ],
    78_000,
  );
  return out;
}
