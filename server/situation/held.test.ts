// A moment that is held, against a copy of everything: the same whatever is told, changed and taken away after it.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Change, type Entity, type Layer, Situation } from '#shared/situation.ts';
import { HeldSituation, originOf } from './held.ts';
import type { Step } from './projector.ts';

const LAYERS = ['cases', 'areas'] as const satisfies readonly Layer[];
const entity = (id: string, version: number) => ({ id, version }) as unknown as Entity;

/** A projector that is told changes by hand. */
function told() {
  const situation = new Situation();
  const listeners = new Set<(steps: readonly Step[]) => void>();
  const onSteps = (listener: (steps: readonly Step[]) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const change = (layer: Layer, id: string, after: Entity | undefined): void => {
    const changes: Change[] = [{ layer, id, before: situation.get(layer, id), after }];
    situation.apply(changes);
    situation.seq += 1;
    situation.asOf.set(layer, `at ${situation.seq}`);
    for (const listener of listeners) listener([{ seq: situation.seq, changes, recordedAt: '' }]);
  };
  return { projector: { situation, onSteps }, change, listeners };
}

const changes = fc.array(
  fc.record({ layer: fc.constantFrom(...LAYERS), id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), gone: fc.boolean() }),
  { maxLength: 30 },
);
const listOf = (situation: Situation, layer: Layer) =>
  [...situation.all(layer).values()].map((one) => one as Entity).sort((a, b) => (a.id < b.id ? -1 : 1));

it('stays as it was, whatever comes after, and however late it is asked', () => {
  fc.assert(
    fc.property(changes, changes, changes, (before, between, after) => {
      const { projector, change } = told();
      const { situation } = projector;
      const play = (list: typeof before) => {
        for (const { layer, id, gone } of list) change(layer, id, gone ? undefined : entity(id, situation.seq + 1));
      };
      play(before);
      const [seq, asOf] = [situation.seq, situation.asOf.get('cases')];
      const copy = new Map(LAYERS.map((layer) => [layer, listOf(situation, layer)]));
      const held = new HeldSituation(projector);
      // Asked early, the list is kept; asked late, it is put together from what was remembered.
      if (seq % 2 === 0) held.all('cases').values();
      play(between);
      for (const layer of LAYERS) expect(listOf(held, layer)).toEqual(copy.get(layer));
      play(after);
      for (const layer of LAYERS) {
        const was = copy.get(layer)!;
        expect(listOf(held, layer)).toEqual(was);
        expect(held.all(layer).size).toBe(was.length);
        expect([...held.all(layer).keys()].sort()).toEqual(was.map(({ id }) => id));
        for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
          const known = was.find((one) => one.id === id);
          expect(held.get(layer, id)).toBe(known);
          expect(held.all(layer).has(id)).toBe(known !== undefined);
        }
      }
      expect([held.seq, held.asOf.get('cases')]).toEqual([seq, asOf]);
    }),
    { numRuns: 200 },
  );
});

it('takes no changes, knows whose moment it is, and remembers nothing once it is released', () => {
  const { projector, change, listeners } = told();
  change('cases', 'a', entity('a', 1));
  const held = new HeldSituation(projector);
  expect(() => held.apply()).toThrow('takes no changes');
  expect(originOf(held)).toBe(projector.situation);
  expect(originOf(projector.situation)).toBe(projector.situation);
  held.release();
  expect(listeners.size).toBe(0);
});
