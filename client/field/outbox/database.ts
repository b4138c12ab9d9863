// The phone's own store: reports on their way, taps of the counters, photos, and what the phone needs to know of itself. Every
// write is strict: when it returns, pulling the battery changes nothing any more. What is written is sealed by the vault of
// whoever works with the phone; what lies beside it unsealed (numbers, and how each ended) says neither who, nor what, nor where.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

import { type Contact, RECORDS_DATABASE } from '../../store/kept-database.ts';
import { type Box, onLock, sealed, unsealed, vaultId } from '../lock/opened.ts';
import type { VaultRecord } from '../lock/vault.ts';
import type { Slot } from '../report/tally.ts';
import type { End, Entry } from './entry.ts';
import type { Photo } from './photo.ts';

export type Values = { entries: Entry; slots: Slot; photos: Photo };
export type Store = keyof Values;
type Row = { readonly vault: string; readonly box: Box };
type EntryRow = Row & { opId: string; seq: number; end?: End | undefined };
type SlotRow = Row & { key: string; isDirty: boolean };
type PhotoRow = Row & { id: string };
type Rows = { entries: EntryRow; slots: SlotRow; photos: PhotoRow };

interface FieldSchema extends DBSchema {
  entries: { key: string; value: EntryRow; indexes: { seq: number } };
  slots: { key: string; value: SlotRow };
  /** of reports on their way, until the server has them */
  photos: { key: string; value: PhotoRow };
  /** device: id of this phone; seq: number of its last report; version: grows with each write; vault|id: its record; contact:
   * which vault the server last knew the session of, and when */
  facts: { key: string; value: string | number | VaultRecord | Contact };
}

let opened: Promise<IDBPDatabase<FieldSchema>> | undefined;

