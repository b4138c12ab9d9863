// What changed between two moments, as one shift hands it to the next: said by the server, shown on the wall, at the desk and
// on paper. Both moments are of knowledge: what was known then against what is known now.
import type { Figure } from './domain/figure.ts';

/** Figures that stand side by side, then and now (docs/figures.md). */
export const SHIFT_FIGURES = [
  'cases.total',
  'cases.community',
  'coverage.uploaded',
  'clocks.late',
  'contacts.waiting',
  'nails',
  'zones.inForce',
  'zones.personsHeld',
  'zones.overdue',
  'rooms.occupied',
  'rooms.free',
  'alarms.unacknowledged',
] as const;
export type ShiftFigure = (typeof SHIFT_FIGURES)[number];

export const ZONE_CHANGES = [
  'submitted',
  'published',
  'held',
  'extended',
  'split',
  'escalated',
  'downgraded',
  'released',
] as const;
export type ZoneChange = (typeof ZONE_CHANGES)[number];

/** `at`: ISO 8601, when it happened, as far as this reader may know it. Newest first; `total` counts the rows left out too. */
export type ShiftRows<R> = { readonly total: number; readonly rows: readonly R[] };

export type ShiftDigest = {
  readonly from: string;
  readonly to: string;
  readonly cases: ShiftRows<{ readonly id: string; readonly at: string; readonly isCommunity: boolean }> & {
    readonly community: number;
    readonly controlled: number;
  };
  readonly zones: ShiftRows<{
    readonly id: string;
    readonly at: string;
    readonly what: ZoneChange;
    readonly level?: string;
    /** living in it now; null: nobody told. isPart: there are more than counted */
    readonly persons: number | null;
    readonly isPart: boolean;
  }>;
  /** finished: closed. late: still open, and its deadline passed in between */
  readonly rounds: ShiftRows<{
    readonly id: string;
    readonly at: string;
    readonly what: 'opened' | 'finished' | 'late';
  }>;
  /** dark: it counted, and has not for an hour. back: the other way. `at`: end of its latest count */
  readonly checkpoints: ShiftRows<{ readonly id: string; readonly at: string; readonly what: 'dark' | 'back' }>;
  readonly alarms: ShiftRows<{
    readonly id: string;
    readonly at: string;
    readonly what: 'raised' | 'acknowledged';
    readonly by?: string;
  }>;
  readonly figures: { readonly [id: string]: { readonly before: Figure; readonly after: Figure } };
};
