// Turns of a wall's playlist, by the time alone.
import { expect, it } from 'vitest';
import { turnAt, type WallTurn } from './wall.ts';

const playlist: WallTurn[] = [
  { scene: 'overview', seconds: 60 },
  { scene: 'nails', seconds: 20 },
  { scene: 'coverage', seconds: 40 },
];

it('is the same turn on every screen at one time, and the next one when its seconds are over', () => {
  expect(turnAt(playlist, 0)).toEqual({ index: 0, left: 60_000 });
  expect(turnAt(playlist, 59_999)).toEqual({ index: 0, left: 1 });
  expect(turnAt(playlist, 60_000)).toEqual({ index: 1, left: 20_000 });
  expect(turnAt(playlist, 119_999)).toEqual({ index: 2, left: 1 });
  expect(turnAt(playlist, 7 * 120_000 + 61_000)).toEqual({ index: 1, left: 19_000 });
});

it('gives each screen of a wall another turn, round and round', () => {
  expect([0, 1, 2, 3].map((screen) => turnAt(playlist, 61_000, screen).index)).toEqual([1, 2, 0, 1]);
});
