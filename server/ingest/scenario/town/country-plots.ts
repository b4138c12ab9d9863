// Along the valleys' roads: suburbs and works before the town, four town seats, villages where the valley has room.
import { type Dice, dice } from '../dice.ts';
import { home } from './core-plots.ts';
import { type Country, VALLEYS, type Valley } from './country.ts';
import { beside, type Path, pathLength, piece } from './flat.ts';
import type { Naming } from './naming.ts';
import type { Obstacles } from './obstacles.ts';
import type { Block, Plot } from './plots.ts';
import { strip, village } from './quarters.ts';
import { areaOf, counterClockwise, holdsRing, isSimple, type Ring } from './rings.ts';
import type { StreetSpec } from './streets.ts';
import type { CompoundType, PlaceType } from './town.ts';
import type { Vertices } from './vertices.ts';
import type { Way, Ways } from './ways.ts';

/** Which street (0 to 6) the suburb of a sector belongs to, and which town (7 to 10) the country behind it. */
const STREET: Readonly<Record<Valley, number>> = {
  EN: 3,
  N3: 3,
  N2: 2,
  N1: 0,
  WN: 0,
  WS: 4,
  S1: 4,
  S2: 5,
  S3: 6,
  ES: 6,
};
const TOWN: Readonly<Record<Valley, number>> = {
  EN: 9,
  N3: 8,
  N2: 8,
  N1: 8,
  WN: 7,
  WS: 7,
  S1: 10,
  S2: 10,
  S3: 10,
  ES: 9,
};
/** Where the towns have their seats: valley, and share of the way from the ring road to the border. */
const SEATS: Readonly<Partial<Record<Valley, number>>> = { WN: 0.45, N2: 0.46, EN: 0.6, S2: 0.46 };
const FIRST = { suburb: 55, rural: 65 } as const;

export function countryBlocks(net: Vertices, land: Country): Block[] {
  return land.tracts.map(({ ring, sector, level }): Block => {
    const valley = VALLEYS[sector]!;
    return {
      points: net.points(ring),
      township: level === 0 ? STREET[valley] : TOWN[valley],
      community: level === 0 ? FIRST.suburb + sector : FIRST.rural + sector * 2 + level - 1,
      type: level === 0 ? 'suburban' : 'rural',
    };
  });
}

/** Where the plots of one stretch of road go: `off` metres from the road's middle stands what is beside it. */
type Site = { readonly taken: Obstacles; readonly road: Path; readonly off: number };
export type Roads = {
  readonly net: Ways;
  readonly valleyWays: readonly Way[];
  readonly streets: StreetSpec[];
  readonly naming: Naming;
};

/** @param first index of the first tract's block */
export function countryPlots(
  seed: string,
  net: Vertices,
  land: Country,
  taken: Obstacles,
  roads: Roads,
  blocks: readonly Block[],
  first: number,
): Plot[] {
  const out: Plot[] = [];
  // Town seats first: villages take what is left of the valley.
  for (const pass of ['seat', 'rest'] as const) {
    for (const [i, { sector, level, side }] of land.tracts.entries()) {
      const valley = VALLEYS[sector]!;
      const chain = land.valleys[sector]!;
      const road = net.points(chain);
      const steps = (chain.length - 1) / 3;
      const metres = (vertex: number) => pathLength(road.slice(0, vertex + 1));
      const [from, to] = [metres(level * steps), metres((level + 1) * steps)];
      const ground = blocks[first + i]!.points;
      const at: Site = { taken, road, off: 19 };
      const turn = side === 'left' ? 1 : -1;
      const seat = SEATS[valley];
      const words = [seed, pass, valley, level, side];
      if (pass === 'seat') {
        const middle = seat === undefined ? 0 : metres(Math.round(seat * steps * 3));
        if (seat === undefined || middle <= from || middle >= to) continue;
        const ends = [Math.max(from + 30, middle - 420), Math.min(to - 30, middle + 420)] as const;
        backStreet(roads, roads.valleyWays[sector]!, taken, ends, turn);
        out.push(...seatPlots(at, ...ends, turn, ground, first + i, dice(...words)));
      } else if (level === 0) {
        out.push(...suburb(at, from + 70, to - 60, turn, ground, first + i, dice(...words)));
        // The town has grown over its ring road.
        const rim = { taken, road: net.points(land.tracts[i]!.inner), off: 33 };
        out.push(...suburb(rim, 50, pathLength(rim.road) - 50, 1, ground, first + i, dice(...words, 'rim')));
      } else
        out.push(
          ...villages(
            at,
            from + 90,
            Math.min(to - 120, pathLength(road) - 700),
            turn,
            ground,
            first + i,
            level,
            dice(...words),
          ),
        );
    }
  }
  return out;
}

const claim = ({ taken }: Site, ring: Ring, ground: Ring, margin: number): boolean => {
  if (!isSimple(ring) || !holdsRing(ground, ring) || !taken.isFree(ring, margin)) return false;
  taken.ring(ring);
  return true;
};

/** A plot between two distances along a road and two distances off it; its sides stand across the road. */
function lot(road: Path, from: number, to: number, side: 1 | -1, near: number, far: number): Ring {
  const front = beside(piece(road, from, to), side * near);
  const back = beside(piece(road, from, to), side * far);
  return counterClockwise([...front, ...back.toReversed()]);
}

