// How two straight segments meet, decided exactly: signs come from adaptive-precision orientation, never from rounding.
import { orient2d } from 'robust-predicates';
import type { Position } from './position.ts';

/** `touch`: one end of one lies on the other; `overlap`: they share a stretch of positive length; `cross`: neither, but they intersect. */
export type Meeting =
  | { readonly how: 'apart' | 'cross' | 'overlap' }
  | { readonly how: 'touch'; readonly at: Position };

const APART: Meeting = { how: 'apart' };
const CROSS: Meeting = { how: 'cross' };
const OVERLAP: Meeting = { how: 'overlap' };

/** Sign of the turn a → b → c: positive counter-clockwise, 0 exactly when collinear. */
export const turn = (a: Position, b: Position, c: Position): number => -orient2d(a[0], a[1], b[0], b[1], c[0], c[1]);

function meetCollinear(a: Position, b: Position, c: Position, d: Position): Meeting {
  const axis = a[0] === b[0] ? 1 : 0;
  const low = Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis]));
  const high = Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis]));
  if (low > high) return APART;
  if (low < high) return OVERLAP;
  return { how: 'touch', at: a[axis] === low ? a : b };
}

/** @returns how the closed segments a-b and c-d (each of positive length) meet */
export function meet(a: Position, b: Position, c: Position, d: Position): Meeting {
  const abc = turn(a, b, c);
  const abd = turn(a, b, d);
  if ((abc > 0 && abd > 0) || (abc < 0 && abd < 0)) return APART;
  const cda = turn(c, d, a);
  const cdb = turn(c, d, b);
  if ((cda > 0 && cdb > 0) || (cda < 0 && cdb < 0)) return APART;
  if (abc === 0 && abd === 0) return meetCollinear(a, b, c, d);
  if (abc === 0) return { how: 'touch', at: c };
  if (abd === 0) return { how: 'touch', at: d };
  if (cda === 0) return { how: 'touch', at: a };
  if (cdb === 0) return { how: 'touch', at: b };
  return CROSS;
}

/** Whether the path a → b → c turns back on itself at b: the two segments share more than b. */
export const isSpike = (a: Position, b: Position, c: Position): boolean =>
  turn(a, b, c) === 0 && (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0;
