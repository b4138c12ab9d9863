// Vectors of domain.md part 7 that belong to the alarms.
import { expect, it } from 'vitest';
import { referenceValue } from './cusum.ts';
import { logLikelihoodRatio } from './scan-cylinders.ts';

it('V42: scan, C = 100, c = 10, μ = 2', () => {
  expect(logLikelihoodRatio(10, 2, 100).toFixed(4)).toBe('8.4302');
});

it('V43: CUSUM reference value for λ 1 → 2, and 1 → 3 of 6.11', () => {
  expect(referenceValue(1, 2).toFixed(4)).toBe('1.4427');
  expect(referenceValue(1, 3).toFixed(4)).toBe('1.8205');
});
