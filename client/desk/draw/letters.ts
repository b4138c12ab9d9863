// The letters of the tools while the drawing panel is open. They are not the desk's then, not even before the tools are loaded.
import type { Tool } from './draw-store.ts';

export const TOOL_KEYS: { readonly [T in Tool]: string } = {
  polygon: 'P',
  rectangle: 'R',
  circle: 'C',
  freehand: 'F',
  corridor: 'L',
  lasso: 'S',
  addresses: 'A',
  split: 'X',
  hole: 'H',
};
export const ACTION_KEYS = {
  edit: 'E',
  move: 'V',
  merge: 'U',
  intersect: 'I',
  subtract: 'T',
  buffer: 'B',
  file: 'O',
} as const;
export type Action = keyof typeof ACTION_KEYS;

export const DRAW_LETTERS: ReadonlySet<string> = new Set(
  [...Object.values(TOOL_KEYS), ...Object.values(ACTION_KEYS)].map((letter) => letter.toLowerCase()),
);
