// What the table and the map share: which rows of one layer are let through, and which of them were picked out.
import { create } from 'zustand';
import type { Layer } from '#shared/situation.ts';

export type Sieve = { readonly layer: Layer; readonly ids: ReadonlySet<string>; readonly total: number };
export type Picks = { readonly layer: Layer; readonly ids: ReadonlySet<string> };

type Store = {
  /** null: the map shows all there is */
  readonly sieve: Sieve | null;
  /** null: nothing is picked out; never an empty set */
  readonly picks: Picks | null;
  readonly sift: (sieve: Sieve | null) => void;
  readonly pick: (picks: Picks | null) => void;
};

export const useSieve = create<Store>((set) => ({
  sieve: null,
  picks: null,
  sift: (sieve) => set({ sieve }),
  pick: (picks) => set({ picks: picks === null || picks.ids.size === 0 ? null : picks }),
}));
