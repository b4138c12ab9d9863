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
  /** 0 for a filled dot, otherwise the width of its ring in CSS pixels; of a cluster, the share of rings in it, 0…1 */
  readonly ring?: number;
  /** degrees, counter-clockwise */
  readonly angle?: number;
  /** CSS pixels, right and down */
  readonly dx?: number;
  readonly dy?: number;
  /** milliseconds: when what it shows began, for symbols that age */
  readonly since?: number;
  /** dots that a cluster stands for; 0 for a single one */
  readonly count?: number;
  /** the zoom from which it is drawn; left as it was unless said */
  readonly from?: number;
};

const MIN_CAPACITY = 64;

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
  count = new Float32Array(MIN_CAPACITY);
  /** the zoom from which there is room for the symbol; below it a small mark stands in (declutter.ts) */
  from = new Float32Array(MIN_CAPACITY);
  readonly icon: string[] = [];
  /** rows in use or blank; the rows a layer draws */
  length = 0;
  /** how often the table was emptied: whoever follows it row by row starts again */
  generation = 0;
  /** a row came, went or stands elsewhere since this was last set to false */
  hasMoved = false;
  readonly #rows = new Map<string, number>();
  readonly #ids: (string | undefined)[] = [];
  readonly #free: number[] = [];
  #queue = new Uint32Array(MIN_CAPACITY);
  #queued = 0;
  #isQueued = new Uint8Array(MIN_CAPACITY);

  /** Entities in the table. */
  get entities(): number {
    return this.#rows.size;
  }

  get isDirty(): boolean {
    return this.#queued > 0;
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
      this.hasMoved = true;
    } else if (this.position[2 * at] !== row.longitude || this.position[2 * at + 1] !== row.latitude) {
      this.hasMoved = true;
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
    this.count[at] = row.count ?? 0;
    if (row.from !== undefined) this.from[at] = row.from;
    this.icon[at] = row.icon;
    this.#mark(at);
  }

  remove(id: string): void {
    const at = this.#rows.get(id);
    if (at === undefined) return;
    this.#rows.delete(id);
    this.#ids[at] = undefined;
    this.#free.push(at);
    this.size[at] = 0;
    this.ring[at] = 0;
    this.count[at] = 0;
    this.from[at] = 0;
    this.color.fill(0, 4 * at, 4 * at + 4);
    this.hasMoved = true;
    this.#mark(at);
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
    this.size.fill(0);
    this.color.fill(0);
    this.from.fill(0);
    this.#isQueued.fill(0);
    this.#queued = 0;
    this.length = 0;
    this.generation += 1;
    this.hasMoved = true;
  }

  /** @param zoom from which the symbol of a row has room; marks the row only if that is news */
  setFrom(at: number, zoom: number): void {
    if (this.from[at] === Math.fround(zoom)) return;
    this.from[at] = zoom;
    this.#mark(at);
  }

  /** Calls for each row that changed since the last call, each once, in the order in which they changed first. */
  takeDirty(visit: (row: number) => void): void {
    for (let n = 0; n < this.#queued; n += 1) {
      const row = this.#queue[n] as number;
      this.#isQueued[row] = 0;
      visit(row);
    }
    this.#queued = 0;
  }

  #mark(at: number): void {
    if (this.#isQueued[at] === 1) return;
    this.#isQueued[at] = 1;
    this.#queue[this.#queued] = at;
    this.#queued += 1;
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
    this.count = grown(this.count, new Float32Array(rows));
    this.from = grown(this.from, new Float32Array(rows));
    this.#queue = grown(this.#queue, new Uint32Array(rows));
    this.#isQueued = grown(this.#isQueued, new Uint8Array(rows));
  }
}

function grown<T extends Float64Array | Float32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

export const mercatorX = (longitude: number): number => (longitude + 180) / 360;

/** Poles are infinitely far in web mercator: beyond 85.0511° the edge of the square world stands in. */
export function mercatorY(latitude: number): number {
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);
  return Math.min(1, Math.max(0, y));
}
