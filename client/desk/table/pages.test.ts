// Every row of a long list once, however many pages it takes and whatever moves between them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { err, ok } from '#shared/result.ts';
import { readPages } from './pages.ts';

const rowsOf = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `r${i}` }));
const always = (): boolean => true;

it('reads to the end, whatever the length of a page', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(400), fc.integer({ min: 1, max: 90 }), async (n, size) => {
      const all = rowsOf(n);
      const told: number[] = [];
      const read = await readPages(
        async (offset) => ok({ rows: all.slice(offset, offset + size), total: n }),
        ({ rows }) => told.push(rows.length) > 0,
      );
      expect(read).toEqual(ok({ rows: all, total: n }));
      // What is there is shown while the rest comes; the last page is the answer itself.
      expect(told).toEqual(Array.from({ length: Math.max(0, Math.ceil(n / size) - 1) }, (_, i) => (i + 1) * size));
    }),
  ));

it('names a row once that moved to the next page meanwhile, and ends where the list became shorter', async () => {
  const pages = [
    { rows: [{ id: 'a' }, { id: 'b' }], total: 5 },
    { rows: [{ id: 'b' }, { id: 'c' }], total: 5 },
    { rows: [], total: 4 },
  ];
  const read = await readPages(async () => ok(pages.shift()!), always);
  expect(read.ok && read.value.rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

it('stops when nobody wants the rest, and says why it failed', async () => {
  const asked: number[] = [];
  const page = async (offset: number) => {
    asked.push(offset);
    return ok({ rows: rowsOf(2).map(({ id }) => ({ id: `${offset}${id}` })), total: 100 });
  };
  await readPages(page, ({ rows }) => rows.length < 4);
  expect(asked).toEqual([0, 2]);
  const failed = await readPages(async (offset) => (offset < 4 ? page(offset) : err('gone' as const)), always);
  expect(failed).toEqual(err('gone'));
});
