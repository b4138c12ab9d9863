// Which zones hold a point, exactly, and one zone's edit without a rebuild: zones cut into the cells of a grid of their size.
import { orient2d } from 'robust-predicates';
import { CellTable } from './cell-table.ts';
import type { Geometry } from './geometry.ts';
import { isInside } from './inside.ts';
import type { Position } from './position.ts';
import { type Cut, cutIntoCells, type Ground, IN, ON, OUT, scaleFor } from './zone-cells.ts';

type Zone = {
  readonly id: string;
  readonly geometry: Ground;
  readonly cut: Omit<Cut, 'edges'>;
  readonly level: Level;
  /** where its edges lie in the pool, and how many numbers they are */
  readonly base: number;
  readonly length: number;
};
/** All zones of about one size: the cells they share, and in each cell a chain of entries. */
type Level = { readonly scale: number; readonly heads: CellTable; zones: number };

const NONE = -1;
const STRIDE = 4; // zone's slot, next entry, first of the cell's edges, their number * 4 + the cell's middle

/**
 * Points in zones. A zone is cut once into cells a fraction of its own size: cells that no edge touches are wholly in or
 * out, and in the others a point is compared with the cell's middle along two short straight lines, so that a question
 * looks at a handful of edges however long the outline. Signs come from adaptive-precision orientation: the answer is that
 * of `isInside` for every point, on edges and vertices too.
 *
 * Memory, and the time of an edit, grow with one zone's cells and edges; a question costs one look-up for each size of zone.
 */
export class ZoneIndex {
  readonly #levels: Level[] = [];
  readonly #zones: (Zone | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #freeSlots: number[] = [];
  readonly #found: number[] = [];
  readonly #edges = new Pool();
  #entries = new Int32Array(256 * STRIDE);
  #used = 0;
  /** first of the entries given back, chained by their next */
  #freeEntry = NONE;

  get size(): number {
    return this.#slots.size;
  }

  has(id: string): boolean {
    return this.#slots.has(id);
  }

