// Cases in cells of the screen: where many lie in one cell, one mark with their count stands for them, everywhere else
// each is a dot of its own. A case that changes touches its cell and nothing else; cells are made anew only when the
// zoom has moved half a step. Cells are those of the whole world, so that dragging the map changes no cluster.
import { blank, DOT_STRIDE, packDot, packSymbol, SYMBOL_STRIDE } from './packing.ts';
import { PointTable } from './point-table.ts';
import { RowBuffer } from './row-buffer.ts';
import { symbolScale } from './sizes.ts';

const TILE = 512;
const ZOOM_STEP = 0.5;
type Fineness = { readonly cell: number; readonly least: number; readonly smallest: number };
/** Far away cells are wide, and dots that touch are one mark. Near, only what lies on the same spot is. CSS pixels. */
const FAR: Fineness = { cell: 60, least: 5, smallest: 25 };
const NEAR: Fineness = { cell: 26, least: 3, smallest: 21 };
const NEAR_FROM = 14;
/** Near, masked places are circles wider than a cell: that some lie on the same spot says nothing. */
const NEVER: Fineness = { ...NEAR, least: Number.POSITIVE_INFINITY };
const LARGEST = 46;
/** The head of a pin of 42 pixels, from its tip. CSS pixels before the scale of symbols. */
const PIN_HEAD = { up: 23, radius: 14 };
const NONE = -1;
const UNKNOWN = Number.NEGATIVE_INFINITY;

export type Tally = { readonly count: number; readonly community: number };

/** @param count at least one. @returns diameter, CSS pixels: the area says how many, within what a cell has room for */
export const clusterSize = (count: number, smallest: number): number =>
  Math.min(LARGEST, smallest + 6.5 * Math.log10(Math.max(1, count / 4)));

export class CaseGrid {
  /** one row for each cluster; `ring` is the share found in the community */
  readonly clusters = new PointTable();
  /** what stands alone, packed without gaps */
  readonly singles: RowBuffer;
  readonly #table: PointTable;
  readonly #isMasked: boolean;
  #generation = NONE;
  #zoom = Number.NaN;
  #pins: readonly { readonly x: number; readonly y: number }[] = [];
  #leftOut: ReadonlySet<string> = new Set();
  #cellsAcross = 1;
  #how: Fineness = FAR;
  #cellPixels = FAR.cell;
  // Of rows: their cell, the row before and behind them in it, their dot, and what was counted of them.
  #cellOf = new Int32Array(0);
  #before = new Int32Array(0);
  #behind = new Int32Array(0);
  #slotOf = new Int32Array(0);
  #countedX = new Float64Array(0);
  #countedY = new Float64Array(0);
  #countedSince = new Float64Array(0);
  #countedRing = new Uint8Array(0);
  // Of cells.
  readonly #cells = new Map<number, number>();
  readonly #key: number[] = [];
  readonly #count: number[] = [];
  readonly #community: number[] = [];
  readonly #sumX: number[] = [];
  readonly #sumY: number[] = [];
  readonly #newest: number[] = [];
  /** how many are as new as the newest: an import gives thousands one time, and each that left had all looked at */
  readonly #atNewest: number[] = [];
  readonly #head: number[] = [];
  readonly #isCluster: boolean[] = [];
  readonly #freeCells: number[] = [];
  readonly #freeSlots: number[] = [];
  readonly #due = new Set<number>();
  readonly #stale = new Set<number>();

  /** @param isMasked rows are circles of metres, not dots */
  constructor(table: PointTable, isMasked = false) {
    this.#table = table;
    this.#isMasked = isMasked;
    this.singles = new RowBuffer(isMasked ? SYMBOL_STRIDE : DOT_STRIDE);
  }

