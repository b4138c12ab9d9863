// QR codes read by the camera or from a picture. The camera is asked for here and nowhere else, and let go with the signal.
import { err, ok, type Result } from '#shared/result.ts';

/** insecure: no HTTPS, so the browser has no camera to give; denied: its owner said no; missing: there is none, or another app has it. */
export type CameraTrouble = 'insecure' | 'denied' | 'missing';
/** RGBA, eight bits each, rows from the top */
export type Pixels = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** Longer side of what is searched: more is slower and finds nothing more in a code that fills the view. */
const SEARCHED = 720; // px
const LOOK_EVERY = 90; // ms

/** @returns what the code says, undefined where no code is to be read */
export async function readPixels(pixels: Pixels, thoroughly = false): Promise<string | undefined> {
  const { decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR(pixels, thoroughly ? { effort: 8, timeLimit: 1_500 } : {});
  } catch {
    // This is how the library says that there is none.
    return undefined;
  }
}

/** For phones whose camera this page may not use: a photo that was taken of the code. */
export async function readPhoto(photo: Blob): Promise<string | undefined> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(photo);
  } catch {
    return undefined;
  }
  // Small first, which is quick and smooths the noise; then as it is.
  for (const side of [SEARCHED, 2 * SEARCHED]) {
    const text = await readPixels(pixelsOf(bitmap, bitmap.width, bitmap.height, side), true);
    if (text !== undefined) return text;
  }
  return undefined;
}

/**
 * Shows the rear camera in `video` and calls `onText` for each code seen, the same one again and again while it is in view.
 * @param signal ends it and gives the camera back
 */
export async function watchQr(
  video: HTMLVideoElement,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<Result<undefined, CameraTrouble>> {
  if (!window.isSecureContext || navigator.mediaDevices === undefined) return err('insecure');
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    return err(error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'missing');
  }
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  if (signal.aborted) {
    stop();
    return ok(undefined);
  }
  signal.addEventListener('abort', stop, { once: true });
  video.srcObject = stream;
  // Refused while the page is hidden; it plays when it is seen again.
  await video.play().catch(() => {});
  void look(video, onText, signal);
  return ok(undefined);
}

async function look(video: HTMLVideoElement, onText: (text: string) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { videoWidth, videoHeight, readyState } = video;
    if (readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && videoWidth > 0) {
      const text = await readPixels(pixelsOf(video, videoWidth, videoHeight, SEARCHED));
      if (text !== undefined && !signal.aborted) onText(text);
    }
    await new Promise((go) => setTimeout(go, LOOK_EVERY));
  }
}

let canvas: HTMLCanvasElement | undefined;

function pixelsOf(source: CanvasImageSource, width: number, height: number, longest: number): Pixels {
  const scale = Math.min(1, longest / Math.max(width, height));
  canvas ??= document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser draws no pictures');
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
