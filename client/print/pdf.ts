// A sheet as a PDF page of its size: byte for byte the same for the same dots and the same moment, because its date is the
// moment it speaks of and never that of the printing.
import { fnv1a64, hex } from '#shared/digest.ts';
import { fullTime } from '../ui/format.ts';
import { type Orientation, type Paper, sheetSize } from './paper.ts';

type Page = {
  readonly paper: Paper;
  readonly orientation: Orientation;
  readonly title: string;
  /** ms since 1970 */
  readonly moment: number;
};

/** The library is large, and few ever print: it is fetched by whoever does. */
export async function makePdf(canvas: HTMLCanvasElement, page: Page): Promise<Blob> {
  const { paper, orientation, title, moment } = page;
  const { jsPDF } = await import('jspdf');
  const { width, height } = sheetSize(paper, orientation);
  const pdf = new jsPDF({ unit: 'mm', format: [width, height], orientation, compress: true, putOnlyUsedFonts: true });
  pdf.setCreationDate(pdfTime(moment));
  pdf.setFileId(hex(fnv1a64(title)) + hex(fnv1a64(`${moment}|${paper}|${orientation}`)));
  pdf.setDocumentProperties({ title, creator: 'Cordon' });
  pdf.addImage({ imageData: canvas, format: 'PNG', x: 0, y: 0, width, height, compression: 'FAST' });
  return pdf.output('blob');
}

/** D:20221030140000+08'00', in the time of the command wherever the screen stands. */
const pdfTime = (moment: number): string => `D:${fullTime(moment).replaceAll(/\D/g, '')}+08'00'`;

/** @throws when the browser has no memory for it */
export function makePng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob === null ? fail(new Error('no memory for the picture')) : done(blob)), 'image/png');
  });
}
