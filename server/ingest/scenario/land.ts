// The land: district, townships, communities, compounds, river and roads, grown from the seed and the words of place.json.
import words from '../../../data/scenarios/small/place.json' with { type: 'json' };
import { type Compound, compoundsOf } from './compounds.ts';
import { dice, share } from './dice.ts';
import { groups, mesh } from './mesh.ts';
import { distance, mix, type Spot } from './plane.ts';

export type Community = {
  readonly id: string;
  readonly code: string;
  readonly townshipId: string;
  readonly zh: string;
  readonly en: string;
  readonly centre: Spot;
  readonly ring: readonly Spot[];
  /** kilometres from the centre that are surely inside */
  readonly reach: number;
  readonly persons: number;
  readonly households: number;
};
export type Township = {
  readonly id: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly rings: readonly (readonly Spot[])[];
  readonly communityIds: readonly string[];
  readonly persons: number;
};
export type Road = {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly class: 'motorway' | 'trunk' | 'secondary' | 'residential';
  readonly path: readonly Spot[];
};
/** What is left of a path where walls stand in its way. */
export type CutRoad = Road & { readonly pieces: readonly (readonly Spot[])[] };
export type Land = {
  readonly id: string;
  readonly rings: readonly (readonly Spot[])[];
  readonly townships: readonly Township[];
  readonly communities: readonly Community[];
  readonly compounds: readonly Compound[];
  readonly river: readonly Spot[];
  readonly roads: readonly CutRoad[];
};

const two = (value: number) => String(value).padStart(2, '0');
const three = (value: number) => String(value).padStart(3, '0');

export function land(seed: string): Land {
  const { id, code } = words.county;
  const net = mesh(seed, words.communities.length);
  // The middle, and the cells farthest out in four directions: five townships that meet.
  const { cells } = net;
  const farthest = (east: number, north: number) =>
    cells.reduce((best, { centre }, i) => {
      const score = ([x, y]: Spot) => x * east + y * north;
      return score(centre) > score(cells[best]!.centre) ? i : best;
    }, 0);
  const grown = groups(net, [0, farthest(0.3, 1), farthest(1, -0.2), farthest(-0.2, -1), farthest(-1, 0.3)]);
  // Outer communities are larger and emptier.
  const persons = share(
    words.population,
    cells.map((_, i) => dice(seed, 'persons', i).between(0.7, 1.3)),
  );
  const communities: Community[] = [];
  const townships = words.townships.map(([zh, en], t): Township => {
    const townshipId = `${id}-t${t + 1}`;
    const members = grown[t]!.map((cell, i): Community => {
      const { centre, ring } = cells[cell]!;
      const [name, roman] = words.communities[communities.length + i]!;
      const reach = Math.min(...ring.map((spot) => distance(centre, spot))) * 0.8;
      return {
        id: `${townshipId}-c${two(communities.length + i + 1)}`,
        code: `${code}${three(t + 1)}${three(i + 1)}`,
        townshipId,
        zh: name!,
        en: roman!,
        centre,
        ring,
        reach,
        persons: persons[cell]!,
        households: Math.round(persons[cell]! / 2.6),
      };
    });
    communities.push(...members);
    return {
      id: townshipId,
      code: `${code}${three(t + 1)}`,
      zh: zh!,
      en: en!,
      rings: net.outline(grown[t]!),
      communityIds: members.map((member) => member.id),
      persons: members.reduce((sum, member) => sum + member.persons, 0),
    };
  });
  const ways = roads(seed);
  const compounds = dwellings(seed, communities, ways);
  return {
    id,
    rings: net.outline(cells.map((_, i) => i)),
    townships,
    communities,
    compounds,
    river: river(seed),
    roads: ways.map((way) => ({ ...way, pieces: goRound(way.path, compounds) })),
  };
}

/** Two communities with room for six compounds each: the story's two clusters live in the surveyed one of each. */
function dwellings(seed: string, communities: readonly Community[], ways: readonly Road[]): Compound[] {
  const loud = ways.filter((way) => way.class === 'motorway' || way.class === 'trunk');
  const [first, second] = communities
    .filter(({ reach, centre }) => reach > 0.5 && Math.abs(centre[1] - stream(seed, centre[0])) > 0.65)
    .filter(({ centre }) => loud.every(({ path }) => distanceTo(path, centre) > 0.55))
    .sort((a, b) => distance(a.centre, [0, 0]) - distance(b.centre, [0, 0]));
  if (first === undefined || second === undefined) throw new Error(`the seed "${seed}" leaves no room for compounds`);
  const half = words.compounds.length / 2;
  return [
    ...compoundsOf(seed, first, words.compounds.slice(0, half), 1),
    ...compoundsOf(seed, second, words.compounds.slice(half), 4),
  ];
}

