// The march of a fence that waits for somebody.
import { DASH } from './base-style.ts';

/** The dash of `DASH`, moved on by `shift` line widths. */
export function marched(shift: number): number[] {
  const [dash, gap] = DASH;
  return shift <= gap ? [0, shift, dash, gap - shift] : [shift - gap, gap, dash + gap - shift, 0];
}
