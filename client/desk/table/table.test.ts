// What a table does with its rows: the same as plain filter and sort, in turns; and what it writes out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import type { Column } from './column.ts';
import { csvOf } from './csv.ts';
import { testOf } from './match.ts';

type Row = {
  readonly id: number;
  readonly name?: string | undefined;
  readonly n?: number | undefined;
  readonly at?: string;
};
const column = (id: keyof Row, kind: Column['kind']): Column<Row> => ({
  id,
  label: id,
  kind,
  width: 100,
  get: (row) => row[id],
  text: String,
});
const NAME = column('name', 'text');
const N = column('n', 'number');
const AT = column('at', 'time');

function run<T>(turns: Generator<void, T>): { readonly out: T; readonly turns: number } {
  for (let count = 0; ; count += 1) {
    const step = turns.next();
    if (step.done) return { out: step.value, turns: count };
  }
}

describe('rows in order', () => {
  const rowsOf = fc.array(
    fc.record({
      name: fc.option(fc.constantFrom('b', 'a', '10', '9', '云'), { nil: undefined }),
      n: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    }),
    { maxLength: 1_500 },
  );
  const order = new Intl.Collator('zh-CN', { numeric: true });
  const last = <T>(a: T | undefined, b: T | undefined, compare: (a: T, b: T) => number): number =>
    a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : compare(a, b);

  it('are those of a plain filter and a plain sort by several columns, what nobody told last', () => {
    fc.assert(
      fc.property(rowsOf, fc.boolean(), (said, isDown) => {
        const rows: Row[] = said.map((row, id) => ({ id, ...row }));
        const { out } = run(
          arrange(rows, {
            tests: [({ n }) => n !== 2],
            sorts: [
              { column: N, isDown },
              { column: NAME, isDown: false },
            ],
          }),
        );
        const plain = rows
          .filter(({ n }) => n !== 2)
          .sort(
            (a, b) =>
              last(a.n, b.n, (x, y) => (isDown ? y - x : x - y)) || last(a.name, b.name, order.compare) || a.id - b.id,
          );
        expect(out.map(({ id }) => id)).toEqual(plain.map(({ id }) => id));
      }),
      { numRuns: 100 },
    );
  });

  it('come in turns, none of which does more than a little', () => {
    const rows: Row[] = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `c-${(id * 7919) % 20_000}` }));
    const { out, turns } = run(arrange(rows, { tests: [], sorts: [{ column: NAME, isDown: false }] }));
    expect(out.slice(0, 3).map(({ name }) => name)).toEqual(['c-0', 'c-1', 'c-2']);
    expect(turns).toBeGreaterThan(20_000 / 500);
  });
});

describe('the field over a column', () => {
  const left = (of: Column<Row>, text: string, rows: readonly Row[]): number[] =>
    rows.filter(testOf(of, text) ?? (() => true)).map(({ id }) => id);
  const numbers: Row[] = [3, 5, undefined, 8, 0].map((n, id) => ({ id, n }));
  it.each([
    ['>3', [1, 3]],
    ['>=3', [0, 1, 3]],
    ['<5', [0, 4]],
    ['<= 5', [0, 1, 4]],
    ['3..5', [0, 1]],
    ['5', [1]],
    ['0', [4]],
    ['?', [2]],
    ['!?', [0, 1, 3, 4]],
    ['>', [0, 1, 2, 3, 4]],
    ['five', [0, 1, 2, 3, 4]],
  ])('takes numbers %s', (text, ids) => expect(left(N, text, numbers)).toEqual(ids));

  const times: Row[] = [
    '2022-10-29T15:59:59Z',
    '2022-10-29T16:00:00Z',
    '2022-10-30T15:30:00Z',
    '2022-10-30T16:00:00Z',
  ].map((at, id) => ({ id, at }));
  it.each([
    ['2022-10-30', [1, 2]],
    ['<2022-10-30', [0]],
    ['>2022-10-30', [3]],
    ['2022-10-30 00:00..2022-10-30 23:30', [1, 2]],
    ['2022-13-30', [0, 1, 2, 3]],
  ])('takes days and minutes of the command %s', (text, ids) => expect(left(AT, text, times)).toEqual(ids));

  it('takes words, and words that must not be there', () => {
    const names: Row[] = ['North Gate', 'south gate', undefined].map((name, id) => ({ id, name }));
    expect(left(NAME, 'NORTH', names)).toEqual([0]);
    expect(left(NAME, '!north', names)).toEqual([1, 2]);
  });
});

describe('a file for a spreadsheet', () => {
  it('has no formula in it, keeps numbers, and quotes what needs it', () => {
    const said: Row[] = [
      { id: 1, name: '=HYPERLINK("x")', n: -5 },
      { id: 2, name: '+1', n: 2.5 },
      { id: 3, name: '云岭\n"路"' },
    ];
    expect(csvOf([NAME, N], said)).toBe('\uFEFFname,n\r\n"\'=HYPERLINK(""x"")",-5\r\n\'+1,2.5\r\n"云岭\n""路""",\r\n');
  });
});
