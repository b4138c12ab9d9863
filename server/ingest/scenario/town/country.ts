// The country around the core: ten valleys that begin where arterials end, ridges between them, and the border of the
// district far out. Valley roads, ridges and the river are borders of what lies between them, so it all tiles.
import { dice } from '../dice.ts';
import type { Core } from './core.ts';
import { type Path, type Point, smooth } from './flat.ts';
import { type Chain, ringOf, type Vertices } from './vertices.ts';
import { crooked } from './waves.ts';

/** Counter-clockwise from the east bank road north of the river; the river itself lies before the first and after the fifth. */
export const VALLEYS = ['EN', 'N3', 'N2', 'N1', 'WN', 'WS', 'S1', 'S2', 'S3', 'ES'] as const;
export type Valley = (typeof VALLEYS)[number];

export type Tract = {
  /** open, counter-clockwise */
  readonly ring: Chain;
  /** its side towards the town, clockwise round the town */
  readonly inner: Chain;
  readonly sector: number;
  /** 0 suburb, 1 middle, 2 outer */
  readonly level: 0 | 1 | 2;
  /** of the valley road, seen on the way out */
  readonly side: 'right' | 'left';
};
export type Country = {
  readonly tracts: readonly Tract[];
  /** by sector, from the ring road to the border */
  readonly valleys: readonly Chain[];
  /** how the valley's road goes on beyond the border, its first point on it */
  readonly beyond: readonly Path[];
  /** closed, counter-clockwise; open list */
  readonly border: Chain;
  readonly neighbours: readonly Chain[];
  /** the river outside the core, from the ring road on, beyond the border */
  readonly river: { readonly west: Path; readonly east: Path };
  /** any point of the country: `out` is 0 at the ring road and 1 at the border */
  readonly at: (angle: number, out: number) => Point;
  /** 0 at the ring road, 1 at the border, below 0 in the core */
  readonly outness: (point: Point) => number;
};

/** Where suburbs end and where the outer communities begin, as shares of the way out. */
const LEVELS = [0, 0.27, 0.62, 1] as const;
const STEPS = 16;
const REACH = { x: 9450, y: 7500 } as const;
const END = 1.3;

type Curve = { readonly chain: readonly number[]; readonly angle: (out: number) => number };

export function country(seed: string, net: Vertices, { perimeter, ends, river }: Core): Country {
  const rim = net.points(perimeter);
  const angleOf = ([x, y]: Point) => Math.atan2(y, x);
  const inner = innerRadius(rim);
  const ragged = crooked(6, seed, 'border');
  const outer = (angle: number) => {
    const [c, s] = [Math.abs(Math.cos(angle)) / REACH.x, Math.abs(Math.sin(angle)) / REACH.y];
    const whole = Math.round(angle / (2 * Math.PI));
    // Periodic: the same border at angle and angle + 360 degrees.
    const turn = angle - whole * 2 * Math.PI;
    return (
      (c ** 2.6 + s ** 2.6) ** (-1 / 2.6) *
      (1 + 0.047 * ragged(Math.cos(turn) * 3.1) + 0.04 * ragged(9 + Math.sin(turn) * 3.7))
    );
  };
  const at = (angle: number, out: number): Point => {
    const from = inner(angle);
    const radius = from + (outer(angle) - from) * out;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  };
  const starts = [
    ends.east[2],
    ends.north[4],
    ends.north[2],
    ends.north[0],
    ends.west[2],
    ends.west[1],
    ends.south[0],
    ends.south[2],
    ends.south[4],
    ends.east[1],
  ] as number[];
  const place = new Map(perimeter.map((vertex, i) => [vertex, i]));
  const rivers = { east: river.at(-1)!, west: river[0]! };
  // Ridge k stands before valley k; the river takes the place of a ridge twice.
  const ridges = starts.map((start, k) => {
    if (k === 0) return rivers.east;
    if (k === 5) return rivers.west;
    const [a, b] = [place.get(starts[k - 1]!)!, place.get(start)!];
    const count = (b - a + perimeter.length) % perimeter.length;
    return perimeter[(a + Math.round(count / 2)) % perimeter.length]!;
  });
  const curve = (start: number, bend: (out: number) => number): Curve => {
    const from = angleOf(net.at(start));
    const angle = (out: number) => from + bend(out) * smooth(out / 0.16);
    const chain = [start];
    for (let level = 0; level < 3; level += 1) {
      const [a, b] = [LEVELS[level]!, LEVELS[level + 1]!];
      for (let step = 1; step <= STEPS; step += 1) {
        const out = a + ((b - a) * step) / STEPS;
        chain.push(net.add(at(angle(out), out)));
      }
    }
    return { chain, angle };
  };
  const metres = (size: number, out: number) => size / (3200 + 5200 * out);
  const draw = dice(seed, 'country');
  const bendOf = (k: number, isValley: boolean) => {
    const wiggle = crooked(isValley ? 2 : 4, seed, isValley ? 'valley' : 'ridge', k);
    const start = draw.between(0, 3);
    const turns = draw.between(9, 12);
    return (out: number) => metres((isValley ? 120 : 210) * wiggle(start + out * turns), out);
  };
  const meander = (k: number) => {
    const wiggle = crooked(2, seed, 'meander', k);
    return (out: number) => metres(190 * wiggle(out * 13), out);
  };
  const ridgeCurves = ridges.map((start, k) => curve(start, k === 0 || k === 5 ? meander(k) : bendOf(k, false)));
  // Bank roads follow the river down the main valley, which grows narrower.
  const towards = [-0.4, 0, 0, 0, 0.4, -0.4, 0, 0, 0, 0.4];
  const valleyCurves = starts.map((start, k) => {
    const own = bendOf(k, true);
    const toRiver = Math.abs(
      wrap(angleOf(net.at(start)) - angleOf(net.at(k < 3 || k > 7 ? rivers.east : rivers.west))),
    );
    return curve(start, (out) => own(out) + towards[k]! * toRiver * smooth(out * 1.2));
  });

  const arcs = new Map<string, number[]>();
  /** From one curve to the next one counter-clockwise, on a level. */
  const arc = (a: Curve, b: Curve, level: number, key: string): number[] => {
    const [from, to] = [a.chain[level * STEPS]!, b.chain[level * STEPS]!];
    if (level === 0) return around(perimeter, place.get(from)!, place.get(to)!);
    const known = arcs.get(key);
    if (known !== undefined) return known;
    const out = LEVELS[level]!;
    const [alpha, turn] = [a.angle(out), wrap(b.angle(out) - a.angle(out))];
    const steps = Math.max(6, Math.round((turn * outer(alpha) * out) / 130));
    const crook = crooked(3, seed, 'arc', key);
    const chain = [from];
    for (let i = 1; i < steps; i += 1) {
      const v = i / steps;
      const off = level === 3 ? 0 : 0.022 * crook(v * 7) * Math.min(1, 4 * v * (1 - v));
      chain.push(net.add(at(alpha + turn * v, out + off)));
    }
    chain.push(to);
    arcs.set(key, chain);
    return chain;
  };
  const tracts: Tract[] = [];
  for (const sector of VALLEYS.keys()) {
    const next = ridgeCurves[(sector + 1) % VALLEYS.length]!;
    const sides = [
      ['right', ridgeCurves[sector]!, valleyCurves[sector]!],
      ['left', valleyCurves[sector]!, next],
    ] as const;
    for (const level of [0, 1, 2] as const) {
      for (const [side, a, b] of sides) {
        const part = ({ chain }: Curve) => chain.slice(level * STEPS, (level + 1) * STEPS + 1);
        const near = arc(a, b, level, `${sector} ${side} ${level}`);
        const far = arc(a, b, level + 1, `${sector} ${side} ${level + 1}`);
        tracts.push({
          sector,
          level,
          side,
          inner: near.toReversed(),
          ring: ringOf(part(a), far, part(b).toReversed(), near.toReversed()),
        });
      }
    }
  }
  const border = VALLEYS.flatMap((_, k) =>
    ['right', 'left'].flatMap((side) => arcs.get(`${k} ${side} 3`)!.slice(0, -1)),
  );
  const past = ({ angle }: Curve): Point[] =>
    Array.from({ length: 13 }, (_, i) => 1 + ((END - 1) * i) / 12).map((out) => at(angle(out), out));
  const riverPast = ({ chain, angle }: Curve): Point[] => [...net.points(chain), ...past({ chain, angle }).slice(1)];
  return {
    tracts,
    valleys: valleyCurves.map(({ chain }) => chain),
    beyond: valleyCurves.map(past),
    border,
    neighbours: neighbours([1, 4, 8], ridgeCurves, border, net, at),
    river: { east: riverPast(ridgeCurves[0]!), west: riverPast(ridgeCurves[5]!) },
    at,
    outness: ([x, y]) => {
      const angle = Math.atan2(y, x);
      const from = inner(angle);
      return (Math.hypot(x, y) - from) / (outer(angle) - from);
    },
  };
}

