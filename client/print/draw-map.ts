// The map on a sheet: its picture in a frame, with the bar and the arrow without which a printed map cannot be measured.
import { dots, scaleBar } from './paper.ts';
import type { Pen } from './pen.ts';
import type { SheetMap } from './sheet.ts';

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const BAR = { most: 42, height: 1.3, parts: 4 } as const; // millimetres
const TEXT = { size: 2.5, weight: 500 } as const;

export function drawMap(pen: Pen, map: SheetMap, { x, y, width, height }: Box): void {
  pen.picture(map.canvas, x, y, width, height);
  drawBar(pen, map, x + 4, y + height - 4);
  drawArrow(pen, map.north, x + width - 9, y + 5);
  pen.frame(x, y, width, height);
}

/** Four fields, black and white in turn, as on a paper map. @param left, bottom millimetres */
function drawBar(pen: Pen, { scale, scaleText, metres, kilometres }: SheetMap, left: number, bottom: number): void {
  const bar = scaleBar(scale, BAR.most);
  const isFar = bar.metres >= 1000;
  const end = `${isFar ? bar.metres / 1000 : bar.metres} ${isFar ? kilometres : metres}`;
  const wide = Math.max(bar.millimetres + pen.width(end, TEXT) / 2 + 2, pen.width(scaleText, TEXT));
  pen.plate(left - 2, bottom - 10.5, wide + 5, 12.5);
  pen.text(scaleText, left, bottom - 7, TEXT);
  const top = bottom - 1.5;
  for (let part = 0; part < BAR.parts; part += 1) {
    const from = left + (bar.millimetres * part) / BAR.parts;
    pen.fill(from, top, bar.millimetres / BAR.parts, BAR.height, part % 2 === 0 ? '#14181c' : '#ffffff');
  }
  pen.frame(left, top, bar.millimetres, BAR.height, 0.15);
  pen.text('0', left, bottom - 2.6, { ...TEXT, align: 'center' });
  pen.text(end, left + bar.millimetres, bottom - 2.6, { ...TEXT, align: 'center' });
}

/** The map is never turned: up is north. */
function drawArrow(pen: Pen, north: string, middle: number, top: number): void {
  pen.plate(middle - 4.5, top - 1.5, 9, 15);
  const { context } = pen;
  const at = (dx: number, dy: number): [number, number] => [dots(middle + dx), dots(top + dy)];
  for (const side of [-1, 1]) {
    context.beginPath();
    context.moveTo(...at(0, 0));
    context.lineTo(...at(2.6 * side, 8));
    context.lineTo(...at(0, 6.4));
    context.closePath();
    context.fillStyle = side < 0 ? '#14181c' : '#ffffff';
    context.strokeStyle = '#14181c';
    context.lineWidth = Math.max(1, dots(0.2));
    context.fill();
    context.stroke();
  }
  pen.text(north, middle, top + 12, { size: 3.2, weight: 700, align: 'center' });
}
