// kill -9 in the middle of a burst, again and again, with readers attached: what was acknowledged must be there, once,
// in its order, and every reader must end with the digest of the server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AS_MACHINE, Reader, say, until } from './line.ts';
import { freePort, ServerProcess } from './process.ts';

export type KillReport = {
  readonly cycles: number;
  readonly acknowledged: number;
  /** sent, not answered before the kill, and found in the log afterwards: why retries must dedupe */
  readonly storedUnacknowledged: number;
  readonly lost: readonly string[];
  /** operations whose effect is there more or less than once */
  readonly miscounted: number;
  readonly gaps: number;
  readonly resyncs: number;
  readonly digests: readonly string[];
};

/** A small generator with a seed, so that a failing run can be run again (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const GATES = 4;
const SENDERS = 4;
const ROWS = 20;

export async function killCycles(cycles: number, seed = 1): Promise<KillReport> {
  const random = dice(seed);
  const dir = await mkdtemp(join(tmpdir(), 'cordon-kill-'));
  const server = new ServerProcess(dir, await freePort());
  const readers = Array.from({ length: 3 }, () => new Reader(server));
  const acknowledged = new Map<string, number>();
  const unknown = new Map<string, object>();
  let storedUnacknowledged = 0;
  let resyncs = 0;
  let slot = 0;
  try {
    await server.start();
    const gates = Array.from({ length: GATES }, (_, i) =>
      say('checkpoint.registered', {
        id: `k${i}`,
        name: `卡 ${i}`,
        type: 'road',
        position: [109 + i / 10, 39],
        status: 'open',
      }),
    );
    await server.send(gates);
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      if (cycle > 0) await server.start();
      for (const reader of readers) resyncs += await rejoin(reader);
      // What had no answer is sent again: it must have exactly one effect, whether it was stored before or not.
      const again = [...unknown.values()];
      const before = await Promise.all(again.map((report) => isStored(server, (report as { opId: string }).opId)));
      storedUnacknowledged += before.filter((stored) => stored).length;
      for (let i = 0; i < again.length; i += 500)
        note(await server.send(again.slice(i, i + 500)), acknowledged, unknown);
      const isOver = { now: false };
      const senders = Array.from({ length: SENDERS }, async () => {
        while (!isOver.now) {
          const batch = Array.from({ length: ROWS }, () => passage(slot++));
          for (const report of batch) unknown.set(report.opId, report);
          note(await server.send(batch), acknowledged, unknown);
        }
      });
      await new Promise((go) => setTimeout(go, 50 + random() * 450));
      await server.end('SIGKILL');
      isOver.now = true;
      await Promise.all(senders);
      for (const reader of readers) reader.close();
    }
    await server.start();
    for (let rest = [...unknown.values()]; rest.length > 0; rest = rest.slice(500))
      note(await server.send(rest.slice(0, 500)), acknowledged, unknown);
    for (const reader of readers) resyncs += await rejoin(reader);
    const head = ((await (await fetch(`${server.url}/api/ready`)).json()) as { head: number }).head;
    await until(
      () => readers.every(({ copy, heartbeats }) => copy.seq === head && heartbeats.at(-1)?.head === head),
      'every reader at the head',
      30_000,
    );
    const lost: string[] = [];
    for (const [opId, seq] of acknowledged) if ((await stateOf(server, opId))?.seq !== seq) lost.push(opId);
    const vehicles = readers[0]!.copy.all('checkpoints');
    const counted = [...vehicles.values()].reduce((sum, { totals }) => sum + (totals?.in?.vehicles ?? 0), 0);
    return {
      cycles,
      acknowledged: acknowledged.size,
      storedUnacknowledged,
      lost,
      miscounted: counted - acknowledged.size,
      gaps: readers.flatMap(({ events }) =>
        events.filter((event) => event.startsWith('gap') || event.startsWith('digest')),
      ).length,
      resyncs,
      digests: [...readers.map((reader) => reader.digest()), readers[0]!.heartbeats.at(-1)!.digest],
    };
  } finally {
    for (const reader of readers) reader.close();
    await server.end('SIGTERM');
    await rm(dir, { recursive: true, force: true });
  }
}

/** One vehicle in a slot of its own: the sum of all vehicles counts the effects. */
function passage(slot: number): { readonly opId: string } {
  const from = Date.UTC(2022, 9, 30) + slot * 60_000;
  const [start, end] = [from, from + 60_000].map((ms) => new Date(ms).toISOString());
  return say('checkpoint.counted', {
    id: `k${slot % GATES}`,
    counter: 'a',
    direction: 'in',
    from: start,
    to: end,
    vehicles: 1,
  });
}

function note(
  results: readonly { opId: string; seq?: number; error?: { code: string } }[] | undefined,
  acknowledged: Map<string, number>,
  unknown: Map<string, object>,
): void {
  for (const { opId, seq, error } of results ?? []) {
    if (seq === undefined || error !== undefined) throw new Error(`${opId} was refused: ${JSON.stringify(error)}`);
    const known = acknowledged.get(opId);
    if (known !== undefined && known !== seq) throw new Error(`${opId} was ${known} and is ${seq}`);
    acknowledged.set(opId, seq);
    unknown.delete(opId);
  }
}

async function stateOf(server: ServerProcess, opId: string): Promise<{ seq: number } | undefined> {
  const answer = await fetch(`${server.url}/api/reports/${opId}`, { headers: AS_MACHINE });
  return answer.ok ? ((await answer.json()) as { seq: number }) : undefined;
}
const isStored = async (server: ServerProcess, opId: string): Promise<boolean> =>
  (await stateOf(server, opId)) !== undefined;

/** As our own client does it: go on from the cursor; start again only when told. @returns 1 for a resync */
async function rejoin(reader: Reader): Promise<number> {
  const isNew = reader.epoch === '';
  if (isNew) await reader.load();
  await reader.connect();
  if ((await reader.subscribe()).mode === 'live') return 0;
  await reader.load();
  await reader.subscribe();
  return isNew ? 0 : 1;
}
