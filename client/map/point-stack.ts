// The deck.gl layers of all tables: the same objects until a size, a theme or a switch changes. What changes in a table is
// packed into its records, and the layer writes those before its next draw.
import type { Layer } from '@deck.gl/core';
import type { Layer as SituationLayer } from '#shared/situation.ts';
import { type Digits, DotLayer } from '../layers/dot-layer.ts';
import { POINT_TABLES, type PointTableName } from '../layers/kinds.ts';
import { DOT_STRIDE, packDot, packPip, packSymbol, SYMBOL_STRIDE } from '../layers/packing.ts';
import { type Palette, rgb } from '../layers/palette.ts';
import type { Target } from '../layers/pick.ts';
import { OPEN_GATES_FROM } from '../layers/place-rows.ts';
import type { PointTable } from '../layers/point-table.ts';
import { RowBuffer } from '../layers/row-buffer.ts';
import type { Scene } from '../layers/scene.ts';
import { dotScale, PIP, symbolScale } from '../layers/sizes.ts';
import { SymbolLayer } from '../layers/symbol-layer.ts';
import type { SymbolKind } from '../ui/symbols/drawings.ts';
import { type Atlas, drawAtlas, drawDigits } from './atlas.ts';
import { type Marked, Marks } from './marks.ts';

type SymbolTable = Exclude<PointTableName, 'cases' | 'soft'>;
const SYMBOLS: { readonly [N in SymbolTable]: readonly SymbolKind[] } = {
  gates: ['gateGuarded', 'gateBlocked', 'gateEmergency', 'gateOpen'],
  badges: ['boxes', 'transfers', 'disinfections', 'tasks'],
  sites: ['quarantine', 'testing', 'laboratory', 'clinic', 'depot'],
  checkpoints: ['checkpoint'],
  positions: ['team'],
  nails: ['nail'],
};
const SYMBOL_TABLES = Object.keys(SYMBOLS) as SymbolTable[];
/** Smaller things wait until there is room for them. */
const FROM_ZOOM: { readonly [N in PointTableName]?: number } = { gates: OPEN_GATES_FROM, badges: 14.5 };
/** Tables of which what has no room is a small mark. */
const WITH_PIPS: ReadonlySet<PointTableName> = new Set(['sites', 'checkpoints']);
const NOBODY: ReadonlySet<string> = new Set();
const CLUSTERS = { cases: 'caseClusters', soft: 'softClusters' } as const;
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

/** A table and the records that follow it; `pips` stand in for symbols without room. */
type Follower = { readonly table: PointTable; readonly rows: RowBuffer; readonly pips?: RowBuffer; generation: number };

export class PointStack {
  readonly #scene: Scene;
  readonly #now: () => number;
  readonly #symbols: { readonly [N in SymbolTable]: Follower };
  readonly #clusters: { readonly [N in keyof typeof CLUSTERS]: Follower };
  readonly #marks = new Marks();
  /** of all layers */
  readonly #buffers: readonly RowBuffer[];
  readonly #atlases = new Map<SymbolTable, Atlas>();
  #digits: Digits | null = null;
  #palette: Palette | undefined;
  #layers: Layer[] = [];
  #key = '';
  #atlasVersion = 0;
  #zoom = 0;
  #exactZoom = 0;

