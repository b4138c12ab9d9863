// What a crew counts at a gate: taps in slots of fifteen minutes, each slot told as one report that a later one replaces.
import type { DataOf } from '#shared/report.ts';
import { MINUTE } from '#shared/time.ts';

export const TALLIES = [
  'vehicles',
  'persons',
  'vehiclesTurnedBack',
  'personsTurnedBack',
  'suspects',
  'abnormalCodes',
] as const;
export type Tally = (typeof TALLIES)[number];
export type Direction = 'in' | 'out';
export type Counts = { readonly [T in Tally]?: number };

export type Slot = {
  readonly key: string;
  readonly account: string;
  readonly checkpointId: string;
  readonly direction: Direction;
  /** ISO 8601, aligned; in the situation's time */
  readonly from: string;
  readonly to: string;
  readonly counts: Counts;
  /** of the last tap, by this phone's clock, ms */
  readonly tappedAt: number;
  /** taps that no report tells yet */
  readonly isDirty: boolean;
};

export const SLOT = 15 * MINUTE;

/** The slot that holds a moment. @param now ms since 1970 in the situation's time */
export function slotOf(now: number): { readonly from: string; readonly to: string } {
  const start = Math.floor(now / SLOT) * SLOT;
  return { from: new Date(start).toISOString(), to: new Date(start + SLOT).toISOString() };
}

export const slotKey = (account: string, checkpointId: string, direction: Direction, from: string): string =>
  [account, checkpointId, direction, from].join('|');

/** One tap more, or one taken back; nothing goes below none. */
export function tapped(slot: Slot, tally: Tally, step: 1 | -1, at: number): Slot {
  const count = Math.max(0, (slot.counts[tally] ?? 0) + step);
  return { ...slot, counts: { ...slot.counts, [tally]: count }, tappedAt: at, isDirty: true };
}

/**
 * The slot as a report: vehicles always, the rest where somebody counted it in this slot. What nobody touched is unknown, and
 * not 0 (domain 6.5).
 * @param counter this phone: several phones at one gate are several counters, and the server adds them up
 */
export function reportOf(slot: Slot, counter: string): DataOf<'checkpoint.counted'> {
  const { checkpointId: id, direction, from, to, counts } = slot;
  return { id, counter, from, to, direction, ...counts, vehicles: counts.vehicles ?? 0 };
}

export function sumOf(slots: Iterable<Slot>, direction: Direction, tally: Tally): number {
  let sum = 0;
  for (const slot of slots) if (slot.direction === direction) sum += slot.counts[tally] ?? 0;
  return sum;
}
