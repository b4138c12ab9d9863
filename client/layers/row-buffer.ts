// Rows as the graphics card reads them: one record of bytes each, and which of them it has not got yet. A change of a
// few rows among a hundred thousand becomes a few short writes; nothing else is looked at.

/** Two changed rows this near to one another travel together: one more write costs more than a few unchanged rows. */
const BRIDGE = 16;
/** Beyond this many writes a few more rows in fewer writes are cheaper. */
const MOST_WRITES = 512;
const MIN_ROWS = 64;

export class RowBuffer {
  /** bytes of a record; a multiple of 4 */
  readonly stride: number;
  bytes: Uint8Array<ArrayBuffer>;
  floats: Float32Array<ArrayBuffer>;
  shorts: Uint16Array<ArrayBuffer>;
  /** records to draw; blank ones are part of them */
  length = 0;
  #queue = new Uint32Array(MIN_ROWS);
  #queued = 0;
  #isQueued = new Uint8Array(MIN_ROWS);

  constructor(stride: number) {
    this.stride = stride;
    this.bytes = new Uint8Array(MIN_ROWS * stride);
    this.floats = new Float32Array(this.bytes.buffer);
    this.shorts = new Uint16Array(this.bytes.buffer);
  }

  get isDirty(): boolean {
    return this.#queued > 0;
  }

  /** Makes room for a record and notes that it is about to change. @returns where it begins, in floats; `floats` may be another array from here on */
  open(row: number): number {
    while ((row + 1) * this.stride > this.bytes.length) this.#grow();
    if (row >= this.length) this.length = row + 1;
    if (this.#isQueued[row] === 0) {
      this.#isQueued[row] = 1;
      this.#queue[this.#queued] = row;
      this.#queued += 1;
    }
    return (row * this.stride) / 4;
  }

  /** Forgets all records, keeps the room. */
  clear(): void {
    this.length = 0;
    this.forget();
  }

  /** What changed is known elsewhere: everything was just written as a whole. */
  forget(): void {
    for (let n = 0; n < this.#queued; n += 1) this.#isQueued[this.#queue[n] as number] = 0;
    this.#queued = 0;
  }

  /**
   * Hands over what changed since the last call.
   * @param write the bytes, and where they belong
   */
  flush(write: (bytes: Uint8Array, offset: number) => void): void {
    if (this.#queued === 0) return;
    const rows = this.#queue.subarray(0, this.#queued).sort();
    let bridge = BRIDGE;
    while (countRanges(rows, bridge) > MOST_WRITES) bridge *= 2;
    let start = rows[0] as number;
    let end = start + 1;
    for (const row of rows) {
      this.#isQueued[row] = 0;
      if (row - end > bridge) {
        this.#write(start, end, write);
        start = row;
      }
      end = row + 1;
    }
    this.#write(start, end, write);
    this.#queued = 0;
  }

  #write(start: number, end: number, write: (bytes: Uint8Array, offset: number) => void): void {
    const from = start * this.stride;
    const to = Math.min(end, this.length) * this.stride;
    if (from < to) write(this.bytes.subarray(from, to), from);
  }

  #grow(): void {
    const bytes = new Uint8Array(2 * this.bytes.length);
    bytes.set(this.bytes);
    this.bytes = bytes;
    this.floats = new Float32Array(bytes.buffer);
    this.shorts = new Uint16Array(bytes.buffer);
    const rows = Math.ceil(bytes.length / this.stride);
    const queue = new Uint32Array(rows);
    queue.set(this.#queue);
    this.#queue = queue;
    const isQueued = new Uint8Array(rows);
    isQueued.set(this.#isQueued);
    this.#isQueued = isQueued;
  }
}

function countRanges(rows: Uint32Array, bridge: number): number {
  let ranges = 1;
  for (let n = 1; n < rows.length; n += 1) {
    if ((rows[n] as number) - (rows[n - 1] as number) - 1 > bridge) ranges += 1;
  }
  return ranges;
}
