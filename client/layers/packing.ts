// Rows of tables as records of the graphics card. Degrees are sent as two floats each, the second one what the first
// could not hold: alone, a float is wrong by metres.
import type { PointTable } from './point-table.ts';
import type { RowBuffer } from './row-buffer.ts';

/** east, north, and what they could not hold; colour; diameter, ring, count, hours */
export const DOT_STRIDE = 36;
/** as a dot's up to the diameter; then offset, angle, zoom it appears at, its window in the atlas, its anchor */
export const SYMBOL_STRIDE = 56;

/** The window of a drawing in the atlas, pixels. */
export type Frame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** the point that stands on the place, from the top */
  readonly anchorY: number;
};

const EPOCH = Date.UTC(2020, 0, 1);
const HOUR = 3_600_000;
/** Hours since 2020: a float tells seconds apart today and minutes in a century; a shade lasts most of an hour. */
export const toHours = (at: number): number => (at - EPOCH) / HOUR;

export function packDot(into: RowBuffer, slot: number, table: PointTable, row: number): void {
  const at = packPlace(into, slot, table, row);
  const { floats } = into;
  floats[at + 5] = table.size[row] as number;
  floats[at + 6] = table.ring[row] as number;
  floats[at + 7] = table.count[row] as number;
  floats[at + 8] = toHours(table.since[row] as number);
}

/** Behind what is drawn in full. */
const PIP_ALPHA = 150;

/** The small mark of a symbol that has no room. @param size CSS pixels */
export function packPip(into: RowBuffer, slot: number, table: PointTable, row: number, size: number): void {
  const at = packPlace(into, slot, table, row);
  const { floats } = into;
  // A count below nothing is the zoom at which the mark gives way to its symbol (dot-layer.ts).
  floats[at + 5] = (table.size[row] as number) > 0 && (table.from[row] as number) > 0 ? size : 0;
  floats[at + 6] = 0;
  floats[at + 7] = -(table.from[row] as number);
  floats[at + 8] = 0;
  into.bytes[4 * (at + 4) + 3] = PIP_ALPHA;
}

/** @param frame the drawing in the atlas; circles of metres have none */
export function packSymbol(
  into: RowBuffer,
  slot: number,
  table: PointTable,
  row: number,
  frame: Frame | undefined,
): void {
  const at = packPlace(into, slot, table, row);
  const { floats, shorts } = into;
  floats[at + 5] = table.size[row] as number;
  floats[at + 6] = table.offset[2 * row] as number;
  floats[at + 7] = table.offset[2 * row + 1] as number;
  floats[at + 8] = ((table.angle[row] as number) * Math.PI) / 180;
  floats[at + 9] = table.from[row] as number;
  const short = 2 * (at + 10);
  shorts[short] = frame?.x ?? 0;
  shorts[short + 1] = frame?.y ?? 0;
  shorts[short + 2] = frame?.width ?? 0;
  shorts[short + 3] = frame?.height ?? 0;
  floats[at + 12] = frame?.anchorY ?? 0;
  floats[at + 13] = toHours(table.since[row] as number);
}

/** Hides a record of either kind: both have their size in the same place. */
export function blank(into: RowBuffer, slot: number): void {
  const at = into.open(slot);
  into.floats[at + 5] = 0;
}

/** @returns where the record begins, in floats */
function packPlace(into: RowBuffer, slot: number, table: PointTable, row: number): number {
  const at = into.open(slot);
  const { floats, bytes } = into;
  const east = table.position[2 * row] as number;
  const north = table.position[2 * row + 1] as number;
  floats[at] = east;
  floats[at + 1] = north;
  floats[at + 2] = east - Math.fround(east);
  floats[at + 3] = north - Math.fround(north);
  const color = 4 * (at + 4);
  for (let channel = 0; channel < 4; channel += 1) bytes[color + channel] = table.color[4 * row + channel] as number;
  return at;
}
