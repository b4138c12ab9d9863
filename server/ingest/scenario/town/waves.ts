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
