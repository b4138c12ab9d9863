// Why an operation on shapes did not give a shape: each code has its words in client/i18n/draw.ts.
import type { Flaw } from './flaw.ts';

export const EDIT_CODES = [
  'flaw', // an input or the outcome is not a valid shape; `flaw` says how
  'nothing-left', // the outcome is empty
  'apart', // the shapes do not meet
  'not-across', // the line does not lead through the shape from side to side
  'hole-outside', // the hole does not lie inside
  'too-short', // a line of one place, a radius or width of nothing
  'stuck', // the library gave up on these coordinates
] as const;
export type EditCode = (typeof EDIT_CODES)[number];
export type EditError = { readonly code: EditCode; readonly flaw?: Flaw };
