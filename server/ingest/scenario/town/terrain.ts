// The shape of the land: a broad valley, six side valleys, hills that grow outward, level ground for the airport.

import { above, type Field } from './contour.ts';
import type { Country } from './country.ts';
import { VALLEYS } from './country.ts';
import { dot, minus, type Path, type Point, polygons, smooth } from './flat.ts';
import { distanceToSegment } from './obstacles.ts';
import type { HillClass, ShadeClass } from './town.ts';
import type { Transport } from './transport.ts';
import type { Vertices } from './vertices.ts';
import { waves } from './waves.ts';

/** Metres above the valley floor. */
export type Height = (at: Point) => number;

const CLASSES = [25, 60, 100, 145, 195, 250, 310] as const;
const SHADES = [0.07, 0.13, 0.21] as const;
const SIDE_VALLEYS = ['N3', 'N2', 'N1', 'S1', 'S2', 'S3'] as const;

const distanceTo = (path: Path, at: Point): number => {
  let least = Infinity;
  for (let i = 1; i < path.length; i += 1) least = Math.min(least, distanceToSegment(at, path[i - 1]!, path[i]!));
  return least;
};
const thinned = (path: Path, step: number): Point[] => path.filter((_, i) => i % step === 0 || i === path.length - 1);

/** @param river its middle line from west to east, beyond the border on both sides */
export function terrain(seed: string, net: Vertices, land: Country, river: Path, { airport }: Transport): Height {
  const main = thinned(river, 3);
  const sides = SIDE_VALLEYS.map((valley) => {
    const k = VALLEYS.indexOf(valley);
    return thinned([...net.points(land.valleys[k]!), ...land.beyond[k]!], 3);
  });
  const [broad, fine, rough] = [waves(4200, seed, 'hills'), waves(1500, seed, 'spurs'), waves(620, seed, 'gullies')];
  return (at) => {
    const [x, y] = at;
    const far = distanceTo(main, at);
    const floor = 2700 - 1250 * smooth((Math.abs(x) - 3200) / 4500) + 260 * broad(x, y);
    const rise = smooth((far - floor) / 3300);
    if (rise === 0) return 0;
    const side = Math.min(...sides.map((path) => distanceTo(path, at)));
    const carved = smooth((side - 150) / 1250);
    const spurs = 1 + 0.28 * fine(x, y) + 0.13 * rough(x, y);
    const height = 430 * rise * (0.14 + 0.86 * carved * spurs * (0.8 + 0.2 * broad(y, x)));
    const off = minus(at, airport.middle);
    const [u, v] = [dot(off, airport.way) / 2100, dot(off, [-airport.way[1], airport.way[0]]) / 1000];
    return height * smooth((Math.hypot(u, v) - 0.75) / 0.5);
  };
}

const CELL = 150;
const SIZE = { x: 13_500, y: 10_800 } as const;

export function relief(height: Height): { readonly hills: HillClass[]; readonly shades: ShadeClass[] } {
  const columns = Math.round((2 * SIZE.x) / CELL) + 1;
  const rows = Math.round((2 * SIZE.y) / CELL) + 1;
  const values = new Float64Array(columns * rows);
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1) values[y * columns + x] = height([-SIZE.x + x * CELL, -SIZE.y + y * CELL]);
  const field: Field = { west: -SIZE.x, south: -SIZE.y, cell: CELL, columns, rows, values };
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
      const parts = above(of, at, 20_000);
      return parts.length === 0 ? [] : [make(at, polygons(parts), i)];
    });
  const strength = (i: number) => (i + 1) as 1 | 2 | 3;
  const dark = { ...field, values: lit.map((it) => -it) };
  return {
    hills: classes(field, CLASSES, (at, geometry) => ({ height: at, geometry })),
    shades: [
      ...classes({ ...field, values: lit }, SHADES, (_, geometry, i) => ({
        side: 'light' as const,
        strength: strength(i),
        geometry,
      })),
      ...classes(dark, SHADES, (_, geometry, i) => ({ side: 'shade' as const, strength: strength(i), geometry })),
    ],
  };
}