  /**
   * Adds a zone, or gives a known one another shape.
   * @param geometry WGS-84, valid (`checkGeometry`); what has no inside (a point, a line) holds nothing and is left out
   */
  set(id: string, geometry: Geometry | undefined): void {
    this.delete(id);
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return;
    const slot = this.#freeSlots.pop() ?? this.#zones.length;
    const level = this.#levelOf(scaleFor(geometry));
    const { edges, ...cut } = cutIntoCells(geometry, level.scale);
    const base = this.#edges.add(edges);
    eachCell(cut, (cell, x, y) => {
      const first = cut.starts[cell]! * 4;
      const packed = cut.starts[cell + 1]! * 4 - first + cut.middles[cell]!;
      level.heads.set(x, y, this.#entry(slot, level.heads.get(x, y), base + first, packed));
    });
    level.zones += 1;
    this.#zones[slot] = { id, geometry, cut, level, base, length: edges.length };
    this.#slots.set(id, slot);
  }

  delete(id: string): boolean {
    const slot = this.#slots.get(id);
    if (slot === undefined) return false;
    const { cut, level, base, length } = this.#zones[slot]!;
    this.#edges.remove(base, length);
    eachCell(cut, (_, x, y) => this.#unlink(level.heads, x, y, slot));
    level.zones -= 1;
    if (level.zones === 0) this.#levels.splice(this.#levels.indexOf(level), 1);
    this.#zones[slot] = undefined;
    this.#slots.delete(id);
    this.#freeSlots.push(slot);
    return true;
  }

  /** @returns ids of the zones that hold the position (boundary included), in order of id by code unit */
  at([lon, lat]: Position): string[] {
    const ids: string[] = [];
    const count = this.slotsAt(lon, lat, this.#found);
    for (let i = 0; i < count; i++) ids.push(this.#zones[this.#found[i]!]!.id);
    return count < 2 ? ids : ids.sort((a, b) => (a < b ? -1 : 1));
  }

  /**
   * For questions by the hundred thousand: writes the slots of the zones that hold the point to the front of `out`, in no order.
   * @returns how many there are; `out` is not cut behind them (to empty and fill an array costs more than the question)
   */
  slotsAt(lon: number, lat: number, out: number[]): number {
    let count = 0;
    const entries = this.#entries;
    const levels = this.#levels;
    const edges = this.#edges.numbers;
    for (let i = 0; i < levels.length; i++) {
      const { scale, heads } = levels[i]!;
      const x = Math.floor(lon * scale);
      const y = Math.floor(lat * scale);
      for (let entry = heads.get(x, y); entry !== NONE; entry = entries[entry + 1]!) {
        const slot = entries[entry]!;
        const packed = entries[entry + 3]!;
        if (packed === IN) {
          out[count++] = slot;
          continue;
        }
        const from = entries[entry + 2]!;
        const found = holds(
          edges,
          from,
          from + (packed & ~3),
          packed & 3,
          lon,
          lat,
          (x + 0.5) / scale,
          (y + 0.5) / scale,
        );
        if (found === ON ? isInside([lon, lat], this.#zones[slot]!.geometry) : found === IN) out[count++] = slot;
      }
    }
    return count;
  }

  /** The id of a slot that `slotsAt` gave; a slot holds until its zone is deleted or changed. */
  idOf(slot: number): string | undefined {
    return this.#zones[slot]?.id;
  }

  #entry(slot: number, next: number, from: number, packed: number): number {
    let at = this.#freeEntry;
    if (at === NONE) {
      at = this.#used;
      this.#used += STRIDE;
      if (this.#used > this.#entries.length) {
        const larger = new Int32Array(this.#entries.length * 2);
        larger.set(this.#entries);
        this.#entries = larger;
      }
    } else this.#freeEntry = this.#entries[at + 1]!;
    this.#entries[at] = slot;
    this.#entries[at + 1] = next;
    this.#entries[at + 2] = from;
    this.#entries[at + 3] = packed;
    return at;
  }

  #unlink(heads: CellTable, x: number, y: number, slot: number): void {
    const entries = this.#entries;
    let before = NONE;
    let at = heads.get(x, y);
    while (entries[at] !== slot) {
      before = at;
      at = entries[at + 1]!;
    }
    const next = entries[at + 1]!;
    if (before === NONE) heads.set(x, y, next);
    else entries[before + 1] = next;
    entries[at + 1] = this.#freeEntry;
    this.#freeEntry = at;
  }

  #levelOf(scale: number): Level {
    let level = this.#levels.find((one) => one.scale === scale);
    if (level === undefined) {
      level = { scale, heads: new CellTable(), zones: 0 };
      this.#levels.push(level);
    }
    return level;
  }
}

/** The cells in which a zone has ground: not those that are wholly out. */
function eachCell(
  { x, y, width, middles, starts }: Zone['cut'],
  visit: (cell: number, x: number, y: number) => void,
): void {
  for (let cell = 0; cell < middles.length; cell++) {
    if (starts[cell] === starts[cell + 1] && middles[cell] === OUT) continue;
    visit(cell, x + (cell % width), y + Math.floor(cell / width));
  }
}

/**
 * Whether the point is in, from whether the middle of its cell is: the parity of edges between the two, along y = py to the
 * middle's x, then along x = mx to the middle. All edges that these two lines can meet touch the cell.
 * @param from where the cell's edges begin in `edges`, `to` where they end
 * @returns ON (undecided) where the corner or the middle lies on an edge: rare, and the caller asks the whole outline
 */
function holds(
  edges: Float64Array,
  from: number,
  to: number,
  middle: number,
  px: number,
  py: number,
  mx: number,
  my: number,
): number {
  if (middle === ON) return ON;
  let at = middle;
  for (let i = from; i < to; i += 4) {
    const ax = edges[i]!;
    const ay = edges[i + 1]!;
    const bx = edges[i + 2]!;
    const by = edges[i + 3]!;
    const isAbove = ay > py && by > py;
    const isBelow = ay < py && by < py;
    if (
      !isAbove &&
      !isBelow &&
      !(ax < px && bx < px && ax < mx && bx < mx) &&
      !(ax > px && bx > px && ax > mx && bx > mx)
    ) {
      const atPoint = orient2d(ax, ay, bx, by, px, py);
      if (atPoint === 0 && !(ax < px && bx < px) && !(ax > px && bx > px)) return IN;
      if (ay > py !== by > py) {
        const atCorner = orient2d(ax, ay, bx, by, mx, py);
        if (atCorner === 0) return ON;
        if (atPoint > 0 !== atCorner > 0) at ^= 1;
      }
    }
    if (ax > mx === bx > mx || (isAbove && ay > my && by > my) || (isBelow && ay < my && by < my)) continue;
    const atCorner = orient2d(ax, ay, bx, by, mx, py);
    const atMiddle = orient2d(ax, ay, bx, by, mx, my);
    if (atCorner === 0 || atMiddle === 0) return ON;
    if (atCorner > 0 !== atMiddle > 0) at ^= 1;
  }
  return at;
}

/** Runs of numbers in one array; a run that is given back is used again for the next of its size class. */
class Pool {
  numbers = new Float64Array(1024);
  #used = 0;
  readonly #free = new Map<number, number[]>();

  add(run: Float64Array): number {
    const size = sizeClass(run.length);
    let at = this.#free.get(size)?.pop();
    if (at === undefined) {
      at = this.#used;
      this.#used += size;
      if (this.#used > this.numbers.length) {
        const larger = new Float64Array(Math.max(this.#used, this.numbers.length * 2));
        larger.set(this.numbers);
        this.numbers = larger;
      }
    }
    this.numbers.set(run, at);
    return at;
  }

  remove(at: number, length: number): void {
    const size = sizeClass(length);
    const runs = this.#free.get(size);
    if (runs === undefined) this.#free.set(size, [at]);
    else runs.push(at);
  }
}

/** Eight classes for each doubling: an eighth is wasted at most, and what one zone leaves fits the next of its kind. */
function sizeClass(length: number): number {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, length))) - 3);
  return Math.ceil(length / step) * step;
}
