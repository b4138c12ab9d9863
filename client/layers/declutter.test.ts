import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declutter } from './declutter.ts';
import { PointTable } from './point-table.ts';

const place = fc.record({
  longitude: fc.double({ min: 117, max: 117.1, noNaN: true }),
  latitude: fc.double({ min: 31, max: 31.1, noNaN: true }),
  size: fc.constantFrom(22, 28),
});

function tableOf(places: readonly { longitude: number; latitude: number; size: number }[]): PointTable {
  const table = new PointTable();
  for (const [n, each] of places.entries()) table.put(`s${n}`, { ...each, icon: '', color: [255, 255, 255, 255] });
  return table;
}
const scale = () => 1;

/** Whether two symbols that are both drawn cover one another by more than a part of their size. */
function covered(table: PointTable, zoom: number): boolean {
  const world = 512 * 2 ** zoom;
  for (let a = 0; a < table.length; a += 1) {
    for (let b = 0; b < a; b += 1) {
      if ((table.from[a] as number) > zoom || (table.from[b] as number) > zoom) continue;
      const reach = 0.85 * 0.5 * ((table.size[a] as number) + (table.size[b] as number));
      const apart = (axis: 0 | 1) =>
        Math.abs((table.mercator[2 * a + axis] as number) - (table.mercator[2 * b + axis] as number)) * world;
      if (apart(0) < reach && apart(1) < reach) return true;
    }
  }
  return false;
}

describe('declutter', () => {
  it('leaves no symbol on another at any zoom below the nearest', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 40 }), (places) => {
        const table = tableOf(places);
        declutter([{ table, importance: (row) => row }], scale);
        for (const zoom of [3, 7, 9.5, 11, 13.5, 16]) expect(covered(table, zoom)).toBe(false);
      }),
    );
  });

  it('shows the most important one at once, and everything in the end', () => {
    const spot = { longitude: 117, latitude: 31, size: 28 };
    const table = tableOf([spot, spot, spot]);
    declutter([{ table, importance: (row) => 3 - row }], scale);
    expect(table.from[2]).toBe(0);
    expect(Math.max(...table.from)).toBeLessThanOrEqual(17);
  });

  it('gives way to what is always drawn', () => {
    const nails = tableOf([{ longitude: 117, latitude: 31, size: 42 }]);
    const sites = tableOf([{ longitude: 117.0001, latitude: 31, size: 28 }]);
    declutter(
      [
        { table: sites, importance: () => 0 },
        { table: nails, importance: () => -1 },
      ],
      scale,
    );
    expect(nails.from[0]).toBe(0);
    expect(sites.from[0]).toBeGreaterThan(10);
  });

  it('is the same on every screen: the order in which places came does not matter', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 20 }), (places) => {
        const named = places.map((each, n) => ({ ...each, id: `s${n}` }));
        const fromOf = (order: typeof named) => {
          const table = new PointTable();
          for (const { id, ...each } of order) table.put(id, { ...each, icon: '', color: [0, 0, 0, 255] });
          declutter([{ table, importance: () => 0 }], scale);
          return named.map(({ id }) => table.from[table.rowOf(id) as number]);
        };
        expect(fromOf([...named].reverse())).toEqual(fromOf(named));
      }),
    );
  });
});
