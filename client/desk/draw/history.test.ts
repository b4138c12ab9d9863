import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';
import {
  applied,
  changeOf,
  type Draft,
  type Drafts,
  EMPTY_HISTORY,
  isNothing,
  pushed,
  redone,
  undone,
} from './history.ts';

const position = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
  .map((p): Position => [p[0], p[1]]);
const ring = fc.array(position, { minLength: 3, maxLength: 7 }).map((open) => [...open, open[0]!]);
const rings = fc.array(ring, { minLength: 1, maxLength: 3 });
const shape: fc.Arbitrary<Shape> = fc.oneof(
  rings.map((coordinates): Shape => ({ type: 'Polygon', coordinates })),
  fc.array(rings, { minLength: 1, maxLength: 3 }).map((coordinates): Shape => ({ type: 'MultiPolygon', coordinates })),
);
/** One edit of a person: a draft drawn, reshaped in some way, renamed, or thrown away. */
const edit = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  how: fc.constantFrom('reshape', 'vertex', 'rename', 'remove'),
  geometry: shape,
  at: fc.nat(6),
  to: position,
});
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

const moved = (geometry: Shape, at: number, to: Position): Shape => {
  const polygons = structuredClone(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
  const line = polygons[0]![0]!;
  line[at % line.length] = to;
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons };
};

const changed = (drafts: Drafts, { id, how, geometry, at, to }: Edit) => {
  const before = drafts.get(id) ?? null;
  if (before === null) {
    const after: Draft = { id, name: id, geometry, tags: {} };
    return { kind: 'put', id, before, after } as const;
  }
  if (how === 'remove') return { kind: 'put', id, before, after: null } as const;
  if (how === 'rename') return { kind: 'put', id, before, after: { ...before, name: `${before.name}!` } } as const;
  return changeOf(before, how === 'vertex' ? moved(before.geometry, at, to) : geometry);
};

const plain = (drafts: Drafts) => Object.fromEntries(drafts);

/** Every state that a run of edits went through, and the history afterwards. */
function run(edits: readonly Edit[]) {
  let drafts: Drafts = new Map();
  let history = EMPTY_HISTORY;
  const states = [plain(drafts)];
  for (const one of edits) {
    const change = changed(drafts, one);
    if (isNothing(change)) continue;
    const step = { name: 'edit' as const, changes: [change] };
    drafts = applied(drafts, step);
    history = pushed(history, step);
    states.push(plain(drafts));
  }
  return { drafts, history, states };
}

describe('the history of drafts', () => {
  it('says of a change what it does: the draft after it is the geometry that was wanted', () => {
    fc.assert(
      fc.property(shape, shape, fc.nat(6), position, (from, other, at, to) => {
        const draft: Draft = { id: 'a', name: 'a', geometry: from, tags: {} };
        for (const wanted of [other, moved(from, at, to)]) {
          const after = applied(new Map([['a', draft]]), { name: 'edit', changes: [changeOf(draft, wanted)] });
          expect(after.get('a')?.geometry).toEqual(wanted);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('undoes through every state back to the first, and does all again: nothing is lost on either way', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        let { drafts, history, states } = run(edits);
        for (let i = states.length - 2; i >= 0; i--) {
          const back = undone(history)!;
          drafts = applied(drafts, back.step);
          history = back.history;
          expect(plain(drafts)).toEqual(states[i]);
        }
        expect(undone(history)).toBeUndefined();
        for (const state of states.slice(1)) {
          const again = redone(history)!;
          drafts = applied(drafts, again.step);
          history = again.history;
          expect(plain(drafts)).toEqual(state);
        }
        expect(redone(history)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('survives being written and read, as the browser keeps it', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        const { drafts, history, states } = run(edits);
        const kept = structuredClone(history);
        const back = undone(kept)!;
        expect(plain(applied(structuredClone(drafts), back.step))).toEqual(states.at(-2));
      }),
      { numRuns: 100 },
    );
  });

  it('forgets what was taken back as soon as something else is done', () => {
    const { history } = run([
      {
        id: 'a',
        how: 'reshape',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        },
        at: 0,
        to: [0, 0],
      },
      { id: 'a', how: 'rename', geometry: { type: 'Polygon', coordinates: [] }, at: 0, to: [0, 0] },
    ]);
    const back = undone(history)!.history;
    const other = pushed(back, { name: 'remove', changes: [] });
    expect(other.steps.map(({ name }) => name)).toEqual(['edit', 'remove']);
    expect(redone(other)).toBeUndefined();
  });

  it('keeps one vertex, not the shape, when one vertex of ten thousand moved', () => {
    const line = Array.from({ length: 10_000 }, (_, i): Position => [Math.cos(i / 1600), Math.sin(i / 1600)]);
    const geometry: Shape = { type: 'Polygon', coordinates: [[...line, line[0]!]] };
    const change = changeOf({ id: 'a', name: 'a', geometry, tags: {} }, moved(geometry, 5000, [3, 3]));
    expect(change).toMatchObject({ kind: 'ring', start: 5000, added: [[3, 3]] });
    expect(change.kind === 'ring' && change.removed).toHaveLength(1);
  });
});
