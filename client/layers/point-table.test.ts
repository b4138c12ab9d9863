import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY, PointTable, type Row } from './point-table.ts';

const row = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -85, max: 85, noNaN: true }),
  size: fc.integer({ min: 1, max: 40 }),
  icon: fc.constantFrom('', 'flask', 'house:3'),
  color: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)),
  ring: fc.constantFrom(0, 2),
}) satisfies fc.Arbitrary<Row>;
const id = fc.nat(30).map((n) => `e${n}`);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: fc.constant('put' as const), id, row }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('remove' as const), id }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('clear' as const) }) },
);

/** Everything a reader can see of an entity in the table. */
function seen(table: PointTable, at: number) {
  return {
    position: [...table.position.subarray(2 * at, 2 * at + 2)],
    mercator: [...table.mercator.subarray(2 * at, 2 * at + 2)],
    color: [...table.color.subarray(4 * at, 4 * at + 4)],
    size: table.size[at],
    ring: table.ring[at],
    icon: table.icon[at],
  };
}
const contents = (table: PointTable) =>
  new Map([...table.ids()].sort().map((key) => [key, seen(table, table.rowOf(key) as number)]));

describe('PointTable', () => {
  it('equals a table rebuilt from scratch, and uploads every row that changed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), fc.nat(5), (steps, every) => {
        const table = new PointTable();
        const truth = new Map<string, Row>();
        const card = { size: [] as number[], color: [] as number[], generation: table.generation };
        const upload = () => {
          if (card.generation !== table.generation) card.size.length = 0;
          card.generation = table.generation;
          table.takeDirty((at) => {
            card.size[at] = table.size[at] as number;
            card.color[at] = table.color[4 * at + 3] as number;
          });
        };
        steps.forEach((each, index) => {
          if (each.op === 'put') {
            table.put(each.id, each.row);
            truth.set(each.id, each.row);
          } else if (each.op === 'remove') {
            table.remove(each.id);
            truth.delete(each.id);
          } else {
            table.clear();
            truth.clear();
          }
          if (index % (every + 1) === 0) upload();
        });
        upload();
        const rebuilt = new PointTable();
        for (const [key, value] of truth) rebuilt.put(key, value);
        expect(contents(table)).toEqual(contents(rebuilt));
        for (let at = 0; at < table.length; at += 1) {
          const owner = table.idAt(at);
          expect(card.size[at]).toBe(owner === undefined ? 0 : truth.get(owner)?.size);
          expect(card.color[at]).toBe(owner === undefined ? 0 : truth.get(owner)?.color[3]);
        }
      }),
    );
  });

  it('gives the row of a removed entity to the next new one and moves no other', () => {
    const table = new PointTable();
    const plain: Row = { longitude: 1, latitude: 2, size: 8, icon: '', color: [1, 2, 3, 255] };
    for (const key of ['a', 'b', 'c']) table.put(key, plain);
    table.remove('b');
    table.put('d', plain);
    expect([table.rowOf('a'), table.rowOf('d'), table.rowOf('c')]).toEqual([0, 1, 2]);
    expect(table.length).toBe(3);
  });

  it('names each changed row once, however often it changed', () => {
    const table = new PointTable();
    const plain: Row = { longitude: 1, latitude: 2, size: 8, icon: '', color: [1, 2, 3, 255] };
    for (let n = 0; n < 1000; n += 1) table.put(`c${n % 10}`, plain);
    const rows: number[] = [];
    table.takeDirty((row) => rows.push(row));
    expect(rows.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(table.isDirty).toBe(false);
  });

  it('keeps the poles and the date line inside the square world', () => {
    expect([mercatorX(-180), mercatorX(180), mercatorX(0)]).toEqual([0, 1, 0.5]);
    expect([mercatorY(90), mercatorY(-90), mercatorY(0)]).toEqual([0, 1, 0.5]);
  });
});