/** An angle in (0, 360] degrees' worth of turning counter-clockwise, or the short way where that is less than a half turn. */
const wrap = (angle: number): number => {
  const full = 2 * Math.PI;
  return ((((angle + Math.PI) % full) + full) % full) - Math.PI;
};

const around = (ring: Chain, from: number, to: number): number[] => {
  const count = (to - from + ring.length) % ring.length;
  return Array.from({ length: count + 1 }, (_, i) => ring[(from + i) % ring.length]!);
};

/** How far the ring road is from the middle, by angle: it goes round the middle once. */
function innerRadius(rim: Path): (angle: number) => number {
  const edges = rim.map((a, i) => ({ a, b: rim[(i + 1) % rim.length]!, from: Math.atan2(a[1], a[0]) }));
  const sorted = edges.toSorted((p, q) => p.from - q.from);
  return (angle) => {
    const turned = wrap(angle);
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]!.from <= turned) low = middle + 1;
      else high = middle;
    }
    const { a, b } = sorted[(low - 1 + sorted.length) % sorted.length]!;
    const [c, s] = [Math.cos(turned), Math.sin(turned)];
    const by = c * (b[1] - a[1]) - s * (b[0] - a[0]);
    return (a[0] * (b[1] - a[1]) - a[1] * (b[0] - a[0])) / by;
  };
}

function neighbours(
  at: readonly number[],
  ridges: readonly Curve[],
  border: Chain,
  net: Vertices,
  spot: (angle: number, out: number) => Point,
): number[][] {
  const OUT = 1.26;
  const walls = at.map((k) => {
    const { chain, angle } = ridges[k]!;
    const steps = [1.06, 1.12, 1.19, OUT].map((out) => net.add(spot(angle(out), out)));
    return { foot: chain.at(-1)!, chain: [chain.at(-1)!, ...steps], angle: angle(OUT) };
  });
  return walls.map((from, i) => {
    const to = walls[(i + 1) % walls.length]!;
    const near = around(border, border.indexOf(from.foot), border.indexOf(to.foot));
    const turn = (wrap(to.angle - from.angle) + 2 * Math.PI) % (2 * Math.PI);
    const far = [from.chain.at(-1)!];
    for (let step = 1; step < 40; step += 1) far.push(net.add(spot(from.angle + (turn * step) / 40, OUT)));
    far.push(to.chain.at(-1)!);
    return ringOf(from.chain, far, to.chain.toReversed(), near.toReversed());
  });
}
