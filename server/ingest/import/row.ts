// What every reader makes of a file, whatever its format: numbered rows, and rows that could not be read.
import type { Problem } from '#shared/errors.ts';
import type { Warning } from '#shared/import.ts';
import type { FileOffers } from './offer.ts';

/** One row as the file has it. `row` counts records from 1 (a CSV header is not a record), `line` lines of the file from 1. */
export type SourceRow = {
  readonly row: number;
  readonly line?: number;
  /** Column → value: text from CSV, any JSON elsewhere; own properties only. */
  readonly cells: Readonly<Record<string, unknown>>;
  /** The geometry of a GeoJSON or TopoJSON feature, unchecked; null where the feature says it has none. */
  readonly geometry?: unknown;
  /** Set when the row itself cannot be read; `cells` holds what could. */
  readonly problem?: Problem;
};

/**
 * A reader yields rows and remembers what it learned on the way. `columns` grows until the end for formats without a
 * header. Throws ImportFailure when the rest of the file cannot be read; rows yielded before stay.
 */
export type Reader = {
  readonly columns: () => readonly string[];
  readonly rows: () => AsyncGenerator<SourceRow>;
  readonly warnings: () => readonly Warning[];
  /** What the inside of the file says of itself, as far as it has been read. */
  readonly offers?: () => FileOffers;
};

/** The end of an import: the whole file, or what is left of it, cannot be taken. `row` where one row is to blame. */
export class ImportFailure extends Error {
  readonly problem: Problem;
  readonly row: number | undefined;
  readonly line: number | undefined;
  constructor(reason: Problem, where: { row?: number; line?: number } = {}) {
    super(reason.message);
    this.name = 'ImportFailure';
    this.problem = reason;
    this.row = where.row;
    this.line = where.line;
  }
}

/** Columns kept of a format without a header; the rest of a row with more is still mapped, but not listed. */
export const MAX_COLUMNS = 500;

export class ColumnNames {
  readonly #names = new Set<string>();
  add(cells: Readonly<Record<string, unknown>>): void {
    if (this.#names.size >= MAX_COLUMNS) return;
    for (const name of Object.keys(cells)) if (this.#names.size < MAX_COLUMNS) this.#names.add(name);
  }
  list(): readonly string[] {
    return [...this.#names];
  }
}
