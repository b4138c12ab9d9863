// From the situation to the screen, once a frame: collects what changed, lets the scene rewrite those rows, and hands
// MapLibre and deck.gl only the sources and layers that are not what they were.
import type { Layer as DeckLayer } from '@deck.gl/core';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Position } from '#shared/schema.ts';
import type { Layer, Situation } from '#shared/situation.ts';
import { SHAPE_SOURCES } from '../layers/kinds.ts';
import { PALETTES, type Theme } from '../layers/palette.ts';
import { Scene, type Sight } from '../layers/scene.ts';
import type { Changed } from '../store/live-situation.ts';
import { styleLayers } from './base-style.ts';
import { incidentTime } from './clock.ts';
import { marched } from './dash.ts';
import type { StyleLayer } from './expressions.ts';
import { clear, dots, hatch, PATTERN_RATIO } from './patterns.ts';
import { type Marked, markLayers, PointStack } from './point-stack.ts';

export type Selection = { readonly layer: Layer; readonly id: string };
export type StageLook = {
  readonly theme: Theme;
  readonly visible: ReadonlySet<Layer>;
  readonly selection: Selection | null;
  readonly preview: readonly Position[];
  readonly level: Sight['level'];
  /** a word that changes with the language, so that names are written again */
  readonly language: string;
};
/** The part of the overlay that is used here. */
export type Overlay = { setProps(props: { layers: DeckLayer[] }): void };

const AGE_EVERY = 15 * 60_000; // incident milliseconds: a shade of a dot lasts 53 minutes
const RECOUNT_EVERY = 2000; // wall milliseconds: nails that count their dots need not follow each one
const MARCH_EVERY = 160; // wall milliseconds between two steps of a fence that waits for somebody

export class Stage {
  readonly scene: Scene;
  readonly stack: PointStack;
  readonly #map: MapLibreMap;
  readonly #overlay: Overlay;
  readonly #copy: Situation;
  #look: StageLook;
  #pending = new Map<Layer, Set<string>>();
  #reset = true;
  #ready = false;
  #frame = 0;
  #agedAt = 0;
  #recountedAt = 0;
  #marks: { readonly by?: Marked & { readonly theme: Theme }; readonly layers: DeckLayer[] } = { layers: [] };
  #marching: ReturnType<typeof setInterval> | undefined;
  #onFirst: (() => void) | undefined;

