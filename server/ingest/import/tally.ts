// The running counts of one import, and the rules by which a row is counted.
import type { Problem } from '#shared/errors.ts';
import type { PreviewRow, Refusal } from '#shared/import.ts';
import type { Kind } from '#shared/report.ts';
import { LIMITS } from './limits.ts';
import type { MappedRow } from './messages.ts';
import type { RefusedFile } from './refused.ts';

import { hasGeometry, hasPosition, isStatement } from './targets.ts';

const PREVIEW_VERTICES = 2_000;

function previewOf(row: MappedRow, error: Problem | undefined): PreviewRow {
  if (row.problem) return { row: row.row, error: row.problem };
  const { geometry: _, ...slim } = row.report.data;
  return {
    row: row.row,
    ...(row.id === undefined ? {} : { id: row.id }),
    ...(row.position ? { position: row.position } : {}),
    data: row.vertices > PREVIEW_VERTICES ? slim : row.report.data,
    ...(error ? { error } : {}),
  };
}

export class Tally {
  rows = 0;
  accepted = 0;
  unchanged = 0;
  refusedTotal = 0;
  notOnMap = 0;
  readonly refused: Refusal[] = [];
  readonly preview: PreviewRow[] = [];
  readonly #file: RefusedFile;
  readonly #placed: boolean;

  constructor(kind: Kind, file: RefusedFile) {
    this.#file = file;
    this.#placed = isStatement(kind) && (hasPosition(kind) || hasGeometry(kind));
  }

  async refuse(row: MappedRow, reason: Problem): Promise<void> {
    this.#see(row, reason);
    const field = reason.field?.replace(/^data\./, '');
    await this.refusal(
      {
        row: row.row,
        ...(row.line === undefined ? {} : { line: row.line }),
        ...(field === undefined ? {} : { field }),
        code: reason.code,
        reason: reason.message,
      },
      row.original,
    );
  }

  /** A refusal without a mapped row: where the file breaks. */
  async refusal(refusal: Refusal, original: MappedRow['original'] = []): Promise<void> {
    this.rows++;
    this.refusedTotal++;
    if (this.refused.length < LIMITS.refusedListed) this.refused.push(refusal);
    await this.#file.add(refusal, original);
  }

  take(row: MappedRow, how: 'accepted' | 'unchanged'): void {
    this.#see(row, undefined);
    this.rows++;
    this[how]++;
    const data = row.problem ? {} : row.report.data;
    if (this.#placed && data.position === undefined && data.geometry === undefined) this.notOnMap++;
  }

  #see(row: MappedRow, error: Problem | undefined): void {
    if (row.row <= LIMITS.preview) this.preview.push(previewOf(row, error));
  }
}
