// Filters and sorts a hundred thousand rows in small turns, so that no key pressed meanwhile has to wait. Pure.
import { type Column, cellText, isUnknown, measureOf } from './column.ts';

export type Sort<Row> = { readonly column: Column<Row>; readonly isDown: boolean };
export type Wish<Row> = {
  readonly tests: readonly ((row: Row) => boolean)[];
  /** the first decides, the next where it does not; rows that are equal in all stay as they came */
  readonly sorts: readonly Sort<Row>[];
};

/** Rows looked at in one turn: under a millisecond of the dearest test. */
const TURN = 500;
const RUN = 512;
const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Yields between turns. What nobody told stands last, whichever way is sorted. @returns the rows that are left, in order */
export function* arrange<Row>(rows: readonly Row[], { tests, sorts }: Wish<Row>): Generator<void, Row[]> {
  const left: Row[] = [];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as Row;
    if (tests.every((test) => test(row))) left.push(row);
    if (i % TURN === TURN - 1) yield;
  }
  if (sorts.length === 0) return left;
  const levels: { readonly keys: Float64Array; readonly isDown: boolean }[] = [];
  for (const { column, isDown } of sorts) levels.push({ keys: yield* keysOf(left, column), isDown });
  const order = yield* sorted(left.length, (a, b) => {
    for (const { keys, isDown } of levels) {
      const [x, y] = [keys[a] as number, keys[b] as number];
      if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
      if (Number.isNaN(x)) return 1;
      if (Number.isNaN(y)) return -1;
      return isDown ? y - x : x - y;
    }
    return 0;
  });
  const out = new Array<Row>(order.length);
  for (let i = 0; i < order.length; i += 1) out[i] = left[order[i] as number] as Row;
  return out;
}

/** Numbers in the order of the column; NaN where nobody told. Words are compared once for each different one. */
function* keysOf<Row>(rows: readonly Row[], column: Column<Row>): Generator<void, Float64Array> {
  const keys = new Float64Array(rows.length);
  const words = new Map<string, number[]>();
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as Row;
    const value = column.get(row);
    const measure = isUnknown(value) ? Number.NaN : measureOf(column, value);
    keys[i] = measure ?? 0;
    if (measure === undefined) {
      const word = cellText(column, row);
      const at = words.get(word);
      if (at === undefined) words.set(word, [i]);
      else at.push(i);
    }
    if (i % TURN === TURN - 1) yield;
  }
  const different = [...words.keys()];
  const order = yield* sorted(different.length, (a, b) => collator.compare(different[a] ?? '', different[b] ?? ''));
  for (let rank = 0; rank < order.length; rank += 1) {
    for (const i of words.get(different[order[rank] as number] ?? '') ?? []) keys[i] = rank;
    if (rank % TURN === TURN - 1) yield;
  }
  return keys;
}

/** A merge sort of 0 … n-1, stable, in turns. */
export function* sorted(n: number, compare: (a: number, b: number) => number): Generator<void, Uint32Array> {
  let from = Uint32Array.from({ length: n }, (_, i) => i);
  for (let start = 0; start < n; start += RUN) {
    from.subarray(start, Math.min(n, start + RUN)).sort((a, b) => compare(a, b) || a - b);
    yield;
  }
  let to = new Uint32Array(n);
  let steps = 0;
  for (let width = RUN; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(n, start + width);
      const end = Math.min(n, start + 2 * width);
      let [a, b] = [start, middle];
      for (let at = start; at < end; at += 1) {
        const isLeft = a < middle && (b >= end || compare(from[a] as number, from[b] as number) <= 0);
        to[at] = (isLeft ? from[a++] : from[b++]) as number;
        steps += 1;
        if (steps % TURN === 0) yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
