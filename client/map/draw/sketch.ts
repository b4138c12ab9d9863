// What is drawn of drafts and of the shape under the hand: one canvas over the map, painted with each of its frames, so that
// ten thousand corners follow a drag and no style of the map has to know of them. Ink only: a draft is no risk yet.
import type { Map as MapLibreMap } from 'maplibre-gl';
import { cornerAt } from '#shared/geo/edit/corners.ts';
import { type Corner, cornerCount, polygonsIn, type Shape } from '#shared/geo/edit/shape.ts';
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
/** A ring of more corners is drawn with a coarser step and without dashes: they cost a frame of seconds, and say nothing. */
const MANY = 2_000;
const COARSE = 4;

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

/** What stays while a hand moves something else: painted once for a camera, then copied. */
type Still = {
  readonly canvas: HTMLCanvasElement;
  readonly pen: CanvasRenderingContext2D;
  view: string;
  drafts: SketchScene['drafts'];
  picked: SketchScene['picked'];
};

const areSame = (a: SketchScene['drafts'], b: SketchScene['drafts']): boolean =>
  a.length === b.length &&
  a.every((one, i) => one.geometry === b[i]?.geometry && one.isChosen === b[i]?.isChosen && one.name === b[i]?.name);

export class Sketch {
  readonly #map: MapLibreMap;
  readonly #canvas: HTMLCanvasElement;
  #pen: CanvasRenderingContext2D;
  #still: Still | undefined;
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
    if (drafts.length + picked.length > 0) {
      const still = this.#stillFor(width, height, sharp);
      if (still !== undefined) pen.drawImage(still.canvas, 0, 0, clientWidth, clientHeight);
    }
    if (edited !== null) this.#edited(edited);
    for (const at of dots) this.#ring(at, 6, 2);
    for (const { at, text } of labels) this.#label(at, text, 0, -12);
    if (flaw !== null) this.#flaw(flaw);
    if (snap !== null) this.#snap(snap.snap, snap.text);
    if (hasCross) this.#cross(clientWidth / 2, clientHeight / 2);
  };

  #stillFor(width: number, height: number, sharp: number): Still | undefined {
    if (this.#still === undefined) {
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d');
      if (pen === null) return undefined;
      this.#still = { canvas, pen, view: '', drafts: [], picked: [] };
    }
    const still = this.#still;
    const { drafts, picked } = this.#scene;
    const { lng, lat } = this.#map.getCenter();
    const turned = [this.#map.getBearing(), this.#map.getPitch()];
    const view = [lng, lat, this.#map.getZoom(), ...turned, width, height, sharp, this.#ink, this.#ground].join();
    const isPicked = picked.length === still.picked.length && picked.every((one, i) => one === still.picked[i]);
    if (view === still.view && isPicked && areSame(drafts, still.drafts)) return still;
    Object.assign(still, { view, drafts, picked });
    // Setting a size wipes it, also to the same one.
    Object.assign(still.canvas, { width, height });
    still.pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    const pen = this.#pen;
    this.#pen = still.pen;
    for (const shape of picked) this.#area(shape, 0.16, 2, []);
    for (const { geometry, isChosen } of drafts)
      this.#area(geometry, isChosen ? 0.14 : 0.05, isChosen ? 2.5 : 1.75, [7, 5]);
    for (const { geometry, name } of drafts) this.#name(geometry, name);
    this.#pen = pen;
    return still;
  }

  #point(at: Position): { x: number; y: number } {
    return this.#map.project([at[0], at[1]]);
  }

  /** From world to pixels: [world size, mercator and pixel of the middle]. The map neither turns nor tilts. */
  #frameOf(): { world: number; cx: number; cy: number; x: number; y: number } {
    const centre = this.#map.getCenter();
    const { x, y } = this.#map.project(centre);
    return { world: TILE * 2 ** this.#map.getZoom(), cx: mercatorX(centre.lng), cy: mercatorY(centre.lat), x, y };
  }

  /** Lays a ring on the path, leaving out corners that would not be seen. */
  #trace(ring: Ring): void {
    const mercator = mercatorOf(ring);
    const { world, cx, cy, ...middle } = this.#frameOf();
    const step = ring.length > MANY ? COARSE : STEP;
    let [lastX, lastY] = [Number.NaN, Number.NaN];
    for (let i = 0; i < mercator.length; i += 2) {
      const x = ((mercator[i] as number) - cx) * world + middle.x;
      const y = ((mercator[i + 1] as number) - cy) * world + middle.y;
      if (i === 0) this.#pen.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < step) continue;
      else this.#pen.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    this.#pen.closePath();
  }

  #area(shape: Shape, opacity: number, width: number, dash: number[]): void {
    const pen = this.#pen;
    const isLarge = cornerCount(shape) > MANY;
    pen.lineJoin = isLarge ? 'bevel' : 'round';
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
    pen.setLineDash(isLarge ? [] : dash);
    pen.stroke();
    pen.setLineDash([]);
    pen.lineJoin = 'round';
  }

  #edited(shape: Shape): void {
    this.#area(shape, 0.12, 2.5, []);
    const pen = this.#pen;
    const { clientWidth, clientHeight } = this.#canvas;
    const { world, cx, cy, ...middle } = this.#frameOf();
    pen.fillStyle = this.#ground;
    pen.strokeStyle = this.#ink;
    pen.lineWidth = 1.5;
    for (const ring of polygonsIn(shape).flat()) {
      let [lastX, lastY] = [Number.NaN, Number.NaN];
      const mercator = mercatorOf(ring);
      for (let i = 0; i + 1 < ring.length; i++) {
        const x = ((mercator[2 * i] as number) - cx) * world + middle.x;
        const y = ((mercator[2 * i + 1] as number) - cy) * world + middle.y;
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
