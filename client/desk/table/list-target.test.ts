import { describe, expect, it } from 'vitest';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import { isFigureName, targetOfLink, targetOfName } from './list-target.ts';

describe('the rows of a figure', () => {
  it.each([
    ['/api/coverage?roundId=r-3', { panel: 'coverage' }],
    ['/api/rounds/r-3/missing', { answer: 'missing', path: '/api/rounds/r-3/missing' }],
    ['/api/rounds', { layer: 'rounds' }],
    ['/api/clocks?state=late&kind=pool', { answer: 'clocks', path: '/api/clocks?state=late&kind=pool' }],
    ['/api/nails', { answer: 'keyAreas', path: '/api/nails' }],
    ['/api/cases?figure=cases.today', { layer: 'cases', members: '/api/cases?figure=cases.today' }],
    ['/api/sites?type=quarantine', { layer: 'sites', members: '/api/sites?type=quarantine' }],
    ['/api/policies', { layer: 'policies' }],
  ])('of %s are at %j', (link, target) => expect(targetOfLink(link)).toEqual(target));

  it.each(['/api/nothing-such', '', '/api/zones/overdue', '/wall'])('are nowhere: %s', (link) =>
    expect(targetOfLink(link)).toBeUndefined(),
  );
});

describe('a list by its name', () => {
  it.each([
    ['tasks', { layer: 'tasks' }],
    ['nails', { answer: 'keyAreas', path: '/api/nails' }],
    ['clocks', { answer: 'clocks', path: '/api/clocks?order=urgent' }],
    [
      'changes~2022-10-30T14:00+08:00~2022-10-30T15:00+08:00',
      {
        answer: 'changes',
        path: '/api/differences?from=2022-10-30T14%3A00%2B08%3A00&to=2022-10-30T15%3A00%2B08%3A00',
      },
    ],
    [
      'changes~2022-10-30T06:00:00.839Z~2022-10-30T07:00:00.612Z',
      {
        answer: 'changes',
        path: '/api/differences?from=2022-10-30T06%3A00%3A00.839Z&to=2022-10-30T07%3A00%3A00.612Z',
      },
    ],
    ['missing', undefined],
    ['cases.today', undefined],
    ['constructor', undefined],
  ])('%s is %j', (name, target) => expect(targetOfName(name)).toEqual(target));
});

describe('the name of a figure', () => {
  const figures = Object.keys(FIGURE_TERMS).filter((id) => id.includes('.'));

  it.each(figures)('is %s', (id) => expect(isFigureName(id)).toBe(true));

  it.each(['cases', 'changes~2022-10-30T06:00:00.839Z~2022-10-30T07:00:00.612Z', 'clocks', ''])('is not %j', (name) =>
    expect(isFigureName(name)).toBe(false),
  );
});
