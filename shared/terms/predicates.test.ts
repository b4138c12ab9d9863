import { describe, expect, it } from 'vitest';
import { PREDICATES } from '../domain/policy/predicates.ts';
import { PREDICATE_TERMS } from './predicates.ts';

describe('the words of predicates', () => {
  it('are there for every predicate that is answered; one that stands for another is never shown', () => {
    const shown = Object.keys(PREDICATES).filter((name) => name !== 'byDisease');
    expect(shown.filter((name) => PREDICATE_TERMS[name] === undefined)).toEqual([]);
    // Two that a release clock adds of its own (zone/release.ts).
    const own = Object.keys(PREDICATE_TERMS).filter((name) => !shown.includes(name));
    expect(own).toEqual(['durationDays', 'areas']);
  });
});
