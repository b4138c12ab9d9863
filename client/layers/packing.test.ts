import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOT_STRIDE, packDot, packPip, packSymbol, SYMBOL_STRIDE, toHours } from './packing.ts';
import { PointTable } from './point-table.ts';
import { RowBuffer } from './row-buffer.ts';

const ROW = { longitude: 117, latitude: 31, size: 9, icon: '', color: [1, 2, 3, 255] as const };

describe('records', () => {
  it('keep a place to less than a millimetre, in two floats that alone are wrong by metres', () => {
    const degrees = fc.double({ min: -180, max: 180, noNaN: true });
    fc.assert(
      fc.property(degrees, degrees, (longitude, y) => {
        const table = new PointTable();
        table.put('a', { ...ROW, longitude, latitude: y / 2.2 });
        const rows = new RowBuffer(DOT_STRIDE);
        packDot(rows, 0, table, 0);
        const [east = 0, north = 0, moreEast = 0, moreNorth = 0] = rows.floats;
        expect(Math.abs(east + moreEast - longitude)).toBeLessThan(1e-8);
        expect(Math.abs(north + moreNorth - y / 2.2)).toBeLessThan(1e-8);
      }),
    );
  });

  it('tell shades of age apart, which last most of an hour, today and in a hundred years', () => {
    for (const year of [2022, 2122]) {
      const at = Date.UTC(year, 10, 1);
      expect(Math.fround(toHours(at + 600_000))).not.toBe(Math.fround(toHours(at)));
    }
  });

  it('have a small mark only for a symbol that waits for room', () => {
    const table = new PointTable();
    table.put('a', ROW);
    const rows = new RowBuffer(DOT_STRIDE);
    const sizeNow = () => {
      packPip(rows, 0, table, 0, 5);
      return rows.floats[5];
    };
    expect(sizeNow()).toBe(0);
    table.setFrom(0, 12);
    expect(sizeNow()).toBe(5);
    expect(rows.floats[7]).toBe(-12);
    table.remove('a');
    expect(sizeNow()).toBe(0);
  });

  it('put the window of the atlas where the shader looks for it', () => {
    const table = new PointTable();
    table.put('a', { ...ROW, dx: 3, dy: -4, angle: 90 });
    const rows = new RowBuffer(SYMBOL_STRIDE);
    packSymbol(rows, 0, table, 0, { x: 80, y: 160, width: 40, height: 40, anchorY: 38 });
    expect([...rows.shorts.subarray(20, 24)]).toEqual([80, 160, 40, 40]);
    expect([...rows.floats.subarray(5, 8)]).toEqual([9, 3, -4]);
    expect(rows.floats[8]).toBeCloseTo(Math.PI / 2);
    expect(rows.floats[12]).toBe(38);
    expect([...rows.bytes.subarray(16, 20)]).toEqual([1, 2, 3, 255]);
  });
});
