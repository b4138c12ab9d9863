// A thousand simulated outbreaks in the demonstration's town: every strong place inside, next to nobody held in vain.
import { describe, expect, it } from 'vitest';
import { demonstrationTown, groundOf, judge, leastPossible, outbreaks, POLICIES } from './outbreaks.fixture.ts';

const town = demonstrationTown();
const ground = groundOf(town);
const outbreak = outbreaks(town);

describe.each(POLICIES)('fences of $unit', (policy) => {
  it('hold every strong place, and at most 1.05 times the fewest people', () => {
    const least = leastPossible(town, policy.levels);
    const judged = Array.from({ length: 1_000 }, (_, seed) => judge(outbreak(seed), policy, ground, least));
    expect(judged.filter(({ outside }) => outside > 0)).toEqual([]);
    expect(judged.filter(({ excess }) => !(excess <= 1.05))).toEqual([]);
    // the simulation is one: there are people to be held
    expect(judged.every(({ persons }) => persons > 0)).toBe(true);
  });
});
