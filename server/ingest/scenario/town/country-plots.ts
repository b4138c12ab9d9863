// Along the valleys' roads: suburbs and works before the town, four town seats, villages where the valley has room, and
// country roads that leave the valley's road for villages of their own.
import { dice } from '../dice.ts';
import { type Country, VALLEYS, type Valley } from './country.ts';
import { along, beside, heading, left, type Point, pathLength, plus, through, times, turned } from './flat.ts';
import type { Obstacles } from './obstacles.ts';
import type { Block, Plot } from './plots.ts';
import { counterClockwise, holds } from './rings.ts';
import { type Roadside, suburb, villages } from './roadside.ts';
import type { Height } from './terrain.ts';
import { backStreet, type Roads, seatPlots } from './town-seat.ts';
import type { Vertices } from './vertices.ts';
import { HALF, type Way } from './ways.ts';

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
const SEATS: Readonly<Partial<Record<Valley, number>>> = { WN: 0.45, N2: 0.46, EN: 0.52, S2: 0.46 };
const FIRST = { suburb: 55, rural: 65 } as const;
/** Where nobody builds: metres above the valley floor. */
const STEEP = 70;

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

export type CountrySite = {
  readonly seed: string;
  readonly net: Vertices;
  readonly land: Country;
  readonly height: Height;
  readonly taken: Obstacles;
  readonly roads: Roads;
  readonly blocks: readonly Block[];
  /** index of the first tract's block */
  readonly first: number;
};

export function countryPlots(site: CountrySite): Plot[] {
  const { seed, net, land, taken, roads, blocks, first } = site;
  const out: Plot[] = [];
  // Town seats first, then country roads: villages along the valley's road take what is left.
  for (const pass of ['seat', 'branch', 'rest'] as const) {
    for (const [i, { sector, level, side, inner }] of land.tracts.entries()) {
      const valley = VALLEYS[sector]!;
      const road = net.points(land.valleys[sector]!);
      const steps = (road.length - 1) / 3;
      const metres = (vertex: number) => pathLength(road.slice(0, vertex + 1));
      const [from, to] = [metres(level * steps), metres((level + 1) * steps)];
      const place: Roadside = {
        taken,
        road,
        off: 19,
        side: side === 'left' ? 1 : -1,
        ground: blocks[first + i]!.points,
        block: first + i,
      };
      const draw = dice(seed, pass, valley, level, side);
      const way = roads.valleyWays[sector]!;
      if (pass === 'seat') {
        const seat = SEATS[valley];
        const middle = seat === undefined ? 0 : metres(Math.round(seat * steps * 3));
        if (seat === undefined || middle <= from || middle >= to) continue;
        const ends = [Math.max(from + 30, middle - 420), Math.min(to - 30, middle + 420)] as const;
        backStreet(roads, way, place, ends);
        out.push(...seatPlots(place, ends, draw));
      } else if (pass === 'branch') {
        if (level > 0)
          out.push(...branches(site, place, way, [from + 260, Math.min(to - 260, way.length - 200)], seed));
      } else if (level === 0) {
        out.push(...suburb(place, [from + 70, to - 60], draw));
        // The town has grown over its ring road.
        const rim: Roadside = { ...place, road: net.points(inner), off: 33, side: 1 };
        out.push(...suburb(rim, [50, pathLength(rim.road) - 50], dice(seed, 'rim', i)));
      } else {
        const rare = level === 1 ? ([420, 1100] as const) : ([520, 1500] as const);
        out.push(...villages(place, [from + 90, Math.min(to - 120, way.length - 60)], rare, draw));
      }
    }
  }
  return out;
}

/** Country roads to one side, and the villages along them; one that would meet water, rails or a slope is not built. */
function branches(
  { seed, height, taken, roads }: CountrySite,
  place: Roadside,
  main: Way,
  [from, to]: readonly [number, number],
  grain: string,
): Plot[] {
  const out: Plot[] = [];
  const draw = dice(grain, 'branches', place.block);
  for (let at = from + draw.between(0, 500); at < to; at += draw.between(1300, 2700)) {
    const { at: start, way } = along(main.path, at);
    const out1 = turned(times(left(way), place.side), draw.between(-0.3, 0.3));
    for (const length of [1250, 950, 700, 480]) {
      const bend = heading(Math.atan2(out1[1], out1[0]) + draw.between(-0.35, 0.35));
      const path = through(
        [
          start,
          plus(start, times(out1, 60)),
          plus(start, times(out1, length * 0.5)),
          plus(plus(start, times(out1, length * 0.5)), times(bend, length * 0.5)),
        ],
        45,
      );
      if (!isOpen(path, place, height)) continue;
      const street = roads.streets.push({ name: roads.naming.side(), class: 'county', paths: [path] }) - 1;
      roads.net.add(path, { class: 'county', street }, roads.net.tap(main, at));
      taken.line(path, HALF.county + 3);
      for (const side of [1, -1] as const)
        out.push(
          ...villages(
            { ...place, road: path, off: 15, side },
            [150, pathLength(path)],
            [320, 800],
            dice(seed, 'branch', place.block, at, side),
          ),
        );
      break;
    }
  }
  return out;
}

function isOpen(path: readonly Point[], { ground, taken }: Roadside, height: Height): boolean {
  if (path.slice(1).some((point) => !holds(ground, point) || height(point) > STEEP)) return false;
  const clear = path.slice(1);
  return taken.isFree(counterClockwise([...beside(clear, -14), ...beside(clear, 14).reverse()]), 6);
}
