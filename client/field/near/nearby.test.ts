import { describe, expect, it } from 'vitest';
import { distance } from '#shared/geo/distance.ts';
import { NearestIndex } from '#shared/geo/nearest.ts';
import type { Position } from '#shared/geo/position.ts';
import { Situation } from '#shared/situation.ts';
import { nearby, staffAt, walkingMinutes } from './nearby.ts';

const stamp = { version: 1, observedAt: '2022-10-30T08:00:00Z', recordedAt: '2022-10-30T08:00:00Z', source: 's' };
const here: Position = [109.2, 39];

function city(positions: readonly (Position | undefined)[]): Situation {
  const copy = new Situation();
  for (const [index, position] of positions.entries()) {
    const id = `s${String(index).padStart(4, '0')}`;
    copy.put('sites', id, { ...stamp, id, name: id, type: 'testing', ...(position && { position }) });
  }
  return copy;
}

describe('nearby', () => {
  it('lists every place once in the order of the exact index, places at one distance in order of id', () => {
    // A spread without chance: the golden angle, with a few places on one spot.
    const spread = Array.from({ length: 800 }, (_, i): Position => {
      const [angle, far] = [(i % 790) * 2.399963, 0.2 * Math.sqrt((i % 790) / 800)];
      return [109.2 + far * Math.cos(angle), 39 + far * Math.sin(angle)];
    });
    const copy = city(spread);
    const index = new NearestIndex(spread);
    for (const from of [here, [109.31, 39.05], [108.9, 38.7]] as Position[]) {
      const exact = index.nearest(from, 800).map(({ index: i }) => `sites/s${String(i).padStart(4, '0')}`);
      expect(nearby(copy, from).map(({ key }) => key)).toEqual(exact);
    }
  });

  it('keeps a place without a position, last, and says no distance of it', () => {
    const rows = nearby(city([undefined, [109.3, 39]]), here);
    expect(rows.map(({ key, metres }) => [key, metres === undefined])).toEqual([
      ['sites/s0001', false],
      ['sites/s0000', true],
    ]);
    expect(rows[0]?.metres).toBe(distance(here, [109.3, 39]));
  });

  it('puts a task where its gate, site or area is, and only while it is to be done', () => {
    const copy = city([[109.25, 39]]);
    copy.put('tasks', 'a', { ...stamp, id: 'a', type: 'supplies', siteId: 's0000', status: 'assigned' });
    copy.put('tasks', 'b', { ...stamp, id: 'b', type: 'supplies', siteId: 's0000', status: 'verified' });
    const tasks = nearby(copy, here, 'task');
    expect(tasks.map(({ key, position }) => [key, position])).toEqual([['tasks/a', [109.25, 39]]]);
  });
});

it('adds up who is on duty at a moment, and does not take nobody for unknown', () => {
  const copy = new Situation();
  const shift = (id: string, from: string, to: string, staff: number) =>
    copy.put('duties', id, { ...stamp, id, checkpointId: 'k', from, to, staff });
  shift('a', '2022-10-30T00:00:00Z', '2022-10-30T08:00:00Z', 3);
  shift('b', '2022-10-30T00:00:00Z', '2022-10-30T12:00:00Z', 2);
  shift('c', '2022-10-30T12:00:00Z', '2022-10-30T20:00:00Z', 0);
  const at = (iso: string) => staffAt(copy, 'k', Date.parse(iso));
  expect([at('2022-10-30T07:59:59Z'), at('2022-10-30T08:00:00Z'), at('2022-10-30T13:00:00Z')]).toEqual([5, 2, 0]);
  expect(staffAt(copy, 'elsewhere', Date.parse('2022-10-30T07:00:00Z'))).toBeUndefined();
});

it('takes the way around into account', () => {
  expect([walkingMinutes(10), walkingMinutes(481), walkingMinutes(1500)]).toEqual([1, 8, 26]);
});
