// The shape of the land: a broad valley, six side valleys, ridges that branch and grow outward, level ground for the airport.
import { above, type Field } from './contour.ts';
import type { Country } from './country.ts';
import { VALLEYS } from './country.ts';
import { dot, minus, type Path, type Point, polygons, smooth } from './flat.ts';
import type { HillClass, ShadeClass } from './town.ts';
import type { Transport } from './transport.ts';
import type { Vertices } from './vertices.ts';
import { hills } from './waves.ts';

/** Metres above the valley floor. */
export type Height = (at: Point) => number;
export type Terrain = { readonly field: Field; readonly height: Height };

const CLASSES = [20, 50, 85, 125, 170, 220, 275, 335] as const;
const SHADES = [0.08, 0.16, 0.26] as const;
const SIDE_VALLEYS = ['N3', 'N2', 'N1', 'S1', 'S2', 'S3'] as const;
const CELL = 130;
const SIZE = { x: 13_520, y: 10_790 } as const;

/** Distance to a path, thinned: called for every corner of the grid. */
function distanceTo(path: Path): (x: number, y: number) => number {
  const points = path.filter((_, i) => i % 3 === 0 || i === path.length - 1);
  const count = points.length - 1;
  const parts = new Float64Array(count * 5);
  for (let i = 0; i < count; i += 1) {
    const [[ax, ay], [bx, by]] = [points[i]!, points[i + 1]!];
    parts.set([ax, ay, bx - ax, by - ay, (bx - ax) ** 2 + (by - ay) ** 2 || 1], i * 5);
  }
  return (x, y) => {
    let least = Infinity;
    for (let i = 0; i < parts.length; i += 5) {
      const [px, py] = [x - parts[i]!, y - parts[i + 1]!];
      const part = (px * parts[i + 2]! + py * parts[i + 3]!) / parts[i + 4]!;
      const at = part < 0 ? 0 : part > 1 ? 1 : part;
      const [dx, dy] = [px - at * parts[i + 2]!, py - at * parts[i + 3]!];
      const off = dx * dx + dy * dy;
      if (off < least) least = off;
    }
    return Math.sqrt(least);
  };
}

/** @param river its middle line from west to east, beyond the border on both sides */
export function terrain(seed: string, net: Vertices, land: Country, river: Path, { airport }: Transport): Terrain {
  const main = distanceTo(river);
  const sides = SIDE_VALLEYS.map((valley) => {
    const k = VALLEYS.indexOf(valley);
    return distanceTo([...net.points(land.valleys[k]!), ...land.beyond[k]!]);
  });
  const broad = hills(5200, seed, 'broad');
  const [bendX, bendY] = [hills(1700, seed, 'bend', 'x'), hills(1700, seed, 'bend', 'y')];
  const crests = [2300, 1150, 580].map((length, i) => ({ crest: hills(length, seed, 'crest', i), size: 0.56 ** i }));
  const ridges = (x: number, y: number): number => {
    const [u, v] = [x + 420 * bendX(x, y), y + 420 * bendY(x, y)];
    let [sum, size] = [0, 0];
    for (const { crest, size: part } of crests) {
      // Sharp where the noise changes sign: crests that branch, hollows between them.
      sum += part * (1 - Math.abs(crest(u, v))) ** 1.6;
      size += part;
    }
    return sum / size;
  };
  const raw = (x: number, y: number): number => {
    const floor = 2700 - 1250 * smooth((Math.abs(x) - 3200) / 4500) + 420 * broad(x, y);
    const rise = smooth((main(x, y) - floor) / 3600);
    if (rise === 0) return 0;
    const side = sides.reduce((least, to) => Math.min(least, to(x, y)), Infinity);
    const carved = smooth((side - 170) / 1700);
    const height = 470 * rise * (0.1 + 0.9 * carved) * (0.16 + 0.95 * ridges(x, y) * (0.85 + 0.3 * broad(y, x)));
    const off = minus([x, y], airport.middle);
    const [u, v] = [dot(off, airport.way) / 2100, dot(off, [-airport.way[1], airport.way[0]]) / 1000];
    return height * smooth((Math.hypot(u, v) - 0.75) / 0.6);
  };
  const columns = Math.round((2 * SIZE.x) / CELL) + 1;
  const rows = Math.round((2 * SIZE.y) / CELL) + 1;
  const values = new Float64Array(columns * rows);
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1) values[y * columns + x] = raw(-SIZE.x + x * CELL, -SIZE.y + y * CELL);
  const height: Height = ([x, y]) => {
    const [u, v] = [(x + SIZE.x) / CELL, (y + SIZE.y) / CELL];
    const [i, j] = [Math.max(0, Math.min(columns - 2, Math.floor(u))), Math.max(0, Math.min(rows - 2, Math.floor(v)))];
    const [a, b] = [u - i, v - j];
    const at = j * columns + i;
    const low = values[at]! * (1 - a) + values[at + 1]! * a;
    const high = values[at + columns]! * (1 - a) + values[at + columns + 1]! * a;
    return low * (1 - b) + high * b;
  };
  return { field: { west: -SIZE.x, south: -SIZE.y, cell: CELL, columns, rows, values }, height };
}

export function relief({ field }: Terrain): { readonly hills: HillClass[]; readonly shades: ShadeClass[] } {
  const { columns, rows, values } = field;
  const lit = new Float64Array(columns * rows);
  for (let y = 1; y + 1 < rows; y += 1) {
    for (let x = 1; x + 1 < columns; x += 1) {
      const i = y * columns + x;
      const east = (values[i + 1]! - values[i - 1]!) / (2 * CELL);
      const north = (values[i + columns]! - values[i - columns]!) / (2 * CELL);
      // Light from the north-west: a slope that falls towards it is bright.
      lit[i] = (east - north) * Math.SQRT1_2;
    }
  }
  const classes = <T>(
    of: Field,
    heights: readonly number[],
    make: (height: number, geometry: ShadeClass['geometry'], i: number) => T,
  ): T[] =>
    heights.flatMap((at, i) => {
      const parts = above(of, at, 25_000);
      return parts.length === 0 ? [] : [make(at, polygons(parts), i)];
    });
  const strength = (i: number) => (i + 1) as 1 | 2 | 3;
  const shade = (side: ShadeClass['side'], values: Float64Array) =>
    classes({ ...field, values }, SHADES, (_, geometry, i): ShadeClass => ({ side, strength: strength(i), geometry }));
  return {
    hills: classes(field, CLASSES, (at, geometry) => ({ height: at, geometry })),
    shades: [
      ...shade('light', lit),
      ...shade(
        'shade',
        lit.map((it) => -it),
      ),
    ],
  };
}
