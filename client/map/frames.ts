// deck.gl without its own heartbeat: by itself it looks sixty times a second whether there is anything to draw. Here it is
// told so, and draws at once; between two changes the page does nothing for it.
import type { Layer } from '@deck.gl/core';
import type { MapLibreOverlay } from '@deck.gl/maplibre';

/** What of deck.gl's insides is used: its loop, which takes its frames from whoever provides them. */
type Inner = {
  readonly isInitialized: boolean;
  readonly animationLoop: { readonly props: { animationFrameProvider: FrameProvider } } | null;
  needsRedraw(options: { readonly clearRedrawFlags: boolean }): string | false;
};
type FrameProvider = {
  requestAnimationFrame(callback: FrameRequestCallback): number;
  cancelAnimationFrame(id: number): void;
};

export class Frames {
  readonly #overlay: MapLibreOverlay;
  #waiting: FrameRequestCallback | undefined;
  #frame = 0;

  /** @param overlay that was just added to its map: its loop waits for a device and has asked for no frame yet */
  constructor(overlay: MapLibreOverlay) {
    this.#overlay = overlay;
    // The canvas is cleared as it is resized, after the map has drawn itself in its new size.
    overlay.setProps({ onResize: () => this.#soon() });
    const loop = this.#deck?.animationLoop;
    if (loop === null || loop === undefined) return;
    loop.props.animationFrameProvider = {
      requestAnimationFrame: (callback) => {
        const isFirst = this.#waiting === undefined;
        this.#waiting = callback;
        if (isFirst) this.#soon();
        return 1;
      },
      cancelAnimationFrame: () => {},
    };
  }

  setProps(props: { layers: Layer[] }): void {
    this.#overlay.setProps(props);
  }

  /** Draws what changed, now; and again in the next frame while something is not ready (a program being linked). */
  draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const deck = this.#deck;
    if (deck?.isInitialized !== true || this.#waiting === undefined) return;
    this.#waiting(performance.now());
    if (deck.needsRedraw({ clearRedrawFlags: false }) !== false) this.#soon();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#waiting = undefined;
  }

  #soon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.draw());
  }

  get #deck(): Inner | undefined {
    return (this.#overlay as unknown as { readonly _deck?: Inner })._deck;
  }
}
