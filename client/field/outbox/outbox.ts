// Reports on their way: saved here first, sent by one tab at a time, told apart by the four ways they can end.
import { create } from 'zustand';
import { uuidV7 } from '#shared/ids.ts';
import type { DataOf } from '#shared/report.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { useLock } from '../../store/lock-store.ts';
import { fieldNow } from '../clock.ts';
import { onLock } from '../lock/opened.ts';
import type { FieldKind, FieldReport } from '../report/kinds.ts';
import { readAll, strictly, type Writing } from './database.ts';
import { type Entry, isWaiting } from './entry.ts';
import type { Photo } from './photo.ts';

/** What was sent and settled is kept so long to look at, and no longer. */
const KEPT_ENTRIES = 1_000;

type Outbox = {
  /** newest first */
  readonly entries: readonly Entry[];
  /** slots of a gate with taps that no report tells yet: seconds after the last tap one does */
  readonly untold: number;
  /** read from the disk at least once */
  readonly isRead: boolean;
  /** this browser keeps nothing: what is reported here would be lost */
  readonly isBroken: boolean;
};

export const useOutbox = create<Outbox>(() => ({ entries: [], untold: 0, isRead: false, isBroken: false }));

onLock(() => useOutbox.setState({ entries: [], untold: 0, isRead: false }));

const CHANNEL = 'cordon.field';
const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : undefined;
if (channel !== undefined) channel.onmessage = () => void readEntries();

export async function readEntries(): Promise<readonly Entry[]> {
  if (!useLock.getState().isOpen) return [];
  try {
    const found = await readAll('entries');
    const untold = (await readAll('slots')).filter(({ isDirty }) => isDirty).length;
    useOutbox.setState({ entries: found.reverse(), untold, isRead: true, isBroken: false });
    return found;
  } catch {
    useOutbox.setState({ isBroken: useLock.getState().isOpen });
    return [];
  }
}

/** After each write: this tab and the others look again. */
export async function changed(): Promise<void> {
  channel?.postMessage('changed');
  await readEntries();
}

const listeners = new Set<() => void>();
/** Called when there is something new to send. @returns how to stop */
export function onSaved(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const tellSaved = (): void => {
  for (const listener of [...listeners]) listener();
};

/**
 * Saves one report on this phone, with the photos its proof names. It is on the disk when this resolves, whatever the network
 * does.
 * @returns `storage` where this browser could not keep it: then it was not reported
 */
export async function saveReport<K extends FieldKind>(
  kind: K,
  data: DataOf<K>,
  account: string,
  { baseVersion, photos = [] }: { readonly baseVersion?: number | undefined; readonly photos?: readonly Photo[] } = {},
): Promise<Result<Entry, 'storage'>> {
  try {
    const entry = await strictly(async (writing) => {
      for (const photo of photos) await writing.objectStore('photos').put(photo);
      return addEntry(writing, { kind, data, account, ...(baseVersion === undefined ? {} : { baseVersion }) });
    });
    await changed();
    tellSaved();
    return ok(entry);
  } catch {
    return err('storage');
  }
}

type Said = {
  readonly kind: FieldKind;
  readonly data: object;
  readonly account: string;
  readonly baseVersion?: number;
};

/** Inside a transaction of the caller's, so that what led to the report and the report itself are one step. */
export async function addEntry(writing: Writing, { kind, data, account, baseVersion }: Said): Promise<Entry> {
  const device = await writing.deviceId();
  const seq = await writing.nextSeq();
  const opId = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
  const report = {
    opId,
    kind,
    observedAt: new Date(fieldNow()).toISOString(),
    device,
    deviceSeq: seq,
    ...(baseVersion === undefined ? {} : { baseVersion }),
    data,
  } as FieldReport;
  const entry: Entry = { opId, seq, report, account, savedAt: Date.now(), putOff: 0 };
  await writing.objectStore('entries').put(entry);
  return entry;
}

/** A refused report once more, as a new one: with new rights, or after what it named was registered. */
export async function sendAgain(entry: Entry): Promise<void> {
  await strictly(async (writing) => {
    const { kind, data } = entry.report;
    await addEntry(writing, { kind, data, account: entry.account });
    await writing.objectStore('entries').put({ ...entry, isRead: true });
  });
  await changed();
  tellSaved();
}

/** Puts away what ended badly, once somebody read why. It stays in the list. */
export async function markRead(entry: Entry): Promise<void> {
  await strictly((writing) => writing.objectStore('entries').put({ ...entry, isRead: true }));
  await changed();
}

/** Old settled ones go; what waits, and what nobody read the bad end of, stays for ever. */
export async function prune(entries: readonly Entry[]): Promise<void> {
  const old = entries
    .filter((entry) => !isWaiting(entry))
    .filter(({ end, isRead }) => end === 'applied' || end === 'merged' || isRead === true);
  const surplus = old.slice(0, Math.max(0, old.length - KEPT_ENTRIES));
  if (surplus.length === 0) return;
  await strictly(async (writing) => {
    for (const { opId } of surplus) await writing.objectStore('entries').delete(opId);
  });
}