/** How far north the river runs at this easting. */
export const stream = (seed: string, east: number): number => {
  const turn = dice(seed, 'river').between(0, 3);
  return -0.9 + 0.55 * Math.sin(east * 0.55 + turn) + 0.18 * Math.sin(east * 1.7 + 2 * turn);
};

function river(seed: string): Spot[] {
  const south: Spot[] = [];
  const north: Spot[] = [];
  for (let step = -48; step <= 48; step += 1) {
    const east = step / 5;
    const half = 0.035 + 0.012 * Math.sin(east * 1.1);
    south.push([east, stream(seed, east) - half]);
    north.unshift([east, stream(seed, east) + half]);
  }
  return [...south, ...north];
}

/** Half the length that a straight street may have this far from the middle line and stay in the district. */
const room = (off: number, across: number, length: number) =>
  length * 0.9 * Math.sqrt(Math.max(0, 1 - (off / across) ** 2));
const WIDE = 7.2;
const HIGH = 5.3;

function roads(seed: string): Road[] {
  const name = (kind: string, i: number, [zh, en]: readonly string[]) => ({
    id: `yl-${kind}-${two(i + 1)}`,
    zh: zh!,
    en: en!,
  });
  const ring = Array.from({ length: 49 }, (_, i): Spot => {
    const angle = (i / 48) * 2 * Math.PI;
    const wobble = 1 + 0.04 * Math.sin(3 * angle + 1);
    return [WIDE * wobble * Math.cos(angle), HIGH * wobble * Math.sin(angle)];
  });
  const across = Array.from({ length: 17 }, (_, i): Spot => {
    const east = -6.8 + i * 0.85;
    return [east, east * 0.76 + 0.5 * Math.sin(east * 0.5)];
  });
  const motorways = [[...ring.slice(0, -1), ring[0]!], across].map(
    (path, i): Road => ({ ...name('m', i, words.motorways[i]!), class: 'motorway', path }),
  );
  const trunks = words.trunks.map((both, i): Road => {
    const angle = (i / words.trunks.length) * 2 * Math.PI + 0.35;
    const path = Array.from({ length: 10 }, (_, step): Spot => {
      const part = 0.08 + (step / 9) * 1.02;
      const bend = angle + 0.12 * Math.sin(part * 3 + i);
      return [WIDE * part * Math.cos(bend), HIGH * part * Math.sin(bend)];
    });
    return { ...name('t', i, both), class: 'trunk', path };
  });
  const streets = words.streets.map((both, i): Road => {
    const draw = dice(seed, 'street', i);
    const eastward = i % 2 === 0;
    const order = Math.floor(i / 2) - 8;
    const off = order * (eastward ? 0.54 : 0.74) + draw.between(-0.12, 0.12);
    const half = eastward ? room(off, HIGH, WIDE) : room(off, WIDE, HIGH);
    const [sway, phase] = [draw.between(0.06, 0.22), draw.between(0, 6)];
    const path = Array.from({ length: 13 }, (_, step): Spot => {
      const on = -half + (step / 12) * 2 * half;
      const side = off + sway * Math.sin(on * 0.6 + phase);
      return eastward ? [on, side] : [side, on];
    });
    return { ...name('s', i, both), class: Math.abs(order) < 5 ? 'secondary' : 'residential', path };
  });
  return [...motorways, ...trunks, ...streets];
}

/** Kilometres from a compound's middle within which no street runs: its wall, and a pavement. */
const WALL = 0.16;

/** A street stops at a wall and goes on behind it: nobody drives through a compound. */
function goRound(path: readonly Spot[], compounds: readonly Compound[]): Spot[][] {
  const near = compounds.filter(({ centre }) => distanceTo(path, centre) < WALL);
  if (near.length === 0) return [[...path]];
  const pieces: Spot[][] = [[]];
  const fine = path.flatMap((spot, i) => {
    const before = path[i - 1];
    return before === undefined ? [spot] : Array.from({ length: 20 }, (_, step) => mix(before, spot, (step + 1) / 20));
  });
  for (const spot of fine) {
    if (near.every(({ centre }) => distance(centre, spot) >= WALL)) pieces.at(-1)!.push(spot);
    else if (pieces.at(-1)!.length > 0) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 1);
}

const distanceTo = (path: readonly Spot[], spot: Spot): number =>
  path.reduce((least, to, i) => {
    const from = path[i - 1] ?? to;
    const length = distance(from, to);
    const along =
      length === 0
        ? 0
        : ((spot[0] - from[0]) * (to[0] - from[0]) + (spot[1] - from[1]) * (to[1] - from[1])) / length ** 2;
    return Math.min(least, distance(spot, mix(from, to, Math.max(0, Math.min(1, along)))));
  }, Number.POSITIVE_INFINITY);
