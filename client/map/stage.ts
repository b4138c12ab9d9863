// From the situation to the screen: collects what changed, lets the scene rewrite those rows, and hands MapLibre and
// deck.gl only the sources and layers that are not what they were. Data are drawn at most ten times a second, which is how
// often they come (server/publish); the first change after a quiet moment at once, so that nothing waits for a beat.
import type { Layer as DeckLayer } from '@deck.gl/core';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Geometry, Position } from '#shared/schema.ts';
import type { Layer, Situation } from '#shared/situation.ts';
import type { Language } from '#shared/terms/term.ts';
import { isNewPositive } from '../layers/case-rows.ts';
import { classesOf, type RoundCoverage } from '../layers/coverage.ts';
import { SHAPE_SOURCES } from '../layers/kinds.ts';
import { PALETTES, type Theme } from '../layers/palette.ts';
import { Scene } from '../layers/scene.ts';
import type { Sieve, Sight } from '../layers/sight.ts';
import type { Changed } from '../store/live-situation.ts';
import { styleLayers } from './base-style.ts';
import { incidentTime } from './clock.ts';
import { marched } from './dash.ts';
import type { StyleLayer } from './expressions.ts';
import { backHatch, clear, dots, hatch, PATTERN_RATIO } from './patterns.ts';
import { PointStack } from './point-stack.ts';
import { Pulses } from './pulses.ts';
import { showLayers } from './show-layers.ts';

export type Selection = { readonly layer: Layer; readonly id: string };
export type StageLook = {
  readonly theme: Theme;
  readonly visible: ReadonlySet<Layer>;
  readonly selection: Selection | null;
  readonly preview: readonly Position[];
  readonly level: Sight['level'];
  readonly until?: Sight['until'];
  /** names are written again with it */
  readonly language: Language;
  /** the engine's; undefined before its first answer, and where nobody asks it */
  readonly coverage?: RoundCoverage;
  /** the engine's: distinct persons of each key area, by zone */
  readonly persons?: ReadonlyMap<string, number>;
  /** outlines of areas too fine for the copy, for zones that stand on them */
  readonly houses?: ReadonlyMap<string, Geometry>;
  /** a picture is taken of it: nothing moves */
  readonly isStill?: boolean;
  /** the rows of one layer that are let through; null: all */
  readonly sieve?: Sieve | null;
};
/** @returns ms of the situation's time */
type Clock = () => number;
/** The part of the overlay that is used here. */
export type Overlay = { setProps(props: { layers: DeckLayer[] }): void };

const NOBODY: ReadonlyMap<string, number> = new Map();
const NOWHERE: ReadonlyMap<string, Geometry> = new Map();
const EVERY = 100; // milliseconds between two drawings of data
const AGE_EVERY = 20_000; // wall milliseconds between two looks at the clock by dots that fade over a week
const RECOUNT_EVERY = 2000; // wall milliseconds: nails that count their dots need not follow each one
const MARCH_EVERY = 160; // wall milliseconds between two steps of a fence that waits for somebody
/** More at once are an import or a catching up, not news. */
const MOST_PULSES = 40;

export class Stage {
  readonly scene: Scene;
  readonly stack: PointStack;
  readonly #map: MapLibreMap;
  readonly #overlay: Overlay;
  readonly #copy: Situation;
  readonly #now: Clock;
  readonly #pulses: Pulses;
  #look: StageLook;
  #pending = new Map<Layer, Set<string>>();
  #reset = true;
  #ready = false;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #recountedAt = 0;
  #layers: DeckLayer[] = [];
  #marked = '';
  #coverage: ReadonlyMap<string, number> = new Map();
  #isProvisional = false;
  #classes: { readonly of: RoundCoverage; readonly map: ReadonlyMap<string, number> } | undefined;
  #ageing: ReturnType<typeof setInterval> | undefined;
  #marching: ReturnType<typeof setInterval> | undefined;
  #onFirst: (() => void) | undefined;

