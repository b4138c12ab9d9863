// A number for each cell of an unbounded grid, as an open-addressing table: a Map of joined keys costs several times as much.

const STRIDE = 4; // x, y, value, whether the row is taken: a question touches one line of memory

/** Cells (32-bit numbers) to values of -1 and more; -1 is "nothing". */
export class CellTable {
  #mask = 63;
  #rows = new Int32Array(64 * STRIDE);
  #count = 0;

  get(x: number, y: number): number {
    const rows = this.#rows;
    const mask = this.#mask;
    let at = hash(x, y) & mask;
    for (;;) {
      const row = at * STRIDE;
      if (rows[row + 3] === 0) return -1;
      if (rows[row] === x && rows[row + 1] === y) return rows[row + 2]!;
      at = (at + 1) & mask;
    }
  }

  set(x: number, y: number, value: number): void {
    if (this.#count * 2 > this.#mask) this.#grow();
    const rows = this.#rows;
    const mask = this.#mask;
    let at = hash(x, y) & mask;
    while (rows[at * STRIDE + 3] === 1 && (rows[at * STRIDE] !== x || rows[at * STRIDE + 1] !== y))
      at = (at + 1) & mask;
    const row = at * STRIDE;
    this.#count += 1 - rows[row + 3]!;
    rows[row] = x;
    rows[row + 1] = y;
    rows[row + 2] = value;
    rows[row + 3] = 1;
  }

  #grow(): void {
    const rows = this.#rows;
    const size = (this.#mask + 1) * 2;
    this.#mask = size - 1;
    this.#rows = new Int32Array(size * STRIDE);
    this.#count = 0;
    for (let row = 0; row < rows.length; row += STRIDE)
      if (rows[row + 3] === 1) this.set(rows[row]!, rows[row + 1]!, rows[row + 2]!);
  }
}

/** Neighbours must not fall on neighbours: products with large odd numbers, high bits folded down. */
function hash(x: number, y: number): number {
  const mixed = Math.imul(Math.imul(x, 0x9e3779b1) ^ y, 0x85ebca77);
  return mixed ^ (mixed >>> 15);
}
