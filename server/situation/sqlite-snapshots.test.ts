// Snapshots: both stores keep the contract; the one on disk also survives damage, foreign logs and long histories.
import { mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemorySnapshots } from './memory-snapshots.ts';
import type { SnapshotRow, SnapshotStore } from './snapshot-store.ts';
import { openSqliteSnapshots, type SqliteSnapshotsOptions } from './sqlite-snapshots.ts';
import { toRemove } from './thinning.ts';

let dir: string;
let file: string;
let store: SnapshotStore;
let lines: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cordon-snapshots-'));
  file = join(dir, 'snapshots.db');
  lines = [];
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function onDisk(options: Partial<SqliteSnapshotsOptions> = {}): Promise<SnapshotStore> {
  const given = { file, epoch: 'e1', foldVersion: 'f1', head: 1e9, log: (line: string) => lines.push(line) };
  store = await openSqliteSnapshots({ ...given, ...options });
  return store;
}

const row = (layer: string, id: string, value: unknown): SnapshotRow => ({
  layer,
  id,
  json: value === null ? null : JSON.stringify(value),
});

async function stateAt(checkpoint: number): Promise<[string, string, unknown][]> {
  const state: [string, string, unknown][] = [];
  for await (const { layer, ids, entities } of store.load(checkpoint)) {
    for (const [i, id] of ids.entries()) state.push([layer, id, entities[i]]);
  }
  return state;
}

describe.each([
  ['in memory', async () => openMemorySnapshots()],
  ['on SQLite', () => onDisk()],
])('snapshots %s', (_name, open) => {
  beforeEach(async () => {
    store = await open();
  });

  it('is empty at first, and names the newest checkpoint at or before a seq', async () => {
    expect(await store.latest()).toBe(0);
    await store.save(10, [row('cases', 'a', 1)], 0);
    await store.save(20, [], 10);
    expect(await Promise.all([9, 10, 19, 20, 99].map((seq) => store.latest(seq)))).toEqual([0, 10, 10, 20, 20]);
    expect(await store.latest()).toBe(20);
  });

  it('tells the state as of each checkpoint: changed, removed, come back, ordered by layer and id', async () => {
    await store.save(10, [row('zones', 'z', { v: 1 }), row('cases', 'b', { v: 1 }), row('cases', 'a', { v: '病' })], 0);
    await store.save(20, [row('cases', 'b', { v: 2 }), row('cases', 'a', null), row('cases', 'never', null)], 10);
    await store.save(30, [row('cases', 'a', { v: 3 }), row('cases', 'c', { v: 3 }), row('zones', 'z', null)], 20);
    const first = [
      ['cases', 'a', { v: '病' }],
      ['cases', 'b', { v: 1 }],
      ['zones', 'z', { v: 1 }],
    ];
    const second = [
      ['cases', 'b', { v: 2 }],
      ['zones', 'z', { v: 1 }],
    ];
    const third = [
      ['cases', 'a', { v: 3 }],
      ['cases', 'b', { v: 2 }],
      ['cases', 'c', { v: 3 }],
    ];
    expect(await stateAt(10)).toEqual(first);
    expect(await stateAt(20)).toEqual(second);
    expect(await stateAt(30)).toEqual(third);
  });

  it('takes the last of two rows for one entity in one checkpoint', async () => {
    await store.save(10, [row('cases', 'a', 1), row('cases', 'a', 2)], 0);
    await store.save(20, [row('cases', 'a', null), row('cases', 'a', 3)], 10);
    expect(await stateAt(10)).toEqual([['cases', 'a', 2]]);
    expect(await stateAt(20)).toEqual([['cases', 'a', 3]]);
  });

  it('refuses a save that leaves out what a failed one had, or that goes back', async () => {
    await store.save(10, [row('cases', 'a', 1)], 0);
    await expect(store.save(30, [], 20)).rejects.toThrow('the newest is 10');
    await expect(store.save(10, [], 10)).rejects.toThrow('not after');
    await expect(stateAt(5)).rejects.toThrow('no checkpoint 5');
    await store.save(30, [row('cases', 'a', 2)], 10);
    expect(await stateAt(30)).toEqual([['cases', 'a', 2]]);
  });

  it('matches a plain model over a random history', async () => {
    // A fixed generator (mulberry32) instead of a library: the same history each time.
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed + 0x6d2b79f5) | 0;
      const mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      return (((mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed) >>> 0) % below;
    };
    const model = new Map<string, number>();
    const expected: [number, unknown[]][] = [];
    for (let seq = 1; seq <= 15; seq += 1) {
      const rows = Array.from(
        { length: 300 },
        () => [`l${random(3)}`, `id${random(400)}`, random(4) ? random(1e6) : null] as const,
      );
      for (const [layer, id, value] of rows) {
        if (value === null) model.delete(`${layer}\n${id}`);
        else model.set(`${layer}\n${id}`, value);
      }
      await store.save(
        seq,
        rows.map(([layer, id, value]) => row(layer, id, value)),
        seq - 1,
      );
      expected.push([
        seq,
        [...model].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [...key.split('\n'), value]),
      ]);
    }
    for (const [seq, state] of expected) expect(await stateAt(seq)).toEqual(state);
  });
});

