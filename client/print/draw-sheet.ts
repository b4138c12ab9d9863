// A sheet, drawn: head, map, legend, what a brief has beside them, foot. The same sheet gives the same dots.
import { drawGroups, drawHeadlines, drawList } from './draw-figures.ts';
import { drawLegend } from './draw-legend.ts';
import { type Box, drawMap } from './draw-map.ts';
import { dots, MAP_PIXEL, type Orientation, type Paper, sheetSize } from './paper.ts';
import { Pen } from './pen.ts';
import type { Sheet } from './sheet.ts';

const EDGE = 10; // millimetres that printers leave white
const HEAD = 17;
const FOOT = 9;
const GAP = 4;
/** A long title is set smaller before it is cut. */
const TITLE = { usual: 6.4, least: 4.6 } as const;
/** Of the column beside the map. */
const SIDE = { map: 56, brief: 98 } as const;
/** Of the small legend in a brief, beside the classes of coverage. */
const LEGEND_COLUMNS = 3;
/** Entries of a legend that three columns have room for. */
const MANY = 18;
const BELOW = { map: 58, brief: 68 } as const;

export type SheetKind = 'map' | 'brief';
type Frame = { readonly map: Box; readonly side: Box; readonly below: Box | undefined };

function frameOf(kind: SheetKind, paper: Paper, orientation: Orientation): Frame {
  const { width, height } = sheetSize(paper, orientation);
  const inner = { x: EDGE, y: EDGE + HEAD, width: width - 2 * EDGE, height: height - 2 * EDGE - HEAD - FOOT };
  const hasSide = kind === 'brief' || orientation === 'landscape';
  const sideWide = hasSide ? SIDE[kind] : 0;
  const mapWide = inner.width - (hasSide ? sideWide + GAP : 0);
  const hasBelow = kind === 'brief' || orientation === 'portrait';
  const mapHigh = inner.height - (hasBelow ? BELOW[kind] + GAP : 0);
  const below = { x: inner.x, y: inner.y + mapHigh + GAP, width: mapWide, height: BELOW[kind] };
  return {
    map: { x: inner.x, y: inner.y, width: mapWide, height: mapHigh },
    side: { x: inner.x + mapWide + GAP, y: inner.y, width: sideWide, height: inner.height },
    below: hasBelow ? below : undefined,
  };
}

/** How large the picture of the map has to be, in pixels of the map. */
export function mapRoom(kind: SheetKind, paper: Paper, orientation: Orientation) {
  const { map } = frameOf(kind, paper, orientation);
  return { width: Math.round(map.width / MAP_PIXEL), height: Math.round(map.height / MAP_PIXEL) };
}

/** @param more words for n rows that had no room */
export function drawSheet(sheet: Sheet, kind: SheetKind, more: (count: number) => string): HTMLCanvasElement {
  const { paper, orientation } = sheet;
  const { width, height } = sheetSize(paper, orientation);
  const pen = new Pen(width, height);
  const { map, side, below } = frameOf(kind, paper, orientation);
  drawHead(pen, sheet, width);
  drawMap(pen, sheet.map, map);
  if (kind === 'brief') drawBrief(pen, sheet, side, below as Box, more);
  else if (below === undefined) drawLegend(pen, sheet.legend, side, 1);
  else drawLegend(pen, sheet.legend, below, paper === 'A3' || sheet.legend.entries.length > MANY ? 4 : 3);
  drawFoot(pen, sheet, width, height);
  if (sheet.watermark !== undefined) drawWatermark(pen, sheet.watermark, width, height);
  return pen.canvas;
}

function drawBrief(pen: Pen, sheet: Sheet, side: Box, below: Box, more: (count: number) => string): void {
  const used = drawHeadlines(pen, sheet.headlines, side);
  const groups = { ...side, y: side.y + used, height: side.height - used };
  drawGroups(pen, sheet.groups, groups);
  const taken = drawLegend(pen, sheet.legend, below, LEGEND_COLUMNS, true) + 1.5;
  const wide = below.width / Math.max(1, sheet.lists.length);
  sheet.lists.forEach((list, index) => {
    const box = { x: below.x + index * wide, y: below.y + taken, width: wide, height: below.height - taken };
    drawList(pen, list, { ...box, width: wide - (index < sheet.lists.length - 1 ? GAP : 0) }, more);
  });
}

function drawHead(pen: Pen, { title, lines, asOf, state }: Sheet, width: number): void {
  const right = width - EDGE;
  const asOfWide = pen.text(asOf, right, EDGE + 6, { size: 4.6, weight: 700, align: 'right' });
  const stateWide = pen.text(state, right, EDGE + 11.6, { size: 3.1, weight: 500, align: 'right' });
  const room = width - 2 * EDGE - asOfWide - 8;
  const look = { size: TITLE.usual, weight: 700 } as const;
  const size = Math.max(TITLE.least, Math.min(TITLE.usual, (TITLE.usual * room) / pen.width(title, look)));
  pen.text(title, EDGE, EDGE + 6, { ...look, size }, room);
  pen.text(lines.join('   ·   '), EDGE, EDGE + 11.6, { size: 3.1, ink: 'muted' }, width - 2 * EDGE - stateWide - 8);
  pen.rule(EDGE, EDGE + HEAD - 3, right, EDGE + HEAD - 3, 0.5, 'ink');
}

function drawFoot(pen: Pen, { credit, source, faults }: Sheet, width: number, height: number): void {
  const top = height - EDGE - FOOT + 3;
  pen.rule(EDGE, top, width - EDGE, top);
  const half = (width - 2 * EDGE) / 2 - 2;
  const said = faults.length === 0 ? credit : [...faults, credit].join(' · ');
  pen.text(said, EDGE, top + 4, { size: 2.4, ink: faults.length === 0 ? 'muted' : 'ink' }, half);
  pen.text(source, width - EDGE, top + 4, { size: 2.4, ink: 'muted', align: 'right' }, half);
}

/** Invented figures must never pass for a real city's: faint, over all of it. */
function drawWatermark(pen: Pen, text: string, width: number, height: number): void {
  const { context } = pen;
  context.save();
  context.globalAlpha = 0.1;
  for (let row = 0; row * 46 < height + 40; row += 1) {
    for (let column = 0; column * 88 < width + 60; column += 1) {
      context.save();
      context.translate(dots(column * 88 + (row % 2) * 44 - 10), dots(row * 46 + 20));
      context.rotate(-Math.PI / 7.5);
      context.font = `500 ${dots(6)}px "Inter Variable", "Noto Sans SC", sans-serif`;
      context.fillStyle = '#14181c';
      context.textAlign = 'left';
      context.fillText(text, 0, 0);
      context.restore();
    }
  }
  context.restore();
}
