// One kind of point symbol as columns of numbers: a changed entity rewrites its row, and only changed rows go to the
// graphics card. Rows of removed entities are kept blank in a free list, so that no other row ever moves.

/** One symbol. */
export type Row = {
  /** degrees, WGS-84 */
  readonly longitude: number;
  readonly latitude: number;
  /** diameter, CSS pixels before the layer's scale; metres in a table of soft circles. 0 hides. */
  readonly size: number;
  /** key of a drawing in the atlas; '' for plain dots */
  readonly icon: string;
  /** red, green, blue, alpha: 0…255 */
  readonly color: readonly [number, number, number, number];
  /** 0 for a filled dot, otherwise the width of its ring in CSS pixels */
  readonly ring?: number;
  /** degrees, counter-clockwise */
  readonly angle?: number;
  /** CSS pixels, right and down */
  readonly dx?: number;
  readonly dy?: number;
  /** milliseconds: when what it shows began, for symbols that age */
  readonly since?: number;
};

/** Rows `startRow` (inclusive) to `endRow` (exclusive). */
export type RowRange = { readonly startRow: number; readonly endRow: number };

const MIN_CAPACITY = 64;
/** Two changed rows this near to one another travel together: one more range costs more than a few unchanged rows. */
const BRIDGE = 16;
/** Each range is one call per column; beyond this many, a few more rows in fewer calls are cheaper. */
const MOST_RANGES = 512;

export class PointTable {
  position = new Float64Array(2 * MIN_CAPACITY);
  /** web mercator, 0…1 east and south, for picking on the processor */
  mercator = new Float64Array(2 * MIN_CAPACITY);
  color = new Uint8Array(4 * MIN_CAPACITY);
  size = new Float32Array(MIN_CAPACITY);
  ring = new Float32Array(MIN_CAPACITY);
  angle = new Float32Array(MIN_CAPACITY);
  offset = new Float32Array(2 * MIN_CAPACITY);
  since = new Float64Array(MIN_CAPACITY);
  readonly icon: string[] = [];
  /** rows in use or blank; the rows a layer draws */
  length = 0;
  readonly #rows = new Map<string, number>();
  readonly #ids: (string | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #dirty = new Set<number>();

  /** Entities in the table. */
  get count(): number {
    return this.#rows.size;
  }

  get isDirty(): boolean {
    return this.#dirty.size > 0;
  }

  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  /** The entity of a row; undefined for blank rows. */
  idAt(row: number): string | undefined {
    return this.#ids[row];
  }

  ids(): IterableIterator<string> {
    return this.#rows.keys();
  }

  put(id: string, row: Row): void {
    let at = this.#rows.get(id);
    if (at === undefined) {
      at = this.#free.pop() ?? this.length++;
      if (at >= this.size.length) this.#grow();
      this.#rows.set(id, at);
      this.#ids[at] = id;
    }
    this.position[2 * at] = row.longitude;
    this.position[2 * at + 1] = row.latitude;
    this.mercator[2 * at] = mercatorX(row.longitude);
    this.mercator[2 * at + 1] = mercatorY(row.latitude);
    this.color.set(row.color, 4 * at);
    this.size[at] = row.size;
    this.ring[at] = row.ring ?? 0;
    this.angle[at] = row.angle ?? 0;
    this.offset[2 * at] = row.dx ?? 0;
    this.offset[2 * at + 1] = row.dy ?? 0;
    this.since[at] = row.since ?? 0;
    this.icon[at] = row.icon;
    this.#dirty.add(at);
  }

  remove(id: string): void {
    const at = this.#rows.get(id);
    if (at === undefined) return;
    this.#rows.delete(id);
    this.#ids[at] = undefined;
    this.#free.push(at);
    this.size[at] = 0;
    this.ring[at] = 0;
    this.color.fill(0, 4 * at, 4 * at + 4);
    this.#dirty.add(at);
  }

  /** Puts or, without a row, removes: what a fold of "does it still have a place" ends in. */
  set(id: string, row: Row | undefined): void {
    if (row === undefined) this.remove(id);
    else this.put(id, row);
  }

  clear(): void {
    this.#rows.clear();
    this.#ids.length = 0;
    this.#free.length = 0;
    this.icon.length = 0;
    for (let row = 0; row < this.length; row += 1) this.#dirty.add(row);
    this.size.fill(0);
    this.color.fill(0);
    this.length = 0;
  }

  /** Sets the opacity of one row without the rest; marks it only if it moved. @param alpha 0…255 */
  fade(at: number, alpha: number): void {
    if (this.color[4 * at + 3] === alpha) return;
    this.color[4 * at + 3] = alpha;
    this.#dirty.add(at);
  }

  /** The rows that changed since the last call, as ranges in ascending order, at most `MOST_RANGES`. */
  takeDirty(): RowRange[] {
    const rows = Uint32Array.from(this.#dirty)
      .filter((row) => row < this.length)
      .sort();
    this.#dirty.clear();
    let ranges = joined(rows, BRIDGE);
    for (let bridge = 2 * BRIDGE; ranges.length > MOST_RANGES; bridge *= 2) ranges = joined(rows, bridge);
    return ranges;
  }

  #grow(): void {
    const rows = 2 * this.size.length;
    this.position = grown(this.position, new Float64Array(2 * rows));
    this.mercator = grown(this.mercator, new Float64Array(2 * rows));
    this.color = grown(this.color, new Uint8Array(4 * rows));
    this.size = grown(this.size, new Float32Array(rows));
    this.ring = grown(this.ring, new Float32Array(rows));
    this.angle = grown(this.angle, new Float32Array(rows));
    this.offset = grown(this.offset, new Float32Array(2 * rows));
    this.since = grown(this.since, new Float64Array(rows));
  }
}

function joined(rows: Uint32Array, bridge: number): RowRange[] {
  const ranges: { startRow: number; endRow: number }[] = [];
  let last: { startRow: number; endRow: number } | undefined;
  for (const row of rows) {
    if (last !== undefined && row - last.endRow <= bridge) last.endRow = row + 1;
    else {
      last = { startRow: row, endRow: row + 1 };
      ranges.push(last);
    }
  }
  return ranges;
}

function grown<T extends Float64Array | Float32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

export const mercatorX = (longitude: number): number => (longitude + 180) / 360;

/** Poles are infinitely far in web mercator: beyond 85.0511° the edge of the square world stands in. */
export function mercatorY(latitude: number): number {
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);
  return Math.min(1, Math.max(0, y));
}
