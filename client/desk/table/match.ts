// What a reader writes into the field over a column, as a test of its rows: >5, 3..8, 2022-10-30, !word, ? for what nobody told.
import { DAY, instant, isTime } from '#shared/time.ts';
import { type Column, cellText, isUnknown, measureOf } from './column.ts';

type Test<Row> = (row: Row) => boolean;
type Span = { readonly from: number; readonly to: number };

/** @returns undefined where the text makes no test yet: nothing is filtered by half a word of ours */
export function testOf<Row>(column: Column<Row>, text: string): Test<Row> | undefined {
  const wanted = text.trim();
  if (wanted === '') return undefined;
  if (wanted === '?') return (row) => isUnknown(column.get(row));
  if (wanted === '!?') return (row) => !isUnknown(column.get(row));
  if (column.kind === 'code') return (row) => column.get(row) === wanted;
  if (column.kind === 'flag') return (row) => String(column.get(row)) === wanted;
  if (column.kind === 'text') return wordTest(column, wanted);
  const span = spanOf(column.kind, wanted);
  if (span === undefined) return undefined;
  return (row) => {
    const value = column.get(row);
    const measure = isUnknown(value) ? undefined : measureOf(column, value);
    return measure !== undefined && measure >= span.from && measure < span.to;
  };
}

function wordTest<Row>(column: Column<Row>, wanted: string): Test<Row> {
  const isNot = wanted.startsWith('!') && wanted.length > 1;
  const word = (isNot ? wanted.slice(1) : wanted).toLowerCase();
  return (row) => cellText(column, row).toLowerCase().includes(word) !== isNot;
}

const SIGNS = /^(>=|<=|>|<|=)?\s*(.+)$/;

/** [from, to) in the measure of the column. */
function spanOf(kind: 'number' | 'time', text: string): Span | undefined {
  const [low, high, more] = text.split('..');
  if (high !== undefined && more === undefined) {
    const [first, last] = [single(kind, low ?? ''), single(kind, high)];
    return first && last && { from: first.from, to: last.to };
  }
  const [, sign = '=', rest = ''] = SIGNS.exec(text) ?? [];
  const at = single(kind, rest);
  if (at === undefined) return undefined;
  if (sign === '>=') return { from: at.from, to: Number.POSITIVE_INFINITY };
  if (sign === '>') return { from: at.to, to: Number.POSITIVE_INFINITY };
  if (sign === '<') return { from: Number.NEGATIVE_INFINITY, to: at.from };
  return sign === '<=' ? { from: Number.NEGATIVE_INFINITY, to: at.to } : at;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/;

/** A number, a day or a minute of the command's time, as the stretch it covers. */
function single(kind: 'number' | 'time', text: string): Span | undefined {
  const said = text.trim();
  if (kind === 'number') {
    const value = Number(said.replaceAll(',', ''));
    return said === '' || !Number.isFinite(value) ? undefined : { from: value, to: after(value) };
  }
  if (DATE.test(said)) return stretch(`${said}T00:00+08:00`, DAY);
  const [, day, minute] = MOMENT.exec(said) ?? [];
  return day === undefined ? undefined : stretch(`${day}T${minute}+08:00`, 60_000);
}

function stretch(iso: string, length: number): Span | undefined {
  if (!isTime(iso)) return undefined;
  const from = instant(iso);
  return { from, to: from + length };
}

/** The next number there is: "5" is exactly five, and more than five is all above it. */
const after = (value: number): number => value + Math.max(Number.MIN_VALUE, Math.abs(value) * Number.EPSILON);
