// Every footprint there is: the houses of homes, and what stands on the ground of a place: a few plain volumes, set out as
// such places are, in the frame of the plot.
import { type Dice, dice } from '../dice.ts';
import { buildingId, type Tree } from './areas.ts';
import { framed, mix, polygons } from './flat.ts';
import type { Layout } from './layout.ts';
import { isHome, type Plot } from './plots.ts';
import {
  bordersCross,
  centroid,
  counterClockwise,
  holds,
  holdsRing,
  hull,
  inset,
  type Ring,
  rectangle,
} from './rings.ts';
import type { Footprint, PlaceType } from './town.ts';

type Volume = {
  readonly ring: Ring;
  readonly floors: number;
  readonly storey: number;
  readonly use: Footprint['use'];
};
/** Middle and size as shares of the plot's long and short side, 0 in its middle; floors. */
type Part = readonly [u: number, v: number, long: number, short: number, floors: number];
type Scheme = { readonly use: Footprint['use']; readonly storey: number; readonly parts: readonly (readonly Part[])[] };

const SCHOOL: Scheme = {
  use: 'school',
  storey: 3.6,
  parts: [
    [
      [-0.3, 0.25, 0.3, 0.14, 4],
      [-0.3, -0.05, 0.3, 0.14, 4],
      [-0.3, -0.34, 0.3, 0.14, 3],
    ],
    [
      [-0.25, 0.3, 0.42, 0.15, 4],
      [-0.42, -0.08, 0.1, 0.5, 4],
      [-0.12, -0.02, 0.3, 0.15, 3],
    ],
  ],
};
const HALLS: Scheme = {
  use: 'industry',
  storey: 8,
  parts: [
    [
      [-0.24, 0.22, 0.42, 0.34, 1],
      [-0.24, -0.22, 0.42, 0.34, 1],
      [0.24, 0.2, 0.34, 0.36, 1],
      [0.22, -0.26, 0.22, 0.16, 2],
    ],
    [
      [0, 0.2, 0.8, 0.3, 1],
      [-0.2, -0.22, 0.42, 0.3, 1],
      [0.28, -0.24, 0.2, 0.2, 2],
    ],
  ],
};
const SLAB: Scheme = {
  use: 'civic',
  storey: 3.6,
  parts: [
    [
      [0, 0.12, 0.62, 0.26, 5],
      [0, -0.24, 0.36, 0.16, 2],
    ],
  ],
};
const HALL: Scheme = {
  use: 'shop',
  storey: 6,
  parts: [
    [[0, 0, 0.8, 0.7, 1]],
    [
      [0, 0.2, 0.8, 0.32, 1],
      [0, -0.24, 0.8, 0.3, 1],
    ],
  ],
};

const SCHEMES: Readonly<Record<PlaceType, Scheme>> = {
  school: SCHOOL,
  kindergarten: {
    ...SCHOOL,
    parts: [
      [
        [0, 0.2, 0.66, 0.24, 3],
        [-0.26, -0.12, 0.16, 0.36, 2],
      ],
    ],
  },
  college: {
    use: 'school',
    storey: 3.8,
    parts: [
      [
        [-0.34, 0.3, 0.2, 0.1, 6],
        [-0.34, 0.08, 0.2, 0.1, 6],
        [-0.34, -0.14, 0.2, 0.1, 6],
        [-0.02, 0.3, 0.22, 0.12, 8],
        [-0.02, -0.02, 0.26, 0.18, 4],
        [0.1, -0.34, 0.3, 0.12, 5],
      ],
    ],
  },
  hospital: {
    use: 'hospital',
    storey: 3.9,
    parts: [
      [
        [-0.05, 0.2, 0.6, 0.22, 14],
        [-0.05, -0.14, 0.46, 0.26, 5],
        [0.36, -0.1, 0.14, 0.4, 6],
      ],
    ],
  },
  market: HALL,
  mall: { use: 'shop', storey: 5, parts: [[[0, 0, 0.78, 0.74, 5]], [[0.02, 0.02, 0.8, 0.66, 6]]] },
  supermarket: { use: 'shop', storey: 5, parts: [[[0, 0.08, 0.7, 0.6, 2]]] },
  hotel: {
    use: 'shop',
    storey: 3.4,
    parts: [
      [
        [0, 0.14, 0.62, 0.3, 12],
        [0, -0.22, 0.5, 0.28, 2],
      ],
    ],
  },
  plant: HALLS,
  office: {
    use: 'office',
    storey: 3.8,
    parts: [
      [[0, 0, 0.5, 0.46, 18]],
      [
        [-0.16, 0, 0.34, 0.5, 14],
        [0.26, 0, 0.26, 0.6, 4],
      ],
      [[0, 0.05, 0.66, 0.36, 9]],
    ],
  },
  government: {
    use: 'civic',
    storey: 4,
    parts: [
      [
        [0, 0.2, 0.5, 0.14, 8],
        [-0.3, -0.04, 0.12, 0.28, 5],
        [0.3, -0.04, 0.12, 0.28, 5],
      ],
    ],
  },
  restaurant: { use: 'shop', storey: 4, parts: [[[0, 0, 0.66, 0.6, 3]]] },
  cinema: { use: 'shop', storey: 6, parts: [[[0, 0, 0.7, 0.66, 4]]] },
  bathhouse: { use: 'shop', storey: 4, parts: [[[0, 0, 0.6, 0.6, 3]]] },
  nursingHome: SLAB,
  stadium: {
    use: 'civic',
    storey: 9,
    parts: [
      [
        [-0.16, 0.05, 0.42, 0.5, 2],
        [0.3, 0.16, 0.22, 0.34, 2],
      ],
    ],
  },
  airport: HALL,
  railway: HALL,
  coach: { use: 'transport', storey: 6, parts: [[[0, 0.24, 0.56, 0.26, 2]]] },
  logistics: {
    ...HALLS,
    parts: [
      [
        [-0.26, 0, 0.36, 0.62, 1],
        [0.2, 0, 0.36, 0.62, 1],
      ],
    ],
  },
  isolation: {
    use: 'hospital',
    storey: 3.2,
    parts: [
      [
        [0, 0.34, 0.8, 0.1, 3],
        [0, 0.14, 0.8, 0.1, 3],
        [0, -0.06, 0.8, 0.1, 3],
        [0, -0.26, 0.8, 0.1, 3],
      ],
    ],
  },
};

