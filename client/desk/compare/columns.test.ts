// What stands side by side, and what it takes together.
import { describe, expect, it } from 'vitest';
import { Situation } from '#shared/situation.ts';
import { choicesOf, evidence, loadOf } from './columns.ts';

const NOW = Date.parse('2022-10-30T12:00:00+08:00');
const stamp = { version: 1, recordedAt: '2022-10-30T08:00:00+08:00', source: 's' };
const at = (daysAgo: number): string => new Date(NOW - daysAgo * 86_400_000).toISOString();

function copy(): Situation {
  const situation = new Situation();
  const put = (layer: 'zones' | 'cases', id: string, fields: object) =>
    situation.put(layer, id, { id, ...stamp, observedAt: at(1), ...fields } as never);
  put('zones', 'b', { status: 'active', areaIds: ['x'] });
  put('zones', 'a', { status: 'proposed', areaIds: ['x'] });
  put('zones', 'over', { status: 'released', areaIds: ['x'] });
  put('zones', 'nowhere', { status: 'active', areaIds: [] });
  put('cases', 'old', { status: 'confirmed', observedAt: at(40) });
  put('cases', 'new', { status: 'confirmed', observedAt: at(1) });
  put('cases', 'newer', { status: 'preliminary', observedAt: at(0.1) });
  put('cases', 'no', { status: 'excluded' });
  return situation;
}

describe('what can be compared', () => {
  it('is one’s drafts, zones that are not over and hold something, and rules', () => {
    const drafts = [{ id: 'd', name: 'D', geometry: { type: 'Polygon' as const, coordinates: [] }, tags: {} }];
    expect(choicesOf(drafts, copy(), ['p']).map(({ key }) => key)).toEqual(['draft/d', 'zone/a', 'zone/b', 'rule/p']);
  });

  it('stands on the positives of these weeks, the latest first, and on none that was excluded', () => {
    expect(evidence(copy(), NOW)).toEqual(['newer', 'new']);
  });
});

describe('the load of tonight', () => {
  it('is what all take together, against what there is', () => {
    expect(loadOf([3, 4], 5)).toEqual({ needed: 7, there: 5, short: 2 });
    expect(loadOf([3], 5)).toEqual({ needed: 3, there: 5, short: 0 });
  });

  it('is not known where one of them does not know it, or nobody says what there is', () => {
    expect(loadOf([3, null], 5)).toEqual({ needed: null, there: 5, short: null });
    expect(loadOf([3], null)).toEqual({ needed: 3, there: null, short: null });
  });
});
