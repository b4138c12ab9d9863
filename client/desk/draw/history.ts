// The history of a person's drafts: every edit is one step that can be taken back and done again. Pure. A step keeps what
// it replaced and what it put there, and nothing of the rest of the shape: a vertex of ten thousand moved costs one vertex.

import type { Shape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';

/** A shape that nobody but its author sees. It may be invalid while it is worked on (shared/geo/edit/flaw.ts says how). */
export type Draft = {
  readonly id: string;
  readonly name: string;
  /** WGS-84 */
  readonly geometry: Shape;
  /** what other panels remember about it: the zone it changes, the proposal it came from */
  readonly tags: Readonly<Record<string, string>>;
};
export type Drafts = ReadonlyMap<string, Draft>;

export type Change =
  | { readonly kind: 'put'; readonly id: string; readonly before: Draft | null; readonly after: Draft | null }
  | {
      /** a stretch of one ring of one draft */
      readonly kind: 'ring';
      readonly id: string;
      readonly polygon: number;
      readonly ring: number;
      readonly start: number;
      readonly removed: readonly Position[];
      readonly added: readonly Position[];
    };

/** What was done, named by a key of the interface texts under `draw.done`. */
export type Step = { readonly name: StepName; readonly changes: readonly Change[] };
export const STEP_NAMES = [
  'draw',
  'add',
  'vertex',
  'move',
  'rename',
  'duplicate',
  'remove',
  'split',
  'hole',
  'merge',
  'intersect',
  'subtract',
  'buffer',
  'mend',
  'edit',
  'enter',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** Steps before the cursor are done, those behind it are taken back. */
export type History = { readonly steps: readonly Step[]; readonly cursor: number };
export const EMPTY_HISTORY: History = { steps: [], cursor: 0 };

const ringsOf = ({ type, coordinates }: Shape): readonly (readonly (readonly Position[])[])[] =>
  type === 'Polygon' ? [coordinates] : coordinates;

const same = (a: Position | undefined, b: Position | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1];

/** What turns one geometry of a draft into another, as small as it can be said. */
export function changeOf(draft: Draft, geometry: Shape): Change {
  const whole: Change = { kind: 'put', id: draft.id, before: draft, after: { ...draft, geometry } };
  const [was, is] = [ringsOf(draft.geometry), ringsOf(geometry)];
  if (draft.geometry.type !== geometry.type || was.length !== is.length) return whole;
  let found: { polygon: number; ring: number } | undefined;
  for (const [polygon, rings] of was.entries()) {
    const others = is[polygon] ?? [];
    if (rings.length !== others.length) return whole;
    for (const [ring, positions] of rings.entries()) {
      const other = others[ring] as readonly Position[];
      if (positions === other || (positions.length === other.length && positions.every((p, i) => same(p, other[i])))) {
        continue;
      }
      if (found !== undefined) return whole;
      found = { polygon, ring };
    }
  }
  if (found === undefined) return { kind: 'ring', id: draft.id, polygon: 0, ring: 0, start: 0, removed: [], added: [] };
  const from = was[found.polygon]?.[found.ring] as readonly Position[];
  const to = is[found.polygon]?.[found.ring] as readonly Position[];
  let start = 0;
  while (start < Math.min(from.length, to.length) && same(from[start], to[start])) start += 1;
  let end = 0;
  const most = Math.min(from.length, to.length) - start;
  while (end < most && same(from[from.length - 1 - end], to[to.length - 1 - end])) end += 1;
  return {
    kind: 'ring',
    id: draft.id,
    ...found,
    start,
    removed: from.slice(start, from.length - end),
    added: to.slice(start, to.length - end),
  };
}

export const isNothing = (change: Change): boolean =>
  change.kind === 'ring' ? change.removed.length + change.added.length === 0 : change.before === change.after;

const reversed = (change: Change): Change =>
  change.kind === 'put'
    ? { ...change, before: change.after, after: change.before }
    : { ...change, removed: change.added, added: change.removed };

/** @returns the step that undoes this one */
export const reverse = (step: Step): Step => ({ ...step, changes: [...step.changes].reverse().map(reversed) });

function patched(geometry: Shape, change: Change & { kind: 'ring' }): Shape {
  const fix = (rings: Position[][]): Position[][] =>
    rings.map((ring, index) =>
      index === change.ring
        ? [...ring.slice(0, change.start), ...change.added, ...ring.slice(change.start + change.removed.length)]
        : ring,
    );
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: fix(geometry.coordinates) }
    : {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((rings, index) => (index === change.polygon ? fix(rings) : rings)),
      };
}

/** Drafts after a step; those it does not touch stay the same objects. New ones come last. */
export function applied(drafts: Drafts, step: Step): Drafts {
  const next = new Map(drafts);
  for (const change of step.changes) {
    if (change.kind === 'put') {
      if (change.after === null) next.delete(change.id);
      else next.set(change.id, change.after);
      continue;
    }
    const draft = next.get(change.id);
    if (draft !== undefined) next.set(change.id, { ...draft, geometry: patched(draft.geometry, change) });
  }
  return next;
}

/** A new step ends what was taken back: there is one line of history, as in every editor. */
export const pushed = ({ steps, cursor }: History, step: Step): History => ({
  steps: [...steps.slice(0, cursor), step],
  cursor: cursor + 1,
});

export const undone = ({ steps, cursor }: History): { history: History; step: Step } | undefined => {
  const last = steps[cursor - 1];
  return last === undefined ? undefined : { history: { steps, cursor: cursor - 1 }, step: reverse(last) };
};

export const redone = ({ steps, cursor }: History): { history: History; step: Step } | undefined => {
  const next = steps[cursor];
  return next === undefined ? undefined : { history: { steps, cursor: cursor + 1 }, step: next };
};
