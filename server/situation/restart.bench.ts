// How long a restart takes with a long log, in parts: node server/situation/restart.bench.ts [events] [entities]
// Against folding the whole log from its start. The fold is a parameter (`restartBench`), so the real one can be measured;
// run as a script it is a trivial one: the report's data becomes the entity.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Event } from '#shared/event.ts';
import type { Report } from '#shared/report.ts';
import type { Entry } from '../log/event-log.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import type { SnapshotRow } from './snapshot-store.ts';
import { openSqliteSnapshots } from './sqlite-snapshots.ts';

export type Fold<State> = {
  readonly empty: () => State;
  readonly step: (state: State, event: Event) => void;
  readonly put: (state: State, layer: string, ids: readonly string[], entities: readonly unknown[]) => void;
  readonly rows: (state: State) => readonly SnapshotRow[];
  readonly size: (state: State) => number;
  readonly report: (index: number) => Report;
};

export type RestartTimes = Readonly<
  Record<'logOpen' | 'snapshotsOpen' | 'snapshotLoad' | 'tail' | 'restart' | 'foldAll', number>
>;

/** Events after the last checkpoint: what a crash just before the next one leaves to fold. */
const TAIL = 20_000;
const BATCH = 1_000;

/** @returns milliseconds; `restart` is the sum of the four parts before it */
export async function restartBench<State>(fold: Fold<State>, events: number): Promise<RestartTimes> {
  const dir = mkdtempSync(join(tmpdir(), 'cordon-restart-'));
  const file = join(dir, 'snapshots.db');
  const bound = { file, epoch: 'bench', foldVersion: '1', head: events };
  try {
    await prepare(fold, dir, bound, events);
    const clock = stopwatch();
    const { log } = await openSqliteLog({ dir });
    const logOpen = clock();
    const snapshots = await openSqliteSnapshots(bound);
    const checkpoint = await snapshots.latest();
    const snapshotsOpen = clock();
    const state = fold.empty();
    for await (const { layer, ids, entities } of snapshots.load(checkpoint)) fold.put(state, layer, ids, entities);
    const snapshotLoad = clock();
    for await (const chunk of log.read(checkpoint)) for (const event of chunk) fold.step(state, event);
    const tail = clock();
    const whole = fold.empty();
    for await (const chunk of log.read(0)) for (const event of chunk) fold.step(whole, event);
    const foldAll = clock();
    if (fold.size(whole) !== fold.size(state)) throw new Error('snapshot and tail differ from the whole log');
    await snapshots.close();
    await log.close();
    const restart = logOpen + snapshotsOpen + snapshotLoad + tail;
    return { logOpen, snapshotsOpen, snapshotLoad, tail, restart, foldAll };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function prepare<State>(
  fold: Fold<State>,
  dir: string,
  bound: Parameters<typeof openSqliteSnapshots>[0],
  events: number,
): Promise<void> {
  const { log } = await openSqliteLog({ dir });
  const snapshots = await openSqliteSnapshots(bound);
  const state = fold.empty();
  const stop = log.onAppend((chunk) => {
    for (const event of chunk) fold.step(state, event);
  });
  const append = async (from: number, upTo: number): Promise<void> => {
    for (let next = from; next < upTo; next += BATCH) {
      await log.append(Array.from({ length: Math.min(BATCH, upTo - next) }, (_, i) => entry(fold.report(next + i))));
    }
  };
  await append(0, events - TAIL);
  await snapshots.save(log.head(), fold.rows(state), 0);
  await append(events - TAIL, events);
  stop();
  await snapshots.close();
  await log.close();
  // As after kill -9: the next start finds the end unclean and checks the file.
  markUnclean(dir);
}

const entry = (report: Report): Entry => {
  const hash = createHash('sha256').update(report.opId).digest('hex');
  return { report, hash, actor: 'bench', recordedAt: Date.now() };
};

function markUnclean(dir: string): void {
  const db = new DatabaseSync(join(dir, 'log.db'));
  db.exec(`UPDATE meta SET value = '0' WHERE key = 'clean'`);
  db.close();
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

type Plain = Map<string, unknown>;
const plainFold = (entities: number): Fold<Plain> => ({
  empty: () => new Map(),
  step: (state, { data, seq }) => {
    const { id } = data as unknown as { readonly id: string };
    state.set(id, { ...data, version: seq });
  },
  put: (state, _layer, ids, values) => {
    for (const [i, id] of ids.entries()) state.set(id, values[i]);
  },
  rows: (state) => [...state].map(([id, value]) => ({ layer: 'cases', id, json: JSON.stringify(value) })),
  size: (state) => state.size,
  report: (index) => {
    const id = `case-${String(index % entities).padStart(8, '0')}`;
    const data = {
      id,
      position: [104 + index / 1e7, 30.6587],
      status: 'confirmed',
      place: 'x'.repeat(130),
      by: 'survey',
    };
    const fields = { opId: randomUUID(), kind: 'case', observedAt: '2026-03-01T11:59:00.000Z', data };
    return fields as unknown as Report;
  },
});

if (import.meta.main) {
  const [events = 1_000_000, entities = events] = process.argv.slice(2).map(Number);
  const times = await restartBench(plainFold(entities), events);
  const row = (part: string, ms: number) => ({
    part,
    ms: Math.round(ms),
    'of folding all': Number((ms / times.foldAll).toFixed(2)),
  });
  console.log(`${events} events, ${entities} entities, unclean end, warm page cache`);
  console.table(Object.entries(times).map(([part, ms]) => row(part, ms)));
}
