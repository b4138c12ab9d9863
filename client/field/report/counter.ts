// Taps of a crew, each on the disk before it is shown as counted, and the reports made of them.
import { err, ok, type Result } from '#shared/result.ts';
import { fieldNow } from '../clock.ts';
import { vaultId } from '../lock/opened.ts';
import { readAll, strictly, type Writing } from '../outbox/database.ts';
import { type Entry, isWaiting } from '../outbox/entry.ts';
import { addEntry, changed, readEntries, useOutbox } from '../outbox/outbox.ts';
import { type Direction, reportOf, type Slot, slotKey, slotOf, type Tally, tapped } from './tally.ts';

/** A crew pauses between two cars: so long after a tap the slot goes on its way. ms */
const QUIET = 4_000;

export type Tap = { readonly checkpointId: string; readonly direction: Direction; readonly tally: Tally };

/** @returns the slot as it is on the disk now */
export async function tap({ checkpointId, direction, tally }: Tap, account: string): Promise<Result<Slot, 'storage'>> {
  const { from, to } = slotOf(fieldNow());
  const key = slotKey(account, checkpointId, direction, from);
  return change(key, tally, 1, {
    key,
    account,
    checkpointId,
    direction,
    from,
    to,
    counts: {},
    tappedAt: 0,
    isDirty: false,
  });
}

/** Takes one tap back, in the slot it was made in. */
export const untap = (key: string, tally: Tally): Promise<Result<Slot, 'storage'>> => change(key, tally, -1);

async function change(key: string, tally: Tally, step: 1 | -1, fresh?: Slot): Promise<Result<Slot, 'storage'>> {
  try {
    const slot = await strictly(async (writing) => {
      const slots = writing.objectStore('slots');
      const known = (await slots.get(key)) ?? fresh;
      if (known === undefined) throw new Error(`no slot ${key}`);
      const next = tapped(known, tally, step, Date.now());
      await slots.put(next);
      return next;
    });
    // Counted as waiting from the first tap on, and not only once a report tells it.
    if (useOutbox.getState().untold === 0) await readEntries();
    return ok(slot);
  } catch {
    return err('storage');
  }
}

/** Slots of one gate by one account, oldest first. */
export async function slotsOf(account: string, checkpointId: string): Promise<Slot[]> {
  const all = await readAll('slots');
  return all
    .filter((slot) => slot.account === account && slot.checkpointId === checkpointId)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/**
 * Makes reports of the taps that none tells yet.
 * @param isNow also of a slot somebody is still tapping into
 * @returns how many slots went on their way
 */
export async function flushSlots(account: string, isNow: boolean): Promise<number> {
  try {
    const dirty = (await readAll('slots')).filter((slot) => isDue(slot, account, isNow));
    if (dirty.length === 0) return 0;
    const count = await strictly(async (writing) => {
      let told = 0;
      for (const { key } of dirty) told += (await tellSlot(writing, key)) ? 1 : 0;
      return told;
    });
    await changed();
    return count;
  } catch {
    // The taps stay where they are; the next look makes reports of them.
    return 0;
  }
}

const isDue = (slot: Slot, account: string, isNow: boolean): boolean =>
  slot.account === account && slot.isDirty && (isNow || Math.abs(Date.now() - slot.tappedAt) >= QUIET);

/** In one transaction: the taps are told by a report, or they are still to be told, and never both. */
async function tellSlot(writing: Writing, key: string): Promise<boolean> {
  const slots = writing.objectStore('slots');
  const slot = await slots.get(key);
  if (slot === undefined || !slot.isDirty) return false;
  // A counter of its own for each account: two crews that share a phone replace nothing of each other.
  const data = reportOf(slot, `${await writing.deviceId()}-${vaultId().slice(0, 6)}`);
  const entries = writing.objectStore('entries');
  const before = (await entries.getAll()).find(
    (entry) => isWaiting(entry) && entry.triedAt === undefined && tells(entry.report, data),
  );
  // Nobody was sent it yet, so it may still change; else a report of its own takes its place.
  if (before?.report.kind === 'checkpoint.counted')
    await entries.put({ ...before, report: { ...before.report, data } });
  else await addEntry(writing, { kind: 'checkpoint.counted', data, account: slot.account });
  await slots.put({ ...slot, isDirty: false });
  return true;
}

const tells = ({ kind, data }: Entry['report'], said: ReturnType<typeof reportOf>): boolean =>
  kind === 'checkpoint.counted' && data.id === said.id && data.direction === said.direction && data.from === said.from;