  /** @param now milliseconds by the situation's clock, at which dots have their age */
  constructor(scene: Scene, now: () => number) {
    this.#scene = scene;
    this.#now = now;
    const follower = (table: PointTable, stride: number, pips?: RowBuffer): Follower => ({
      table,
      rows: new RowBuffer(stride),
      ...(pips === undefined ? {} : { pips }),
      generation: -1,
    });
    const symbols = SYMBOL_TABLES.map((name) => {
      const pips = WITH_PIPS.has(name) ? new RowBuffer(DOT_STRIDE) : undefined;
      return [name, follower(scene.tables[name], SYMBOL_STRIDE, pips)] as const;
    });
    this.#symbols = Object.fromEntries(symbols) as { [N in SymbolTable]: Follower };
    this.#clusters = {
      cases: follower(scene.grids.cases.clusters, DOT_STRIDE),
      soft: follower(scene.grids.soft.clusters, DOT_STRIDE),
    };
    const followers = [...Object.values(this.#symbols), ...Object.values(this.#clusters)];
    const followed = followers.flatMap(({ rows, pips }) => (pips === undefined ? [rows] : [rows, pips]));
    this.#buffers = [scene.grids.soft.singles, scene.grids.cases.singles, this.#marks.rows, ...followed];
  }

  /** @param ratio pixels of the screen per CSS pixel */
  draw(palette: Palette, ratio: number): void {
    this.#palette = palette;
    // Two pixels per grid unit on a plain screen: symbols are about 26 of 32 units large, so half of it is their size.
    for (const name of SYMBOL_TABLES) {
      this.#atlases.set(name, drawAtlas(SYMBOLS[name], palette, 2 * Math.max(1, ratio)));
      this.#symbols[name].generation = -1; // every window in the atlas may be another one
    }
    this.#digits = drawDigits(ratio);
    this.#atlasVersion += 1;
  }

  /** @returns whether sizes or clusters changed with it */
  setZoom(zoom: number): boolean {
    this.#exactZoom = zoom;
    const stepped = Math.floor(zoom / ZOOM_STEP) * ZOOM_STEP;
    if (stepped === this.#zoom) return false;
    this.#zoom = stepped;
    return true;
  }

  /** Packs what changed in the tables. @returns whether there is anything to draw again */
  follow(visible: ReadonlySet<SituationLayer>): boolean {
    let isNews = false;
    const pinned = visible.has('nails') ? this.#scene.zones.pinned.all : NOBODY;
    for (const name of ['cases', 'soft'] as const) {
      const grid = this.#scene.grids[name];
      grid.leaveOut(pinned);
      if (grid.follow(this.#exactZoom)) isNews = true;
      const clusters = this.#clusters[name];
      if (followed(clusters, (row) => packDot(clusters.rows, row, clusters.table, row))) isNews = true;
    }
    for (const name of SYMBOL_TABLES) {
      const follower = this.#symbols[name];
      const { table, rows, pips } = follower;
      const mapping = this.#atlases.get(name)?.mapping ?? {};
      const news = followed(follower, (row) => {
        packSymbol(rows, row, table, row, mapping[table.icon[row] as string]);
        if (pips !== undefined) packPip(pips, row, table, row, PIP);
      });
      if (news) isNews = true;
    }
    return isNews;
  }

  /** The ring around what is selected, and the points of a file before they are anybody's data. */
  mark(marked: Marked, palette: Palette): void {
    this.#marks.set(marked, palette);
  }

  /** The same array as before while only rows changed. */
  layers(visible: ReadonlySet<SituationLayer>): Layer[] {
    const shown = POINT_TABLES.filter((name) => this.#isShown(name, visible));
    let filled = 0;
    for (const { length } of this.#buffers) filled = 2 * filled + (length > 0 ? 1 : 0);
    const key = `${shown.join()}|${this.#zoom}|${this.#atlasVersion}|${filled}`;
    if (key === this.#key) return this.#layers;
    this.#key = key;
    const has = (name: PointTableName) => shown.includes(name);
    const zoom = this.#zoom;
    const palette = this.#palette as Palette;
    const common = { zoom, now: this.#now, pickable: false, parameters: FLAT };
    const dots = { ...common, ink: rgb(palette.ink), ground: rgb(palette.halo) };
    const symbol = (name: SymbolTable): Layer => {
      const atlas = this.#atlases.get(name) as Atlas;
      const { rows } = this.#symbols[name];
      const look = { id: name, rows, visible: isDrawn(has(name), rows), scale: symbolScale(zoom) };
      return new SymbolLayer({ ...common, ...look, atlas: atlas.image, room: atlas.room });
    };
    const dotsOf = (id: string, is: boolean, rows: RowBuffer, more: { scale?: number; digits?: Digits | null } = {}) =>
      new DotLayer({ ...dots, id, rows, visible: isDrawn(is, rows), ...more });
    const cluster = (name: 'cases' | 'soft'): Layer =>
      dotsOf(CLUSTERS[name], has('cases'), this.#clusters[name].rows, { digits: this.#digits });
    const pips = (name: 'sites' | 'checkpoints'): Layer =>
      dotsOf(`${name}-pips`, has(name), this.#symbols[name].pips as RowBuffer);
    const soft = this.#scene.grids.soft.singles;
    this.#layers = [
      new SymbolLayer({ ...common, id: 'soft', rows: soft, visible: isDrawn(has('soft'), soft) }),
      dotsOf('cases', has('cases'), this.#scene.grids.cases.singles, { scale: dotScale(zoom) }),
      pips('sites'),
      pips('checkpoints'),
      symbol('gates'),
      symbol('badges'),
      symbol('sites'),
      symbol('checkpoints'),
      symbol('positions'),
      cluster('soft'),
      cluster('cases'),
      symbol('nails'),
      dotsOf('marks', true, this.#marks.rows),
    ];
    return this.#layers;
  }

  /** What can be hit now, as it is drawn now; topmost last. */
  targets(visible: ReadonlySet<SituationLayer>): Target[] {
    const targets: Target[] = [];
    const clusters: Target[] = [];
    for (const name of POINT_TABLES) {
      if (!this.#isShown(name, visible)) continue;
      const table = this.#scene.tables[name];
      if (name === 'cases' || name === 'soft') {
        const grid = this.#scene.grids[name];
        const isMetres = name === 'soft';
        const scale = isMetres ? 1 : dotScale(this.#zoom);
        targets.push({ name, table, scale, metres: isMetres, isDrawn: (row) => grid.isSingle(row) });
        clusters.push({ name: CLUSTERS[name], table: grid.clusters, scale: 1 });
        continue;
      }
      if (name === 'nails') targets.push(...clusters.splice(0));
      const lift = name === 'nails' ? 0.55 : 0;
      targets.push({ name, table, scale: symbolScale(this.#zoom), zoom: this.#zoom, lift });
    }
    return [...targets, ...clusters];
  }

  #isShown(name: PointTableName, visible: ReadonlySet<SituationLayer>): boolean {
    return this.#zoom >= (FROM_ZOOM[name] ?? 0) && SHOWN_BY[name].some((layer) => visible.has(layer));
  }
}

/** deck.gl takes as long over a layer without records as over one with some: such a layer is switched off. */
const isDrawn = (isShown: boolean, rows: RowBuffer): boolean => isShown && rows.length > 0;

const FLAT = { depthCompare: 'always', depthWriteEnabled: false } as const;

/** Brings records up to their table. @returns whether any changed */
function followed(follower: Follower, pack: (row: number) => void): boolean {
  const { table, rows } = follower;
  if (follower.generation === table.generation) {
    if (!table.isDirty) return false;
    table.takeDirty(pack);
    return true;
  }
  follower.generation = table.generation;
  rows.clear();
  follower.pips?.clear();
  table.takeDirty(() => {});
  for (let row = 0; row < table.length; row += 1) pack(row);
  return true;
}
