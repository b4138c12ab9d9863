// The phone's own store: reports on their way, taps of the counters, and what the phone needs to know of itself. Every write
// is strict: when it returns, pulling the battery changes nothing any more.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Slot } from '../report/tally.ts';
import type { Entry } from './entry.ts';
import type { Photo } from './photo.ts';

export interface FieldSchema extends DBSchema {
  entries: { key: string; value: Entry; indexes: { seq: number } };
  slots: { key: string; value: Slot };
  /** of reports on their way, until the server has them */
  photos: { key: string; value: Photo };
  /** device: id of this phone; seq: number of its last report */
  facts: { key: 'device' | 'seq'; value: string | number };
}
export type FieldDatabase = IDBPDatabase<FieldSchema>;
type Store = 'entries' | 'slots' | 'facts' | 'photos';

let opened: Promise<FieldDatabase> | undefined;

/** Rejects where the browser keeps nothing (a private window, a full disk): the caller says so. */
export function fieldDatabase(): Promise<FieldDatabase> {
  opened ??= openDB<FieldSchema>('cordon-field', 2, {
    // What an older version kept is kept: each step adds.
    upgrade: (database, from) => {
      if (from < 1) {
        database.createObjectStore('entries', { keyPath: 'opId' }).createIndex('seq', 'seq', { unique: true });
        database.createObjectStore('slots', { keyPath: 'key' });
        database.createObjectStore('facts');
      }
      if (from < 2) database.createObjectStore('photos', { keyPath: 'id' });
    },
    // Another tab brings a newer schema: let go, or it waits for ever.
    blocking: (_, __, event) => (event.target as IDBDatabase | null)?.close(),
    terminated: () => {
      opened = undefined;
    },
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** One transaction that is on the disk when its promise resolves. */
export async function strictly<T>(
  stores: readonly Store[],
  run: (transaction: ReturnType<typeof begin>) => Promise<T>,
): Promise<T> {
  const transaction = begin(await fieldDatabase(), stores);
  // An aborted transaction rejects `done` as well; whoever awaits `run` hears of it there.
  transaction.done.catch(() => {});
  const value = await run(transaction);
  await transaction.done;
  return value;
}

const begin = (database: FieldDatabase, stores: readonly Store[]) =>
  database.transaction(stores as Store[], 'readwrite', { durability: 'strict' });

export type Writing = ReturnType<typeof begin>;

/** Id of this phone among all: made once, kept, and the name of its counter. */
export async function deviceId(transaction: Writing): Promise<string> {
  const facts = transaction.objectStore('facts');
  const known = await facts.get('device');
  if (typeof known === 'string') return known;
  const made = `phone-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  await facts.put(made, 'device');
  return made;
}

export async function nextSeq(transaction: Writing): Promise<number> {
  const facts = transaction.objectStore('facts');
  const seq = Number((await facts.get('seq')) ?? 0) + 1;
  await facts.put(seq, 'seq');
  return seq;
}
