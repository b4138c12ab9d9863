// Drafts and their history on this machine, one account apart from the next. Nothing of it leaves the browser.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Draft, Step } from './history.ts';

interface Schema extends DBSchema {
  drafts: { key: [string, string]; value: { person: string; id: string; order: number; draft: Draft } };
  steps: { key: [string, number]; value: { person: string; at: number; step: Step } };
  cursors: { key: string; value: { person: string; cursor: number; revision: number } };
}

export type Kept = {
  readonly drafts: readonly Draft[];
  readonly steps: readonly Step[];
  readonly cursor: number;
  /** grows with every write, whichever window wrote */
  readonly revision: number;
};
export type Write = {
  /** the revision this was made from */
  readonly revision: number;
  /** all drafts that there are afterwards, in order; only `changed` are written */
  readonly order: readonly string[];
  readonly changed: readonly { readonly id: string; readonly draft: Draft | undefined }[];
  /** a new step at `cursor - 1`, which ends what was taken back; undefined when a step was only taken back or done again */
  readonly step?: Step;
  readonly cursor: number;
};

let opened: Promise<IDBPDatabase<Schema>> | undefined;
function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('cordon-drafts', 1, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: ['person', 'id'] });
      db.createObjectStore('steps', { keyPath: ['person', 'at'] });
      db.createObjectStore('cursors', { keyPath: 'person' });
    },
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

const all = (person: string) => IDBKeyRange.bound([person], [person, []]);

export async function readKept(person: string): Promise<Kept> {
  const db = await database();
  const read = db.transaction(['drafts', 'steps', 'cursors']);
  const [drafts, steps, cursor] = await Promise.all([
    read.objectStore('drafts').getAll(all(person)),
    read.objectStore('steps').getAll(all(person)),
    read.objectStore('cursors').get(person),
  ]);
  return {
    drafts: drafts.sort((a, b) => a.order - b.order).map(({ draft }) => draft),
    steps: steps.map(({ step }) => step),
    cursor: cursor?.cursor ?? 0,
    revision: cursor?.revision ?? 0,
  };
}

/** @returns the new revision; undefined where another window wrote in between: nothing was written, read again */
export async function writeKept(person: string, write: Write): Promise<number | undefined> {
  const db = await database();
  const work = db.transaction(['drafts', 'steps', 'cursors'], 'readwrite');
  const cursors = work.objectStore('cursors');
  const before = (await cursors.get(person))?.revision ?? 0;
  if (before !== write.revision) {
    await work.done;
    return undefined;
  }
  const revision = before + 1;
  const drafts = work.objectStore('drafts');
  const steps = work.objectStore('steps');
  const puts: Promise<unknown>[] = write.changed.map(({ id, draft }) =>
    draft === undefined
      ? drafts.delete([person, id])
      : drafts.put({ person, id, order: write.order.indexOf(id), draft }),
  );
  if (write.step !== undefined) {
    const at = write.cursor - 1;
    puts.push(steps.delete(IDBKeyRange.bound([person, at], [person, []])), steps.put({ person, at, step: write.step }));
  }
  puts.push(cursors.put({ person, cursor: write.cursor, revision }));
  await Promise.all([...puts, work.done]);
  return revision;
}
