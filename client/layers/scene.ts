// The situation as tables and features: reads the entities whose ids it is told, writes their rows, and nothing else.

import { bearing, distance } from '#shared/geo/distance.ts';
import type { Position } from '#shared/schema.ts';
import type { Entities, Entity, Layer, Situation } from '#shared/situation.ts';
import type { Zone } from '#shared/subject/zone.ts';
import type { Language } from '#shared/terms/term.ts';
import { nameIn } from '../ui/name-in.ts';
import { BADGE_LAYERS, type BadgeLayer, Badges, badgeRow, PLACE_OF, type Place } from './badge-rows.ts';
import { CaseGrid } from './case-grid.ts';
import { caseRow, type SeenCase } from './case-rows.ts';
import { coverageClasses, isUnheard } from './coverage.ts';
import { declutter } from './declutter.ts';
import { FeatureSet } from './feature-set.ts';
import { MAP_LAYERS, POINT_TABLES, type PointTableName, SHAPE_SOURCES, type ShapeSource } from './kinds.ts';
import { nailRow, PinnedCases, positivesOf } from './nail-rows.ts';
import type { Palette } from './palette.ts';
import { checkpointRow, gateRow, placeImportance, siteRow, teamRow } from './place-rows.ts';
import { PointTable, type Row } from './point-table.ts';
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
  seatOf,
  widen,
} from './polygons.ts';
import {
  areaFeature,
  areaName,
  pinFeature,
  placeFeature,
  roadFeature,
  type ZoneLook,
  zoneFeature,
  zoneLook,
  zoneName,
  zonePhase,
} from './shape-features.ts';
import { symbolScale } from './sizes.ts';
import { zoneOutline } from './zone-outline.ts';

/** What the rows depend on beside the situation. */
export type Sight = {
  readonly palette: Palette;
  readonly language: Language;
  /** the word for a zone's level */
  readonly level: (code: string | undefined) => string;
  /** the words for the end of an order, ISO 8601; nothing is said of it without */
  readonly until?: (time: string) => string;
};

/** Whatever changes what is covered, or where. */
const COVERAGE_LAYERS = ['rounds', 'rolls', 'areaTests', 'areas'] as const satisfies readonly Layer[];

/** A team that moved less than this has not turned: positions of phones wander. Metres. */
const STANDING = 8;

type Read = 'areas' | 'roads' | 'gates' | 'sites' | 'checkpoints' | 'cases' | 'positions' | 'zones' | 'nails';
type Readers = { readonly [L in Read]: (id: string, entity?: Entities[L]) => void };

type Outline = { readonly polygons: Polygons; readonly at: Position | undefined; readonly box: Extent };
/** Degrees of latitude over a zone's edge in which its name stands: some 40 m. */
const NAME_ROOM = 0.0004;
const touches = (a: Extent, b: Extent): boolean =>
  a[0] <= b[2] && b[0] <= a[2] && a[1] - 2 * NAME_ROOM <= b[3] && b[1] <= a[3] + 2 * NAME_ROOM;
