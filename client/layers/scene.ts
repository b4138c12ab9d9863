// The situation as tables and features: reads the entities whose ids it is told, writes their rows, and nothing else.

import { bearing, distance } from '#shared/geo/distance.ts';
import type { Geometry, Position } from '#shared/schema.ts';
import type { Entities, Entity, Layer, Situation } from '#shared/situation.ts';
import { nameIn } from '../ui/name-in.ts';
import { BADGE_LAYERS, type BadgeLayer, Badges, badgeRow, PLACE_OF, type Place } from './badge-rows.ts';
import { CaseGrid } from './case-grid.ts';
import { caseRow, type SeenCase } from './case-rows.ts';
import { coverageClasses, isUnheard } from './coverage.ts';
import { declutter } from './declutter.ts';
import { FeatureSet } from './feature-set.ts';
import { MAP_LAYERS, POINT_TABLES, type PointTableName, SHAPE_SOURCES, type ShapeSource } from './kinds.ts';
import { checkpointRow, gateRow, placeImportance, siteRow, teamRow } from './place-rows.ts';
import { PointTable } from './point-table.ts';
import {
  type Extent,
  extent,
  isSomewhere,
  labelPoint,
  middleOf,
  NOWHERE,
  type Polygons,
  pointOf,
  polygonsOf,
  widen,
} from './polygons.ts';
import { areaFeature, areaName, placeFeature, roadFeature } from './shape-features.ts';
import type { Sieve, Sight } from './sight.ts';
import { symbolScale } from './sizes.ts';
import { ZoneScene } from './zone-scene.ts';

/** Whatever changes what is covered, or where. */
const COVERAGE_LAYERS = ['rounds', 'rolls', 'areaTests', 'areas'] as const satisfies readonly Layer[];

/** A team that moved less than this has not turned: positions of phones wander. Metres. */
const STANDING = 8;

type Read = 'areas' | 'roads' | 'gates' | 'sites' | 'checkpoints' | 'cases' | 'positions' | 'zones' | 'nails';
type Readers = { readonly [L in Read]: (id: string, entity?: Entities[L]) => void };

type Outline = { readonly polygons: Polygons; readonly at: Position | undefined; readonly box: Extent };
export class Scene {
  readonly tables = Object.fromEntries(POINT_TABLES.map((name) => [name, new PointTable()])) as {
    readonly [N in PointTableName]: PointTable;
  };
  readonly shapes = Object.fromEntries(SHAPE_SOURCES.map((name) => [name, new FeatureSet()])) as {
    readonly [N in ShapeSource]: FeatureSet;
  };
  readonly badges = new Badges();
  /** Cases as dots and clusters; the second one of those whose place is masked. */
  readonly grids = { cases: new CaseGrid(this.tables.cases), soft: new CaseGrid(this.tables.soft, true) } as const;
  readonly zones: ZoneScene;
  /** community -> class of coverage.ts */
  coverage: ReadonlyMap<string, number> = new Map();
  /** a round runs, and nobody says how far it is by area */
  isUnheard = false;
  readonly #copy: Situation;
  #sight: Sight;
  readonly #areas = new Map<string, Outline>();
  #isCoverageDue = false;
  #sieve: Sieve | null = null;

  constructor(copy: Situation, sight: Sight) {
    this.#copy = copy;
    this.#sight = sight;
    this.zones = new ZoneScene({ copy, shapes: this.shapes, tables: this.tables }, sight);
  }

