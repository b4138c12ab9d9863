import { expect, it } from 'vitest';
import { HOUR } from '#shared/time.ts';
import { isOver, LONGEST_ALONE } from './overdue.ts';

it('is over by whichever clock says more: asleep, set back, or set forward', () => {
  const since = { monotonic: 1_000, wall: 50 * HOUR };
  const after = (monotonic: number, wall: number) =>
    isOver(since, { monotonic: 1_000 + monotonic, wall: 50 * HOUR + wall }, LONGEST_ALONE);
  expect(after(11 * HOUR, 11 * HOUR)).toBe(false);
  expect(after(12 * HOUR, 12 * HOUR)).toBe(true);
  expect(after(HOUR, 12 * HOUR)).toBe(true); // slept eleven hours
  expect(after(12 * HOUR, -48 * HOUR)).toBe(true); // set back by two days
  expect(after(HOUR, -48 * HOUR)).toBe(false);
});
