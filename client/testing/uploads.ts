// What a page hands to its graphics card and to its map workers, counted: the only outside sign of what was built again.
import type { BrowserContext, Page } from 'playwright-core';

export type Uploads = {
  /** messages to workers: every source that is read again and every tile that is made again is one */
  readonly toWorkers: number;
  /** bytes of vertex data */
  readonly bytes: number;
};

/** Call before the page is opened. */
export async function countUploads(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const counted = { toWorkers: 0, bytes: 0 };
    Object.assign(globalThis, { countedUploads: counted });
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, message: unknown, how?: StructuredSerializeOptions) {
      counted.toWorkers += 1;
      postMessage.call(this, message, how);
    } as typeof postMessage;
    const count = (data: unknown) => {
      if (ArrayBuffer.isView(data) || data instanceof ArrayBuffer) counted.bytes += data.byteLength;
    };
    const gl = WebGL2RenderingContext.prototype as unknown as Record<string, (...given: unknown[]) => void>;
    for (const [name, at] of [
      ['bufferData', 1],
      ['bufferSubData', 2],
    ] as const) {
      const upload = gl[name];
      gl[name] = function (this: unknown, ...given: unknown[]) {
        // A view with a range uploads the range, not the whole of it.
        const length = given[at + 2];
        const view = given[at];
        if (name === 'bufferSubData' && typeof length === 'number' && length > 0 && ArrayBuffer.isView(view)) {
          counted.bytes += length * ((view as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1);
        } else count(view);
        upload?.apply(this, given);
      };
    }
  });
}

/** @returns what was uploaded since the last call */
export const takeUploads = (page: Page): Promise<Uploads> =>
  page.evaluate(() => {
    const { countedUploads } = globalThis as unknown as { countedUploads: { toWorkers: number; bytes: number } };
    const taken = { ...countedUploads };
    Object.assign(countedUploads, { toWorkers: 0, bytes: 0 });
    return taken;
  });
