// Smooth chance over the plane: a few plane waves of drawn directions and phases. No grid shows, and slopes are bounded.
import { dice } from '../dice.ts';

/** About in [-1, 1], zero on average. */
export type Field = (x: number, y: number) => number;

/** @param length metres from crest to crest, about */
export function waves(length: number, ...words: readonly (string | number)[]): Field {
  const draw = dice('waves', ...words);
  const parts = Array.from({ length: 5 }, () => {
    const way = draw.between(0, 2 * Math.PI);
    const k = (2 * Math.PI) / (length * draw.between(0.75, 1.4));
    return [Math.cos(way) * k, Math.sin(way) * k, draw.between(0, 2 * Math.PI)] as const;
  });
  return (x, y) => parts.reduce((sum, [kx, ky, phase]) => sum + Math.sin(x * kx + y * ky + phase), 0) / 2.6;
}

/** The same along one line: several octaves, for borders and ridges. */
export function crooked(octaves: number, ...words: readonly (string | number)[]): (t: number) => number {
  const draw = dice('crooked', ...words);
  const parts = Array.from({ length: octaves }, (_, i) => ({
    k: 2 ** i * draw.between(0.85, 1.15),
    phase: draw.between(0, 2 * Math.PI),
    size: 0.62 ** i,
  }));
  return (t) => parts.reduce((sum, { k, phase, size }) => sum + Math.sin(t * k + phase) * size, 0);
}

/** Gradient noise (Perlin) about in [-1, 1]: no direction is preferred, so it serves for hills. */
export function hills(length: number, ...words: readonly (string | number)[]): Field {
  const draw = dice('hills', ...words);
  const SIZE = 256;
  const order = Uint8Array.from({ length: SIZE }, (_, i) => i);
  for (let i = SIZE - 1; i > 0; i -= 1) {
    const k = draw.int(0, i);
    [order[i], order[k]] = [order[k]!, order[i]!];
  }
  const ways = Float64Array.from({ length: 2 * SIZE }, (_, i) => {
    const angle = ((i >> 1) / SIZE) * 2 * Math.PI;
    return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
  const corner = (x: number, y: number, dx: number, dy: number) => {
    const at = order[(order[x & 255]! + y) & 255]!;
    return ways[2 * at]! * dx + ways[2 * at + 1]! * dy;
  };
  const ease = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);
  return (east, north) => {
    const [x, y] = [east / length + 128, north / length + 128];
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [x - i, y - j];
    const [a, b] = [ease(u), ease(v)];
    const low = corner(i, j, u, v) * (1 - a) + corner(i + 1, j, u - 1, v) * a;
    const high = corner(i, j + 1, u, v - 1) * (1 - a) + corner(i + 1, j + 1, u - 1, v - 1) * a;
    return 1.5 * (low * (1 - b) + high * b);
  };
}
