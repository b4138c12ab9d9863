import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowBuffer } from './row-buffer.ts';

const STRIDE = 8;
/** A graphics card's copy: what was written to it, where. */
class Card {
  bytes = new Uint8Array(0);
  writes = 0;
  take(rows: RowBuffer): void {
    const wider = new Uint8Array(rows.bytes.length);
    wider.set(this.bytes);
    this.bytes = wider;
    rows.flush((bytes, offset) => {
      this.bytes.set(bytes, offset);
      this.writes += 1;
    });
  }
  row(at: number): number {
    return new Float32Array(this.bytes.buffer, at * STRIDE, 1)[0] as number;
  }
}
const write = (rows: RowBuffer, row: number, value: number) => {
  const at = rows.open(row); // may give the rows another array
  rows.floats[at] = value;
};

describe('RowBuffer', () => {
  it('leaves the graphics card with what it holds itself, whatever was written in whatever order', () => {
    const step = fc.record({ row: fc.nat(300), value: fc.integer({ min: 1, max: 1000 }), isFlushed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const rows = new RowBuffer(STRIDE);
        const card = new Card();
        const truth = new Map<number, number>();
        for (const { row, value, isFlushed } of steps) {
          write(rows, row, value);
          truth.set(row, value);
          if (isFlushed) card.take(rows);
        }
        card.take(rows);
        for (const [row, value] of truth) expect(card.row(row)).toBe(value);
        expect(rows.isDirty).toBe(false);
        expect(rows.length).toBe(steps.length === 0 ? 0 : Math.max(...truth.keys()) + 1);
      }),
    );
  });

  it('writes 50 changes among 100,000 in no more than 50 short pieces', () => {
    const rows = new RowBuffer(STRIDE);
    for (let row = 0; row < 100_000; row += 1) write(rows, row, 1);
    rows.forget();
    for (let n = 0; n < 50; n += 1) write(rows, (n * 7919) % 100_000, 2);
    let [pieces, bytes] = [0, 0];
    rows.flush((part) => {
      pieces += 1;
      bytes += part.length;
    });
    expect(pieces).toBeLessThanOrEqual(50);
    expect(bytes).toBeLessThanOrEqual(50 * 17 * STRIDE);
  });

  it('never makes more writes than the rows are worth', () => {
    const rows = new RowBuffer(STRIDE);
    for (let row = 0; row < 60_000; row += 30) write(rows, row, 1);
    let pieces = 0;
    rows.flush(() => {
      pieces += 1;
    });
    expect(pieces).toBeLessThanOrEqual(512);
  });

  it('writes nothing of rows that were cleared away', () => {
    const rows = new RowBuffer(STRIDE);
    write(rows, 40, 1);
    rows.clear();
    write(rows, 1, 2);
    const offsets: number[] = [];
    rows.flush((_, offset) => offsets.push(offset));
    expect(offsets).toEqual([STRIDE]);
  });
});
