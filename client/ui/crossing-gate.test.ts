// A gate that a crossing was given is known again as one, and as this fence's.
import { expect, it } from 'vitest';
import { crossingGate, crossingKey, crossingsOf, isCrossingGate } from './crossing-gate.ts';

it('names the same crossing alike, and no registered gate is taken for one', () => {
  const id = crossingGate('zone-1', crossingKey([109.2025, 39.00245]));
  expect(id).toBe('zone-1/109.202500,39.002450');
  expect(crossingGate('zone-1', crossingKey([109.20250000004, 39.00245]))).toBe(id);
  expect(id.startsWith(crossingsOf('zone-1'))).toBe(true);
  expect(
    [id, crossingGate('z', crossingKey([-0.5, -39])), 'west-gate', 'yard/2', 'yard/1.5,2'].map(isCrossingGate),
  ).toEqual([true, true, false, false, false]);
  expect(crossingGate('z'.repeat(128), crossingKey([-179.999999, -89.999999])).length).toBeLessThanOrEqual(128);
});
