// What a standing zone holds: each person once, openings in its line, evidence by piece, and null where nobody counted.
import { describe, expect, it } from 'vitest';
import { FENCE_RULE } from './drafts.ts';
import { type HeldQuestion, heldBy } from './held.ts';
import { proposeFences } from './propose.ts';
import { caseAt, square, squares } from './town.fixture.ts';

const { ground, homes } = squares(3, 3);
const at = (id: string) => homes.find((home) => home.id === id)!.at;
const ask = (more: Partial<HeldQuestion>) => heldBy({ areaIds: [], cases: [], rule: FENCE_RULE, ...more }, ground);

describe('what a zone holds', () => {
  it('is what the alternative it came from said it would hold', () => {
    const cases = [caseAt('c1', at('b1.1-0.3/1')), caseAt('c2', at('b0.1-0.3/1')), caseAt('c3', at('b1.1-0.4/0'))];
    const found = proposeFences({ cases, rule: FENCE_RULE }, ground);
    if (!found.ok) throw new Error(found.error.message);
    for (const one of found.value.alternatives.filter(({ unit }) => unit !== 'buffer' && unit !== 'hull')) {
      const held = ask({ areaIds: one.areaIds, geometry: one.geometry, cases });
      const { persons, households, positives, gates, leaks, evidence } = one;
      expect(held, one.unit).toMatchObject({ persons, households, positives, gates, leaks, evidence });
      // The same without a polygon of its own: it follows from the areas.
      expect(ask({ areaIds: one.areaIds, cases }).gates, one.unit).toEqual(gates);
    }
  });

  it('counts a house inside its compound once', () => {
    const held = ask({ areaIds: ['b1.1-0', 'b1.1-0.3', 'b1.1-0.3/1'] });
    expect(held).toMatchObject({ persons: 640, households: 160, pieces: [{ areaId: 'b1.1-0', persons: 640 }] });
  });

  it('is unknown, and not 0, where the zone names no area, or one that nobody registered', () => {
    expect(ask({ geometry: square(0, 0, 100, 100) })).toMatchObject({
      persons: null,
      households: null,
      confidence: null,
    });
    expect(ask({ areaIds: ['b1.1-0', 'elsewhere'] })).toMatchObject({ persons: null, pieces: [{ areaId: 'b1.1-0' }] });
  });

  it('tells evidence only of what lies in it, and never of a case that was excluded', () => {
    const cases = [
      caseAt('c1', at('b1.1-0.3/1')),
      caseAt('c2', at('b2.2-0.0/0')),
      caseAt('c3', at('b1.1-0.3/0'), { status: 'excluded' }),
    ];
    const held = ask({ areaIds: ['b1.1-0'], cases });
    expect(held.evidence.map(({ areaId, caseId }) => [areaId, caseId])).toEqual([['b1.1-0', 'c1']]);
    expect(held.positives).toEqual({ inside: 1, total: 2 });
  });
});
