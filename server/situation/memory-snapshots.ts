// Snapshots in memory, for tests: same contract, every checkpoint a whole copy.
import type { SnapshotChunk, SnapshotStore } from './snapshot-store.ts';

type State = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function openMemorySnapshots(): SnapshotStore {
  const states = new Map<number, State>([[0, new Map()]]);
  const newest = (): number => Math.max(...states.keys());

  async function* load(checkpoint: number): AsyncGenerator<SnapshotChunk> {
    const state = states.get(checkpoint);
    if (!state || checkpoint === 0) throw new Error(`no checkpoint ${checkpoint}`);
    for (const [layer, rows] of [...state].sort(byKey)) {
      const sorted = [...rows].sort(byKey);
      await Promise.resolve();
      if (sorted.length === 0) continue;
      yield { layer, ids: sorted.map(([id]) => id), entities: sorted.map(([, json]) => JSON.parse(json) as unknown) };
    }
  }

  return {
    latest: async (seq = Number.POSITIVE_INFINITY) => Math.max(...[...states.keys()].filter((at) => at <= seq)),
    load,
    save: async (seq, changed, since) => {
      if (since !== newest()) throw new Error(`checkpoint ${seq} was made since ${since}, the newest is ${newest()}`);
      if (seq <= since) throw new Error(`checkpoint ${seq} is not after ${since}`);
      const state = new Map([...(states.get(since) ?? [])].map(([layer, rows]) => [layer, new Map(rows)]));
      for (const { layer, id, json } of changed) {
        const rows = state.get(layer) ?? new Map<string, string>();
        state.set(layer, rows);
        if (json === null) rows.delete(id);
        else rows.set(id, json);
      }
      states.set(seq, state);
    },
    close: async () => {},
  };
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