describe('snapshots on disk', () => {
  const many = (count: number, value: unknown): SnapshotRow[] =>
    Array.from({ length: count }, (_, i) => row('cases', `c${i}`, value));

  it('loads the checkpoint it was asked for while newer ones are saved', async () => {
    await onDisk();
    await store.save(10, many(9_000, 'old'), 0);
    const seen: unknown[] = [];
    let since = 10;
    for await (const { entities } of store.load(10)) {
      seen.push(...entities);
      await store.save(since + 1, [...many(9_000, `new ${since}`), row('cases', 'more', 1)], since);
      since += 1;
    }
    expect(seen).toHaveLength(9_000);
    expect(new Set(seen)).toEqual(new Set(['old']));
  });

  it('writes only what changed', async () => {
    await onDisk();
    await store.save(10, many(5_000, 'x'.repeat(200)), 0);
    await store.save(20, [row('cases', 'c1', 'y')], 10);
    const db = new DatabaseSync(file, { readOnly: true });
    expect(db.prepare('SELECT count(*) AS n FROM past').get()).toEqual({ n: 1 });
    db.close();
  });

  it('is there again after a restart', async () => {
    await onDisk();
    await store.save(10, many(100, 1), 0);
    await store.close();
    await onDisk();
    expect(await store.latest()).toBe(10);
    expect(await stateAt(10)).toHaveLength(100);
    expect(lines).toEqual([]);
  });

  it.each([
    ['another epoch', { epoch: 'e2' }],
    ['another way of folding', { foldVersion: 'f2' }],
    ['a log that ends before it', { head: 9 }],
  ])('starts again for %s, and says so', async (_what, options) => {
    await onDisk();
    await store.save(10, many(100, 1), 0);
    await store.close();
    await onDisk(options);
    expect(await store.latest()).toBe(0);
    expect(lines).toHaveLength(1);
    await store.save(5, many(3, 1), 0);
    expect(await stateAt(5)).toHaveLength(3);
  });

  it('starts again when the file is no database', async () => {
    writeFileSync(file, 'x'.repeat(9_000));
    await onDisk();
    expect(await store.latest()).toBe(0);
    expect(lines.join()).toContain('not a database');
  });

  it('starts again when damage shows only while loading', async () => {
    await onDisk();
    await store.save(10, many(20_000, 'x'.repeat(300)), 0);
    await store.close();
    const damaged = openSync(file, 'r+');
    for (let at = 20 * 16_384; at < statSync(file).size; at += 16_384)
      writeSync(damaged, Buffer.alloc(512, 7), 0, 512, at);
    await onDisk();
    await expect(stateAt(10)).rejects.toThrow();
    expect(await store.latest()).toBe(0);
    await store.save(20, many(3, 1), 0);
    expect(await stateAt(20)).toHaveLength(3);
  });

  it('starts again when a text in it is no JSON any more', async () => {
    await onDisk();
    await store.save(10, [{ layer: 'cases', id: 'a', json: '{"v":' }], 0);
    await expect(stateAt(10)).rejects.toThrow('JSON');
    expect(await store.latest()).toBe(0);
    expect(lines.join()).toContain('damaged');
  });

  it('takes entities of any size, and text that looks like SQL or JSON', async () => {
    await onDisk();
    const odd = ["a'b", '","', '\\', '\u2028', '中', '𠀀', 'é'];
    await store.save(10, [row('areas', 'big', 'x'.repeat(3e6)), ...odd.map((id) => row('odd', id, { id }))], 0);
    const state = await stateAt(10);
    expect(
      state
        .filter(([layer]) => layer === 'odd')
        .map(([, id]) => id)
        .sort(),
    ).toEqual([...odd].sort());
    expect(state.every(([layer, id, entity]) => layer !== 'odd' || (entity as { id: string }).id === id)).toBe(true);
    expect(state[0]).toEqual(['areas', 'big', 'x'.repeat(3e6)]);
  });

  it('stays bounded: thinned checkpoints take their versions with them, the kept ones stay exact', async () => {
    await onDisk();
    const step = 20_000;
    for (let i = 1; i <= 60; i += 1)
      await store.save(i * step, [row('clock', 'now', i), row('once', `o${i}`, i)], (i - 1) * step);
    const db = new DatabaseSync(file, { readOnly: true });
    const kept = db
      .prepare('SELECT seq FROM checkpoint ORDER BY seq')
      .all()
      .map(({ seq }) => Number(seq));
    const past = Number(db.prepare('SELECT count(*) AS n FROM past').get()?.n);
    db.close();
    expect(kept).toHaveLength(24 + 12);
    expect(past).toBe(kept.length - 1);
    for (const seq of kept) {
      const state = await stateAt(seq);
      expect(state[0]).toEqual(['clock', 'now', seq / step]);
      expect(state).toHaveLength(1 + seq / step);
    }
    await expect(stateAt(2 * step)).rejects.toThrow('no checkpoint');
  });
});

describe('thinning', () => {
  const kept = (all: number[]): number[] => {
    const gone = new Set(toRemove(all));
    return all.filter((seq) => !gone.has(seq));
  };
  const every = (step: number, count: number): number[] => Array.from({ length: count }, (_, i) => (i + 1) * step);

  it('keeps all of the newest, and beyond them one per 50,000 events', () => {
    expect(toRemove(every(10, 24))).toEqual([]);
    const left = kept(every(10_000, 124));
    expect(left.slice(-24)).toEqual(every(10_000, 124).slice(-24));
    expect(left.slice(0, 3)).toEqual([10_000, 60_000, 110_000]);
  });

  it('never keeps more than 24 + 256, however long the log', () => {
    expect(kept(every(1_000_000, 5_000)).length).toBeLessThanOrEqual(280);
  });
});
