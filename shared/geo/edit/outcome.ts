// From what a library computed to a shape that may be kept: decimals, slivers, canonical form.
import { feature, featureCollection, union } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { err, ok, type Result } from '../../result.ts';
import type { Position } from '../position.ts';
import { ringArea } from '../shapes.ts';
import type { EditError } from './edit-error.ts';
import { checkShape, LEAST_AREA } from './flaw.ts';
import { polygonsIn, type Shape, shapeOf } from './shape.ts';

/** Square metres: a hole this small remains between two sides that were meant to be one. */
const SLIVER = 0.05;

const round7 = (value: number) => Math.round(value * 1e7) / 1e7 + 0;

function tidyRing(ring: readonly (readonly number[])[]): Position[] {
  const out: Position[] = [];
  for (const [x = 0, y = 0] of ring) {
    const next: Position = [round7(x), round7(y)];
    const last = out.at(-1);
    if (last !== undefined && last[0] === next[0] && last[1] === next[1]) continue;
    // There and back again: rounding made a spike of a sliver.
    const before = out.at(-2);
    if (before !== undefined && before[0] === next[0] && before[1] === next[1]) out.pop();
    else out.push(next);
  }
  return out;
}

/** Decimals of the centimetre, without slivers; a shell too small to be a shape (flaw.ts) goes with its holes, not the outcome. */
export function tidy(polygons: readonly (readonly (readonly (readonly number[])[])[])[]): Position[][][] {
  return polygons.flatMap((rings) => {
    const [shell, ...holes] = rings.map(tidyRing);
    if (shell === undefined || shell.length < 4 || ringArea(shell) < LEAST_AREA) return [];
    return [[shell, ...holes.filter((hole) => hole.length >= 4 && ringArea(hole) >= SLIVER)]];
  });
}

/** How often rounding may undo what untangling did, before it is called wrong. */
const AGAIN = 3;

/** @returns what a library made, checked; `nothing-left` when that is nothing */
export function outcome(
  found: Feature<Polygon | MultiPolygon> | null | undefined,
  again = AGAIN,
): Result<Shape, EditError> {
  const geometry = found?.geometry as Shape | undefined;
  const shape = geometry === undefined ? undefined : shapeOf(tidy(polygonsIn(geometry)));
  if (shape === undefined) return err({ code: 'nothing-left' });
  const checked = checkShape(shape);
  if (checked.ok) return ok(checked.value);
  const { code } = checked.error;
  const flaw = err({ code: 'flaw', flaw: checked.error } as const);
  if (again === 0 || code === 'position' || code === 'too-large') return flaw;
  // Two sides a hair apart cross once their corners are moved to the centimetre: such a sliver falls into its pieces.
  return outcome(union(featureCollection([feature(shape), feature(shape)])), again - 1);
}

/** Runs a library that throws at coordinates it cannot untangle: that is an answer, not a bug of ours. */
export function attempt(run: () => Feature<Polygon | MultiPolygon> | null | undefined): Result<Shape, EditError> {
  try {
    return outcome(run());
  } catch {
    return err({ code: 'stuck' });
  }
}

/** Every shape valid, or the first flaw. */
export function valid(shapes: readonly Shape[]): Result<readonly Shape[], EditError> {
  const out: Shape[] = [];
  for (const shape of shapes) {
    const checked = checkShape(shape);
    if (!checked.ok) return err({ code: 'flaw', flaw: checked.error });
    out.push(checked.value);
  }
  return ok(out);
}
