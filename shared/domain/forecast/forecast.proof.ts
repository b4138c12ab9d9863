// The long form of forecast.test.ts: a thousand rounds, at four moments; what is printed goes into the documents.
import { expect, it } from 'vitest';
import { forecast } from './forecast.ts';
import { measure } from './simulate.fixture.ts';

it('holds over five times 200 rounds at T0 + 8 h, and is printed for T0 + 2, 4 and 12 h', () => {
  for (const hour of [2, 4, 8, 12]) {
    for (const base of ['v', 'w', 'x', 'y', 'z']) {
      const found = measure(
        Array.from({ length: 200 }, (_, i) => `proof-${base}-${i}`),
        hour * 60,
        forecast,
      );
      console.log(
        `T0 + ${hour} h: median error ${found.medianErrorMinutes.toFixed(0)} min, held ${(100 * found.heldShare).toFixed(0)} % of ${found.rounds}`,
      );
      if (hour !== 8) continue;
      expect(found.medianErrorMinutes).toBeLessThanOrEqual(60);
      expect(found.heldShare).toBeGreaterThanOrEqual(0.75);
      expect(found.heldShare).toBeLessThanOrEqual(0.85);
    }
  }
});
