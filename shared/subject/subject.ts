// What a subject is made of: the schemas of its reports, its entity, the class of each field, and its folds.
import type { Static, TSchema } from 'typebox';
import type { Problem } from '../errors.ts';
import type { Entities, Layer, Reading } from '../situation.ts';

/** What every entity carries. `version` counts the changes of this entity from 1; `source` is who said the latest. */
export type Stamp = {
  readonly id: string;
  readonly version: number;
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly source: string;
};

/**
 * Who may see a field: L0 anyone who may open the map, L1 with masked places, L2 with precise places, L3 who a person is,
 * `never` what the fold keeps for itself. A field that is not listed does not compile, and is hidden if it gets through.
 */
export type Class = 'L0' | 'L1' | 'L2' | 'L3' | 'never';
export type Classes<E> = { readonly [F in Exclude<keyof E, keyof Stamp>]-?: Class };

/** One change of one entity: its new fields without the stamp, or null when it is gone. */
export type Put = {
  [L in Layer]: { readonly layer: L; readonly id: string; readonly fields: Omit<Entities[L], keyof Stamp> | null };
}[Layer];

/** applied: as said. merged: kept, beside or behind what others said. conflict: kept until a person chooses. refused: changed nothing. */
export type Outcome =
  | { readonly state: 'applied' }
  | { readonly state: 'merged'; readonly reason: string }
  | { readonly state: 'conflict'; readonly problem: Problem }
  | { readonly state: 'refused'; readonly problem: Problem };

export type Folded = { readonly outcome: Outcome; readonly puts: readonly Put[] };

export type Said<S extends TSchema> = {
  readonly opId: string;
  readonly kind: string;
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly source?: string;
  readonly baseVersion?: number;
  readonly seq: number;
  readonly data: Static<S>;
};

/** One pure fold for each kind of the subject: reads the situation before the event, answers with what changes. */
export type Folds<R extends Record<string, TSchema>> = {
  readonly [K in keyof R]: (situation: Reading, event: Said<R[K]>) => Folded;
};

const APPLIED: Outcome = { state: 'applied' };
export const applied = (...puts: Put[]): Folded => ({ outcome: APPLIED, puts });
export const merged = (reason: string, ...puts: Put[]): Folded => ({ outcome: { state: 'merged', reason }, puts });
export const refused = (problem: Problem): Folded => ({ outcome: { state: 'refused', problem }, puts: [] });
