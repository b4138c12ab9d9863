// Which symbols have room at which zoom: the more important one keeps its place, the other waits, as a small mark, until
// the map is near enough. Worked out for all zooms at once, and again only when a symbol came, went or moved.
import type { PointTable } from './point-table.ts';

const TILE = 512;
/** A country on one screen. */
const FIRST = 3;
const LAST = 17;
const STEP = 0.5;
/** Symbols may touch a little: their shapes do not fill their squares. */
const SNUG = 0.86;

export type Crowd = {
  readonly table: PointTable;
  /** first come those with the least; of a table that is always drawn, a negative one */
  readonly importance: (row: number) => number;
};

type Item = { readonly table: PointTable; readonly row: number; readonly importance: number };

/**
 * Writes the zoom from which each symbol is drawn into its table.
 * @param scaleAt factor on sizes at a zoom
 */
export function declutter(crowds: readonly Crowd[], scaleAt: (zoom: number) => number): void {
  let waiting: Item[] = [];
  const placed: Item[] = [];
  for (const { table, importance } of crowds) {
    for (let row = 0; row < table.length; row += 1) {
      if (table.size[row] === 0) continue;
      const item = { table, row, importance: importance(row) };
      if (item.importance < 0) placed.push(item);
      else waiting.push(item);
    }
  }
  // Ties by name, so that every screen shows the same one.
  waiting.sort((a, b) => a.importance - b.importance || (nameOf(a) < nameOf(b) ? -1 : 1));
  for (let zoom = FIRST; zoom < LAST && waiting.length > 0; zoom += STEP) {
    const room = new Room(TILE * 2 ** zoom, scaleAt(zoom) * SNUG);
    for (const item of placed) room.take(item);
    const left: Item[] = [];
    for (const item of waiting) {
      if (!room.isFree(item)) {
        left.push(item);
        continue;
      }
      room.take(item);
      placed.push(item);
      item.table.setFrom(item.row, zoom === FIRST ? 0 : zoom);
    }
    waiting = left;
  }
  for (const { table, row } of waiting) table.setFrom(row, LAST);
}

const nameOf = ({ table, row }: Item): string => table.idAt(row) ?? '';

/** What is taken on the screen of one zoom, in cells as wide as the widest symbol. */
class Room {
  readonly #world: number;
  readonly #scale: number;
  readonly #cells = new Map<number, Item[]>();
  static readonly #WIDEST = 56; // CSS pixels

  constructor(world: number, scale: number) {
    this.#world = world;
    this.#scale = scale;
  }

  take(item: Item): void {
    const key = this.#key(this.#column(item, 0), this.#column(item, 1));
    const cell = this.#cells.get(key);
    if (cell === undefined) this.#cells.set(key, [item]);
    else cell.push(item);
  }

  isFree(item: Item): boolean {
    const column = this.#column(item, 0);
    const line = this.#column(item, 1);
    for (let x = column - 1; x <= column + 1; x += 1) {
      for (let y = line - 1; y <= line + 1; y += 1) {
        if (this.#cells.get(this.#key(x, y))?.some((other) => this.#touches(item, other))) return false;
      }
    }
    return true;
  }

  #touches(a: Item, b: Item): boolean {
    const apart = ((a.table.size[a.row] as number) + (b.table.size[b.row] as number)) * 0.5 * this.#scale;
    return Math.abs(this.#at(a, 0) - this.#at(b, 0)) < apart && Math.abs(this.#at(a, 1) - this.#at(b, 1)) < apart;
  }

  #at({ table, row }: Item, axis: 0 | 1): number {
    return (table.mercator[2 * row + axis] as number) * this.#world;
  }

  #column(item: Item, axis: 0 | 1): number {
    return Math.floor(this.#at(item, axis) / Room.#WIDEST);
  }

  #key(column: number, line: number): number {
    return column * 2 ** 26 + line;
  }
}
