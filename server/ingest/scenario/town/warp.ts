// From the plan, where the river is straight, to the ground: meanders, a rounded outline, bends with the hills, and an old
// town that was never drawn with a ruler.
import { dice } from '../dice.ts';
import { type Point, smooth, turned } from './flat.ts';
import { waves } from './waves.ts';

/** Half the length of the built-up core, and how far it reaches north and south of the river, metres. */
export const CORE = { east: 3250, north: 2080, south: 1960 } as const;

export type Quarter = 'old' | 'inner' | 'new' | 'edge';

/** 1 in the middle of the old town, 0 outside. */
const oldness = (s: number, t: number) =>
  smooth((1050 - Math.abs(s + 850)) / 380) * smooth((1280 - t) / 380) * smooth(t / 200);

export function quarterOf([s, t]: Point): Quarter {
  if (oldness(s, t) > 0.5) return 'old';
  if (t > 0 && s > 950) return 'new';
  return Math.abs(s) < 2000 && Math.abs(t) < 1450 ? 'inner' : 'edge';
}

export type Warp = (plan: Point) => Point;

export function warp(seed: string): Warp {
  const draw = dice(seed, 'river');
  const bends = [
    { size: draw.between(190, 250), k: (2 * Math.PI) / draw.between(4700, 5600), phase: draw.between(0, 6.3) },
    { size: draw.between(35, 60), k: (2 * Math.PI) / draw.between(2100, 2600), phase: draw.between(0, 6.3) },
  ];
  const [driftX, driftY] = [waves(2300, seed, 'drift', 'x'), waves(2300, seed, 'drift', 'y')];
  const [crookX, crookY] = [waves(430, seed, 'crook', 'x'), waves(430, seed, 'crook', 'y')];
  const tilt = draw.between(0.08, 0.13);
  return ([s, t]) => {
    const [u, v] = [s / CORE.east, t / (t > 0 ? CORE.north : CORE.south)];
    // The river enters and leaves straight, so that the valley outside can take it on.
    const calm = 1 - u ** 4;
    const near = 1 / (1 + (t / 1300) ** 2);
    let [bend, slope] = [0, 0];
    for (const { size, k, phase } of bends) {
      bend += size * Math.sin(k * s + phase) * calm;
      slope += size * k * Math.cos(k * s + phase) * calm;
    }
    // Streets drift with the land, but not where the river is held by its embankments.
    const loose = smooth((Math.abs(t) - 60) / 500) * (1 - 0.6 * smooth((s - 700) / 500) * smooth(t / 300));
    const old = oldness(s, t);
    const x =
      s * Math.sqrt(1 - 0.24 * v * v) - t * slope * near * 0.8 + 75 * loose * driftX(s, t) + 26 * old * crookX(s, t);
    const y = t * Math.sqrt(1 - 0.3 * u * u) + bend * near + 75 * loose * driftY(s, t) + 26 * old * crookY(s, t);
    return turned([x, y], tilt);
  };
}