/** `seat`: the box of its largest piece, beside which its name stands. */
type ZoneOutline = Outline & { readonly seat: Extent };
const NO_OUTLINE: ZoneOutline = { polygons: [], at: undefined, box: NOWHERE, seat: NOWHERE };
export type ZoneSeen = { readonly look: ZoneLook; readonly level: string; readonly isPending: boolean };

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
  /** cases that a pin stands for */
  readonly pinned = new PinnedCases();
  /** community -> class of coverage.ts */
  coverage: ReadonlyMap<string, number> = new Map();
  /** a round runs, and nobody says how far it is by area */
  isUnheard = false;
  readonly #copy: Situation;
  #sight: Sight;
  readonly #areas = new Map<string, Outline>();
  readonly #zones = new Map<string, ZoneOutline>();
  readonly #zonesOfArea = new Map<string, Set<string>>();
  readonly #nailsOfZone = new Map<string, Set<string>>();
  readonly #zoneOfNail = new Map<string, string>();
  readonly #dueZones = new Set<string>();
  readonly #dueNails = new Set<string>();
  #persons: ReadonlyMap<string, number> = new Map();
  #isCoverageDue = false;

  constructor(copy: Situation, sight: Sight) {
    this.#copy = copy;
    this.#sight = sight;
  }

  /** Another theme, language or situation: everything again. */
  rebuild(sight: Sight = this.#sight): void {
    this.#sight = sight;
    for (const name of POINT_TABLES) this.tables[name].clear();
    for (const name of SHAPE_SOURCES) this.shapes[name].clear();
    this.badges.clear();
    this.pinned.clear();
    for (const map of [this.#areas, this.#zones, this.#zonesOfArea, this.#nailsOfZone, this.#zoneOfNail]) map.clear();
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

  /** The engine's count of persons of each key area, by zone, for its pin: the map and the list beside it tell one number. */
  setPersons(persons: ReadonlyMap<string, number>): void {
    for (const id of [...this.#persons.keys(), ...persons.keys()]) {
      if (this.#persons.get(id) === persons.get(id)) continue;
      this.#dueNails.add(id);
      this.#dueZones.add(id);
    }
    this.#persons = persons;
    this.#settle();
  }

  /** Counts again what lies in each nail; for orders that do not name their cases. */
  recountNails(): void {
    for (const zone of this.#nailsOfZone.keys()) this.#dueNails.add(zone);
    this.#settle();
  }

  /** Where an entity is on the map; undefined when it has no place there. */
  positionOf(layer: Layer, id: string): Position | undefined {
    if (layer === 'areas') return this.#areas.get(id)?.at ?? pointOf(this.#copy.get('areas', id)?.geometry);
    if (layer === 'zones') return this.#zones.get(id)?.at;
    if (layer === 'nails') return this.#zones.get(this.#zoneOfNail.get(id) ?? '')?.at;
    if (layer === 'teams') return this.#copy.get('positions', id)?.position;
    if (layer === 'roads') return middleOf(this.#copy.get('roads', id)?.geometry.coordinates);
    const entity = this.#copy.get(layer, id) as { readonly position?: Position } | undefined;
    if (entity?.position !== undefined) return entity.position;
    const place = this.#badged(layer) ? this.#placeOf(layer, id) : undefined;
    return place === undefined ? undefined : this.#placePosition(place);
  }

  extentOf(layer: 'areas' | 'zones', id: string): Extent | undefined {
    const { box } = (layer === 'areas' ? this.#areas : this.#zones).get(id) ?? NO_OUTLINE;
    return isSomewhere(box) ? box : undefined;
  }

  /** Of the areas, without neighbours; of the points where there are none. */
  dataExtent(): Extent {
    let whole = NOWHERE;
    for (const [id, { box }] of this.#areas) {
      if (this.#copy.get('areas', id)?.level !== 'neighbour') whole = widen(whole, box);
    }
    if (whole[0] <= whole[2]) return whole;
    for (const { box } of this.#zones.values()) whole = widen(whole, box);
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

  /** Whether some zone on the map waits for somebody to act on it. */
  isWaiting(): boolean {
    for (const zone of this.#copy.all('zones').values()) if (zonePhase(zone) === 'waiting') return true;
    return false;
  }

  /** The zones of which some part may be on the screen: by their extents, which is enough for a legend. */
  zonesIn([west, south, east, north]: Extent): ZoneSeen[] {
    const found: ZoneSeen[] = [];
    for (const [id, { box }] of this.#zones) {
      const zone = this.#copy.get('zones', id);
      const phase = zone && zonePhase(zone);
      if (zone === undefined || phase === undefined || !isSomewhere(box)) continue;
      if (box[0] > east || box[2] < west || box[1] > north || box[3] < south) continue;
      found.push({ look: zoneLook(zone.level), level: zone.level ?? '', isPending: phase !== 'active' });
    }
    return found;
  }

  /** The nail items of a zone, as ids of the layer. */
  nailItems(zone: string): readonly string[] {
    return [...(this.#nailsOfZone.get(zone) ?? [])];
  }

  #badged(layer: Layer): layer is BadgeLayer {
    return (BADGE_LAYERS as readonly Layer[]).includes(layer);
  }

  #read(layer: Layer, id: string): void {
    const entity = this.#copy.get(layer, id);
    if (this.#badged(layer)) {
      this.badges.set(layer, id, this.#placeOf(layer, id));
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
      for (const zone of this.#zonesOfArea.get(id) ?? []) this.#dueZones.add(zone);
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
    positions: (id, team) => this.tables.positions.set(id, team && teamRow(team, this.#heading(id, team.position))),
    zones: (id, zone) => {
      this.#dueZones.add(id);
      for (const area of zone?.areaIds ?? []) {
        const zones = this.#zonesOfArea.get(area) ?? new Set<string>();
        this.#zonesOfArea.set(area, zones.add(id));
      }
    },
    nails: (id, item) => {
      const before = this.#zoneOfNail.get(id);
      if (before !== undefined) {
        this.#nailsOfZone.get(before)?.delete(id);
        this.#dueZones.add(before);
        this.#dueNails.add(before);
      }
      this.#zoneOfNail.delete(id);
      if (item === undefined) return;
      const items = this.#nailsOfZone.get(item.zoneId) ?? new Set<string>();
      this.#nailsOfZone.set(item.zoneId, items.add(id));
      this.#zoneOfNail.set(id, item.zoneId);
      this.#dueZones.add(item.zoneId);
      this.#dueNails.add(item.zoneId);
    },
  };

  #settle(): void {
    for (const id of this.#dueZones) this.#settleZone(id);
    this.#dueZones.clear();
    for (const id of this.#dueNails) {
      const row = this.#nail(id);
      this.tables.nails.set(id, row);
      this.shapes.places.set(`nails/${id}`, row && pinFeature(`nails/${id}`, [row.longitude, row.latitude]));
    }
    this.#dueNails.clear();
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
    const feature = place?.position && placeFeature(`${layer}/${id}`, name, place.position, rank, from);
    this.shapes.places.set(`${layer}/${id}`, feature);
  }

  #settleZone(id: string): void {
    const zone = this.#copy.get('zones', id);
    const polygons = zone === undefined ? [] : zoneOutline(zone, (area) => this.#copy.get('areas', area)?.geometry);
    const at = labelPoint(polygons);
    const outline =
      polygons.length === 0 ? NO_OUTLINE : { polygons, at, box: extent(polygons), seat: seatOf(polygons) };
    if (zone === undefined) this.#zones.delete(id);
    else this.#zones.set(id, outline);
    this.shapes.zones.set(id, zone && zoneFeature(zone, polygons));
    this.#nameZone(id, zone, outline);
    // Who borders on it may have to be named on the other side.
    for (const [other, { seat }] of this.#zones) {
      if (other !== id && touches(seat, outline.seat)) this.#nameZone(other, this.#copy.get('zones', other));
    }
    if (this.#nailsOfZone.has(id) || this.#persons.has(id)) this.#dueNails.add(id);
  }

  /** Above its zone; below it where another zone lies above, so that no name stands on a zone that is not its own. */
  #nameZone(id: string, zone: Zone | undefined, { polygons, seat } = this.#zones.get(id) ?? NO_OUTLINE): void {
    const middle = (seat[0] + seat[2]) / 2;
    const above = seat[3] + NAME_ROOM;
    let isBelow = false;
    for (const [other, { seat: its }] of this.#zones) {
      const isThere = its[0] <= middle && middle <= its[2] && its[1] <= above && above <= its[3];
      if (other !== id && isThere && this.shapes.zones.get(other) !== undefined) isBelow = true;
    }
    const name = zone && {
      level: this.#sight.level(zone.level),
      own: this.#zoneOwnName(zone),
      until: zone.expiresAt === undefined ? undefined : this.#sight.until?.(zone.expiresAt),
      isPinned: this.#isNail(zone),
      isBelow,
    };
    this.shapes.zoneNames.set(id, name && zone && zoneName(zone, polygons, name));
  }

  /** Its own name; without one, that of the only area it holds. */
  #zoneOwnName(zone: Zone): string | undefined {
    const own = nameIn(zone, this.#sight.language);
    const [only, ...others] = zone.areaIds ?? [];
    if (own !== undefined || only === undefined || others.length > 0) return own;
    const area = this.#copy.get('areas', only);
    return area === undefined ? undefined : nameIn(area, this.#sight.language);
  }

  #nail(zoneId: string): Row | undefined {
    const zone = this.#copy.get('zones', zoneId);
    const { polygons, at } = this.#zones.get(zoneId) ?? NO_OUTLINE;
    const isPin = zone !== undefined && at !== undefined && this.#isNail(zone);
    const cases = isPin ? positivesOf(zone, polygons, this.tables.cases, this.tables.soft) : undefined;
    this.pinned.set(zoneId, cases);
    return isPin ? nailRow(at, this.#persons.get(zoneId) ?? cases?.size) : undefined;
  }

  #isNail({ id, status }: Zone): boolean {
    const isOver = status === 'released' || status === 'cancelled';
    return !isOver && ((this.#nailsOfZone.get(id)?.size ?? 0) > 0 || this.#persons.has(id));
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
