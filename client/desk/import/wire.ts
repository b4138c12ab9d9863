// What POST /api/imports takes and answers (docs: api.md, Imports), as far as this panel uses it.
import type { Position } from '#shared/schema.ts';

export type MappingValue =
  | string
  | { readonly row: true }
  | { readonly lookup: string; readonly column?: string }
  | { readonly column: string; readonly split?: string; readonly index?: number }
  | { readonly columns: readonly string[]; readonly format: string; readonly zone: string };

export type ImportOptions = {
  readonly kind: string;
  readonly encoding?: string;
  readonly datum?: string;
  readonly mapping?: Readonly<Record<string, MappingValue>>;
  readonly constants?: Readonly<Record<string, unknown>>;
  readonly rowsAt?: string;
  readonly object?: string;
  readonly matchAddresses?: boolean;
  readonly dryRun?: boolean;
};

export type Offer = {
  readonly value: string;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly why: string;
  readonly code?: 'named' | 'crs' | 'kml' | 'easting' | 'mercator';
  readonly said?: string;
};

export type Problem = { readonly code: string; readonly field?: string; readonly message: string };

export type Refusal = {
  readonly row: number;
  readonly line?: number;
  readonly field?: string;
  readonly code?: string;
  readonly reason: string;
};

export type PreviewRow = {
  readonly row: number;
  readonly id?: string;
  readonly position?: Position;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly error?: Problem;
};

export type ImportStatus = {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly rows: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
  readonly refusedTotal?: number;
  readonly truncated?: boolean;
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
  readonly notOnMap?: number;
  readonly problem?: Problem & { readonly row?: number };
  readonly preview?: readonly PreviewRow[];
  readonly detected?: {
    readonly format?: string;
    readonly encoding?: readonly Offer[];
    readonly delimiter?: string;
    readonly columns?: readonly string[];
    readonly datum?: readonly Offer[];
    readonly mapping?: Readonly<Record<string, MappingValue>>;
    readonly objects?: readonly string[];
  };
};

export const MOST_BYTES = 100 * 2 ** 20;
