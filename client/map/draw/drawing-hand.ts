// New lines by hand and keyboard, on Terra Draw: it knows clicks from drags, closes rings and takes back corners. What it
// has drawn is handed on and leaves it at once; holes, several parts and ten thousand corners, which it does not know,
// belong to corner-hand.ts.
import type { Map as MapLibreMap } from 'maplibre-gl';
import {
  TerraDraw,
  TerraDrawCircleMode,
  type TerraDrawExtend,
  TerraDrawFreehandMode,
  TerraDrawLineStringMode,
  TerraDrawModeUndoRedo,
  type TerraDrawMouseEvent,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { geodesicDistance } from '#shared/geo/geodesic.ts';
import type { Position } from '#shared/geo/position.ts';

export type DrawKind = 'polygon' | 'rectangle' | 'circle' | 'freehand' | 'line';
const MODES = {
  polygon: 'polygon',
  rectangle: 'rectangle',
  circle: 'circle',
  freehand: 'freehand',
  line: 'linestring',
} as const;

export type Drawn =
  | { readonly kind: 'line' | 'ring'; readonly path: Position[] }
  | { readonly kind: 'circle'; readonly middle: Position; readonly radius: number };
/** What is being drawn: corners that are set, and where the next one would be. */
export type Progress = {
  readonly kind: DrawKind;
  readonly path: readonly Position[];
  readonly next: Position | undefined;
};

export type DrawingHost = {
  readonly ink: `#${string}`;
  readonly ground: `#${string}`;
  /** where a corner goes that the hand puts here; tells of the snap as it does so */
  readonly snap: (at: Position) => Position;
  readonly drawn: (drawn: Drawn) => void;
  readonly progress: (progress: Progress | null) => void;
};

/** Terra Draw's adapter, with a way in for corners that come from the keyboard or from figures. */
class Adapter extends TerraDrawMapLibreGLAdapter<MapLibreMap> {
  callbacks: TerraDrawExtend.TerraDrawCallbacks | undefined;
  snap: (at: Position) => Position = (at) => at;

  override register(callbacks: TerraDrawExtend.TerraDrawCallbacks): void {
    this.callbacks = callbacks;
    super.register(callbacks);
  }

  override getLngLatFromEvent(event: PointerEvent | MouseEvent): { lng: number; lat: number } {
    const { lng, lat } = super.getLngLatFromEvent(event);
    const [x, y] = this.snap([lng, lat]);
    return { lng: x, lat: y };
  }
}

const PREFIX = 'cordon-draw';
/** Milliseconds in which a finger's click follows the finger; where there was none, it dragged. */
const CLICK_FOLLOWS = 400;
/** No real key: Terra Draw finishes when it is told to, not whenever Enter is pressed over the map. */
const FINISH = 'cordon-finish';
const KEYS = { cancel: null, finish: FINISH };
const POINTER = { pointerDistance: 12 };

export class DrawingHand {
  readonly #map: MapLibreMap;
  readonly #host: DrawingHost;
  readonly #adapter: Adapter;
  readonly #draw: TerraDraw;
  #kind: DrawKind | undefined;
  #first: Position | undefined;
  #last: Position | undefined;
  /** a finger has just left the map, and its click may still come */
  #isTouch = false;

  constructor(map: MapLibreMap, host: DrawingHost) {
    this.#map = map;
    this.#host = host;
    this.#adapter = new Adapter({ map, prefixId: PREFIX, coordinatePrecision: 9 });
    this.#adapter.snap = (at) => {
      const to = this.#kind === 'freehand' ? at : host.snap(at);
      this.#last = to;
      return to;
    };
    const { ink, ground } = host;
    const fill = { fillColor: ink, fillOpacity: 0.1, outlineColor: ink, outlineWidth: 2.5 } as const;
    const closing = {
      closingPointColor: ground,
      closingPointOutlineColor: ink,
      closingPointWidth: 5,
      closingPointOutlineWidth: 2,
    } as const;
    const corner = {
      coordinatePointColor: ground,
      coordinatePointOutlineColor: ink,
      coordinatePointWidth: 3.5,
      coordinatePointOutlineWidth: 1.5,
    } as const;
    const line = { lineStringColor: ink, lineStringWidth: 2.5 } as const;
    this.#draw = new TerraDraw({
      adapter: this.#adapter,
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
      modes: [
        new TerraDrawPolygonMode({
          keyEvents: KEYS,
          ...POINTER,
          showCoordinatePoints: true,
          styles: { ...fill, ...closing, ...corner },
        }),
        new TerraDrawRectangleMode({ keyEvents: KEYS, styles: fill }),
        new TerraDrawCircleMode({ keyEvents: KEYS, segments: 64, styles: fill }),
        new TerraDrawFreehandMode({
          keyEvents: KEYS,
          minDistance: 6,
          drawInteraction: 'click-move-or-drag',
          styles: { ...fill, ...closing },
        }),
        new TerraDrawLineStringMode({
          keyEvents: KEYS,
          ...POINTER,
          showCoordinatePoints: true,
          styles: { ...line, ...closing, ...corner },
        }),
      ],
    });
    this.#draw.start();
    this.#draw.on('change', () => this.#tell());
    this.#draw.on('finish', (id) => {
      const geometry = this.#draw.getSnapshotFeature(id)?.geometry;
      const [first, last] = [this.#first, this.#last];
      const kind = this.#kind;
      // Not inside its own event: the mode still writes to what it has finished. And not before the click and the double
      // click of the same hand are over: with the tool gone they would choose what lies under the last corner, or zoom.
      this.#afterClick(() => {
        if (!this.#draw.enabled) return;
        this.#draw.clear();
        this.#draw.clearUndoRedoHistory();
        this.#first = undefined;
        host.progress(null);
        if (kind === 'circle' && first !== undefined && last !== undefined) {
          host.drawn({ kind: 'circle', middle: first, radius: geodesicDistance(first, last) });
        } else if (geometry?.type === 'Polygon')
          host.drawn({ kind: 'ring', path: geometry.coordinates[0] as Position[] });
        else if (geometry?.type === 'LineString')
          host.drawn({ kind: 'line', path: geometry.coordinates as Position[] });
      });
    });
    map.getContainer().addEventListener('pointerup', this.#lifted, true);
  }

  /** Hears of it before Terra Draw does, which finishes a shape in the same event. */
  readonly #lifted = ({ pointerType }: PointerEvent): void => {
    this.#isTouch = pointerType === 'touch';
    setTimeout(() => {
      this.#isTouch = false;
    });
  };

  /** A mouse's click comes at once; a finger's a while after it was lifted, or not at all. */
  #afterClick(then: () => void): void {
    if (!this.#isTouch) {
      setTimeout(then);
      return;
    }
    const container = this.#map.getContainer();
    const go = () => {
      container.removeEventListener('click', go, true);
      clearTimeout(timer);
      setTimeout(then);
    };
    const timer = setTimeout(go, CLICK_FOLLOWS);
    container.addEventListener('click', go, true);
  }

  set kind(kind: DrawKind) {
    this.#kind = kind;
    this.#first = undefined;
    this.#draw.setMode(MODES[kind]);
  }

  /** A corner at an exact place, as if the hand had put it there. */
  put(at: Position): void {
    this.#last = at;
    const event = this.#eventAt(at);
    this.#adapter.callbacks?.onMouseMove({ ...event, button: 'neither' });
    this.#adapter.callbacks?.onClick(event);
    this.#tell();
  }

  /** Shows where the next corner would be, for who aims with the keyboard. */
  aim(at: Position): void {
    this.#last = at;
    this.#adapter.callbacks?.onMouseMove({ ...this.#eventAt(at), button: 'neither' });
  }

  finish(): void {
    this.#adapter.callbacks?.onKeyUp({ key: FINISH, heldKeys: [], preventDefault: () => {} });
  }

  /** @returns false when there was no corner to take back */
  back(): boolean {
    if (this.#draw.getModeState() !== 'drawing') return false;
    if (!this.#draw.undo()) this.#restart();
    this.#tell();
    return true;
  }

  again(): boolean {
    const done = this.#draw.getModeState() === 'drawing' && this.#draw.canRedo() && this.#draw.redo();
    if (done) this.#tell();
    return done;
  }

  stop(): void {
    this.#kind = undefined;
    this.#map.getContainer().removeEventListener('pointerup', this.#lifted, true);
    // A map that was taken away has taken the layers with it.
    if (this.#map.getSource(`${PREFIX}-polygon`) !== undefined) this.#draw.stop();
    this.#host.progress(null);
  }

  #restart(): void {
    const kind = this.#kind;
    this.#draw.clear();
    if (kind !== undefined) this.kind = kind;
    this.#host.progress(null);
  }

  #eventAt([lng, lat]: Position): TerraDrawMouseEvent {
    const { x, y } = this.#map.project([lng, lat]);
    return { lng, lat, containerX: x, containerY: y, button: 'left', heldKeys: [], isContextMenu: false };
  }

  #tell(): void {
    const kind = this.#kind;
    if (kind === undefined) return;
    const feature = this.#draw.getSnapshot().find(({ properties }) => properties.currentlyDrawing === true);
    const geometry = feature?.geometry;
    const all =
      geometry?.type === 'Polygon'
        ? geometry.coordinates[0]
        : geometry?.type === 'LineString'
          ? geometry.coordinates
          : undefined;
    if (all === undefined) {
      this.#host.progress(null);
      return;
    }
    this.#first ??= this.#last;
    const set = Number(feature?.properties.committedCoordinateCount ?? all.length);
    const path = (kind === 'circle' || kind === 'rectangle' ? [this.#first] : all.slice(0, set)) as Position[];
    this.#host.progress({ kind, path, next: this.#last });
  }
}
