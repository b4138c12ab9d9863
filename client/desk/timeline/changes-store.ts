// What changed between two moments, while its list is open: the map marks the same rows.
import { create } from 'zustand';
import type { Layer } from '#shared/situation.ts';

export type Changed = {
  readonly layer: Layer;
  readonly id: string;
  readonly change: 'added' | 'changed' | 'removed';
};

type Store = { readonly changes: readonly Changed[]; readonly mark: (changes: readonly Changed[]) => void };

export const useChanges = create<Store>((set, get) => ({
  changes: [],
  mark: (changes) => {
    if (changes.length > 0 || get().changes.length > 0) set({ changes });
  },
}));
