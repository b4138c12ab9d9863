import { describe, expect, it } from 'vitest';
import { killCycles } from './testing/kill-cycles.ts';

// The short form; `npm run proof -- kill` runs 200 cycles, KILL_CYCLES=1000 a thousand.
describe('kill -9 in a burst', () => {
  it('loses nothing acknowledged, applies nothing twice, and every reader converges', {
    timeout: 240_000,
  }, async () => {
    const report = await killCycles(8);
    expect(report.acknowledged).toBeGreaterThan(500);
    expect(report).toMatchObject({ lost: [], miscounted: 0, gaps: 0 });
    expect(new Set(report.digests).size).toBe(1);
  });
});
