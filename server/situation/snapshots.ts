// Between the situation in memory and the snapshot store: which rows, and back.
import { setImmediate as breathe } from 'node:timers/promises';
import { type Entity, type Layer, Situation } from '#shared/situation.ts';
import type { SnapshotRow, SnapshotStore } from './snapshot-store.ts';

export type Dirty = Map<Layer, Map<string, Entity | undefined>>;

/** What is not an entity: when each layer changed and each source was heard. */
type Marks = { readonly asOf: Record<string, string>; readonly heard: Record<string, string> };
const MARKS = '~marks';

/** Entities are immutable, so they may be written out in slices while the situation goes on. */
export async function collect(dirty: Dirty, marks: Marks): Promise<SnapshotRow[]> {
  const rows: SnapshotRow[] = [{ layer: MARKS, id: MARKS, json: JSON.stringify(marks) }];
  for (const [layer, ids] of dirty) {
    for (const [id, entity] of ids) {
      rows.push({ layer, id, json: entity === undefined ? null : JSON.stringify(entity) });
      if (rows.length % 1000 === 0) await breathe();
    }
  }
  return rows;
}

/** The newest checkpoint at or before `seq`. A store that turns out to be damaged has emptied itself: fold from the start. */
export async function loadLatest(store: SnapshotStore, seq: number): Promise<Situation> {
  try {
    return await load(store, await store.latest(seq));
  } catch (error) {
    console.error('cordon: snapshots are damaged; folding the log from its start instead:', error);
    return new Situation();
  }
}

async function load(store: SnapshotStore, checkpoint: number): Promise<Situation> {
  const situation = new Situation();
  if (checkpoint === 0) return situation;
  for await (const { layer, ids, entities } of store.load(checkpoint)) {
    for (const [index, id] of ids.entries()) {
      if (layer !== MARKS) {
        situation.put(layer as Layer, id, entities[index] as Entity);
        continue;
      }
      const marks = entities[index] as Marks;
      for (const [name, at] of Object.entries(marks.asOf)) situation.asOf.set(name as Layer, at);
      for (const [source, at] of Object.entries(marks.heard)) situation.heard.set(source, at);
    }
  }
  situation.seq = checkpoint;
  return situation;
}
