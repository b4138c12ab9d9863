// The file that shapes are read from, chosen with the button or its key.
import { create } from 'zustand';
import { useView } from '../../store/view-store.ts';

const ACCEPTED = '.geojson,.json,.kml,.kmz,.zip,.gpkg';

export const useDraftFile = create<{ readonly file: File | null; readonly take: (file: File | null) => void }>(
  (set) => ({
    file: null,
    take: (file) => {
      set({ file });
      if (file !== null) useView.getState().openPanel('draw');
    },
  }),
);

/** Opens the browser's file dialog. */
export function chooseDraftFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = ACCEPTED;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) useDraftFile.getState().take(file);
  });
  input.click();
}
