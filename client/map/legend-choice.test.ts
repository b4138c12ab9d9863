import { expect, it } from 'vitest';
import { isLegendOpen } from './legend-choice.ts';

it('folds the legend on a usual desk and where panels leave little map, unless somebody chose', () => {
  expect(isLegendOpen(undefined, 1440 - 48, true)).toBe(false);
  expect(isLegendOpen(undefined, 1920 - 48 - 320, true)).toBe(true);
  expect(isLegendOpen('open', 500, true)).toBe(true);
  expect(isLegendOpen('folded', 2000, true)).toBe(false);
  expect(isLegendOpen(undefined, undefined, true)).toBe(false); // not laid out yet: nothing opens only to fold again
});

it('stands open on a screen that nobody touches, where there is room', () => {
  expect(isLegendOpen(undefined, 1920 - 380 - 420, false)).toBe(true);
  expect(isLegendOpen(undefined, 700, false)).toBe(false);
});
