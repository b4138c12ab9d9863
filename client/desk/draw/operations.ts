// Everything that is computed of drawn shapes, by name, in one complete list: the worker runs it, a test calls it.
import { cutHole, merge, overlap, subtract } from '#shared/geo/edit/combine.ts';
import type { EditError } from '#shared/geo/edit/edit-error.ts';
import { checkShape } from '#shared/geo/edit/flaw.ts';
import { mend } from '#shared/geo/edit/mend.ts';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { split } from '#shared/geo/edit/split.ts';
import { corridor, widen } from '#shared/geo/edit/widen.ts';
import type { Position } from '#shared/geo/position.ts';
import { err, ok, type Result } from '#shared/result.ts';

export type Inputs = {
  readonly check: { readonly shape: Shape };
  readonly mend: { readonly shape: Shape };
  readonly merge: { readonly shapes: readonly Shape[] };
  readonly intersect: { readonly shapes: readonly Shape[] };
  /** the first without the others */
  readonly subtract: { readonly shapes: readonly Shape[] };
  /** metres outward, negative inward */
  readonly buffer: { readonly shape: Shape; readonly metres: number };
  /** metres from edge to edge */
  readonly corridor: { readonly line: readonly Position[]; readonly width: number };
  readonly split: { readonly shape: Shape; readonly line: readonly Position[] };
  readonly hole: { readonly shape: Shape; readonly hole: Shape };
};
export type Operation = keyof Inputs;
export type Answer = Result<readonly Shape[], EditError>;

const one = (found: Result<Shape, EditError>): Answer => (found.ok ? ok([found.value]) : found);

const RUN: { readonly [O in Operation]: (input: Inputs[O]) => Answer } = {
  check: ({ shape }) => {
    const checked = checkShape(shape);
    return checked.ok ? ok([checked.value]) : err({ code: 'flaw', flaw: checked.error });
  },
  mend: ({ shape }) => one(mend(shape)),
  merge: ({ shapes }) => one(merge(shapes)),
  intersect: ({ shapes }) => one(overlap(shapes)),
  subtract: ({ shapes: [first, ...others] }) =>
    first === undefined ? err({ code: 'nothing-left' }) : one(subtract(first, others)),
  buffer: ({ shape, metres }) => one(widen(shape, metres)),
  corridor: ({ line, width }) => one(corridor(line, width)),
  split: ({ shape, line }) => split(shape, line),
  hole: ({ shape, hole }) => one(cutHole(shape, hole)),
};

export const perform = <O extends Operation>(operation: O, input: Inputs[O]): Answer => RUN[operation](input);
