// G1, the long form: a thousand kill -9 in a burst of writing (KILL_CYCLES), nothing acknowledged is lost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectKept, killedBurst } from './burst-run.fixture.ts';

const CYCLES = Number(process.env.KILL_CYCLES ?? 1_000);
// A directory lives for some cycles: a restart meets a log that earlier kills have already been through.
const CYCLES_PER_LOG = 25;

it(`loses nothing acknowledged over ${CYCLES} kill -9`, async () => {
  let acked = 0;
  for (let done = 0; done < CYCLES; done += CYCLES_PER_LOG) {
    const dir = mkdtempSync(join(tmpdir(), 'cordon-kill-'));
    const acks: string[] = [];
    for (let cycle = done; cycle < Math.min(done + CYCLES_PER_LOG, CYCLES); cycle += 1) {
      acks.push(...(await killedBurst(dir, cycle)));
    }
    await expectKept(dir, acks);
    acked += acks.length;
    rmSync(dir, { recursive: true });
  }
  console.log(`${CYCLES} kills, ${acked} acknowledged, 0 lost`);
  expect(acked).toBeGreaterThan(CYCLES);
});
