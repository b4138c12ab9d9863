import { expect, it } from 'vitest';
import { isLegendOpen } from './legend-choice.ts';

it('folds the legend where panels leave little map, unless somebody chose', () => {
  expect(isLegendOpen(undefined, 1440 - 48)).toBe(true);
  expect(isLegendOpen(undefined, 1440 - 48 - 320 - 360)).toBe(false);
  expect(isLegendOpen('open', 500)).toBe(true);
  expect(isLegendOpen('folded', 2000)).toBe(false);
  expect(isLegendOpen(undefined, undefined)).toBe(false); // not laid out yet: nothing opens only to fold again
});
