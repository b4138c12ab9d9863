// Corners moved, put in and taken out by hand; the whole shape moved. Every movement is told at once, the end of one apart.
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { cornerAt, insertCorner, moveCorner, moveShape, removeCorner } from '#shared/geo/edit/corners.ts';
import type { Corner, Shape } from '#shared/geo/edit/shape.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import { type Grip, gripAt, nextCorner } from './corner-index.ts';
import { scaleAt } from './scale.ts';

export type CornerHost = {
  readonly shape: () => Shape | undefined;
  /** the whole shape goes with the hand, instead of one corner */
  readonly movesAll: () => boolean;
  readonly snap: (at: Position, of: Corner) => Position;
  /** under the hand, for every movement */
  readonly live: (shape: Shape) => void;
  /** let go: this is what was meant */
  readonly done: (shape: Shape, how: 'vertex' | 'move') => void;
  readonly grip: (grip: Grip | null) => void;
  readonly chosen: () => Corner | null;
  readonly choose: (corner: Corner | null) => void;
};

const REACH = 11; // pixels

type Held = { readonly corner: Corner; readonly shape: Shape } | { readonly from: Position; readonly shape: Shape };

export class CornerHand {
  readonly #map: MapLibreMap;
  readonly #host: CornerHost;
  #held: Held | undefined;
  #frame = 0;

  constructor(map: MapLibreMap, host: CornerHost) {
    this.#map = map;
    this.#host = host;
    map.on('mousedown', this.#down);
    map.on('mousemove', this.#move);
    map.on('mouseup', this.#up);
    map.on('contextmenu', this.#context);
    map.doubleClickZoom.disable();
    window.addEventListener('mouseup', this.#lost);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    const map = this.#map;
    map.off('mousedown', this.#down);
    map.off('mousemove', this.#move);
    map.off('mouseup', this.#up);
    map.off('contextmenu', this.#context);
    map.doubleClickZoom.enable();
    map.getCanvas().style.removeProperty('cursor');
    window.removeEventListener('mouseup', this.#lost);
    this.#host.grip(null);
  }

  /** The chosen corner to an exact place, or by pixels of the screen. */
  put(at: Position): void {
    const [shape, corner] = [this.#host.shape(), this.#host.chosen()];
    if (shape !== undefined && corner !== null) this.#host.done(moveCorner(shape, corner, at), 'vertex');
  }

  nudge(right: number, down: number): boolean {
    const [shape, corner] = [this.#host.shape(), this.#host.chosen()];
    const at = shape === undefined || corner === null ? undefined : cornerAt(shape, corner);
    if (at === undefined) return false;
    const { x, y } = this.#map.project([at[0], at[1]]);
    const to = this.#map.unproject([x + right, y + down]);
    this.put([to.lng, to.lat]);
    return true;
  }

  walk(by: 1 | -1): Position | undefined {
    const shape = this.#host.shape();
    if (shape === undefined) return undefined;
    const next = nextCorner(shape, this.#host.chosen(), by);
    this.#host.choose(next);
    return cornerAt(shape, next);
  }

  remove(corner = this.#host.chosen()): boolean {
    const shape = this.#host.shape();
    const less = shape === undefined || corner === null ? undefined : removeCorner(shape, corner);
    if (less === undefined) return false;
    this.#host.choose(null);
    this.#host.done(less, 'vertex');
    return true;
  }

  #grip(event: MapMouseEvent): Grip | undefined {
    const shape = this.#host.shape();
    const at: Position = [event.lngLat.lng, event.lngLat.lat];
    return shape === undefined ? undefined : gripAt(shape, at, REACH, scaleAt(this.#map, at));
  }

  readonly #down = (event: MapMouseEvent): void => {
    const shape = this.#host.shape();
    if (shape === undefined || event.originalEvent.button !== 0) return;
    const at: Position = [event.lngLat.lng, event.lngLat.lat];
    if (this.#host.movesAll()) {
      if (!isInside(at, shape)) return;
      this.#held = { from: at, shape };
      event.preventDefault();
      return;
    }
    const grip = this.#grip(event);
    if (grip === undefined) {
      this.#host.choose(null);
      return;
    }
    event.preventDefault(); // or the map would go with the hand
    const { corner } = grip;
    this.#held = { corner, shape: grip.on === 'side' ? insertCorner(shape, corner, grip.at) : shape };
    if (grip.on === 'side') this.#host.live(this.#held.shape);
    this.#host.choose(corner);
    this.#host.grip(null);
  };

  readonly #move = (event: MapMouseEvent): void => {
    const at: Position = [event.lngLat.lng, event.lngLat.lat];
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#follow(at, event));
  };

  #follow(at: Position, event: MapMouseEvent): void {
    const held = this.#held;
    if (held !== undefined) {
      this.#host.live(this.#moved(held, at));
      return;
    }
    const shape = this.#host.shape();
    if (this.#host.movesAll()) {
      this.#cursor(shape !== undefined && isInside(at, shape) ? 'move' : '');
      return;
    }
    const grip = this.#grip(event) ?? null;
    this.#host.grip(grip);
    this.#cursor(grip === null ? '' : grip.on === 'corner' ? 'grab' : 'copy');
  }

  #moved(held: Held, at: Position): Shape {
    if ('from' in held) return moveShape(held.shape, held.from, at);
    return moveCorner(held.shape, held.corner, this.#host.snap(at, held.corner));
  }

  readonly #up = (event: MapMouseEvent): void => {
    const held = this.#held;
    if (held === undefined) return;
    cancelAnimationFrame(this.#frame);
    this.#held = undefined;
    const at: Position = [event.lngLat.lng, event.lngLat.lat];
    const before = this.#host.shape();
    const corner = 'corner' in held ? cornerAt(held.shape, held.corner) : undefined;
    // A click that chose a corner moved nothing.
    const { x, y } = corner === undefined ? event.point : this.#map.project([corner[0], corner[1]]);
    const stayed =
      corner !== undefined && Math.hypot(event.point.x - x, event.point.y - y) < 3 && before === held.shape;
    if (!stayed) this.#host.done(this.#moved(held, at), 'from' in held ? 'move' : 'vertex');
  };

  /** The hand let go outside the map: what was seen last counts. */
  readonly #lost = (event: MouseEvent): void => {
    if (this.#held === undefined || event.target === this.#map.getCanvas()) return;
    const shape = this.#host.shape();
    const how = 'from' in this.#held ? 'move' : 'vertex';
    this.#held = undefined;
    if (shape !== undefined) this.#host.done(shape, how);
  };

  readonly #context = (event: MapMouseEvent): void => {
    const grip = this.#grip(event);
    if (grip?.on !== 'corner') return;
    event.preventDefault();
    this.remove(grip.corner);
  };

  #cursor(name: string): void {
    this.#map.getCanvas().style.cursor = name;
  }
}
