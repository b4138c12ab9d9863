// GET /api/nails, as far as the desk shows it.
import type { LANES } from '#shared/domain/nail/nail.ts';
import { useAnswer } from '../../store/answer-store.ts';

export type NailItem = { readonly item: string; readonly state: 'done' | 'open' | 'unknown'; readonly at?: string };
export type NailLane = {
  readonly lane: (typeof LANES)[number];
  readonly state: 'done' | 'open' | 'unknown' | 'notConnected';
  /** null where nobody counts */
  readonly done: number | null;
  readonly total: number | null;
};
export type NailShown = {
  readonly id: string;
  readonly status: 'candidate' | 'confirmed';
  /** null: persons enough, and nobody has zoned the place */
  readonly zoneId: string | null;
  readonly areaIds: readonly string[];
  readonly name: string | null;
  readonly nameEn?: string;
  readonly persons: number | null;
  readonly threshold: number;
  readonly days: number | null;
  readonly score: { readonly value: number | null; readonly partial: boolean };
  readonly itemsDone: number;
  readonly itemsTotal: number;
  readonly items: readonly NailItem[];
  readonly lanes: readonly NailLane[];
};
export type NailsAnswer = { readonly total: number; readonly nails: readonly NailShown[] };

export const useNails = (): NailsAnswer | undefined => useAnswer<NailsAnswer>('/api/nails');
