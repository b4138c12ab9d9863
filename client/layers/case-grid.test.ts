import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseGrid, clusterSize } from './case-grid.ts';
import { PointTable, type Row } from './point-table.ts';

const row = fc.record({
  longitude: fc.double({ min: 117, max: 117.2, noNaN: true }),
  latitude: fc.double({ min: 31, max: 31.1, noNaN: true }),
  size: fc.constantFrom(9, 9, 9, 0),
  icon: fc.constant(''),
  color: fc.constant([255, 0, 0, 255] as const),
  ring: fc.constantFrom(0, 2),
  since: fc.integer({ min: 1, max: 50 }),
}) satisfies fc.Arbitrary<Row>;
const id = fc.nat(40).map((n) => `c${n}`);
const step = fc.oneof(
  { weight: 9, arbitrary: fc.record({ op: fc.constant('put' as const), id, row }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('remove' as const), id }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('draw' as const), zoom: fc.constantFrom(8, 9.7, 11, 15) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('clear' as const) }) },
);

/** What a reader sees: each cluster with its members, and who stands alone; places to a millimetre. */
function seen(grid: CaseGrid, table: PointTable) {
  const { clusters } = grid;
  const groups = [...clusters.ids()].sort().map((cluster) => {
    const at = clusters.rowOf(cluster) as number;
    return {
      members: grid.members(cluster).sort(),
      tally: grid.tally(cluster),
      count: clusters.count[at],
      ring: clusters.ring[at]?.toFixed(6),
      since: clusters.since[at],
      place: [...clusters.position.subarray(2 * at, 2 * at + 2)].map((degrees) => degrees.toFixed(8)),
    };
  });
  const singles = [...table.ids()].filter((case_) => grid.isSingle(table.rowOf(case_) as number)).sort();
  return { groups, singles };
}

describe('CaseGrid', () => {
  it('equals a grid made from scratch, whatever changed between two drawings', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 90 }), fc.constantFrom(8, 10.2, 12, 15, 18), (steps, last) => {
        const table = new PointTable();
        const grid = new CaseGrid(table);
        for (const each of steps) {
          if (each.op === 'put') table.put(each.id, each.row);
          else if (each.op === 'remove') table.remove(each.id);
          else if (each.op === 'clear') table.clear();
          else grid.follow(each.zoom);
        }
        grid.follow(last);
        const fresh = new CaseGrid(table);
        fresh.follow(last);
        expect(seen(grid, table)).toEqual(seen(fresh, table));
      }),
      { numRuns: 200 },
    );
  });

  it('shows every case once: as a dot of its own, or in one cluster', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, row), { maxLength: 60 }), fc.constantFrom(7, 11, 16), (puts, zoom) => {
        const table = new PointTable();
        const grid = new CaseGrid(table);
        for (const [key, value] of puts) table.put(key, value);
        grid.follow(zoom);
        const { groups, singles } = seen(grid, table);
        const all = [...singles, ...groups.flatMap(({ members }) => members)].sort();
        const drawn = [...table.ids()].filter((key) => (table.size[table.rowOf(key) as number] ?? 0) > 0);
        expect(all).toEqual(drawn.sort());
        let dots = 0;
        for (let slot = 0; slot < grid.singles.length; slot += 1) {
          if ((grid.singles.floats[(slot * grid.singles.stride) / 4 + 5] ?? 0) > 0) dots += 1;
        }
        expect(dots).toBe(singles.length);
      }),
    );
  });

  it('counts in no cluster what a pin stands for: a dot of its own near, nothing but the pin far away', () => {
    const table = new PointTable();
    const grid = new CaseGrid(table);
    const put = (key: string, ring = 0) =>
      table.put(key, { longitude: 117, latitude: 31, size: 9, icon: '', color: [255, 0, 0, 255], ring });
    for (let n = 0; n < 9; n += 1) put(`c${n}`);
    const pinned = new Set(['c0', 'c1', 'c2']);
    grid.leaveOut(pinned);
    grid.follow(11);
    expect(seen(grid, table).groups.map(({ count }) => count)).toEqual([6]);
    expect(seen(grid, table).singles).toEqual([]);
    put('c1', 2); // one that changes is still the pin's
    grid.follow(11);
    expect(seen(grid, table).groups.map(({ count }) => count)).toEqual([6]);
    grid.follow(15);
    expect(seen(grid, table).singles).toEqual(['c0', 'c1', 'c2']);
    grid.leaveOut(new Set());
    grid.follow(11);
    expect(seen(grid, table).groups.map(({ count }) => count)).toEqual([9]);
  });

  it('keeps two clusters from touching, wherever in their cells the cases lie', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 30, maxLength: 120 }), (rows) => {
        const table = new PointTable();
        for (const [n, each] of rows.entries()) table.put(`c${n}`, { ...each, size: 9 });
        const grid = new CaseGrid(table);
        grid.follow(11);
        const { clusters } = grid;
        const world = 512 * 2 ** 11;
        const rowsOf = [...clusters.ids()].map((key) => clusters.rowOf(key) as number);
        for (const a of rowsOf) {
          for (const b of rowsOf) {
            if (a >= b) continue;
            const apart = Math.hypot(
              ((clusters.mercator[2 * a] as number) - (clusters.mercator[2 * b] as number)) * world,
              ((clusters.mercator[2 * a + 1] as number) - (clusters.mercator[2 * b + 1] as number)) * world,
            );
            expect(apart).toBeGreaterThan(((clusters.size[a] as number) + (clusters.size[b] as number)) / 2 - 0.01);
          }
        }
      }),
    );
  });

  it('touches nothing but the cell of the case that changed', () => {
    const table = new PointTable();
    const grid = new CaseGrid(table);
    for (let n = 0; n < 20_000; n += 1) {
      const [x, y] = [n % 200, Math.floor(n / 200)];
      const position = { longitude: 117 + x / 400, latitude: 31 + y / 400 };
      table.put(`c${n}`, { ...position, size: 9, icon: '', color: [255, 0, 0, 255] });
    }
    grid.follow(10);
    const all = grid.clusters.entities;
    grid.clusters.takeDirty(() => {});
    grid.singles.forget();
    table.put('c7', { longitude: 117.02, latitude: 31, size: 9, icon: '', color: [255, 0, 0, 255], ring: 2 });
    grid.follow(10);
    const changed: number[] = [];
    grid.clusters.takeDirty((at) => changed.push(at));
    expect(all).toBeGreaterThan(10);
    expect(changed.length).toBeLessThanOrEqual(2);
    expect(grid.follow(10.2)).toBe(false);
  });

  it('says with its size how many, and never more than a cell has room for', () => {
    expect(clusterSize(10, 25)).toBeLessThan(clusterSize(100, 25));
    expect(clusterSize(10_000_000, 25)).toBeLessThanOrEqual(60);
  });
});