function volumes({ ring, use }: Plot & { readonly use: PlaceType }, draw: Dice): Volume[] {
  const { use: kind, storey, parts } = SCHEMES[use];
  const ground = inset(ring, () => 4);
  if (ground === undefined) return [];
  const { middle, way, long, short } = hull(ring);
  const middleOf = centroid(ring);
  const [u0, v0] = [draw.pick([-1, 1]), draw.pick([-1, 1])];
  const built: Ring[] = [];
  return draw.pick(parts).flatMap(([u, v, l, s, floors]): Volume[] => {
    const at = framed(middle, way, u0 * u * long, v0 * v * short);
    // A plot is no rectangle: what sticks out is built smaller.
    for (const scale of [1, 0.85, 0.7, 0.55, 0.42, 0.3]) {
      const shape = rectangle(mix(middleOf, at, Math.min(1, scale + 0.2)), way, l * long * scale, s * short * scale);
      if (!holdsRing(ground, shape) || built.some((other) => touch(other, shape))) continue;
      built.push(shape);
      return [{ ring: shape, floors: Math.max(1, Math.round(floors * draw.between(0.8, 1.2))), storey, use: kind }];
    }
    return [];
  });
}

const touch = (a: Ring, b: Ring): boolean => bordersCross(a, b) || holds(a, b[0]!) || holds(b, a[0]!);

/** Where a school has its sports ground: middle and size as shares of the plot. */
const PITCH: Readonly<Partial<Record<Plot['use'], readonly [u: number, v: number, long: number, short: number]>>> = {
  school: [0.27, 0.02, 0.36, 0.66],
  college: [0.36, 0.14, 0.2, 0.44],
};

/** The sports ground of a school, on the side that `volumes` leaves open. */
export function pitch(seed: string, { ring, use }: Plot, index: number): Ring | undefined {
  const part = PITCH[use];
  const ground = part === undefined ? undefined : inset(ring, () => 5);
  if (part === undefined || ground === undefined) return undefined;
  const draw = dice(seed, 'volumes', index);
  const [u0, v0] = [draw.pick([-1, 1]), draw.pick([-1, 1])];
  const { middle, way, long, short } = hull(ring);
  const [u, v, l, s] = part;
  const at = framed(middle, way, u0 * u * long, v0 * v * short);
  for (const scale of [1, 0.85, 0.7, 0.55]) {
    const [length, depth] = [Math.min(l * long, 110) * scale, Math.min(s * short, 175) * scale];
    const oval = Array.from({ length: 20 }, (_, i) => {
      const angle = (i / 20) * 2 * Math.PI;
      const rounded = (t: number) => Math.sign(t) * Math.abs(t) ** 0.6;
      return framed(at, way, (rounded(Math.cos(angle)) * length) / 2, (rounded(Math.sin(angle)) * depth) / 2);
    });
    if (holdsRing(ground, oval)) return oval;
  }
  return undefined;
}

/** Metres from floor to floor where people live; a one-storey house has its roof. */
const STOREY = { apartments: 2.95, houses: 4 } as const;

export function footprintsOf(
  seed: string,
  { plots, plans, ways }: Layout,
  { plotIds }: Tree,
  ids: { readonly airport: string; readonly station: string },
): Footprint[] {
  const out: Footprint[] = [];
  const stand = (
    rings: readonly Ring[],
    of: Pick<Footprint, 'areaId' | 'placeId' | 'use' | 'floors'>,
    storey: number,
  ) =>
    out.push({
      id: `yl-f${out.length + 1}`,
      ...of,
      height: Math.round(of.floors * storey * 10) / 10,
      geometry: polygons(rings.map((ring) => [counterClockwise(ring)])),
    });
  for (const [i, plot] of plots.entries()) {
    const id = plotIds.get(i);
    if (id === undefined) continue;
    if (isHome(plot.use)) {
      for (const [h, { shape, stairs, floors }] of plot.houses.entries()) {
        const use = stairs.length === 0 ? 'houses' : 'apartments';
        stand(shape, { areaId: buildingId(id, h), use, floors }, STOREY[use]);
      }
    } else if (plot.use !== 'green') {
      for (const { ring, use, floors, storey } of volumes({ ...plot, use: plot.use }, dice(seed, 'volumes', i)))
        stand([ring], { placeId: id, use, floors }, storey);
    }
  }
  const { building, way } = ways.station;
  stand([plans.airport.terminal], { placeId: ids.airport, use: 'transport', floors: 2 }, 8);
  stand([rectangle(building, way, 150, 40)], { placeId: ids.station, use: 'transport', floors: 2 }, 9);
  return out;
}
