// A column of a table: which field of a row it shows, of what kind that is, and how it is read, sorted and written out. Pure.
import { instant, isTime } from '#shared/time.ts';

export type Kind = 'text' | 'code' | 'number' | 'time' | 'flag';

export type Column<Row = unknown> = {
  /** stable, in no language: what a reader's choice of columns is remembered by */
  readonly id: string;
  /** in the reader's language */
  readonly label: string;
  readonly kind: Kind;
  /** what the row says; undefined or null: nobody told */
  readonly get: (row: Row) => unknown;
  /** in the reader's words; never called for what nobody told */
  readonly text: (value: unknown) => string;
  /** codes that may stand in it, with their words; only of `code` and `flag` */
  readonly options?: readonly (readonly [value: string, word: string])[];
  readonly isHidden?: boolean;
  /** CSS pixels at first */
  readonly width: number;
};

export const isUnknown = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'number' && Number.isNaN(value));

/** As a number where it is one: moments as ms since 1970, so that they sort as they came. */
export function measureOf({ kind }: Pick<Column, 'kind'>, value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return kind === 'time' && typeof value === 'string' && isTime(value) ? instant(value) : undefined;
}

/** The words of one cell; empty where nobody told. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  const value = column.get(row);
  return isUnknown(value) ? '' : column.text(value);
}

/** What a value is, seen on its own: a field that no list of codes names. */
export function kindOf(value: unknown): Kind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  return typeof value === 'string' && isTime(value) ? 'time' : 'text';
}
