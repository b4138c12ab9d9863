// What an import tells while it runs and when it is over (api.md, Imports).
import type { Problem } from '#shared/errors.ts';
import type { Position } from '#shared/geo/position.ts';
import type { DatumFinding } from './datum-check.ts';
import type { Detected } from './detect.ts';
import type { Refusal } from './refused.ts';
import type { Warning } from './row.ts';

/** One row as it would be imported. `position` in WGS-84; geometries of more than 2,000 vertices are left out of `data`. */
export type PreviewRow = {
  readonly row: number;
  readonly id?: string;
  readonly position?: Position;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly error?: Problem;
};

export type ImportStatus = {
  readonly id: string;
  /** failed: the file, or what was left of it, could not be taken; `problem` says why, rows accepted before stay. */
  readonly state: 'running' | 'done' | 'failed';
  readonly kind: string;
  readonly filename: string;
  readonly dryRun: boolean;
  /** records read so far: accepted + unchanged + refused */
  readonly rows: number;
  readonly accepted: number;
  /** said before, in this file or an earlier one */
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
  readonly refusedTotal: number;
  /** `refused` holds only the first 1,000; refused.csv has all */
  readonly truncated: boolean;
  readonly warnings: readonly Warning[];
  /** accepted or unchanged rows whose place is unknown */
  readonly notOnMap: number;
  readonly problem?: Problem & { readonly row?: number; readonly line?: number };
  /** dry run: of the rows that would be accepted, how many are about ids that exist, and how many about new ones */
  readonly knownIds?: number;
  readonly newIds?: number;
  readonly preview?: readonly PreviewRow[];
  readonly detected?: Detected & { readonly format: string };
  /** how the rows would lie under the datums that could be meant */
  readonly datums?: DatumFinding;
};
