// The figures and lists of a brief: three numbers that answer, the rest in groups, then what changed.
import type { Box } from './draw-map.ts';
import type { Pen, TextLook } from './pen.ts';
import type { SheetFigure, SheetGroup, SheetList } from './sheet.ts';

const ROW = 4.3; // millimetres
/** Of the column behind the numbers, which begin in line: what each counts, and of how many. */
const UNIT_WIDE = 30;
const TITLE = 4.4;
const GROUP = { size: 2.8, weight: 700 } as const;
const NAME = { size: 2.7 } as const;
const NOTE = { size: 2.1, ink: 'muted' } as const;
const UNIT = { size: 2.1 } as const;
const VALUE = { size: 3.1, weight: 700 } as const;
/** A number that does not stand firm is lighter, and underlined with dashes as on the screens. */
const SOFT = { size: 3.1, weight: 400 } as const;

/** @returns millimetres from the top that they took */
export function drawHeadlines(pen: Pen, figures: readonly SheetFigure[], { x, y, width }: Box): number {
  if (figures.length === 0) return 0;
  const wide = width / figures.length;
  figures.forEach((figure, index) => {
    const left = x + index * wide;
    if (index > 0) pen.rule(left - 1.5, y + 1, left - 1.5, y + 19);
    pen.text(figure.name, left, y + 3.4, { size: 2.7, weight: 500 }, wide - 3);
    value(pen, figure, left, y + 11.2, { size: 7.6, weight: 700 }, wide - 3);
    pen.text(figure.unit, left, y + 15.2, UNIT, wide - 3);
    pen.text(figure.note, left, y + 18.4, NOTE, wide - 3);
  });
  pen.rule(x, y + 20.6, x + width, y + 20.6, 0.3, 'ink');
  return 22.6;
}

/** @returns millimetres from the top that they took */
export function drawGroups(pen: Pen, groups: readonly SheetGroup[], { x, y, width, height }: Box): number {
  let top = y;
  for (const { title, figures } of groups) {
    // A group that does not fit whole is not begun: half a list looks like all of it.
    if (figures.length === 0 || top + TITLE + figures.length * ROW > y + height) continue;
    pen.text(title, x, top + 3, GROUP);
    pen.rule(x, top + TITLE - 0.3, x + width, top + TITLE - 0.3);
    top += TITLE;
    for (const figure of figures) {
      const base = top + 3.2;
      const end = width - UNIT_WIDE;
      const look = { align: 'right', ...(figure.isFirm ? VALUE : SOFT) } as const;
      const room = end - value(pen, figure, x + end, base, look, width / 2) - 3;
      pen.text(figure.unit, x + end + 1.4, base, UNIT, UNIT_WIDE - 1.4);
      const named = pen.text(figure.name, x, base, NAME, room);
      pen.text(figure.note, x + named + 2, base, NOTE, Math.max(0, room - named - 2));
      top += ROW;
    }
    top += 1.1;
  }
  return top - y;
}

function value(pen: Pen, figure: SheetFigure, x: number, y: number, look: TextLook, most: number): number {
  const wide = pen.text(figure.value, x, y, look, most);
  if (figure.isFirm) return wide;
  const from = look.align === 'right' ? x - wide : x;
  for (let at = 0; at < wide - 0.4; at += 1.4)
    pen.rule(from + at, y + 0.9, from + Math.min(wide, at + 0.8), y + 0.9, 0.15, 'ink');
  return wide;
}

const LEAD = { size: 2.3, ink: 'muted' } as const;
const LINE = { size: 2.5 } as const;
const PITCH = 3.5;

/** In two columns; what has no room is counted in the last line. @param more words for n rows that are not shown */
export function drawList(
  pen: Pen,
  { title, sub, rows, none }: SheetList,
  box: Box,
  more: (count: number) => string,
): void {
  const { x, y, width, height } = box;
  const titled = pen.text(title, x, y + 3, GROUP, width) + 2.4;
  pen.text(sub, x + titled, y + 3, LEAD, width - titled);
  pen.rule(x, y + 4.2, x + width, y + 4.2);
  if (rows.length === 0) {
    pen.text(none, x, y + 8.6, { ...LINE, ink: 'muted' }, width);
    return;
  }
  const top = y + 4.8;
  const fits = Math.max(1, Math.floor((y + height - top) / PITCH));
  const columns = rows.length > fits ? 2 : 1;
  const room = fits * columns;
  const shown = rows.length > room ? rows.slice(0, room - 1) : rows;
  const wide = width / columns;
  const lead = Math.max(0, ...shown.map((row) => pen.width(row.lead, LEAD))) + 1.8;
  shown.forEach((row, index) => {
    const left = x + Math.floor(index / fits) * wide;
    const base = top + (index % fits) * PITCH + 2.8;
    pen.text(row.lead, left, base, LEAD);
    pen.text(row.text, left + lead, base, LINE, wide - lead - 2);
  });
  if (shown.length < rows.length)
    pen.text(more(rows.length - shown.length), x + (columns - 1) * wide, top + (fits - 1) * PITCH + 2.8, LEAD);
}
