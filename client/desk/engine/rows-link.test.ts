import { describe, expect, it } from 'vitest';
import { targetOf } from './rows-link.ts';

describe('the rows of a figure', () => {
  it.each([
    ['/api/coverage?roundId=r-3', { panel: 'coverage' }],
    ['/api/coverage', { panel: 'coverage' }],
    ['/api/rounds/r-3/missing', { panel: 'coverage' }],
    ['/api/rounds', { list: 'rounds' }],
    ['/api/clocks?state=late&kind=pool', { panel: 'clocks' }],
    ['/api/nails', { panel: 'nails' }],
    ['/api/sites?type=quarantine', { list: 'sites' }],
    ['/api/zones/overdue', { list: 'zones' }],
    ['/api/cases', { list: 'cases' }],
  ])('of %s are at %j', (link, target) => expect(targetOf(link)).toEqual(target));

  it('are nowhere where the desk shows no such thing', () => {
    expect(targetOf('/api/policies')).toEqual({ list: 'policies' });
    expect(targetOf('/api/nothing-such')).toBeUndefined();
    expect(targetOf('')).toBeUndefined();
  });
});
