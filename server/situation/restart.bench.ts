// How long a restart takes with a long log: node server/situation/restart.bench.ts [events]
// Against folding the whole log from its start. The log is a realistic mix (shared/mix.fixture.ts: a million events leave
// about 300,000 entities), followed by the real projector and its checkpoints; it ends by the process ending in the middle,
// as with kill -9, shortly before the next checkpoint was due. Each start is a new process, whose code is cold, as in life.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, printTable, ratio, short } from '#shared/bench.fixture.ts';
import { digestOf } from '#shared/delta.ts';
import { hex } from '#shared/digest.ts';
import { Mix } from '#shared/mix.fixture.ts';
import { advance, FOLD_VERSION } from '#shared/project.ts';
import { LAYER_NAMES, Situation } from '#shared/situation.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { freePort, ServerProcess } from '../testing/process.ts';
import { Projector } from './projector.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import { openSqliteSnapshots } from './sqlite-snapshots.ts';

const BATCH = 4_000;
/** Events after the last checkpoint; the next one would be due at 20,000. */
const TAIL = 19_000;
const STARTS = 3;
const MODES = { prepare, restart, whole };

type Loaded = { readonly entities: number; readonly digest: string };
const PARTS = ['open the log', 'open the snapshots', 'load the newest', 'fold the tail'] as const;
type Restart = Loaded & { readonly parts: readonly number[] };
type Whole = Loaded & { readonly took: number };

const openSnapshots = (dir: string, epoch: string, head: number): Promise<SnapshotStore> =>
  openSqliteSnapshots({ file: join(dir, 'snapshots.db'), epoch, foldVersion: String(FOLD_VERSION), head });

const loadedOf = (situation: Situation): Loaded => ({
  entities: situation.size(),
  digest: hex(digestOf(situation, LAYER_NAMES)),
});

async function prepare(dir: string, events: number): Promise<object> {
  const { log } = await openSqliteLog({ dir });
  const snapshots = await openSnapshots(dir, log.epoch, 0);
  const projector = new Projector(log, snapshots);
  await projector.start();
  const mix = new Mix();
  let last: Promise<unknown> = Promise.resolve();
  for (let made = 0; made < events; made += BATCH) {
    const entries = mix.many(Math.min(BATCH, events - made)).map((report) => ({
      report,
      hash: createHash('sha256').update(report.opId).digest('hex'),
      actor: 'bench',
      recordedAt: Date.parse(report.observedAt),
    }));
    await last; // one batch on its way to the disk while the next is made
    last = log.append(entries);
  }
  await last;
  while ((await snapshots.latest()) < events - TAIL) await sleep(50); // it is still being written
  return { megabytes: statSync(join(dir, 'log.db')).size / 2 ** 20 };
}

async function restart(dir: string): Promise<Restart> {
  const clock = stopwatch();
  const { log } = await openSqliteLog({ dir });
  const parts = [clock()];
  const snapshots = await openSnapshots(dir, log.epoch, log.head());
  parts.push(clock());
  const projector = new Projector(log, {
    ...snapshots,
    load: async function* (checkpoint) {
      yield* snapshots.load(checkpoint);
      parts.push(clock());
    },
  });
  await projector.start();
  parts.push(clock());
  return { parts, ...loadedOf(projector.situation) };
}

async function whole(dir: string): Promise<Whole> {
  const { log } = await openSqliteLog({ dir });
  const clock = stopwatch();
  const situation = new Situation();
  for await (const events of log.read(0)) for (const event of events) advance(situation, event);
  return { took: clock(), ...loadedOf(situation) };
}

/** The whole server after kill -9: from the start of the process to the first 200 of /api/ready. */
async function untilReady(dir: string): Promise<number> {
  const server = new ServerProcess(dir, await freePort());
  const clock = stopwatch();
  await server.start();
  const took = clock();
  await server.end('SIGKILL');
  return took;
}

function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const took = now - last;
    last = now;
    return took;
  };
}

/** Runs one of MODES in a process of its own, which ends without closing anything. */
function inProcess<T>(mode: keyof typeof MODES, dir: string, events = 0): T {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const args = [import.meta.filename, mode, dir, String(events)];
  return JSON.parse(execFileSync(process.execPath, args, { stdio: [...stdio], encoding: 'utf8' })) as T;
}

async function bench(events: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'cordon-restart-'));
  try {
    const clock = stopwatch();
    const { megabytes } = inProcess<{ megabytes: number }>('prepare', dir, events);
    console.log(
      `${short(events)} events (${short(megabytes)} MiB) written and folded in ${short(clock() / 1_000)} s; warm page cache`,
    );
    const alternative = inProcess<Whole>('whole', dir);
    const restarts: Restart[] = [];
    const ready: number[] = [];
    for (let i = 0; i < STARTS; i += 1) {
      restarts.push(inProcess('restart', dir));
      ready.push(await untilReady(dir));
    }
    for (const { digest } of restarts)
      if (digest !== alternative.digest) throw new Error('snapshot and tail differ from the whole log');
    const total = median(restarts.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)));
    const of = (name: string, ms: number): string[] => [
      name,
      short(ms),
      short(alternative.took),
      ratio(alternative.took, ms),
    ];
    printTable(
      [`ms, median of ${STARTS}`, 'ours', 'folding all', 'faster'],
      [
        ...PARTS.map((name, i) => [`  ${name}`, short(median(restarts.map(({ parts }) => parts[i] ?? 0))), '', '']),
        of(`situation at the head, ${short(alternative.entities)} entities`, total),
        of('server after kill -9, process start to ready', median(ready)),
      ],
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const [first, dir, count] = process.argv.slice(2);
if (first !== undefined && first in MODES && dir !== undefined) {
  const result = await MODES[first as keyof typeof MODES](dir, Number(count));
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
} else await bench(Number(first ?? 1_000_000) + TAIL);
