// Draws the symbols of a table into one picture for the graphics card: the same paths as in the lists.

import type { Digits } from '../layers/dot-layer.ts';
import type { Frame } from '../layers/packing.ts';
import type { Palette } from '../layers/palette.ts';
import { drawingOf, type SymbolKind } from '../ui/symbols/drawings.ts';
import { iconsOf } from '../ui/symbols/keys.ts';
import type { Drawing, Tone } from '../ui/symbols/marks.ts';

const GRID = 32; // the grid of the drawings
const MARGIN = 4; // grid units around it, for the halo and the neighbours' mipmaps
const CELL = GRID + 2 * MARGIN;
const HALO = 3;

export type Atlas = {
  readonly image: HTMLCanvasElement;
  readonly mapping: { readonly [key: string]: Frame };
  /** on-screen pixels of a cell for each pixel of the symbol in it: cells have room for the halo */
  readonly room: number;
};

export const LABEL_FONT = '"Inter Variable", "Noto Sans SC", sans-serif';

const TONES: { readonly [T in Tone]: keyof Palette } = {
  ink: 'ink',
  muted: 'muted',
  ground: 'halo',
  neutral: 'neutral',
  risk: 'high',
  medium: 'medium',
  low: 'low',
  fence: 'fence',
};

/**
 * @param kinds all states of these
 * @param ratio pixels of the picture per unit of the grid; twice the screen's, so that shrinking it is an exact halving
 */
export function drawAtlas(kinds: readonly SymbolKind[], palette: Palette, ratio: number): Atlas {
  const icons = kinds.flatMap((kind) => iconsOf(kind));
  const columns = Math.ceil(Math.sqrt(icons.length));
  const side = Math.round(CELL * ratio);
  const { canvas, context } = paper(columns * side, Math.ceil(icons.length / columns) * side);
  const mapping: Record<string, Frame> = {};
  icons.forEach(({ key, kind, state }, index) => {
    const x = (index % columns) * side;
    const y = Math.floor(index / columns) * side;
    const drawing = drawingOf(kind, state);
    context.setTransform(side / CELL, 0, 0, side / CELL, x, y);
    context.translate(MARGIN, MARGIN);
    drawSymbol(context, drawing, palette);
    const anchorY = (((drawing.anchorY ?? GRID / 2) + MARGIN) / CELL) * side;
    mapping[key] = { x, y, width: side, height: side, anchorY };
  });
  return { image: canvas, mapping, room: CELL / GRID };
}

const DIGIT = 12.5; // CSS pixels of a digit in a cluster

/** Drawn at the size at which they are shown, one pixel to one: small figures stay sharp. */
export function drawDigits(ratio: number): Digits {
  const size = Math.round(DIGIT * Math.max(1, ratio));
  const width = Math.ceil(size * 0.64);
  const height = Math.ceil(size * 1.1);
  const { canvas, context } = paper(10 * width, height);
  context.fillStyle = '#fff';
  context.font = `650 ${size}px ${LABEL_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (let digit = 0; digit < 10; digit += 1) {
    context.fillText(String(digit), (digit + 0.5) * width, height / 2 + size * 0.36);
  }
  return { image: canvas, width, height };
}

function paper(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas: symbols cannot be drawn');
  return { canvas, context };
}

/** On the 32 x 32 grid of the drawings, from the context's origin. */
export function drawSymbol(context: CanvasRenderingContext2D, { marks, label }: Drawing, palette: Palette): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  // A halo of the ground under everything keeps a symbol apart from hatches, roads and its neighbours.
  context.strokeStyle = palette.halo;
  context.globalAlpha = 0.75;
  for (const mark of marks) {
    if (mark.opacity !== undefined || mark.dash !== undefined) continue;
    context.lineWidth = (mark.stroke === undefined ? 0 : (mark.width ?? 1)) + HALO;
    context.stroke(new Path2D(mark.d));
  }
  for (const mark of marks) {
    const path = new Path2D(mark.d);
    context.globalAlpha = mark.opacity ?? 1;
    context.setLineDash([...(mark.dash ?? [])]);
    if (mark.fill !== undefined) {
      context.fillStyle = palette[TONES[mark.fill]];
      context.fill(path);
    }
    if (mark.stroke !== undefined) {
      context.strokeStyle = palette[TONES[mark.stroke]];
      context.lineWidth = mark.width ?? 1;
      context.stroke(path);
    }
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  if (label === undefined) return;
  context.fillStyle = label.tone === 'ink' ? palette.ink : palette.halo;
  context.font = `700 ${label.size}px ${LABEL_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  // Digits have no descenders: centring the cap height is what the eye calls the middle.
  context.fillText(label.text, label.x, label.y + label.size * 0.36);
}