  /** Another theme, language or situation: everything again. */
  rebuild(sight: Sight = this.#sight, sieve: Sieve | null = this.#sieve): void {
    this.#sight = sight;
    this.#sieve = sieve;
    for (const name of POINT_TABLES) this.tables[name].clear();
    for (const name of SHAPE_SOURCES) this.shapes[name].clear();
    this.badges.clear();
    this.#areas.clear();
    this.zones.clear(sight);
    for (const layer of MAP_LAYERS) for (const id of this.#copy.all(layer).keys()) this.#read(layer, id);
    this.#isCoverageDue = true;
    this.#settle();
  }

  /** Reads the changed entities; what stands on them (zones on areas, badges on sites) follows. */
  update(changed: ReadonlyMap<Layer, ReadonlySet<string>>): void {
    for (const layer of MAP_LAYERS) for (const id of changed.get(layer) ?? []) this.#read(layer, id);
    this.#isCoverageDue ||= COVERAGE_LAYERS.some((layer) => changed.has(layer));
    this.#settle();
  }

  /** Draws of one layer only what is let through. What was not drawn and is now is read again; so is what goes. */
  sift(sieve: Sieve | null): void {
    const before = this.#sieve;
    if (before === sieve) return;
    this.#sieve = sieve;
    for (const layer of new Set([before?.layer, sieve?.layer])) {
      if (layer === undefined) continue;
      const [was, is] = [before?.layer === layer ? before.ids : null, sieve?.layer === layer ? sieve.ids : null];
      for (const id of this.#copy.all(layer).keys())
        if ((was?.has(id) ?? true) !== (is?.has(id) ?? true)) this.#read(layer, id);
    }
    this.#settle();
  }

  /** The engine's count of persons of each key area, by zone, for its pin. */
  setPersons(persons: ReadonlyMap<string, number>): void {
    this.zones.setPersons(persons);
    this.#settle();
  }

  /** Outlines of areas too fine for the copy, by id, for the zones that stand on them. */
  setHouses(houses: ReadonlyMap<string, Geometry>): void {
    this.zones.setHouses(houses);
    this.#settle();
  }

  /** Counts again what lies in each key area. */
  recountNails(): void {
    this.zones.recount();
    this.#settle();
  }

  /** Where an entity is on the map; undefined when it has no place there. */
  positionOf(layer: Layer, id: string): Position | undefined {
    if (layer === 'areas') return this.#areas.get(id)?.at ?? pointOf(this.#copy.get('areas', id)?.geometry);
    if (layer === 'zones') return this.zones.positionOf(id);
    if (layer === 'nails') return this.zones.positionOfItem(id);
    if (layer === 'teams') return this.#copy.get('positions', id)?.position;
    if (layer === 'roads') return middleOf(this.#copy.get('roads', id)?.geometry.coordinates);
    const entity = this.#copy.get(layer, id) as { readonly position?: Position } | undefined;
    if (entity?.position !== undefined) return entity.position;
    const place = this.#badged(layer) ? this.#placeOf(layer, id) : undefined;
    return place === undefined ? undefined : this.#placePosition(place);
  }

  extentOf(layer: 'areas' | 'zones', id: string): Extent | undefined {
    const box = layer === 'areas' ? (this.#areas.get(id)?.box ?? NOWHERE) : this.zones.extentOf(id);
    return isSomewhere(box) ? box : undefined;
  }

  /** Of the areas, without neighbours; of the points where there are none. */
  dataExtent(): Extent {
    let whole = NOWHERE;
    for (const [id, { box }] of this.#areas) {
      if (this.#copy.get('areas', id)?.level !== 'neighbour') whole = widen(whole, box);
    }
    if (whole[0] <= whole[2]) return whole;
    for (const box of this.zones.extents()) whole = widen(whole, box);
    for (const name of ['cases', 'soft', 'sites', 'checkpoints', 'gates', 'positions'] as const) {
      const { position } = this.tables[name];
      for (const id of this.tables[name].ids()) {
        const at = 2 * (this.tables[name].rowOf(id) as number);
        const [x, y] = [position[at] as number, position[at + 1] as number];
        whole = widen(whole, [x, y, x, y]);
      }
    }
    return whole;
  }

  #badged(layer: Layer): layer is BadgeLayer {
    return (BADGE_LAYERS as readonly Layer[]).includes(layer);
  }

  #read(layer: Layer, id: string): void {
    const isOut = this.#sieve?.layer === layer && !this.#sieve.ids.has(id);
    const entity = isOut ? undefined : this.#copy.get(layer, id);
    if (this.#badged(layer)) {
      this.badges.set(layer, id, isOut ? undefined : this.#placeOf(layer, id));
      return;
    }
    const read = this.#readers[layer as keyof Readers] as ((id: string, entity?: Entity) => void) | undefined;
    read?.(id, entity);
  }

  readonly #readers: Readers = {
    areas: (id, area) => {
      const polygons = polygonsOf(area?.geometry);
      const at = labelPoint(polygons) ?? pointOf(area?.geometry);
      if (area === undefined) this.#areas.delete(id);
      else this.#areas.set(id, { polygons, at, box: extent(polygons) });
      this.shapes.areas.set(id, area && areaFeature(area));
      this.shapes.areaNames.set(id, area && areaName(area, at, this.#sight.language));
      this.zones.areaChanged(id);
      this.badges.touch(`areas/${id}`);
    },
    roads: (id, road) => this.shapes.roads.set(id, road && roadFeature(road, this.#sight.language)),
    gates: (id, gate) => {
      this.tables.gates.set(id, gate && gateRow(gate));
      this.badges.touch(`gates/${id}`);
    },
    sites: (id, site) => {
      this.tables.sites.set(id, site && siteRow(site));
      this.#namePlace('sites', id);
      this.badges.touch(`sites/${id}`);
    },
    checkpoints: (id, post) => {
      this.tables.checkpoints.set(id, post && checkpointRow(post));
      this.#namePlace('checkpoints', id);
    },
    cases: (id, found) => {
      const row = found && caseRow(found, this.#sight.palette);
      const masked = (found as SeenCase | undefined)?.masked === true;
      this.tables.soft.set(id, masked ? row : undefined);
      this.tables.cases.set(id, masked ? undefined : row);
    },
    zones: (id, zone) => this.zones.readZone(id, zone),
    nails: (id, item) => this.zones.readItem(id, item),
    positions: (id, team) => this.tables.positions.set(id, team && teamRow(team, this.#heading(id, team.position))),
  };

  #settle(): void {
    this.zones.settle();
    for (const { key, layer, place, count } of this.badges.takeTouched()) {
      const at = count > 0 ? this.#placePosition(place) : undefined;
      this.tables.badges.set(key, at && badgeRow(layer, place, at, count));
    }
    if (this.#isCoverageDue) {
      this.coverage = coverageClasses(this.#copy);
      this.isUnheard = isUnheard(this.#copy);
    }
    this.#isCoverageDue = false;
    this.#declutter();
  }

  /** A symbol that came or moved may take the room of another one. */
  #declutter(): void {
    const { sites, checkpoints, nails } = this.tables;
    if (!sites.hasMoved && !checkpoints.hasMoved && !nails.hasMoved) return;
    const places = [sites, checkpoints].map((table) => ({ table, importance: placeImportance(table) }));
    declutter([...places, { table: nails, importance: () => -1 }], symbolScale);
    if (nails.hasMoved) for (const grid of [this.grids.cases, this.grids.soft]) grid.avoid(nails);
    for (const table of [sites, checkpoints, nails]) table.hasMoved = false;
    for (const name of ['sites', 'checkpoints'] as const) {
      for (const id of this.tables[name].ids()) this.#namePlace(name, id);
    }
  }

  #namePlace(layer: 'sites' | 'checkpoints', id: string): void {
    const place = this.#copy.get(layer, id);
    const row = this.tables[layer].rowOf(id);
    const from = row === undefined ? 0 : (this.tables[layer].from[row] as number);
    const rank = layer === 'checkpoints' ? 0 : 1;
    const name = place === undefined ? '' : (nameIn(place, this.#sight.language) ?? '');
    const feature = place?.position && placeFeature({ layer, id, name }, place.position, rank, from);
    this.shapes.places.set(`${layer}/${id}`, feature);
  }

  #placeOf(layer: BadgeLayer, id: string): Place | undefined {
    const entity = this.#copy.get(layer, id);
    return entity && (PLACE_OF[layer] as (thing: Entity) => Place | undefined)(entity);
  }

  #placePosition(place: Place): Position | undefined {
    const slash = place.indexOf('/');
    return this.positionOf(place.slice(0, slash) as 'sites' | 'gates' | 'areas', place.slice(slash + 1));
  }

  #heading(id: string, to: Position): number {
    const { position, angle } = this.tables.positions;
    const row = this.tables.positions.rowOf(id);
    if (row === undefined) return 0;
    const from: [number, number] = [position[2 * row] as number, position[2 * row + 1] as number];
    const target: [number, number] = [to[0], to[1]];
    return distance(from, target) < STANDING ? -(angle[row] as number) : bearing(from, target);
  }
}
