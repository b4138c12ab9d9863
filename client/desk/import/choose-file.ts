// The file that is being looked at: dropped anywhere on the desk, or chosen with the button.
import { create } from 'zustand';
import { useView } from '../../store/view-store.ts';

export const useImportFile = create<{ readonly file: File | null; readonly take: (file: File | null) => void }>(
  (set) => ({
    file: null,
    take: (file) => {
      set({ file });
      if (file !== null) useView.getState().openPanel('import');
    },
  }),
);

const ACCEPTED = '.csv,.tsv,.txt,.json,.geojson,.ndjson,.jsonl,.topojson,.kml,.kmz,.zip,.gpkg,.xlsx';

/** Opens the browser's file dialog. */
export function chooseFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = ACCEPTED;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) useImportFile.getState().take(file);
  });
  input.click();
}
