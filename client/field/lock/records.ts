// The vaults of this phone, one per account that ever worked with it, and what lies in each, counted without opening it.
import type { Account } from '../../connection/session.ts';

import { type Contact, KEPT_DATABASE } from '../../store/kept-database.ts';
import { rawDatabase, strictly } from '../outbox/database.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Slot } from '../report/tally.ts';
import { type Box, sealed, unsealed } from './opened.ts';
import { isWhose, type VaultRecord } from './vault.ts';

const factOf = (id: string): string => `vault|${id}`;

export async function recordOf(id: string): Promise<VaultRecord | undefined> {
  return (await (await rawDatabase()).get('facts', factOf(id))) as VaultRecord | undefined;
}

export async function recordFor(name: string): Promise<VaultRecord | undefined> {
  for (const record of await records()) if (await isWhose(record, name)) return record;
  return undefined;
}

async function records(): Promise<VaultRecord[]> {
  const database = await rawDatabase();
  const found = await database.getAll('facts', IDBKeyRange.bound('vault|', 'vault|\uffff'));
  return found as VaultRecord[];
}

/** On the disk when it resolves: a wrong try that is counted afterwards is not counted by who pulls the battery. */
export async function putRecord(record: VaultRecord): Promise<void> {
  const transaction = (await rawDatabase()).transaction('facts', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put(record, factOf(record.id)), transaction.done]);
}

const CONTACT = 'contact';

/** @returns which vault the server last knew the session of, and when */
export async function contact(): Promise<Contact | undefined> {
  return (await (await rawDatabase()).get('facts', CONTACT)) as Contact | undefined;
}

export async function putContact(contact: Contact): Promise<void> {
  const transaction = (await rawDatabase()).transaction('facts', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put(contact, CONTACT), transaction.done]);
}

/** The session ended: what is settled is at the centre, and the phone needs it no longer. Sealed rows go without a key. */
export async function forgetContact(): Promise<void> {
  const vault = (await contact())?.vault;
  await (await rawDatabase()).delete('facts', CONTACT);
  if (vault !== undefined) await eraseSettled(vault);
}

const place = 'account';
/** Who works with the phone, sealed, for a start without a network. The vault is open. */
export async function keepAccount(record: VaultRecord, account: Account): Promise<void> {
  const box = await sealed(account, place);
  if ('plain' in box) return;
  const now = await recordOf(record.id);
  if (now !== undefined) await putRecord({ ...now, account: box });
}

export async function accountOf({ account }: VaultRecord): Promise<Account | undefined> {
  return account === undefined ? undefined : unsealed<Account>(account, place).catch(() => undefined);
}

/** Reports without an end, and slots no report tells yet. */
export type Unsent = { readonly mine: number; readonly others: number };

export async function unsent(id: string | undefined): Promise<Unsent> {
  const database = await rawDatabase();
  const [entries, slots] = await Promise.all([database.getAll('entries'), database.getAll('slots')]);
  const open = [...entries.filter(({ end }) => end === undefined), ...slots.filter(({ isDirty }) => isDirty)];
  const mine = open.filter(({ vault }) => vault === id).length;
  return { mine, others: open.length - mine };
}

/** Erases a vault and all that lies in it, and what was kept to be looked at. */
export async function wipe(id: string): Promise<void> {
  await eraseRows(id, ['entries', 'slots', 'photos'], () => true);
  await (await rawDatabase()).delete('facts', factOf(id));
  indexedDB.deleteDatabase(KEPT_DATABASE);
}

/** The server has it, and nobody needs to read of it again. */
const isDone = (row: object): boolean => 'end' in row && (row.end === 'applied' || row.end === 'merged');
/**
 * At the end of a session: reports that the server has go from the phone, the others stay, sealed. The slots of a gate stay
 * too: the next tap into one goes on from what it holds.
 */
export const eraseSettled = (id: string): Promise<void> => eraseRows(id, ['entries'], isDone);

async function eraseRows(
  id: string,
  stores: readonly ('entries' | 'slots' | 'photos')[],
  isOver: (row: object) => boolean,
): Promise<void> {
  const transaction = (await rawDatabase()).transaction([...stores], 'readwrite', { durability: 'strict' });
  for (const store of stores) {
    const table = transaction.objectStore(store);
    for (let row = await table.openCursor(); row !== null; row = await row.continue())
      if (row.value.vault === id && isOver(row.value)) await row.delete();
  }
  await transaction.done;
}

/** Rows of a version that sealed nothing are sealed; they are their account's as before. The vault is open. */
export async function adoptOld(id: string, account: string): Promise<void> {
  const database = await rawDatabase();
  type Old = { readonly account?: string; readonly box?: Box };
  const isOld = (row: unknown) => (row as Old).box === undefined && (row as Old).account === account;
  for (const entry of ((await database.getAll('entries')) as unknown as Entry[]).filter(isOld)) {
    const row = { vault: id, box: await sealed(entry, `entries|${entry.opId}`) };
    const { opId, seq, end } = entry;
    await database.put('entries', { ...row, opId, seq, end });
  }
  const slots = ((await database.getAll('slots')) as unknown as Slot[]).filter(isOld);
  if (slots.length === 0) return;
  await strictly(async (writing) => {
    for (const slot of slots) await writing.objectStore('slots').put(slot);
  });
  for (const { key } of slots) await database.delete('slots', key);
}
