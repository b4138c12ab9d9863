// Golden vectors of domain part 7: supplies. The numbers come from the text.
import { expect, it } from 'vitest';
import { growthOf, stockState } from './supply.ts';

it('V11: from 300 and more to 556 vehicles are 256 more, at most 85.33 %', () => {
  const growth = growthOf({ value: 300, isAtLeast: true }, 556);
  expect(growth).toMatchObject({ more: 256, isAtMost: true });
  expect(growth.rate! * 100).toBeCloseTo(85.33, 2);
  expect(growthOf({ value: 300, isAtLeast: false }, 556).isAtMost).toBe(false);
  expect(growthOf({ value: 0, isAtLeast: true }, 5).rate).toBeNull();
});

it('V16: 2.9 times the normal day is short, 3.0 and 5.0 are enough, 5.1 a surplus', () => {
  expect([2.9, 3, 5, 5.1].map((ratio) => stockState(ratio))).toEqual(['short', 'enough', 'enough', 'surplus']);
});
