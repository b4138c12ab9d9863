// Density groups against the definition, checked pair by pair; their order and their growth.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { densityGroups } from './density.ts';
import { distance } from './distance.ts';
import type { Position } from './position.ts';

const EPSILON = 200;
const atLeastThree = (near: readonly number[]) => near.length >= 3;
const place = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.constantFrom(109.17, 179.98))
  .map(([x, y, lon]): Position => {
    const east = lon + x * 0.0008;
    return [east > 180 ? east - 360 : east, 38.98 + y * 0.0006];
  });

/** By the definition: reachability over core places, pair by pair. */
function bySight(places: readonly Position[]): string[] {
  const near = places.map((a) => places.flatMap((b, j) => (distance(a, b) <= EPSILON ? [j] : [])));
  const core = near.map(atLeastThree);
  const groups = new Set<string>();
  for (let i = 0; i < places.length; i++) {
    if (!core[i]) continue;
    const reached = new Set([i]);
    for (const at of reached) if (core[at]) for (const next of near[at]!) reached.add(next);
    // border places are reached, but nothing is reached through them
    groups.add([...reached].sort((a, b) => a - b).join());
  }
  return [...groups].sort();
}

describe('densityGroups', () => {
  it('is what the definition says, over the antimeridian too', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 60 }), (places) => {
        const found = densityGroups(places, EPSILON, atLeastThree).map((group) => group.join());
        expect(found.sort()).toEqual(bySight(places));
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of places', () => {
    fc.assert(
      fc.property(fc.uniqueArray(place, { maxLength: 40, selector: String }), (places) => {
        const named = (list: readonly Position[]) =>
          densityGroups(list, EPSILON, atLeastThree)
            .map((group) =>
              group
                .map((i) => String(list[i]))
                .sort()
                .join(' '),
            )
            .sort();
        expect(named([...places].reverse())).toEqual(named(places));
      }),
      { numRuns: 100 },
    );
  });

  it('never takes a place out of its company when another arrives', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), place, (places, more) => {
        const before = densityGroups(places, EPSILON, atLeastThree);
        const after = densityGroups([...places, more], EPSILON, atLeastThree).map((group) => new Set(group));
        for (const group of before) expect(after.some((larger) => group.every((i) => larger.has(i)))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