  constructor(map: MapLibreMap, overlay: Overlay, copy: Situation, look: StageLook, onFirst: () => void) {
    this.#map = map;
    this.#overlay = overlay;
    this.#copy = copy;
    this.#look = look;
    this.#onFirst = onFirst;
    this.scene = new Scene(copy, this.#sight());
    this.stack = new PointStack(this.scene);
    this.stack.draw(PALETTES[look.theme], devicePixelRatio);
    this.stack.setZoom(map.getZoom());
  }

  /** The style is there: sources exist from now on. */
  start(): void {
    this.#ready = true;
    this.#paint();
    this.request();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearInterval(this.#marching);
  }

  /** Notes what changed by id alone, so that a hidden page that draws no frames keeps a bounded list. */
  note(changed: Changed): void {
    if (changed === 'reset') {
      this.#reset = true;
      this.#pending.clear();
    } else if (!this.#reset) {
      for (const { layer, id } of changed) {
        const ids = this.#pending.get(layer) ?? new Set<string>();
        this.#pending.set(layer, ids.add(id));
      }
    }
    this.request();
  }

  request(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  set look(look: StageLook) {
    const before = this.#look;
    this.#look = look;
    if (before.theme !== look.theme) {
      this.stack.draw(PALETTES[look.theme], devicePixelRatio);
      this.#reset = true;
      this.#paint();
    } else if (before.language !== look.language) this.#reset = true;
    if (before.visible !== look.visible || before.selection !== look.selection) this.#filter();
    this.request();
  }

  /** Symbols hold digits: drawn again when their font arrives. */
  redrawSymbols(): void {
    this.stack.draw(PALETTES[this.#look.theme], devicePixelRatio);
    this.request();
  }

  zoomed(): void {
    if (this.stack.setZoom(this.#map.getZoom())) this.request();
  }

  #sight(): Sight {
    const now = incidentTime(this.#copy, Date.now());
    return { palette: PALETTES[this.#look.theme], now, level: this.#look.level };
  }

  #draw(): void {
    this.#frame = 0;
    if (!this.#ready) return;
    this.#read();
    for (const name of SHAPE_SOURCES) {
      const diff = this.scene.shapes[name].takeDiff();
      if (diff !== undefined) void this.#map.getSource<GeoJSONSource>(name)?.updateData(diff);
    }
    this.#overlay.setProps({ layers: [...this.stack.layers(this.#look.visible), ...this.#marked()] });
    this.#march();
    const first = this.#onFirst;
    if (first !== undefined && this.#copy.size() > 0) {
      this.#onFirst = undefined;
      first();
    }
  }

  #read(): void {
    const sight = this.#sight();
    if (this.#reset) {
      this.scene.rebuild(sight);
      this.#agedAt = sight.now;
    } else {
      this.scene.update(this.#pending);
      if (this.#pending.has('cases') && Date.now() - this.#recountedAt > RECOUNT_EVERY) {
        this.#recountedAt = Date.now();
        this.scene.recountNails();
      }
    }
    this.#pending = new Map();
    this.#reset = false;
    if (Math.abs(sight.now - this.#agedAt) >= AGE_EVERY) {
      this.#agedAt = sight.now;
      this.scene.age(sight.now);
    }
  }

  /** The same layers as before while what they mark stays where it is: a change elsewhere uploads nothing here. */
  #marked(): DeckLayer[] {
    const { selection, preview, theme } = this.#look;
    const selected = selection === null ? undefined : this.#spot(selection);
    const { by } = this.#marks;
    const isSame = by?.preview === preview && by.theme === theme && by.selected?.join() === selected?.join();
    if (!isSame) {
      const layers = markLayers({ selected, preview }, PALETTES[theme]);
      this.#marks = { by: { selected, preview, theme }, layers };
    }
    return this.#marks.layers;
  }

  /** Where the ring goes; shapes have their outline drawn instead. */
  #spot({ layer, id }: Selection): Position | undefined {
    return layer === 'areas' || layer === 'zones' || layer === 'roads' ? undefined : this.scene.positionOf(layer, id);
  }

  #paint(): void {
    if (!this.#ready) return;
    const palette = PALETTES[this.#look.theme];
    const images = { hatch: hatch(palette.high), dots: dots(palette.medium), clear: clear(48) };
    for (const [id, image] of Object.entries(images)) {
      if (this.#map.hasImage(id)) this.#map.updateImage(id, image);
      else this.#map.addImage(id, image, { pixelRatio: PATTERN_RATIO });
    }
    for (const layer of styleLayers(palette)) this.#repaint(layer);
    this.#filter();
  }

  #repaint(layer: StyleLayer): void {
    for (const [name, value] of Object.entries(layer.paint ?? {})) {
      this.#map.setPaintProperty(layer.id, name as never, value as never);
    }
  }

  #filter(): void {
    if (!this.#ready) return;
    const { visible, selection } = this.#look;
    for (const { id } of styleLayers(PALETTES[this.#look.theme])) {
      const of = layerOf(id);
      if (of !== undefined) this.#map.setLayoutProperty(id, 'visibility', visible.has(of) ? 'visible' : 'none');
    }
    for (const name of ['areas', 'roads', 'zones'] as const) {
      this.#map.setFilter(`selected-${name}`, ['==', ['get', 'id'], selection?.layer === name ? selection.id : '']);
    }
  }

  /** A fence that waits for somebody marches; nothing else moves, and nothing for those who asked for no motion. */
  #march(): void {
    const waits = this.#look.visible.has('zones') && this.scene.isWaiting();
    const moves = waits && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!moves) {
      clearInterval(this.#marching);
      this.#marching = undefined;
      return;
    }
    let step = 0;
    this.#marching ??= setInterval(() => {
      if (document.hidden) return;
      step = (step + 1) % 10;
      this.#map.setPaintProperty('zone-line-waiting', 'line-dasharray', marched(step / 2));
    }, MARCH_EVERY);
  }
}

function layerOf(id: string): Layer | undefined {
  if (id === 'ground' || id.startsWith('grid')) return undefined;
  if (id.startsWith('zone')) return 'zones';
  if (id.startsWith('road')) return 'roads';
  if (id.startsWith('selected')) return id.slice('selected-'.length) as Layer;
  return id === 'place-names' || id === 'symbol-room' ? 'sites' : 'areas';
}