  /** Follows the table. @param zoom of the map. @returns whether anything is drawn otherwise than before */
  follow(zoom: number): boolean {
    const stepped = Math.floor(zoom / ZOOM_STEP) * ZOOM_STEP;
    const table = this.#table;
    if (stepped !== this.#zoom || table.generation !== this.#generation) {
      this.#zoom = stepped;
      this.#generation = table.generation;
      this.#rebuild();
      return true;
    }
    if (!table.isDirty && this.#due.size === 0) return false;
    this.#reserve();
    table.takeDirty((row) => {
      this.#leave(row);
      this.#enter(row);
    });
    this.#settle();
    return true;
  }

  /** @param pins tables whose symbols stand above their place and hide what lies there: clusters move aside */
  avoid(pins: PointTable): void {
    const places: { x: number; y: number }[] = [];
    for (let row = 0; row < pins.length; row += 1) {
      if (pins.size[row] === 0) continue;
      places.push({ x: pins.mercator[2 * row] as number, y: pins.mercator[2 * row + 1] as number });
    }
    this.#pins = places;
    for (const cell of this.#cells.values()) if (this.#isCluster[cell] === true) this.#due.add(cell);
  }

  /**
   * Cases that a pin stands for with its number: no cluster beside it counts them again. Near, each is a dot of its own;
   * far away the pin is all there is room for.
   * @param cases another set only when others are in it
   */
  leaveOut(cases: ReadonlySet<string>): void {
    if (cases === this.#leftOut) return;
    this.#leftOut = cases;
    this.#generation = NONE;
  }

  /** Whether a row is drawn as a dot of its own. */
  isSingle(row: number): boolean {
    return (this.#slotOf[row] ?? NONE) !== NONE;
  }

  tally(cluster: string): Tally {
    const cell = this.#cells.get(Number(cluster)) ?? NONE;
    return { count: this.#count[cell] ?? 0, community: this.#community[cell] ?? 0 };
  }

  /** The cases that a cluster stands for, newest first. */
  members(cluster: string): string[] {
    const table = this.#table;
    const rows = this.#rowsOf(this.#cells.get(Number(cluster)) ?? NONE);
    rows.sort((a, b) => (table.since[b] as number) - (table.since[a] as number) || a - b);
    return rows.flatMap((row) => table.idAt(row) ?? []);
  }

  #rowsOf(cell: number): number[] {
    const rows: number[] = [];
    for (let row = this.#head[cell] ?? NONE; row !== NONE; row = this.#behind[row] as number) rows.push(row);
    return rows;
  }

  #rebuild(): void {
    this.#how = this.#zoom < NEAR_FROM ? FAR : this.#isMasked ? NEVER : NEAR;
    this.#cellsAcross = (TILE * 2 ** this.#zoom) / this.#how.cell;
    this.#cellPixels = this.#how.cell;
    this.clusters.clear();
    this.singles.clear();
    this.#cells.clear();
    for (const column of [this.#key, this.#count, this.#community, this.#sumX, this.#sumY]) column.length = 0;
    for (const column of [this.#newest, this.#atNewest, this.#head, this.#freeCells, this.#freeSlots])
      column.length = 0;
    this.#isCluster.length = 0;
    this.#due.clear();
    this.#stale.clear();
    this.#reserve();
    this.#cellOf.fill(NONE);
    this.#slotOf.fill(NONE);
    this.#table.takeDirty(() => {});
    for (let row = 0; row < this.#table.length; row += 1) this.#enter(row);
    this.#settle();
  }

  #reserve(): void {
    const rows = this.#table.size.length;
    const known = this.#cellOf.length;
    if (known >= rows) return;
    const links = () => new Int32Array(rows).fill(NONE);
    this.#cellOf = copied(this.#cellOf, links());
    this.#before = copied(this.#before, links());
    this.#behind = copied(this.#behind, links());
    this.#slotOf = copied(this.#slotOf, links());
    this.#countedX = copied(this.#countedX, new Float64Array(rows));
    this.#countedY = copied(this.#countedY, new Float64Array(rows));
    this.#countedSince = copied(this.#countedSince, new Float64Array(rows));
    this.#countedRing = copied(this.#countedRing, new Uint8Array(rows));
  }

  #enter(row: number): void {
    const table = this.#table;
    if (table.size[row] === 0) {
      this.#hide(row);
      return;
    }
    if (this.#leftOut.size > 0 && this.#leftOut.has(table.idAt(row) ?? '')) {
      if (this.#zoom < NEAR_FROM) this.#hide(row);
      else this.#show(row);
      return;
    }
    const x = table.mercator[2 * row] as number;
    const y = table.mercator[2 * row + 1] as number;
    const column = Math.floor(x * this.#cellsAcross);
    const key = column * 2 ** 26 + Math.floor(y * this.#cellsAcross);
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = this.#freeCells.pop() ?? this.#key.length;
      this.#cells.set(key, cell);
      this.#key[cell] = key;
      this.#head[cell] = NONE;
      this.#isCluster[cell] = false;
      for (const sum of [this.#count, this.#community, this.#sumX, this.#sumY]) sum[cell] = 0;
      this.#newest[cell] = UNKNOWN;
      this.#atNewest[cell] = 0;
    }
    const isRing = (table.ring[row] as number) > 0 ? 1 : 0;
    const head = this.#head[cell] as number;
    this.#cellOf[row] = cell;
    this.#before[row] = NONE;
    this.#behind[row] = head;
    if (head !== NONE) this.#before[head] = row;
    this.#head[cell] = row;
    this.#countedX[row] = x;
    this.#countedY[row] = y;
    this.#countedRing[row] = isRing;
    const since = table.since[row] as number;
    this.#countedSince[row] = since;
    this.#count[cell] = (this.#count[cell] as number) + 1;
    this.#community[cell] = (this.#community[cell] as number) + isRing;
    this.#sumX[cell] = (this.#sumX[cell] as number) + x;
    this.#sumY[cell] = (this.#sumY[cell] as number) + y;
    const newest = this.#newest[cell] as number;
    if (since > newest) {
      this.#newest[cell] = since;
      this.#atNewest[cell] = 1;
    } else if (since === newest) this.#atNewest[cell] = (this.#atNewest[cell] as number) + 1;
    if (this.#isCluster[cell] === true) this.#hide(row);
    this.#due.add(cell);
  }

  #leave(row: number): void {
    const cell = this.#cellOf[row] as number;
    if (cell === NONE) return;
    const before = this.#before[row] as number;
    const behind = this.#behind[row] as number;
    if (before === NONE) this.#head[cell] = behind;
    else this.#behind[before] = behind;
    if (behind !== NONE) this.#before[behind] = before;
    this.#cellOf[row] = NONE;
    this.#count[cell] = (this.#count[cell] as number) - 1;
    this.#community[cell] = (this.#community[cell] as number) - (this.#countedRing[row] as number);
    this.#sumX[cell] = (this.#sumX[cell] as number) - (this.#countedX[row] as number);
    this.#sumY[cell] = (this.#sumY[cell] as number) - (this.#countedY[row] as number);
    if (this.#countedSince[row] === this.#newest[cell]) {
      this.#atNewest[cell] = (this.#atNewest[cell] as number) - 1;
      if (this.#atNewest[cell] === 0) this.#stale.add(cell);
    }
    this.#due.add(cell);
  }

  #settle(): void {
    for (const cell of this.#due) this.#settleCell(cell);
    this.#due.clear();
  }

  #settleCell(cell: number): void {
    const count = this.#count[cell] as number;
    const was = this.#isCluster[cell] === true;
    const is = count >= this.#how.least;
    this.#isCluster[cell] = is;
    if (is) {
      // Whoever comes into a cluster is hidden as it comes; all are looked at only when the newest has left.
      if (this.#stale.delete(cell) || !was) {
        let newest = UNKNOWN;
        let atNewest = 0;
        for (let row = this.#head[cell] as number; row !== NONE; row = this.#behind[row] as number) {
          this.#hide(row);
          const since = this.#countedSince[row] as number;
          atNewest = since > newest ? 1 : since === newest ? atNewest + 1 : atNewest;
          newest = Math.max(newest, since);
        }
        this.#newest[cell] = newest;
        this.#atNewest[cell] = atNewest;
      }
      this.#mark(cell, count);
      return;
    }
    if (was) this.clusters.remove(String(this.#key[cell]));
    for (let row = this.#head[cell] as number; row !== NONE; row = this.#behind[row] as number) this.#show(row);
    if (count > 0) return;
    this.#stale.delete(cell);
    this.#cells.delete(this.#key[cell] as number);
    this.#freeCells.push(cell);
  }

  /** A cluster stands in the middle of its cases, moved in as far as its cell needs to keep clear of its neighbours. */
  #mark(cell: number, count: number): void {
    const key = this.#key[cell] as number;
    const column = Math.floor(key / 2 ** 26);
    const line = key - column * 2 ** 26;
    const size = clusterSize(count, this.#how.smallest);
    const margin = Math.min(0.5, size / 2 / this.#cellPixels);
    const inside = (at: number, edge: number) =>
      (edge + Math.min(1 - margin, Math.max(margin, at * this.#cellsAcross - edge))) / this.#cellsAcross;
    const [x, y] = this.#besidePins(
      inside((this.#sumX[cell] as number) / count, column),
      inside((this.#sumY[cell] as number) / count, line),
      size / 2,
    );
    const { color } = this.#table;
    const at = 4 * (this.#head[cell] as number);
    this.clusters.put(String(key), {
      longitude: x * 360 - 180,
      latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
      size,
      icon: '',
      color: [color[at] as number, color[at + 1] as number, color[at + 2] as number, 255],
      ring: (this.#community[cell] as number) / count,
      since: this.#newest[cell] as number,
      count,
    });
  }

  /** Web mercator, moved out from under the head of a pin. @param radius of the cluster, CSS pixels */
  #besidePins(x: number, y: number, radius: number): [number, number] {
    const world = this.#cellsAcross * this.#cellPixels;
    const scale = symbolScale(this.#zoom);
    for (const pin of this.#pins) {
      const [dx, dy] = [(x - pin.x) * world, (y - pin.y) * world + PIN_HEAD.up * scale];
      const [away, least] = [Math.hypot(dx, dy), PIN_HEAD.radius * scale + radius + 1];
      if (away >= least) continue;
      // Exactly behind the head there is no way out that is nearer: to the right, where it hides no name.
      const [east, south] = away < 0.5 ? [1, 0] : [dx / away, dy / away];
      return [pin.x + (east * least) / world, pin.y + (south * least - PIN_HEAD.up * scale) / world];
    }
    return [x, y];
  }

  #show(row: number): void {
    let slot = this.#slotOf[row] as number;
    if (slot === NONE) {
      slot = this.#freeSlots.pop() ?? this.singles.length;
      this.#slotOf[row] = slot;
    }
    if (this.#isMasked) packSymbol(this.singles, slot, this.#table, row, undefined);
    else packDot(this.singles, slot, this.#table, row);
  }

  #hide(row: number): void {
    const slot = this.#slotOf[row] as number;
    if (slot === NONE) return;
    this.#slotOf[row] = NONE;
    this.#freeSlots.push(slot);
    blank(this.singles, slot);
  }
}

function copied<T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
