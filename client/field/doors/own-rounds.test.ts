import { expect, it } from 'vitest';
import { Situation } from '#shared/situation.ts';
import { ownRounds } from './own-rounds.ts';

const STAMP = { version: 1, observedAt: '', recordedAt: '', source: 's' };
function town(): Situation {
  const copy = new Situation();
  const area = (id: string, parent?: string) =>
    copy.put('areas', id, { ...STAMP, id, level: 'community', name: id, ...(parent && { parent }) } as never);
  const round = (id: string, areaIds: string[], hour: number, more: object = {}) =>
    copy.put('rounds', id, {
      ...STAMP,
      id,
      areaIds,
      start: '',
      deadline: `2022-10-30T${hour}:00:00Z`,
      status: 'open',
      ...more,
    } as never);
  area('county', 'a province that nobody registered');
  area('east', 'county');
  area('west', 'county');
  area('com', 'east');
  round('whole', ['county'], 20);
  round('mine', ['com'], 12);
  round('theirs', ['west'], 11);
  round('fine', ['west-3-2'], 18);
  round('over', ['com'], 10, { status: 'closed' });
  round('zoned', [], 14, { zoneId: 'z' });
  copy.put('zones', 'z', { ...STAMP, id: 'z', areaIds: ['west'] } as never);
  return copy;
}
const ids = (own: readonly string[]) => ownRounds(town(), own).map(({ id }) => id);

it('are those that hold the own area or lie in it, the most urgent first; what cannot be told stays', () => {
  expect(ids(['east'])).toEqual(['mine', 'fine', 'whole']);
  expect(ids(['west'])).toEqual(['theirs', 'zoned', 'fine', 'whole']);
  expect(ids([])).toEqual(['theirs', 'mine', 'zoned', 'fine', 'whole']);
});