/** Rejects where the browser keeps nothing (a private window, a full disk): the caller says so. */
export function rawDatabase(): Promise<IDBPDatabase<FieldSchema>> {
  opened ??= openDB<FieldSchema>(RECORDS_DATABASE, 2, {
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

/** What was unsealed already, by where it lies and the nonce it was sealed with: a list is not unsealed at each look. */
const seen = new Map<string, { readonly box: string; readonly value: unknown }>();
onLock(() => seen.clear());
const stampOf = (box: Box): string | undefined => ('plain' in box ? undefined : box.iv.join());

async function contentOf<S extends Store>(store: S, key: string, { box }: Row): Promise<Values[S]> {
  const place = `${store}|${key}`;
  const stamp = stampOf(box);
  const known = seen.get(place);
  if (stamp !== undefined && known?.box === stamp) return known.value as Values[S];
  const value = await unsealed<Values[S]>(box, place);
  if (stamp !== undefined) seen.set(place, { box: stamp, value });
  return value;
}

/** The key of a slot names its account and its gate: on the disk stands a hash of it. */
async function keyOf(store: Store, key: string): Promise<string> {
  if (store !== 'slots' || crypto.subtle === undefined) return key;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${vaultId()}|${key}`));
  return [...new Uint8Array(hash).subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const rowKey = (row: EntryRow | SlotRow | PhotoRow): string =>
  'opId' in row ? row.opId : 'key' in row ? row.key : row.id;

/** Everything of whoever works with the phone now, entries by their number. */
export async function readAll<S extends Store>(store: S): Promise<Values[S][]> {
  const database = await rawDatabase();
  const rows = store === 'entries' ? await database.getAllFromIndex('entries', 'seq') : await database.getAll(store);
  const mine = (rows as Rows[S][]).filter(({ vault }) => vault === vaultId());
  return Promise.all(mine.map((row) => contentOf(store, rowKey(row), row)));
}

export async function readOne<S extends Store>(store: S, key: string): Promise<Values[S] | undefined> {
  const place = await keyOf(store, key);
  const row = (await (await rawDatabase()).get(store, place)) as Row | undefined;
  return row === undefined || row.vault !== vaultId() ? undefined : contentOf(store, place, row);
}

type Table<S extends Store> = {
  readonly get: (key: string) => Promise<Values[S] | undefined>;
  readonly getAll: () => Promise<Values[S][]>;
  readonly put: (value: Values[S]) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
};
/** What one transaction reads and writes; it sees its own writes, and nobody else does before its end. */
export type Writing = {
  readonly objectStore: <S extends Store>(store: S) => Table<S>;
  /** @returns the number of the next report of this phone */
  readonly nextSeq: () => Promise<number>;
  /** id of this phone among all: made once, kept, and the name of its counter */
  readonly deviceId: () => Promise<string>;
};

type Written = Map<string, { readonly store: Store; readonly key: string; readonly value: Values[Store] | undefined }>;
type Facts = Map<'device' | 'seq', string | number>;

const idOf = (value: Values[Store]): string => ('opId' in value ? value.opId : 'key' in value ? value.key : value.id);

function tableOf<S extends Store>(store: S, written: Written): Table<S> {
  const own = (key: string) => written.get(`${store}|${key}`);
  return {
    get: async (key) => {
      const mine = own(key);
      return mine === undefined ? readOne(store, key) : (mine.value as Values[S] | undefined);
    },
    getAll: async () => {
      const before = (await readAll(store)).filter((value) => own(idOf(value)) === undefined);
      const mine = [...written.values()].filter((one) => one.store === store && one.value !== undefined);
      return [...before, ...mine.map(({ value }) => value as Values[S])];
    },
    put: async (value) => void written.set(`${store}|${idOf(value)}`, { store, key: idOf(value), value }),
    delete: async (key) => void written.set(`${store}|${key}`, { store, key, value: undefined }),
  };
}

async function factOf(facts: Facts, name: 'device' | 'seq'): Promise<unknown> {
  return facts.get(name) ?? (await (await rawDatabase()).get('facts', name));
}

function writingOf(written: Written, facts: Facts): Writing {
  return {
    objectStore: (store) => tableOf(store, written),
    nextSeq: async () => {
      const seq = Number((await factOf(facts, 'seq')) ?? 0) + 1;
      facts.set('seq', seq);
      return seq;
    },
    deviceId: async () => {
      const known = await factOf(facts, 'device');
      if (typeof known === 'string') return known;
      const made = `phone-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
      facts.set('device', made);
      return made;
    },
  };
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * One transaction that is on the disk when its promise resolves. Sealing takes its time, and a transaction of the browser's
 * does not wait for it: what is read is read first, and written only if nothing was written meanwhile; else all of it again.
 * @param run may run more than once, so it does nothing but read and write here
 */
export function strictly<T>(run: (writing: Writing) => Promise<T>): Promise<T> {
  const mine = turn.then(
    () => attempt(run),
    () => attempt(run),
  );
  turn = mine.catch(() => {});
  return mine;
}

async function attempt<T>(run: (writing: Writing) => Promise<T>): Promise<T> {
  const whose = vaultId();
  for (;;) {
    const database = await rawDatabase();
    const from = await database.get('facts', 'version');
    const written: Written = new Map();
    const facts: Facts = new Map();
    const value = await run(writingOf(written, facts));
    const rows = await Promise.all(
      [...written.values()].map(async ({ store, key, value: next }) => {
        const place = await keyOf(store, key);
        return { store, place, row: next === undefined ? undefined : await rowOf(store, place, next) };
      }),
    );
    // Somebody else's by now: what one person said is not sealed for another.
    if (vaultId() !== whose) throw new Error('locked');
    if (await commit(database, from, rows, facts)) return value;
  }
}

async function rowOf(store: Store, place: string, value: Values[Store]): Promise<Rows[Store]> {
  const row = { vault: vaultId(), box: await sealed(value, `${store}|${place}`) };
  if ('opId' in value) return { ...row, opId: value.opId, seq: value.seq, end: value.end };
  return 'key' in value ? { ...row, key: place, isDirty: value.isDirty } : { ...row, id: value.id };
}

type Change = { readonly store: Store; readonly place: string; readonly row: Rows[Store] | undefined };

/** @returns false, and nothing is written, where another tab wrote since `from` */
async function commit(
  database: IDBPDatabase<FieldSchema>,
  from: unknown,
  changes: readonly Change[],
  facts: Facts,
): Promise<boolean> {
  const transaction = database.transaction(['entries', 'slots', 'photos', 'facts'], 'readwrite', {
    durability: 'strict',
  });
  // An aborted transaction rejects `done` as well; whoever awaits a write hears of it there.
  transaction.done.catch(() => {});
  const known = transaction.objectStore('facts');
  const now = await known.get('version');
  if (now !== from) {
    await transaction.done;
    return false;
  }
  const writes: Promise<unknown>[] = [known.put(Number(now ?? 0) + 1, 'version')];
  for (const [name, value] of facts) writes.push(known.put(value, name));
  for (const { store, place, row } of changes) {
    const table = transaction.objectStore(store);
    writes.push(row === undefined ? table.delete(place) : table.put(row as never));
  }
  await Promise.all(writes);
  await transaction.done;
  return true;
}
