// A new positive pulses for 60 seconds. Rings of the page, not of the canvas: the browser's compositor moves them, and no
// frame of the map is drawn for them.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Position } from '#shared/schema.ts';

const LASTS = 60_000; // milliseconds

type Pulse = { readonly element: HTMLElement; readonly at: [number, number]; readonly timer: number };

export class Pulses {
  readonly #map: MapLibreMap;
  readonly #box = document.createElement('div');
  readonly #pulses = new Set<Pulse>();

  constructor(map: MapLibreMap) {
    this.#map = map;
    this.#box.className = 'map-pulses';
    this.#box.ariaHidden = 'true';
    map.getCanvasContainer().append(this.#box);
    map.on('move', this.#follow);
    map.on('resize', this.#follow);
  }

  add(position: Position): void {
    const element = document.createElement('i');
    element.className = 'map-pulse';
    this.#box.append(element);
    const timer = window.setTimeout(() => this.#end(pulse), LASTS);
    const pulse: Pulse = { element, at: [position[0], position[1]], timer };
    this.#pulses.add(pulse);
    this.#place(pulse);
  }

  stop(): void {
    this.#map.off('move', this.#follow);
    this.#map.off('resize', this.#follow);
    for (const pulse of this.#pulses) this.#end(pulse);
    this.#box.remove();
  }

  readonly #follow = (): void => {
    for (const pulse of this.#pulses) this.#place(pulse);
  };

  #place({ element, at }: Pulse): void {
    const { x, y } = this.#map.project(at);
    // Set on the element: a style attribute would be refused by a strict style-src.
    element.style.transform = `translate(${x}px, ${y}px)`;
  }

  #end(pulse: Pulse): void {
    clearTimeout(pulse.timer);
    pulse.element.remove();
    this.#pulses.delete(pulse);
  }
}
