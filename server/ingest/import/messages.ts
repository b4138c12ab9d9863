// What passes between an import's worker and the main thread. Chunks are small and wait for credit, so neither side piles up.
import type { Problem } from '#shared/errors.ts';
import type { Position } from '#shared/geo/position.ts';
import type { DatumFinding, Detected, ImportOptions, Warning } from '#shared/import.ts';
import type { AreaShape } from './datum-check.ts';

/** Everything the worker is started with. `tables`: lookup (`areas.name`) → text → ids. */
export type WorkerInput = {
  readonly path: string;
  readonly filename: string;
  readonly options: ImportOptions & { readonly source: string };
  readonly observedAt: string;
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
};

export type ToWorker =
  | { readonly type: 'areas'; readonly areas: readonly AreaShape[] }
  | { readonly type: 'start' }
  | { readonly type: 'more' };

/** A row's cells as text, for refused.csv; geometry left out. */
export type Original = readonly (readonly [column: string, text: string])[];

export type MappedRow = {
  readonly row: number;
  readonly line?: number;
  readonly original: Original;
} & (
  | { readonly problem: Problem }
  | {
      readonly problem?: undefined;
      readonly report: Readonly<Record<string, unknown>> & {
        readonly opId: string;
        readonly data: Record<string, unknown>;
      };
      readonly hash: string;
      readonly id?: string;
      readonly vertices: number;
      readonly position?: Position;
    }
);

export type Failure = { readonly problem: Problem; readonly row?: number; readonly line?: number };

export type FromWorker =
  | { readonly type: 'rows'; readonly rows: readonly MappedRow[] }
  | {
      readonly type: 'end';
      readonly columns: readonly string[];
      readonly warnings: readonly Warning[];
      readonly detected?: Detected & { readonly format: string };
      readonly datums?: DatumFinding;
      readonly failure?: Failure;
    };
