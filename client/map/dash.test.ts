import { describe, expect, it } from 'vitest';
import { DASH } from './base-style.ts';
import { marched } from './dash.ts';

describe('marched', () => {
  it('moves the dashes on without stretching them', () => {
    const whole = DASH[0] + DASH[1];
    for (let shift = 0; shift < whole; shift += 0.5) {
      const pattern = marched(shift);
      expect(pattern.every((part) => part >= 0)).toBe(true);
      expect(pattern.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole);
      expect((pattern[0] ?? 0) + (pattern[2] ?? 0)).toBeCloseTo(DASH[0]);
    }
  });
});
