// Water: the river with its banks, brooks of the side valleys, a reservoir behind its dam, the park's lake, fish ponds.
import { dice } from '../dice.ts';
import type { Core } from './core.ts';
import { type Country, VALLEYS, type Valley } from './country.ts';
import {
  along,
  beside,
  framed,
  heading,
  line,
  minus,
  type Path,
  type Point,
  pathLength,
  piece,
  polygon,
  through,
  unit,
} from './flat.ts';
import type { Naming } from './naming.ts';
import type { Obstacles } from './obstacles.ts';
import type { Ring } from './rings.ts';
import type { WaterFeature } from './town.ts';
import type { Vertices } from './vertices.ts';
import { crooked } from './waves.ts';

export type Course = {
  /** the river's middle from west to east, beyond the border on both sides */
  readonly river: Path;
  /** half its width, metres */
  readonly half: (metres: number) => number;
  readonly brooks: readonly { readonly valley: Valley; readonly path: Path }[];
  readonly reservoir: Ring;
};

const BROOKS: readonly Valley[] = ['N1', 'N2', 'N3', 'S1', 'S2', 'S3'];
/** The valley with the reservoir: no town, no trunk road. */
const DAMMED: Valley = 'N3';

export function courses(seed: string, net: Vertices, core: Core, land: Country): Course {
  const inner = net.points(core.river);
  const path = [...land.river.west.toReversed(), ...inner.slice(1, -1), ...land.river.east];
  const wave = crooked(2, seed, 'width');
  const [from, to] = [pathLength(land.river.west), pathLength(land.river.west) + pathLength(inner)];
  const half = (metres: number) => {
    // Wide between its embankments, narrower where it is left alone.
    const inTown = Math.min(1, Math.max(0, (metres - from + 500) / 500), Math.max(0, (to + 500 - metres) / 500));
    return 36 + 17 * inTown + 5 * wave(metres / 420);
  };
  const brooks = BROOKS.map((valley, i) => {
    const k = VALLEYS.indexOf(valley);
    const road = net.points(land.valleys[k]!);
    const side = dice(seed, 'brook', valley).pick([-1, 1]);
    const wiggle = crooked(2, seed, 'brook', i);
    const rough = beside(road, side * 252).map(
      (point, j): Point => [point[0] + 16 * wiggle(j * 0.9), point[1] + 16 * wiggle(9 + j * 0.9)],
    );
    // Downstream; under the town it runs in a culvert.
    const open = rough.slice(0, -2).filter((point) => land.outness(point) > 0.008);
    return { valley, path: through(open.toReversed(), 60) };
  });
  const dammed = brooks.find(({ valley }) => valley === DAMMED)!.path;
  return { river: path, half, brooks, reservoir: lake(seed, dammed) };
}

/** A lake on the upper third of a brook, long and with arms, straight at its dam. */
function lake(seed: string, brook: Path): Ring {
  const length = pathLength(brook);
  const [from, to] = [length * 0.27, length * 0.27 + 1150];
  const wave = crooked(3, seed, 'reservoir');
  const way = piece(brook, from, to);
  const total = pathLength(way);
  const shore = (side: 1 | -1) =>
    Array.from({ length: 25 }, (_, i) => {
      const part = i / 24;
      const wide = 20 + 95 * part ** 0.7 * (1 + 0.28 * wave(side * 4 + part * 9));
      const { at } = along(way, total * part);
      // The course bends more than a shore does.
      const ahead = unit(minus(along(way, total * part + 160).at, along(way, total * part - 160).at));
      return framed(at, ahead, 0, side * wide);
    });
  return [...shore(-1), ...shore(1).toReversed()];
}

export function keepClear(taken: Obstacles, { river, brooks, reservoir }: Course): void {
  taken.line(river, 78);
  for (const { path } of brooks) taken.line(path, 14);
  taken.ring(reservoir);
}

/** @param park ground of the park with the lake */
export function waters(
  seed: string,
  { river, half, brooks, reservoir }: Course,
  park: Point | undefined,
  taken: Obstacles,
  naming: Naming,
): WaterFeature[] {
  const banks = (side: 1 | -1): Point[] => {
    let gone = 0;
    return river.map((point, i) => {
      if (i > 0) gone += Math.hypot(point[0] - river[i - 1]![0], point[1] - river[i - 1]![1]);
      const [a, b] = [river[i - 1] ?? point, river[i + 1] ?? point];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const by = side * half(gone);
      return [point[0] - ((b[1] - a[1]) / length) * by, point[1] + ((b[0] - a[0]) / length) * by];
    });
  };
  const out: WaterFeature[] = [
    {
      id: 'yl-w-river',
      kind: 'river',
      name: naming.river,
      geometry: polygon([...banks(-1), ...banks(1).toReversed()]),
      course: line(river),
    },
    { id: 'yl-w-reservoir', kind: 'reservoir', name: naming.reservoir, geometry: polygon(reservoir) },
    ...brooks.map(({ path }, i): WaterFeature => {
      const wide = (j: number) => 2.5 + (4.5 * j) / path.length;
      const bank = (side: 1 | -1) =>
        path.map((_, j) => beside(path.slice(Math.max(0, j - 1), j + 2), side * wide(j))[j === 0 ? 0 : 1]!);
      return {
        id: `yl-w-brook${i + 1}`,
        kind: 'stream',
        name: naming.streams[i]!,
        geometry: polygon([...bank(-1), ...bank(1).toReversed()]),
        course: line(path),
      };
    }),
  ];
  if (park !== undefined) {
    const wave = crooked(3, seed, 'lake');
    const shore = Array.from({ length: 28 }, (_, i): Point => {
      const angle = (i / 28) * 2 * Math.PI;
      const far = 78 * (1 + 0.16 * wave(Math.cos(angle) * 2) + 0.1 * wave(5 + Math.sin(angle) * 2));
      return framed(park, heading(0.3), far * 1.35 * Math.cos(angle), far * Math.sin(angle));
    });
    out.push({ id: 'yl-w-lake', kind: 'lake', name: naming.lake, geometry: polygon(shore) });
  }
  const draw = dice(seed, 'ponds');
  for (let i = 0, made = 0; i < 160 && made < 14; i += 1) {
    const { at, way } = along(river, draw.between(0.08, 0.92) * pathLength(river));
    const middle = framed(at, way, 0, draw.pick([-1, 1]) * draw.between(150, 420));
    const [long, short] = [draw.between(50, 110), draw.between(30, 60)];
    const pond = [
      [-1, -1],
      [1, -0.8],
      [1.1, 0.7],
      [0.2, 1.1],
      [-0.9, 0.9],
    ].map(([u, v]) => framed(middle, way, u! * long, v! * short));
    if (!taken.isFree(pond, 12)) continue;
    taken.ring(pond);
    made += 1;
    out.push({ id: `yl-w-pond${made}`, kind: 'pond', geometry: polygon(pond) });
  }
  return out;
}
