// What somebody wants as a file; the dialog is open while it is there. Any list may ask: `openExport({ layer, ids })`.
import { create } from 'zustand';
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';

/** Layers that the server gives as a file (GET /api/export). */
const NEVER: ReadonlySet<Layer> = new Set<Layer>([
  ...(['nails', 'areaTests', 'policies', 'rules', 'areaOrders', 'clock', 'seen'] as const),
  ...(['receipts', 'slots', 'tubes'] as const),
]);
export const EXPORTED: readonly Layer[] = LAYER_NAMES.filter((layer) => !NEVER.has(layer));
export const isExported = (layer: Layer): boolean => !NEVER.has(layer);

/** @property ids of the rows that a list shows, where it shows fewer than there are */
export type ExportWish = { readonly layer: Layer; readonly ids?: readonly string[] };

type ExportStore = {
  readonly wish: ExportWish | null;
  readonly openExport: (wish: ExportWish) => void;
  readonly close: () => void;
};

export const useExport = create<ExportStore>((set) => ({
  wish: null,
  openExport: (wish) => set({ wish }),
  close: () => set({ wish: null }),
}));
