// Rows as a CSV that Excel opens right: UTF-8 with its mark, CRLF, and no cell that a spreadsheet would take for a formula. Pure.
import { type Column, isUnknown } from './column.ts';

/** Begins a formula in some spreadsheet; a number of ours may begin with its sign. */
const FORMULA = /^[=+\-@\t\r]/;

export function cellOf(value: unknown, text: string): string {
  const safe = typeof value !== 'number' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @returns the whole file; numbers and moments as they were said, codes in the reader's words */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ label }) => cellOf(label, label)).join(',')];
  for (const row of rows) {
    const cells = columns.map(({ get, text, kind }) => {
      const value = get(row);
      if (isUnknown(value)) return '';
      return cellOf(value, kind === 'number' || kind === 'time' ? String(value) : text(value));
    });
    lines.push(cells.join(','));
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
