// Compounds, and in two of them the buildings, staircases and gates: where the cases of the story live.
import { dice, share } from './dice.ts';
import { middle, mix, plus, type Spot, turned } from './plane.ts';

export type Staircase = { readonly id: string; readonly centre: Spot; readonly ring: readonly Spot[]; persons: number };
export type Building = {
  readonly id: string;
  readonly number: number;
  readonly ring: readonly Spot[];
  readonly floors: number;
  readonly staircases: readonly Staircase[];
};
export type Gate = { readonly id: string; readonly spot: Spot; readonly state: 'guarded' | 'emergency' | 'open' };
export type Compound = {
  readonly id: string;
  readonly communityId: string;
  readonly zh: string;
  readonly en: string;
  readonly centre: Spot;
  readonly ring: readonly Spot[];
  readonly persons: number;
  readonly households: number;
  readonly gates: readonly Gate[];
  /** empty where nobody has surveyed them yet */
  readonly buildings: readonly Building[];
};

const PITCH = 0.27; // kilometres from one compound to the next: a street lies between them
const HALF = 0.105; // half a side
const SURVEYED = { rows: 4, columns: 2, staircases: 3 };

/**
 * Six compounds round the middle of a community.
 * @param surveyed which of them has its buildings and staircases
 */
export function compoundsOf(
  seed: string,
  community: { readonly id: string; readonly centre: Spot },
  names: readonly (readonly string[])[],
  surveyed: number,
): Compound[] {
  const angle = dice(seed, 'grain', community.id).between(-0.25, 0.25);
  return names.map(([zh, en], i) => {
    const id = `${community.id}-k${i + 1}`;
    const draw = dice(seed, 'compound', id);
    const shift: Spot = [((i % 3) - 1) * PITCH, (Math.floor(i / 3) - 0.5) * PITCH];
    const centre = plus(community.centre, turned(shift, angle));
    const buildings = i === surveyed ? buildingsOf(seed, id, centre, angle) : [];
    const persons =
      buildings.length > 0
        ? buildings.flatMap((building) => building.staircases).reduce((sum, { persons }) => sum + persons, 0)
        : draw.int(640, 1700);
    const ring = wall(seed, id, centre, angle);
    return {
      id,
      communityId: community.id,
      zh: zh!,
      en: en!,
      centre,
      ring,
      persons,
      households: Math.round(persons / 2.6),
      gates: gatesOf(id, ring),
      buildings,
    };
  });
}

/** Eight corners, none of them square. */
function wall(seed: string, id: string, centre: Spot, angle: number): Spot[] {
  const draw = dice(seed, 'wall', id);
  const corners: Spot[] = [
    [-1, -1],
    [0, -1],
    [1, -1],
    [1, 0],
    [1, 1],
    [0, 1],
    [-1, 1],
    [-1, 0],
  ];
  return corners.map(([x, y]) =>
    plus(centre, turned([HALF * x * draw.between(0.93, 1.1), HALF * y * draw.between(0.93, 1.1)], angle)),
  );
}

/** Every compound keeps a way out for ambulances and the fire brigade: a policy safeguard, not a choice. */
function gatesOf(id: string, ring: readonly Spot[]): Gate[] {
  const on = (side: number) => mix(ring[side]!, ring[side + 1]!, 0.5);
  return [
    { id: `${id}-g1`, spot: on(0), state: 'open' },
    { id: `${id}-g2`, spot: on(2), state: 'open' },
    { id: `${id}-g3`, spot: on(5), state: 'emergency' },
  ];
}

function buildingsOf(seed: string, id: string, centre: Spot, angle: number): Building[] {
  const { rows, columns, staircases } = SURVEYED;
  const at = (east: number, north: number) => plus(centre, turned([east, north], angle));
  return Array.from({ length: rows * columns }, (_, i) => {
    const draw = dice(seed, 'building', id, i);
    const column = i % columns;
    const row = Math.floor(i / columns);
    const [west, east] = column === 0 ? [-0.085, -0.012] : [0.012, 0.085];
    const south = -0.078 + row * 0.044;
    const north = south + 0.016;
    const building = `${id}-b${i + 1}`;
    const persons = share(draw.int(150, 240), [draw.between(0.8, 1.2), draw.between(0.8, 1.2), draw.between(0.8, 1.2)]);
    return {
      id: building,
      number: i + 1,
      ring: [at(west!, south), at(east!, south), at(east!, north), at(west!, north)],
      floors: draw.pick([6, 11, 18, 18, 24]),
      staircases: Array.from({ length: staircases }, (_, s) => {
        const from = west! + ((east! - west!) * s) / staircases;
        const to = west! + ((east! - west!) * (s + 1)) / staircases;
        const ring = [at(from, south), at(to, south), at(to, north), at(from, north)];
        return { id: `${building}-s${s + 1}`, centre: middle(ring), ring, persons: persons[s]! };
      }),
    };
  });
}
