// deck.gl without its own heartbeat: by itself it looks sixty times a second whether there is anything to draw. Here it is
// told so, and draws in the next frame; between two changes the page does nothing for it.
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
    overlay.setProps({ onResize: () => this.draw() });
    const loop = this.#deck?.animationLoop;
    if (loop === null || loop === undefined) return;
    loop.props.animationFrameProvider = {
      requestAnimationFrame: (callback) => {
        const isFirst = this.#waiting === undefined;
        this.#waiting = callback;
        if (isFirst) this.draw();
        return 1;
      },
      cancelAnimationFrame: () => {},
    };
  }

  setProps(props: { layers: Layer[] }): void {
    this.#overlay.setProps(props);
  }

  /**
   * Draws what changed, in the next frame: a slow graphics card gives fewer of them, and what is drawn between two is work
   * that nobody sees.
   */
  draw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#give());
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#waiting = undefined;
  }

  /** And again while something is not ready (a program being linked). */
  #give(): void {
    this.#frame = 0;
    const deck = this.#deck;
    if (deck?.isInitialized !== true || this.#waiting === undefined) return;
    this.#waiting(performance.now());
    if (deck.needsRedraw({ clearRedrawFlags: false }) !== false) this.draw();
  }

  get #deck(): Inner | undefined {
    return (this.#overlay as unknown as { readonly _deck?: Inner })._deck;
  }
}
