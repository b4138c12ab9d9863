// Where the expressway, the railway and the airport go: along the foot of the hills, clear of the core.
import { dice } from '../dice.ts';
import type { Country } from './country.ts';
import { along, framed, heading, nearest, type Path, type Point, through } from './flat.ts';
import { type Ring, rectangle } from './rings.ts';

export type Transport = {
  /** from the border in the west to the border in the east, and a little beyond */
  readonly expressway: Path;
  readonly railway: Path;
  readonly airport: {
    readonly ring: Ring;
    readonly runway: Ring;
    readonly apron: Ring;
    readonly terminal: Ring;
    /** before the terminal */
    readonly front: Point;
    /** along the runway, eastward */
    readonly way: Point;
    readonly middle: Point;
  };
};

/** How far round from one bank road to the other, and how far out. */
type Course = readonly (readonly [round: number, out: number])[];

const HALF_EXPRESS: Course = [
  [0, 1.3],
  [0.01, 1],
  [0.02, 0.75],
  [0.045, 0.5],
  [0.09, 0.32],
  [0.15, 0.21],
  [0.25, 0.15],
  [0.38, 0.13],
];
const HALF_RAIL: Course = [
  [0, 1.3],
  [0.01, 1],
  [0.02, 0.75],
  [0.045, 0.5],
  [0.095, 0.27],
  [0.17, 0.13],
  [0.27, 0.085],
  [0.4, 0.07],
];
const both = (half: Course): Course => [...half, ...half.map(([round, out]) => [1 - round, out] as const).reverse()];

export function transport(
  seed: string,
  land: Country,
  starts: { readonly en: number; readonly wn: number; readonly ws: number; readonly es: number },
): Transport {
  const draw = dice(seed, 'transport');
  const course = (from: number, to: number, points: Course): Point[] => {
    const span = (to - from + 2 * Math.PI) % (2 * Math.PI);
    const rough = points.map(([round, out]) => land.at(from + round * span + draw.between(-0.006, 0.006), out));
    return through(rough, 90);
  };
  const expressway = course(starts.en, starts.wn, both(HALF_EXPRESS)).reverse();
  const railway = course(starts.ws, starts.es, both(HALF_RAIL));
  const angle = starts.en + draw.between(0.17, 0.2);
  const middle = land.at(angle, 0.72);
  const { way } = along(expressway, nearest(expressway, middle).along);
  const tilt = Math.atan2(way[1], way[0]) + draw.between(-0.06, 0.06);
  const east = heading(tilt);
  const at = (u: number, v: number) => framed(middle, east, u, v);
  return {
    expressway,
    railway,
    airport: {
      middle,
      way: east,
      ring: [
        at(-1560, -330),
        at(-600, -330),
        at(-520, -470),
        at(620, -470),
        at(700, -330),
        at(1560, -330),
        at(1560, 260),
        at(-1560, 260),
      ],
      runway: rectangle(at(0, 90), east, 2600, 45),
      apron: rectangle(at(40, -235), east, 900, 150),
      terminal: rectangle(at(60, -352), east, 240, 52),
      front: at(60, -420),
    },
  };
}
