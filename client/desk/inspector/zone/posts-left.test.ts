// Posts of a zone that has ended: those that still stand are named, and one that another zone needs is left where it is.
import { expect, it } from 'vitest';
import type { Position } from '#shared/geo/position.ts';
import { type Entities, Situation } from '#shared/situation.ts';
import type { HeldShown } from './answers.ts';
import { postsLeft } from './posts-left.ts';

const NOW = Date.parse('2022-10-30T12:00:00Z');
const box = (west: number, east: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 39],
      [east, 39],
      [east, 39.001],
      [west, 39.001],
      [west, 39],
    ],
  ] as Position[][],
});
const zone = (id: string, status: string, west: number, east: number) =>
  ({ id, status, level: 'high', geometry: box(west, east), steps: [] }) as unknown as Entities['zones'];
const gate = (id: string, position: Position) => ({ id, position, state: 'open' }) as unknown as Entities['gates'];
const post = (id: string, gateId: string, status = 'assigned', type = 'gateGuard') =>
  ({ id, gateId, status, type }) as unknown as Entities['tasks'];

const ended = zone('ended', 'released', 109, 109.002);
const held = {
  gates: [
    { gateId: 'west', position: [109, 39.0005], state: 'open' },
    { gateId: 'east', position: [109.002, 39.0005], state: 'open' },
  ],
  leaks: [],
} as unknown as HeldShown;
function copyWith(neighbour: Entities['zones']): Situation {
  const copy = new Situation();
  const put = (layer: string, all: readonly { readonly id: string }[]) => {
    for (const one of all) copy.put(layer as 'zones', one.id, one as never);
  };
  put('zones', [ended, neighbour]);
  put('gates', [gate('west', [109, 39.0005]), gate('east', [109.002, 39.0005]), gate('ended/1,2', [109.001, 39])]);
  put('tasks', [
    post('a', 'west'),
    post('b', 'east', 'received'),
    post('c', 'ended/1,2'),
    post('over', 'west', 'recalled'),
    post('well', 'west', 'verified'),
    post('other', 'west', 'assigned', 'disinfection'),
    post('elsewhere', 'far'),
  ]);
  return copy;
}

it('are those that were ordered at its gates and neither recalled nor over', () => {
  const { open, needed } = postsLeft(ended, held, copyWith(zone('n', 'released', 109.002, 109.004)), NOW);
  expect([open.map(({ id }) => id), needed]).toEqual([['a', 'b', 'c'], 0]);
});

it('leave out a gate on the line of another zone in force, and say how many', () => {
  const { open, needed } = postsLeft(ended, held, copyWith(zone('n', 'active', 109.002, 109.004)), NOW);
  expect([open.map(({ id }) => id), needed]).toEqual([['a', 'c'], 1]);
});
