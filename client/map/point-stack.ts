// The deck.gl layers of all tables: built once, and again only for the tables that changed.
import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import type { Position } from '#shared/schema.ts';
import type { Layer as SituationLayer } from '#shared/situation.ts';
import { POINT_TABLES, type PointTableName } from '../layers/kinds.ts';
import { type Palette, rgb } from '../layers/palette.ts';
import type { Target } from '../layers/pick.ts';
import { type Atlas, dotLayer, iconLayer, type Rows, rowsOf, softLayer } from '../layers/point-layers.ts';
import type { Scene } from '../layers/scene.ts';
import type { SymbolKind } from '../ui/symbols/drawings.ts';
import { drawAtlas, drawSoft } from './atlas.ts';
import { BELOW_NAMES } from './name-style.ts';

const SYMBOLS: { readonly [N in PointTableName]?: readonly SymbolKind[] } = {
  gates: ['gateGuarded', 'gateBlocked', 'gateEmergency', 'gateOpen'],
  badges: ['boxes', 'transfers', 'disinfections', 'tasks'],
  sites: ['quarantine', 'testing', 'laboratory', 'clinic', 'depot'],
  checkpoints: ['checkpoint'],
  positions: ['team'],
  nails: ['nail'],
};
/** Smaller things wait until there is room for them. */
const FROM_ZOOM: { readonly [N in PointTableName]?: number } = { gates: 14, badges: 12.5 };
/** Zoom moves in these steps for sizes: finer ones cost a pass over the layers and show nothing. */
const ZOOM_STEP = 0.25;

const SHOWN_BY: { readonly [N in PointTableName]: readonly SituationLayer[] } = {
  soft: ['cases'],
  cases: ['cases'],
  gates: ['gates'],
  badges: ['boxes', 'transfers', 'disinfections', 'tasks'],
  sites: ['sites'],
  checkpoints: ['checkpoints'],
  positions: ['positions', 'teams'],
  nails: ['nails'],
};

/** Linear between stops, constant outside. */
function ramp(zoom: number, stops: readonly (readonly [zoom: number, value: number])[]): number {
  let [before] = stops as [readonly [number, number]];
  for (const stop of stops) {
    if (zoom <= stop[0]) {
      const part = stop[0] === before[0] ? 1 : (zoom - before[0]) / (stop[0] - before[0]);
      return before[1] + (stop[1] - before[1]) * Math.max(0, part);
    }
    before = stop;
  }
  return before[1];
}
const dotScale = (zoom: number) =>
  ramp(zoom, [
    [8, 0.5],
    [11, 0.75],
    [14, 1],
    [18, 1.7],
  ]);
const symbolScale = (zoom: number) =>
  ramp(zoom, [
    [8, 0.55],
    [11, 0.8],
    [13.5, 1],
    [18, 1.2],
  ]);

/** A point to mark: the selected one, those of a file that is about to be imported, those that just came in. */
export type Marked = { readonly selected?: Position; readonly preview: readonly Position[] };

export class PointStack {
  readonly #scene: Scene;
  readonly #built = new Map<PointTableName, { layer: Layer; key: string; rows: Rows }>();
  readonly #atlases = new Map<PointTableName, Atlas>();
  #atlasVersion = 0;
  #zoom = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** @param ratio pixels of the screen per CSS pixel */
  draw(palette: Palette, ratio: number): void {
    this.#atlases.clear();
    // Two pixels per grid unit on a plain screen: symbols are about 26 of 32 units large, so half of it is their size.
    for (const name of POINT_TABLES) {
      const kinds = SYMBOLS[name];
      if (kinds !== undefined) this.#atlases.set(name, drawAtlas(kinds, palette, 2 * Math.max(1, ratio)));
    }
    this.#atlases.set('soft', drawSoft());
    this.#atlasVersion += 1;
  }

  /** @returns whether sizes changed with it */
  setZoom(zoom: number): boolean {
    const stepped = Math.round(zoom / ZOOM_STEP) * ZOOM_STEP;
    if (stepped === this.#zoom) return false;
    this.#zoom = stepped;
    return true;
  }

  layers(visible: ReadonlySet<SituationLayer>): Layer[] {
    return POINT_TABLES.map((name) => {
      const table = this.#scene.tables[name];
      const shown = this.#isShown(name, visible);
      const scale = this.#scale(name);
      const before = this.#built.get(name);
      const key = `${shown}|${scale}|${this.#atlasVersion}`;
      if (before !== undefined && before.key === key && !table.isDirty) return before.layer;
      const rows =
        before !== undefined && !table.isDirty && before.rows.length === table.length ? before.rows : rowsOf(table);
      const layer = this.#build(name, rows, shown, scale);
      this.#built.set(name, { layer, key, rows });
      return layer;
    });
  }

  /** What can be hit now, as it is drawn now. */
  targets(visible: ReadonlySet<SituationLayer>): Target[] {
    return POINT_TABLES.filter((name) => this.#isShown(name, visible)).map((name) => ({
      name,
      table: this.#scene.tables[name],
      scale: this.#scale(name),
      metres: name === 'soft',
      lift: name === 'nails' ? 0.55 : 0,
    }));
  }

  #isShown(name: PointTableName, visible: ReadonlySet<SituationLayer>): boolean {
    return this.#zoom >= (FROM_ZOOM[name] ?? 0) && SHOWN_BY[name].some((layer) => visible.has(layer));
  }

  #scale(name: PointTableName): number {
    if (name === 'soft') return 1;
    return name === 'cases' ? dotScale(this.#zoom) : symbolScale(this.#zoom);
  }

  #build(name: PointTableName, rows: Rows, visible: boolean, scale: number): Layer {
    const look = { id: name, rows, visible, scale };
    if (name === 'cases') return dotLayer({ ...look, beforeId: BELOW_NAMES });
    const atlas = this.#atlases.get(name) as Atlas;
    return name === 'soft' ? softLayer({ ...look, beforeId: BELOW_NAMES }, atlas) : iconLayer(look, atlas);
  }
}

/** The ring around what is selected, and the points of a file before they are anybody's data. */
export function markLayers({ selected, preview }: Marked, palette: Palette): Layer[] {
  const [red, green, blue] = rgb(palette.ink);
  const neutral = rgb(palette.neutral);
  const flat = { pickable: false, parameters: { depthCompare: 'always', depthWriteEnabled: false } as const };
  const spot = (position: Position) => [...position] as [number, number];
  return [
    new ScatterplotLayer<Position>({
      id: 'preview',
      ...flat,
      data: preview as Position[],
      getPosition: spot,
      radiusUnits: 'pixels',
      getRadius: 4,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.6,
      getLineColor: [...neutral, 255],
      getFillColor: [...neutral, 70],
    }),
    new ScatterplotLayer<Position>({
      id: 'selection',
      ...flat,
      data: selected === undefined ? [] : [selected],
      getPosition: spot,
      radiusUnits: 'pixels',
      getRadius: 19,
      stroked: true,
      filled: false,
      lineWidthUnits: 'pixels',
      getLineWidth: 2.5,
      getLineColor: [red, green, blue, 255],
    }),
  ];
}
