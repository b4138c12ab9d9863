// What a new version of a fence adds and lets go.
import { describe, expect, it } from 'vitest';
import { fenceDiff } from './diff.ts';
import { squares } from './town.fixture.ts';

const { ground } = squares(2, 1);

describe('fenceDiff', () => {
  it('tells units and people added and removed', () => {
    expect(fenceDiff(['b0.0-0.1/0'], ['b0.0-0.1/0', 'b0.0-1.2'], ground)).toEqual({
      added: ['b0.0-1.2'],
      removed: [],
      households: { added: 20, removed: 0 },
      persons: { added: 80, removed: 0 },
    });
  });
  it('from a house to its compound the other houses are new, the house is not', () => {
    const { added, removed, persons } = fenceDiff(['b0.0-0.1'], ['b0.0-0'], ground);
    expect([added.length, removed, persons.added]).toEqual([7, [], 560]);
    expect(added).not.toContain('b0.0-0.1');
  });
  it('and back: what is let go is what was added', () => {
    const there = fenceDiff(['b0.0-0.1/0'], ['b0.0-0'], ground);
    const back = fenceDiff(['b0.0-0'], ['b0.0-0.1/0'], ground);
    expect(back.removed).toEqual(there.added);
    expect(back.persons.removed).toBe(600);
    expect(back.added).toEqual([]);
  });
  it('is empty between a fence and itself', () => {
    expect(fenceDiff(['b0.0-0'], ['b0.0-0'], ground)).toMatchObject({ added: [], removed: [] });
  });
});
