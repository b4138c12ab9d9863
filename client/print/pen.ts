// Draws on a sheet in millimetres. Everything is set in dots of the paper and never scaled: a browser that places glyphs on
// whole pixels would tear small text apart.
import { PALETTES } from '../layers/palette.ts';
import { dots } from './paper.ts';

export type Weight = 400 | 500 | 700;
export type Ink = 'ink' | 'muted' | 'line' | 'paper';
export type TextLook = {
  /** millimetres */
  readonly size: number;
  readonly weight?: Weight;
  readonly ink?: Ink;
  readonly align?: 'left' | 'right' | 'center';
};

/** Paper is white and is printed on: the light theme's ink, on nothing. */
const { ink, muted, border } = PALETTES.light;
const INKS: { readonly [I in Ink]: string } = { ink, muted, line: border, paper: '#ffffff' };
const FAMILY = '"Inter Variable", "Noto Sans SC", sans-serif';
const HAN = '"Noto Sans SC"';
const LATIN = '"Inter Variable"';

const WIDE = /[\p{Script=Han}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;
/** A line may begin before each Han character, and after a space. */
const PIECES = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\p{Script=Han}\u3000-\u303f\uff00-\uffef\s]+|\s+/gu;

/** Fetches the pieces of the fonts that these characters need. @returns false when a browser cannot */
export async function fetchFonts(characters: ReadonlySet<string>): Promise<boolean> {
  const text = [...characters].sort().join('');
  const wanted = ([400, 500, 700] as const).flatMap((weight) => [
    document.fonts.load(`${weight} 20px ${HAN}`, text),
    document.fonts.load(`${weight} 20px ${LATIN}`, text),
  ]);
  try {
    await Promise.all(wanted);
    return true;
  } catch {
    return false;
  }
}

export class Pen {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;

  /** @param width, height millimetres */
  constructor(width: number, height: number) {
    this.canvas = document.createElement('canvas');
    this.canvas.width = dots(width);
    this.canvas.height = dots(height);
    const context = this.canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('no 2D canvas: nothing can be printed');
    this.context = context;
    context.fillStyle = INKS.paper;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.textBaseline = 'alphabetic';
  }

  #dress({ size, weight = 400, ink: name = 'ink', align = 'left' }: TextLook): void {
    const { context } = this;
    context.font = `${weight} ${dots(size)}px ${FAMILY}`;
    context.fillStyle = INKS[name];
    context.textAlign = align;
  }

  /** @returns millimetres */
  width(text: string, look: TextLook): number {
    this.#dress(look);
    return (this.context.measureText(text).width / dots(100)) * 100;
  }

  /**
   * One line, cut with an ellipsis where it has no room.
   * @param y of the baseline
   * @returns its width, millimetres
   */
  text(text: string, x: number, y: number, look: TextLook, most = Number.POSITIVE_INFINITY): number {
    let shown = text;
    if (this.width(shown, look) > most) {
      const characters = [...text];
      while (characters.length > 0 && this.width(`${characters.join('')}…`, look) > most) characters.pop();
      shown = `${characters.join('').trimEnd()}…`;
    }
    this.#dress(look);
    this.context.fillText(shown, dots(x), dots(y));
    return this.width(shown, look);
  }

  /** @returns the lines that a text takes */
  lines(text: string, most: number, look: TextLook): string[] {
    const lines: string[] = [];
    let line = '';
    for (const [piece] of text.matchAll(PIECES)) {
      if (line !== '' && this.width(line + piece.trimEnd(), look) > most) {
        lines.push(line.trimEnd());
        line = WIDE.test(piece) ? piece : piece.trimStart();
      } else line += piece;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    return lines;
  }

  rule(x1: number, y1: number, x2: number, y2: number, width = 0.2, name: Ink = 'line'): void {
    const { context } = this;
    context.strokeStyle = INKS[name];
    context.lineWidth = Math.max(1, dots(width));
    context.beginPath();
    context.moveTo(dots(x1), dots(y1));
    context.lineTo(dots(x2), dots(y2));
    context.stroke();
  }

  frame(x: number, y: number, width: number, height: number, line = 0.3): void {
    const { context } = this;
    context.strokeStyle = INKS.ink;
    context.lineWidth = Math.max(1, dots(line));
    context.strokeRect(dots(x), dots(y), dots(width), dots(height));
  }

  /** A plate for what must be read over a map. */
  plate(x: number, y: number, width: number, height: number): void {
    const { context } = this;
    context.globalAlpha = 0.86;
    context.fillStyle = INKS.paper;
    context.fillRect(dots(x), dots(y), dots(width), dots(height));
    context.globalAlpha = 1;
  }

  fill(x: number, y: number, width: number, height: number, colour: string, opacity = 1): void {
    const { context } = this;
    context.globalAlpha = opacity;
    context.fillStyle = colour;
    context.fillRect(dots(x), dots(y), dots(width), dots(height));
    context.globalAlpha = 1;
  }

  picture(canvas: HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    this.context.drawImage(canvas, dots(x), dots(y), dots(width), dots(height));
  }
}
