// Looks at single pixels of every WebGL canvas of the page after each frame: when a change is to be seen, and not when
// somebody says that it was drawn.
type Camera = { readonly center: readonly [number, number]; readonly zoom: number };

/** Parts of 255: the red of a case, on whatever lies under it. */
const RED = 120;

export type Pixels = {
  /** @returns milliseconds from `since` to the frame in which the spot is red */
  seen(spot: number, since: number): Promise<number>;
};

/** Call before any map is made: drawing buffers must be kept to be read. */
export function watchPixels({ center, zoom }: Camera, spots: readonly (readonly [number, number])[]): Pixels {
  const contexts = new Set<WebGL2RenderingContext>();
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, options?: object) {
    const kept = kind === 'webgl2' ? { ...options, preserveDrawingBuffer: true } : options;
    const context = (getContext as (kind: string, options?: object) => unknown).call(this, kind, kept);
    if (context instanceof WebGL2RenderingContext) contexts.add(context);
    return context;
  } as typeof getContext;
  const mercator = (latitude: number) => Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  const world = 512 * 2 ** zoom;
  const at = spots.map(([longitude, latitude]) => ({
    x: innerWidth / 2 + ((longitude - center[0]) * world) / 360,
    y: innerHeight / 2 + ((mercator(center[1]) - mercator(latitude)) * world) / (2 * Math.PI),
  }));
  const pixel = new Uint8Array(4);
  const isRed = (spot: number): boolean => {
    const { x = 0, y = 0 } = at[spot] ?? {};
    for (const gl of contexts) {
      if (gl.isContextLost()) continue;
      const ratio = gl.drawingBufferWidth / innerWidth;
      const bound = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
      gl.readPixels(
        Math.round(x * ratio),
        Math.round(gl.drawingBufferHeight - y * ratio),
        1,
        1,
        gl.RGBA,
        gl.UNSIGNED_BYTE,
        pixel,
      );
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, bound);
      if ((pixel[0] ?? 0) > RED && (pixel[3] ?? 0) > RED) return true;
    }
    return false;
  };
  return {
    seen: (spot, since) =>
      new Promise((found) => {
        const look = () => {
          // After the callbacks of this frame, ours being among the first of them.
          const channel = new MessageChannel();
          channel.port1.onmessage = () =>
            isRed(spot) ? found(performance.now() - since) : requestAnimationFrame(look);
          channel.port2.postMessage(null);
        };
        requestAnimationFrame(look);
      }),
  };
}
