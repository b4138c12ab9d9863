// How fast reports become durable: node server/log/append.bench.ts [directory on the disk to measure]
// Against the simplest honest alternative: node:sqlite on the main thread, synchronous=FULL, one commit per event (without
// the audit chain and the duplicate check that ours does). Rounds are interleaved, medians printed.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Report } from '#shared/report.ts';
import type { Entry, EventLog } from './event-log.ts';
import { openSqliteLog } from './sqlite-log.ts';

const ROUNDS = 5;
const SENDERS = 64;
const dir = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'cordon-bench-'));

function entries(count: number): Entry[] {
  return Array.from({ length: count }, () => {
    const data = { id: randomUUID(), position: [104.0612, 30.6587], status: 'confirmed', text: '核酸阳性 '.repeat(12) };
    const report = { opId: randomUUID(), kind: 'case', observedAt: '2026-03-01T11:59:00.000Z', source: 'bench', data };
    const hash = createHash('sha256').update(JSON.stringify(report)).digest('hex');
    return { report: report as unknown as Report, hash, actor: 'bench', recordedAt: Date.now() };
  });
}

async function inBatches(log: EventLog, all: readonly Entry[], size: number): Promise<void> {
  for (let from = 0; from < all.length; from += size) await log.append(all.slice(from, from + size));
}

/** Each sender waits for its acknowledgment before it sends the next. */
async function bySenders(log: EventLog, all: readonly Entry[]): Promise<void> {
  let next = 0;
  const send = async (): Promise<void> => {
    for (let mine = all[next]; mine; mine = all[next]) {
      next += 1;
      await log.append([mine]);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}

function openAlternative(): { append: (all: readonly Entry[]) => void; close: () => void } {
  const db = new DatabaseSync(join(dir, 'alternative.db'));
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE event (seq INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, actor TEXT, recorded_at INTEGER, report TEXT)`);
  const insert = db.prepare('INSERT INTO event (op_id, actor, recorded_at, report) VALUES (?, ?, ?, ?)');
  return {
    append: (all) => {
      for (const { report, actor, recordedAt } of all)
        insert.run(report.opId, actor, recordedAt, JSON.stringify(report));
    },
    close: () => db.close(),
  };
}

const { log } = await openSqliteLog({ dir: join(dir, 'log') });
const alternative = openAlternative();
const CASES: readonly { readonly name: string; readonly count: number; readonly run: (all: Entry[]) => unknown }[] = [
  { name: 'alternative: one commit per event, main thread', count: 1_000, run: (all) => alternative.append(all) },
  { name: 'append, one at a time', count: 1_000, run: (all) => inBatches(log, all, 1) },
  { name: 'append, batches of 100', count: 10_000, run: (all) => inBatches(log, all, 100) },
  { name: 'append, batches of 1,000', count: 20_000, run: (all) => inBatches(log, all, 1_000) },
  { name: `append, ${SENDERS} single senders`, count: 10_000, run: (all) => bySenders(log, all) },
];

const rates = CASES.map((): number[] => []);
// Round 0 warms the code and the files, and is not counted.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [i, { count, run }] of CASES.entries()) {
    const all = entries(count);
    const start = performance.now();
    await run(all);
    if (round > 0) rates[i]?.push(count / ((performance.now() - start) / 1_000));
  }
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const base = median(rates[0] ?? []);
console.table(
  CASES.map(({ name }, i) => {
    const rate = median(rates[i] ?? []);
    return { case: name, 'events/s (median)': Math.round(rate), ratio: Number((rate / base).toFixed(2)) };
  }),
);
await log.close();
alternative.close();
rmSync(dir, { recursive: true });