  constructor(map: MapLibreMap, overlay: Overlay, copy: Situation, look: StageLook, onFirst: () => void, now?: Clock) {
    this.#now = now ?? (() => incidentTime(copy, Date.now()));
    this.#map = map;
    this.#overlay = overlay;
    this.#copy = copy;
    this.#look = look;
    this.#onFirst = onFirst;
    this.#pulses = new Pulses(map);
    this.scene = new Scene(copy, this.#sight());
    this.stack = new PointStack(this.scene, this.#now);
    this.stack.draw(PALETTES[look.theme], map.getPixelRatio());
    this.stack.setZoom(map.getZoom());
  }

  /** The style is there: sources exist from now on. */
  start(): void {
    this.#ready = true;
    this.#paint();
    this.#ageing = setInterval(() => this.#redraw(), AGE_EVERY);
    document.addEventListener('visibilitychange', this.#shown);
    this.request();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    clearInterval(this.#ageing);
    clearInterval(this.#marching);
    document.removeEventListener('visibilitychange', this.#shown);
    this.#pulses.stop();
  }

  /** Notes what changed by id alone, so that a hidden page that draws no frames keeps a bounded list. */
  note(changed: Changed): void {
    if (changed === 'reset') {
      this.#reset = true;
      this.#pending.clear();
    } else if (!this.#reset) {
      for (const { layer, id } of changed) {
        let ids = this.#pending.get(layer);
        if (ids === undefined) {
          ids = new Set();
          this.#pending.set(layer, ids);
        }
        ids.add(id);
      }
    }
    if (this.#timer !== undefined || document.hidden) return;
    const wait = Math.max(0, this.#readAt + EVERY - performance.now());
    this.#timer = setTimeout(() => this.#draw(), wait);
  }

  /** Draws in the next frame, whatever changed. */
  request(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** community -> class of coverage.ts: the engine's where it has answered, else what the copy's own counts say */
  get coverage(): ReadonlyMap<string, number> {
    const { coverage } = this.#look;
    if (coverage === undefined || coverage.areas.size === 0) return this.scene.coverage;
    if (this.#classes?.of !== coverage) this.#classes = { of: coverage, map: classesOf(coverage) };
    return this.#classes.map;
  }

  /** The engine has told of some community, and a hand that rests on one can be answered. */
  get isTold(): boolean {
    return (this.#look.coverage?.areas.size ?? 0) > 0;
  }

  set look(look: StageLook) {
    const before = this.#look;
    this.#look = look;
    if (before.theme !== look.theme) {
      this.stack.draw(PALETTES[look.theme], this.#map.getPixelRatio());
      this.#reset = true;
      this.#paint();
    } else if (before.language !== look.language) this.#reset = true;
    if (before.visible !== look.visible || before.selection !== look.selection) this.#filter();
    if (before.coverage !== look.coverage && this.#ready) this.#cover();
    const isRecast = before.persons !== look.persons || before.houses !== look.houses || before.sieve !== look.sieve;
    if (isRecast) this.#recast();
    this.request();
  }

  #recast(): void {
    if (!this.#ready || this.#reset) return;
    this.scene.sift(this.#look.sieve ?? null);
    this.scene.setHouses(this.#look.houses ?? NOWHERE);
    this.scene.setPersons(this.#look.persons ?? NOBODY);
    this.#tell();
  }

  /** Symbols hold digits: drawn again when their font arrives. */
  redrawSymbols(): void {
    this.stack.draw(PALETTES[this.#look.theme], this.#map.getPixelRatio());
    this.request();
  }

  zoomed(): void {
    if (this.stack.setZoom(this.#map.getZoom())) this.request();
  }

  readonly #shown = (): void => {
    if (!document.hidden) this.request();
  };

  #sight(): Sight {
    const { theme, language, level, until } = this.#look;
    return { palette: PALETTES[theme], language, level, ...(until === undefined ? {} : { until }) };
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
    if (!this.#ready) return;
    if (this.#reset || this.#pending.size > 0) this.#read();
    this.#mark();
    const isNews = this.stack.follow(this.#look.visible);
    const layers = this.stack.layers(this.#look.visible);
    if (layers !== this.#layers) {
      this.#layers = layers;
      this.#overlay.setProps({ layers });
    } else if (isNews) this.#redraw();
    const first = this.#onFirst;
    if (first !== undefined && this.#copy.size() > 0) {
      this.#onFirst = undefined;
      first();
    }
  }

  /** The records are in the layers' hands: one of them that wants to be drawn draws them all. */
  #redraw(): void {
    this.#layers[0]?.setNeedsRedraw();
  }

  #read(): void {
    this.#readAt = performance.now();
    if (this.#reset) this.scene.rebuild(this.#sight(), this.#look.sieve ?? null);
    else {
      const news = this.#newPositives();
      this.scene.update(this.#pending);
      for (const position of news) this.#pulses.add(position);
      if (this.#pending.has('cases') && this.#readAt - this.#recountedAt > RECOUNT_EVERY) {
        this.#recountedAt = this.#readAt;
        this.scene.recountNails();
      }
    }
    this.#pending.clear();
    this.#reset = false;
    this.scene.setHouses(this.#look.houses ?? NOWHERE);
    this.scene.setPersons(this.#look.persons ?? NOBODY);
    this.#tell();
    this.#cover();
    this.#march();
  }

  /** Hands MapLibre what became of the shapes. */
  #tell(): void {
    for (const name of SHAPE_SOURCES) {
      const diff = this.scene.shapes[name].takeDiff();
      if (diff !== undefined) void this.#map.getSource<GeoJSONSource>(name)?.updateData(diff);
    }
  }

  /** Cases that this screen hears of for the first time, and that are as new as that sounds. */
  #newPositives(): Position[] {
    const { cases, soft } = this.scene.tables;
    const news: Position[] = [];
    if (!this.#look.visible.has('cases')) return news;
    const now = this.#now();
    for (const id of this.#pending.get('cases') ?? []) {
      if (cases.rowOf(id) !== undefined || soft.rowOf(id) !== undefined) continue;
      const found = this.#copy.get('cases', id);
      if (found?.position !== undefined && isNewPositive(found, now)) news.push(found.position);
    }
    return news.length > MOST_PULSES ? [] : news;
  }

  /** Tells the communities their classes: a state of their features, so that no tile is made again for a new count. */
  #cover(): void {
    const { coverage } = this;
    const before = this.#coverage;
    const provisional = this.#look.coverage?.isProvisional === true;
    if (coverage === before && provisional === this.#isProvisional) return;
    const isOther = provisional !== this.#isProvisional;
    this.#coverage = coverage;
    this.#isProvisional = provisional;
    for (const id of before.keys()) {
      if (!coverage.has(id)) this.#map.removeFeatureState({ source: 'areas', id });
    }
    for (const [id, found] of coverage) {
      if (isOther || before.get(id) !== found)
        this.#map.setFeatureState({ source: 'areas', id }, { coverage: found, provisional });
    }
  }

  /** The same records as before while what they mark stays where it is. */
  #mark(): void {
    const { selection, preview, theme } = this.#look;
    const selected = selection === null ? undefined : this.#spot(selection);
    const marked = `${theme}|${selected?.join() ?? ''}|${preview.length}|${preview[0]?.join() ?? ''}`;
    if (marked === this.#marked) return;
    this.#marked = marked;
    this.stack.mark({ ...(selected === undefined ? {} : { selected }), preview }, PALETTES[theme]);
    this.#redraw();
  }

  /** Where the ring goes; shapes have their outline drawn instead. */
  #spot({ layer, id }: Selection): Position | undefined {
    const isShape = layer === 'areas' || layer === 'areaTests' || layer === 'zones' || layer === 'roads';
    return isShape ? undefined : this.scene.positionOf(layer, id);
  }

  #paint(): void {
    if (!this.#ready) return;
    const palette = PALETTES[this.#look.theme];
    const images = {
      hatch: hatch(palette.high),
      dots: dots(palette.medium),
      gaps: backHatch(palette.muted),
      clear: clear(48),
    };
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
    showLayers(this.#map, styleLayers(PALETTES[this.#look.theme]), this.#look);
  }

  /** A fence that waits for somebody marches, and nothing for those who asked for no motion. */
  #march(): void {
    const waits = this.#look.visible.has('zones') && this.scene.zones.isWaiting();
    const moves = waits && this.#look.isStill !== true && !matchMedia('(prefers-reduced-motion: reduce)').matches;
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
