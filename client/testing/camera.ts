// A camera that looks at QR codes, one after the other, again and again: Chromium plays a film of them where a phone has a lens.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawQr } from '../ui/qr/draw.ts';

const [WIDTH, HEIGHT] = [640, 480];
const MODULE = 6; // pixels
/** pictures a second, and so many of each code */
const [RATE, EACH] = [10, 5];
/** parts of 255; a screen in a lit room is neither black nor white */
const [DARK, LIGHT] = [40, 215];

export type Film = { readonly flags: readonly string[]; readonly close: () => Promise<void> };

/** @param texts of the codes, in the order in which they are held up */
export async function filmOf(texts: readonly string[]): Promise<Film> {
  const dir = await mkdtemp(join(tmpdir(), 'cordon-camera-'));
  const file = join(dir, 'codes.y4m');
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${RATE}:1 Ip A1:1 C420jpeg\n`)];
  for (const text of texts) {
    const picture = await pictureOf(text);
    for (let i = 0; i < EACH; i += 1) parts.push(Buffer.from('FRAME\n'), picture, grey);
  }
  await writeFile(file, Buffer.concat(parts));
  return {
    flags: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`],
    close: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Brightness of each pixel, rows from the top. */
async function pictureOf(text: string): Promise<Buffer> {
  const code = await drawQr(text);
  if (code === undefined || code.size * MODULE > HEIGHT) throw new Error('no code of this text fits the picture');
  const [left, top] = [Math.floor((WIDTH - code.size * MODULE) / 2), Math.floor((HEIGHT - code.size * MODULE) / 2)];
  const picture = Buffer.alloc(WIDTH * HEIGHT, LIGHT);
  for (const [, x, y, width] of code.path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = 0; row < MODULE; row += 1) {
      const start = (top + Number(y) * MODULE + row) * WIDTH + left + Number(x) * MODULE;
      picture.fill(DARK, start, start + Number(width) * MODULE);
    }
  return picture;
}
