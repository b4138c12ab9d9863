// G1, G2, G5 at length: kill -9 of the whole server, with readers attached.
import { expect, it } from 'vitest';
import { killCycles } from './testing/kill-cycles.ts';

const cycles = Number(process.env['KILL_CYCLES'] ?? 200);

it(`${cycles} kills in a burst lose nothing acknowledged and apply nothing twice`, async () => {
  const report = await killCycles(cycles);
  console.log(JSON.stringify({ ...report, digests: report.digests.length }));
  expect(report).toMatchObject({ lost: [], miscounted: 0, gaps: 0 });
  expect(new Set(report.digests).size).toBe(1);
});
