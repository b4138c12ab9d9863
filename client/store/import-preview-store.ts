// Positions of a file that is being looked at before it is imported: the map draws them apart from what is known.
import { create } from 'zustand';
import type { Position } from '#shared/geo/position.ts';

export type PreviewStore = {
  /** WGS-84 */
  readonly positions: readonly Position[];
  readonly setPositions: (positions: readonly Position[]) => void;
};

export const useImportPreview = create<PreviewStore>((set) => ({
  positions: [],
  setPositions: (positions) => set({ positions }),
}));
