// The legend on a sheet: the same drawings as on the map and in the lists, in columns that fit the room there is.
import { PALETTES } from '../layers/palette.ts';
import { drawSymbol } from '../map/atlas.ts';
import { COVERAGE_ALPHA } from '../map/base-style.ts';
import { drawingOf } from '../ui/symbols/drawings.ts';
import type { Box } from './draw-map.ts';
import { dots } from './paper.ts';
import type { Pen } from './pen.ts';
import type { SheetLegend } from './sheet.ts';

const GRID = 32; // of the drawings
type Pitch = { readonly sign: number; readonly row: number; readonly text: number; readonly line: number };
/** Millimetres. The small one leaves room for what a brief says besides, and has no notes. */
const USUAL: Pitch = { sign: 4.6, row: 5.4, text: 2.5, line: 3.3 };
const SMALL: Pitch = { sign: 3.7, row: 4.3, text: 2.3, line: 2.9 };
const NOTE = { size: 2.1, ink: 'muted' } as const;
const TITLE = { size: 2.8, weight: 700 } as const;
const FADED = 0.45;
/** Of the classes of coverage beside the rows. */
const ASIDE = 52;
/** The last class is hatched, on the map as here. */
const CLASSES: readonly number[] = COVERAGE_ALPHA.slice(0, -1);

/**
 * @param columns how many beside each other
 * @param isBrief small, with the classes of coverage beside the rows
 * @returns millimetres that it took from the top
 */
export function drawLegend(pen: Pen, legend: SheetLegend, box: Box, columns: number, isBrief = false): number {
  const { x, y } = box;
  const { coverage } = legend;
  const width = isBrief && coverage !== undefined ? box.width - ASIDE - 4 : box.width;
  const { sign, row, text, line: pitch } = isBrief ? SMALL : USUAL;
  const look = { size: text } as const;
  pen.text(legend.title, x, y + 3, TITLE);
  const wide = width / columns;
  const tops = Array.from({ length: columns }, () => y + 4.8);
  const rows = Math.ceil(legend.entries.length / columns);
  legend.entries.forEach((entry, index) => {
    const column = Math.floor(index / rows);
    const [left, top] = [x + column * wide, tops[column] as number];
    drawSign(pen, entry.kind, entry.state, left, top, sign, entry.isFaded === true);
    const room = wide - sign - 3.5;
    const lines = pen.lines(entry.text, room, look);
    const notes = isBrief || entry.note === undefined ? [] : pen.lines(entry.note, room, NOTE);
    const base = top + sign / 2 + text * 0.36;
    lines.forEach((line, n) => {
      pen.text(line, left + sign + 2, base + n * pitch, look);
    });
    notes.forEach((line, n) => {
      pen.text(line, left + sign + 2, base - 0.2 + lines.length * pitch + n * 2.8, NOTE);
    });
    tops[column] = top + Math.max(row, row - pitch + lines.length * pitch + notes.length * 2.8);
  });
  const bottom = Math.max(...tops);
  if (coverage === undefined) return bottom - y;
  if (!isBrief) {
    // Under the shortest column: below all of them there may be no room on the sheet.
    const column = tops.indexOf(Math.min(...tops));
    const under = drawCoverage(pen, coverage, x + column * wide, (tops[column] as number) + 1.5, wide - 3.5);
    return Math.max(bottom, under) - y;
  }
  return Math.max(bottom, drawCoverage(pen, coverage, x + width + 4, y, ASIDE)) - y;
}

function drawSign(
  pen: Pen,
  kind: Parameters<typeof drawingOf>[0],
  state: Parameters<typeof drawingOf>[1],
  x: number,
  y: number,
  sign: number,
  isFaded: boolean,
): void {
  const { context } = pen;
  // Drawn on a paper of its own, so that what fades fades as a whole.
  const paper = document.createElement('canvas');
  const side = dots(sign);
  paper.width = side;
  paper.height = side;
  const small = paper.getContext('2d');
  if (small === null) return;
  small.setTransform(side / GRID, 0, 0, side / GRID, 0, 0);
  drawSymbol(small, drawingOf(kind, state), { ...PALETTES.light, halo: '#ffffff' });
  context.globalAlpha = isFaded ? FADED : 1;
  context.drawImage(paper, dots(x), dots(y));
  context.globalAlpha = 1;
}

function drawCoverage(
  pen: Pen,
  { title, note, swatches }: NonNullable<SheetLegend['coverage']>,
  x: number,
  y: number,
  width: number,
): number {
  pen.text(title, x, y + 3, { size: 2.5, weight: 500 }, width);
  let top = y + 5;
  if (note !== undefined) {
    pen.text(note, x, top + 1.8, NOTE, width);
    top += 3.2;
  }
  const cell = Math.min(14, width / Math.max(1, swatches.length));
  swatches.forEach((text, index) => {
    const left = x + index * cell;
    const opacity = CLASSES[index];
    if (opacity === undefined) hatch(pen, left, top, cell, 3.4);
    else pen.fill(left, top, cell, 3.4, PALETTES.light.coverage, opacity);
    pen.frame(left, top, cell, 3.4, 0.1);
    pen.text(text, left + cell / 2, top + 6.2, { size: 1.9, ink: 'muted', align: 'center' }, cell - 0.3);
  });
  return top + 8;
}

/** What nobody told. */
function hatch(pen: Pen, x: number, y: number, width: number, height: number): void {
  const { context } = pen;
  context.save();
  context.beginPath();
  context.rect(dots(x), dots(y), dots(width), dots(height));
  context.clip();
  for (let at = x - height; at < x + width; at += 1) pen.rule(at, y + height, at + height, y, 0.1, 'muted');
  context.restore();
}
