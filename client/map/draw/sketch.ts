// What is drawn of drafts and of the shape under the hand: one canvas over the map, painted with each of its frames, so that
// ten thousand corners follow a drag and no style of the map has to know of them. Ink only: a draft is no risk yet.
import type { Map as MapLibreMap } from 'maplibre-gl';
import { cornerAt } from '#shared/geo/edit/corners.ts';
import { type Corner, polygonsIn, type Shape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';
import { mercatorX, mercatorY } from '../../layers/point-table.ts';
import type { Grip } from './corner-index.ts';
import type { Snap } from './snap.ts';

export type SketchLabel = { readonly at: Position; readonly text: string };
export type SketchScene = {
  readonly drafts: readonly {
    readonly id: string;
    readonly name: string;
    readonly geometry: Shape;
    readonly isChosen: boolean;
  }[];
  /** with its corners to be taken hold of */
  readonly edited: Shape | null;
  readonly grip: Grip | null;
  readonly corner: Corner | null;
  /** where the hand was drawn to, and in words to what */
  readonly snap: { readonly snap: Snap; readonly text: string } | null;
  readonly flaw: SketchLabel | null;
  /** areas or cases picked by a tool */
  readonly picked: readonly Shape[];
  readonly dots: readonly Position[];
  readonly labels: readonly SketchLabel[];
  /** the middle of the map is marked: the keyboard puts corners there */
  readonly hasCross: boolean;
};
export const EMPTY_SCENE: SketchScene = {
  drafts: [],
  edited: null,
  grip: null,
  corner: null,
  snap: null,
  flaw: null,
  picked: [],
  dots: [],
  labels: [],
  hasCross: false,
};

const TILE = 512;
/** Pixels between two handles: nearer ones would be a black band that nobody can grip anyway. */
const HANDLE_GAP = 9;
/** Pixels under which a corner does not bend the line that is seen. */
const STEP = 0.6;

type Ring = readonly Position[];
const mercators = new WeakMap<Ring, Float64Array>();
function mercatorOf(ring: Ring): Float64Array {
  const known = mercators.get(ring);
  if (known !== undefined) return known;
  const made = new Float64Array(2 * ring.length);
  for (const [i, [x, y]] of ring.entries()) {
    made[2 * i] = mercatorX(x);
    made[2 * i + 1] = mercatorY(y);
  }
  mercators.set(ring, made);
  return made;
}

export class Sketch {
  readonly #map: MapLibreMap;
  readonly #canvas: HTMLCanvasElement;
  readonly #pen: CanvasRenderingContext2D;
  #scene: SketchScene = EMPTY_SCENE;
  #ink = '#ffffff';
  #ground = '#000000';
  #frame = 0;

  /** @returns undefined where the browser gives no canvas */
  static on(map: MapLibreMap, canvas: HTMLCanvasElement): Sketch | undefined {
    const pen = canvas.getContext('2d');
    return pen === null ? undefined : new Sketch(map, canvas, pen);
  }

  private constructor(map: MapLibreMap, canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D) {
    this.#map = map;
    this.#canvas = canvas;
    this.#pen = pen;
    map.on('render', this.#paint);
    map.on('resize', this.#later);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#map.off('render', this.#paint);
    this.#map.off('resize', this.#later);
  }

  set scene(scene: SketchScene) {
    this.#scene = scene;
    this.#later();
  }

  /** Colours are the theme's: read again when it changes. */
  look(): void {
    const style = getComputedStyle(this.#canvas);
    this.#ink = style.getPropertyValue('--map-ink').trim() || this.#ink;
    this.#ground = style.getPropertyValue('--map-ground').trim() || this.#ground;
    this.#later();
  }

  readonly #later = (): void => {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#paint);
  };

  readonly #paint = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const pen = this.#pen;
    const { clientWidth, clientHeight } = this.#canvas;
    const sharp = devicePixelRatio;
    const [width, height] = [Math.round(clientWidth * sharp), Math.round(clientHeight * sharp)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, clientWidth, clientHeight);
    const { drafts, edited, picked, dots, labels, flaw, snap, hasCross } = this.#scene;
    pen.lineJoin = 'round';
    for (const shape of picked) this.#area(shape, 0.16, 2, []);
    for (const { geometry, isChosen } of drafts)
      this.#area(geometry, isChosen ? 0.14 : 0.05, isChosen ? 2.5 : 1.75, [7, 5]);
    for (const { geometry, name } of drafts) this.#name(geometry, name);
    if (edited !== null) this.#edited(edited);
    for (const at of dots) this.#ring(at, 6, 2);
    for (const { at, text } of labels) this.#label(at, text, 0, -12);
    if (flaw !== null) this.#flaw(flaw);
    if (snap !== null) this.#snap(snap.snap, snap.text);
    if (hasCross) this.#cross(clientWidth / 2, clientHeight / 2);
  };

  #point(at: Position): { x: number; y: number } {
    return this.#map.project([at[0], at[1]]);
  }

  /** Lays a ring on the path, leaving out corners that would not be seen. */
  #trace(ring: Ring): void {
    const mercator = mercatorOf(ring);
    const centre = this.#map.getCenter();
    const world = TILE * 2 ** this.#map.getZoom();
    const middle = this.#map.project(centre);
    const [cx, cy] = [mercatorX(centre.lng), mercatorY(centre.lat)];
    let [lastX, lastY] = [Number.NaN, Number.NaN];
    for (let i = 0; i < mercator.length; i += 2) {
      const x = ((mercator[i] as number) - cx) * world + middle.x;
      const y = ((mercator[i + 1] as number) - cy) * world + middle.y;
      if (i === 0) this.#pen.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < STEP) continue;
      else this.#pen.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    this.#pen.closePath();
  }

  #area(shape: Shape, opacity: number, width: number, dash: number[]): void {
    const pen = this.#pen;
    pen.beginPath();
    for (const rings of polygonsIn(shape)) for (const ring of rings) this.#trace(ring);
    pen.globalAlpha = opacity;
    pen.fillStyle = this.#ink;
    pen.fill('evenodd');
    pen.globalAlpha = 1;
    pen.strokeStyle = this.#ground;
    pen.lineWidth = width + 2.5;
    pen.setLineDash([]);
    pen.globalAlpha = 0.55;
    pen.stroke();
    pen.globalAlpha = 1;
    pen.strokeStyle = this.#ink;
    pen.lineWidth = width;
    pen.setLineDash(dash);
    pen.stroke();
    pen.setLineDash([]);
  }

  #edited(shape: Shape): void {
    this.#area(shape, 0.12, 2.5, []);
    const pen = this.#pen;
    const { clientWidth, clientHeight } = this.#canvas;
    const bounds = this.#map.getBounds();
    const [west, east, south, north] = [bounds.getWest(), bounds.getEast(), bounds.getSouth(), bounds.getNorth()];
    pen.fillStyle = this.#ground;
    pen.strokeStyle = this.#ink;
    pen.lineWidth = 1.5;
    for (const ring of polygonsIn(shape).flat()) {
      let [lastX, lastY] = [Number.NaN, Number.NaN];
      for (let i = 0; i + 1 < ring.length; i++) {
        const at = ring[i] as Position;
        if (at[0] < west || at[0] > east || at[1] < south || at[1] > north) continue;
        const { x, y } = this.#point(at);
        if (Math.hypot(x - lastX, y - lastY) < HANDLE_GAP || x < 0 || y < 0 || x > clientWidth || y > clientHeight)
          continue;
        [lastX, lastY] = [x, y];
        pen.beginPath();
        pen.rect(x - 3.5, y - 3.5, 7, 7);
        pen.fill();
        pen.stroke();
      }
    }
    const { grip, corner } = this.#scene;
    if (grip !== null) this.#ring(grip.at, grip.on === 'corner' ? 7 : 5, 2);
    const chosen = corner === null ? undefined : cornerAt(shape, corner);
    if (chosen !== undefined) {
      const { x, y } = this.#point(chosen);
      pen.fillStyle = this.#ink;
      pen.strokeStyle = this.#ground;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.rect(x - 6, y - 6, 12, 12);
      pen.fill();
      pen.stroke();
    }
  }

  #ring(at: Position, radius: number, width: number): void {
    const { x, y } = this.#point(at);
    const pen = this.#pen;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.strokeStyle = this.#ground;
    pen.lineWidth = width + 2;
    pen.stroke();
    pen.strokeStyle = this.#ink;
    pen.lineWidth = width;
    pen.stroke();
  }

  #name(shape: Shape, name: string): void {
    const [shell = []] = polygonsIn(shape)[0] ?? [];
    const top = shell.reduce<Position | undefined>(
      (best, at) => (best === undefined || at[1] > best[1] ? at : best),
      undefined,
    );
    if (top !== undefined) this.#label(top, name, 0, -10);
  }

  #label(at: Position, text: string, dx: number, dy: number): void {
    const { x, y } = this.#point(at);
    const pen = this.#pen;
    pen.font = '600 12px "Inter Variable", "Noto Sans SC", sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'bottom';
    pen.lineWidth = 4;
    pen.strokeStyle = this.#ground;
    pen.strokeText(text, x + dx, y + dy);
    pen.fillStyle = this.#ink;
    pen.fillText(text, x + dx, y + dy);
  }

  #flaw({ at, text }: SketchLabel): void {
    this.#ring(at, 13, 2.5);
    const { x, y } = this.#point(at);
    const pen = this.#pen;
    pen.beginPath();
    pen.moveTo(x - 5, y - 5);
    pen.lineTo(x + 5, y + 5);
    pen.moveTo(x + 5, y - 5);
    pen.lineTo(x - 5, y + 5);
    pen.strokeStyle = this.#ink;
    pen.lineWidth = 2.5;
    pen.stroke();
    this.#label(at, text, 0, -17);
  }

  #snap({ at, isCorner }: Snap, text: string): void {
    const { x, y } = this.#point(at);
    const pen = this.#pen;
    pen.strokeStyle = this.#ink;
    pen.lineWidth = 2;
    pen.beginPath();
    if (isCorner) pen.rect(x - 8, y - 8, 16, 16);
    else pen.arc(x, y, 8, 0, 2 * Math.PI);
    pen.stroke();
    this.#label(at, text, 0, 28);
  }

  #cross(x: number, y: number): void {
    const pen = this.#pen;
    pen.strokeStyle = this.#ink;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.moveTo(x - 12, y);
    pen.lineTo(x + 12, y);
    pen.moveTo(x, y - 12);
    pen.lineTo(x, y + 12);
    pen.stroke();
  }
}
