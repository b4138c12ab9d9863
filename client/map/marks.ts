// The ring around what is selected, and the points of a file before they are anybody's data: dots like the others.
import type { Position } from '#shared/schema.ts';
import { DOT_STRIDE, packDot } from '../layers/packing.ts';
import { type Palette, rgb } from '../layers/palette.ts';
import { PointTable } from '../layers/point-table.ts';
import { RowBuffer } from '../layers/row-buffer.ts';

/** A point to mark: the selected one, those of a file that is about to be imported. */
export type Marked = { readonly selected?: Position; readonly preview: readonly Position[] };

const PREVIEW = 9;
const SELECTED = 40;

export class Marks {
  readonly rows = new RowBuffer(DOT_STRIDE);

  set({ selected, preview }: Marked, palette: Palette): void {
    const table = new PointTable();
    preview.forEach(([longitude, latitude], index) => {
      const color = [...rgb(palette.neutral), 255] as const;
      table.put(`p${index}`, { longitude, latitude, size: PREVIEW, ring: 1.8, icon: '', color });
    });
    if (selected !== undefined) {
      const [longitude, latitude] = selected;
      const color = [...rgb(palette.ink), 255] as const;
      table.put('selected', { longitude, latitude, size: SELECTED, ring: 2.5, icon: '', color });
    }
    this.rows.clear();
    for (let row = 0; row < table.length; row += 1) packDot(this.rows, row, table, row);
  }
}
