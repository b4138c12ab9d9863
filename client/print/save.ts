// Hands a made sheet to whoever asked for it: as a file of this machine.
import { fullTime } from '../ui/format.ts';
import type { Made } from './compose.ts';
import type { Orientation, Paper } from './paper.ts';
import { makePdf, makePng } from './pdf.ts';

export const FORMATS = ['pdf', 'png'] as const;
export type Format = (typeof FORMATS)[number];

/** How long a browser may take to begin reading what it was given, wall milliseconds. */
const HELD = 60_000;

type Where = { readonly paper: Paper; readonly orientation: Orientation; readonly stem: string };

/** @returns the name of the file */
export async function saveSheet(made: Made, format: Format, { paper, orientation, stem }: Where): Promise<string> {
  const { canvas, title, moment } = made;
  const blob = format === 'png' ? await makePng(canvas) : await makePdf(canvas, { paper, orientation, title, moment });
  const time = fullTime(moment).slice(0, 16).replaceAll(/[-:]/g, '').replace(' ', '-');
  const name = `cordon-${stem}-${time}.${format}`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), HELD);
  return name;
}