function suburb(site: Site, from: number, to: number, side: 1 | -1, ground: Ring, block: number, draw: Dice): Plot[] {
  const out: Plot[] = [];
  for (let at = from; at < to - 90; ) {
    const length = draw.between(130, 270);
    const end = Math.min(to, at + length);
    const depth = draw.between(110, 190);
    const kind = draw.pick([
      'urbanVillage',
      'urbanVillage',
      'walkUp',
      'midRise',
      'highRise',
      'plant',
      'logistics',
      'walkUp',
    ] as const);
    const made =
      kind === 'urbanVillage'
        ? settled(site, at, end, side, depth, ground, block, kind, draw)
        : built(site, at, end, side, depth, ground, block, kind, draw);
    if (made !== undefined) out.push(made);
    at = made === undefined ? at + 40 : end + draw.between(16, 60);
  }
  return out;
}

function built(
  site: Site,
  from: number,
  to: number,
  side: 1 | -1,
  depth: number,
  ground: Ring,
  block: number,
  kind: CompoundType | PlaceType,
  draw: Dice,
): Plot | undefined {
  const ring = lot(site.road, from, to, side, site.off, site.off + depth);
  if (areaOf(ring) < 6000 || !claim(site, ring, ground, 5)) return undefined;
  const plot: Plot = { ring, block, use: kind, houses: [], crowd: draw.between(0.85, 1.05) };
  if (kind === 'walkUp' || kind === 'midRise' || kind === 'highRise' || kind === 'oneStorey') home(plot, kind, draw);
  return plot;
}

function settled(
  site: Site,
  from: number,
  to: number,
  side: 1 | -1,
  depth: number,
  ground: Ring,
  block: number,
  use: 'village' | 'urbanVillage',
  draw: Dice,
): Plot | undefined {
  const isCity = use === 'urbanVillage';
  const made = strip(site.road, from, to, side, site.off, depth, draw);
  const ring = counterClockwise(made.ring);
  const found = village({ ...made, ring }, isCity ? 2.1 : 1.15, isCity ? 0.15 : 1, draw);
  if (found === undefined || !claim(site, ring, ground, 6)) return undefined;
  return { ring, block, use, houses: found.houses, lanes: found.lanes, crowd: isCity ? 0.95 : draw.between(0.85, 1.1) };
}

/** Behind the first row of a town seat, joined to the main road at both ends. */
function backStreet(
  { net, streets, naming }: Roads,
  main: Way,
  taken: Obstacles,
  [from, to]: readonly [number, number],
  side: 1 | -1,
): void {
  const path = beside(piece(main.path, from, to), side * 130);
  const spec = { name: naming.side(), class: 'residential' as const, paths: [path] };
  const way = { class: spec.class, street: streets.push(spec) - 1 };
  const whole = net.add(path, way);
  for (const [node, metres] of [
    [whole.from, from],
    [whole.to, to],
  ] as const) {
    const joint = net.tap(main, metres);
    const link = [net.nodes[joint]!, net.nodes[node]!];
    net.add(link, { class: 'residential' }, joint, node);
    taken.line(link, 9);
  }
  taken.line(path, 8);
}

/** Two rows of plots on each side of the road: a street of shops and works dwellings, older quarters behind. */
function seatPlots(
  site: Site,
  from: number,
  to: number,
  side: 1 | -1,
  ground: Ring,
  block: number,
  draw: Dice,
): Plot[] {
  const out: Plot[] = [];
  const add = (a: number, b: number, near: number, far: number, kind: CompoundType | PlaceType) => {
    const ring = lot(site.road, a, b, side, near, far);
    if (!claim(site, ring, ground, 4)) return;
    const plot: Plot = { ring, block, use: kind, houses: [], crowd: draw.between(0.9, 1.05) };
    if (kind === 'walkUp' || kind === 'midRise' || kind === 'oneStorey') home(plot, kind, draw);
    out.push(plot);
  };
  const count = Math.floor((to - from) / 150);
  const step = (to - from) / Math.max(1, count);
  for (let i = 0; i < count; i += 1) {
    const [a, b] = [from + i * step + 10, from + (i + 1) * step - 6];
    const middle = i === Math.floor(count / 2);
    const first = middle
      ? side > 0
        ? 'hospital'
        : 'market'
      : draw.pick(['walkUp', 'walkUp', 'midRise', 'oneStorey'] as const);
    add(a, b, site.off, site.off + 96, first);
    const second =
      i === Math.floor(count / 2) - 1 && side > 0 ? 'school' : draw.pick(['oneStorey', 'walkUp', 'oneStorey'] as const);
    if (i > 0 && i < count - 1) add(a, b, site.off + 125, site.off + 205, second);
  }
  return out;
}

function villages(
  site: Site,
  from: number,
  to: number,
  side: 1 | -1,
  ground: Ring,
  block: number,
  level: 1 | 2,
  draw: Dice,
): Plot[] {
  const out: Plot[] = [];
  for (let at = from + draw.between(0, 400); at < to - 130; ) {
    const length = draw.between(level === 1 ? 210 : 160, level === 1 ? 380 : 300);
    const depth = draw.between(85, level === 1 ? 165 : 130);
    const made = settled(site, at, Math.min(to, at + length), side, depth, ground, block, 'village', draw);
    if (made !== undefined) out.push(made);
    at += made === undefined ? 60 : length + draw.between(level === 1 ? 160 : 260, level === 1 ? 620 : 900);
  }
  return out;
}
