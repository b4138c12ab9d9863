// Zones on the map and the pins of key areas: what each covers, on which side its name stands, whom its pin counts.

import { boxesMeet } from '#shared/geo/shapes.ts';
import type { Geometry, Position } from '#shared/schema.ts';
import type { Situation } from '#shared/situation.ts';
import type { NailItem } from '#shared/subject/nail.ts';
import type { Zone } from '#shared/subject/zone.ts';
import { nameIn } from '../ui/name-in.ts';
import type { FeatureSet } from './feature-set.ts';
import type { ShapeSource } from './kinds.ts';
import { leaning, nailRow, PinnedCases, positivesOf } from './nail-rows.ts';
import type { PointTable, Row } from './point-table.ts';
import { type Extent, extent, isSomewhere, labelPoint, NOWHERE, type Polygons, seatOf } from './polygons.ts';
import { Seats } from './seats.ts';
import { pinFeature, type ZoneLook, zoneFeature, zoneLook, zoneName, zonePhase } from './shape-features.ts';
import type { Sight } from './sight.ts';
import { zoneOutline } from './zone-outline.ts';

/** `seat`: the box of its largest piece, beside which its name stands. */
type ZoneOutline = {
  readonly polygons: Polygons;
  readonly at: Position | undefined;
  readonly box: Extent;
  readonly seat: Extent;
};
const NO_OUTLINE: ZoneOutline = { polygons: [], at: undefined, box: NOWHERE, seat: NOWHERE };

/** Degrees of latitude over a zone's edge in which its name stands: some 40 m. */
const NAME_ROOM = 0.0004;
const withRoom = ([west, south, east, north]: Extent): Extent => [
  west,
  south - 2 * NAME_ROOM,
  east,
  north + 2 * NAME_ROOM,
];

export type ZoneSeen = { readonly look: ZoneLook; readonly level: string; readonly isPending: boolean };

/** What zones write to and read from. */
type Ground = {
  readonly copy: Situation;
  readonly shapes: { readonly [N in ShapeSource]: FeatureSet };
  /** cases as dots, exact and masked, and the pins */
  readonly tables: { readonly [N in 'cases' | 'soft' | 'nails']: PointTable };
};

export class ZoneScene {
  /** cases that a pin stands for */
  readonly pinned = new PinnedCases();
  readonly #ground: Ground;
  #sight: Sight;
  readonly #outlines = new Map<string, ZoneOutline>();
  readonly #zonesOfArea = new Map<string, Set<string>>();
  readonly #itemsOfZone = new Map<string, Set<string>>();
  readonly #zoneOfItem = new Map<string, string>();
  readonly #dueZones = new Set<string>();
  readonly #dueNails = new Set<string>();
  #persons: ReadonlyMap<string, number> = new Map();
  #houses: ReadonlyMap<string, Geometry> = new Map();
  /** the pins as they stand, and how far each leans from its place */
  readonly #pins = new Map<string, Row>();
  #leans: ReadonlyMap<string, number> = new Map();

  constructor(ground: Ground, sight: Sight) {
    this.#ground = ground;
    this.#sight = sight;
  }

  clear(sight: Sight): void {
    this.#sight = sight;
    this.pinned.clear();
    for (const map of [this.#outlines, this.#zonesOfArea, this.#itemsOfZone, this.#zoneOfItem, this.#pins]) map.clear();
    this.#leans = new Map();
  }

  readZone(id: string, zone: Zone | undefined): void {
    this.#dueZones.add(id);
    for (const area of zone?.areaIds ?? []) {
      const zones = this.#zonesOfArea.get(area) ?? new Set<string>();
      this.#zonesOfArea.set(area, zones.add(id));
    }
  }

  readItem(id: string, item: NailItem | undefined): void {
    const before = this.#zoneOfItem.get(id);
    if (before !== undefined) {
      this.#itemsOfZone.get(before)?.delete(id);
      this.#dueZones.add(before);
      this.#dueNails.add(before);
    }
    this.#zoneOfItem.delete(id);
    if (item === undefined) return;
    const items = this.#itemsOfZone.get(item.zoneId) ?? new Set<string>();
    this.#itemsOfZone.set(item.zoneId, items.add(id));
    this.#zoneOfItem.set(id, item.zoneId);
    this.#dueZones.add(item.zoneId);
    this.#dueNails.add(item.zoneId);
  }

  /** Zones stand on areas: those of this one are drawn again. */
  areaChanged(area: string): void {
    for (const zone of this.#zonesOfArea.get(area) ?? []) this.#dueZones.add(zone);
  }

  /** The engine's count of persons of each key area, by zone, for its pin: the map and the list beside it tell one number. */
  setPersons(persons: ReadonlyMap<string, number>): void {
    for (const id of [...this.#persons.keys(), ...persons.keys()]) {
      if (this.#persons.get(id) === persons.get(id)) continue;
      this.#dueNails.add(id);
      this.#dueZones.add(id);
    }
    this.#persons = persons;
  }

  /** Outlines of houses and staircases, which the copy does not hold: a zone made of nothing else stands on them. */
  setHouses(houses: ReadonlyMap<string, Geometry>): void {
    const before = this.#houses;
    if (before === houses) return;
    this.#houses = houses;
    for (const id of new Set([...before.keys(), ...houses.keys()]))
      if (before.get(id) !== houses.get(id)) this.areaChanged(id);
  }

  /** Counts again what lies in each nail; for orders that do not name their cases. */
  recount(): void {
    for (const zone of this.#itemsOfZone.keys()) this.#dueNails.add(zone);
  }

  positionOf(id: string): Position | undefined {
    return this.#outlines.get(id)?.at;
  }

  positionOfItem(id: string): Position | undefined {
    return this.positionOf(this.#zoneOfItem.get(id) ?? '');
  }

  extentOf(id: string): Extent {
    return this.#outlines.get(id)?.box ?? NOWHERE;
  }

  *extents(): Iterable<Extent> {
    for (const { box } of this.#outlines.values()) yield box;
  }

  /** Whether some zone on the map waits for somebody to act on it. */
  isWaiting(): boolean {
    for (const zone of this.#ground.copy.all('zones').values()) if (zonePhase(zone) === 'waiting') return true;
    return false;
  }

  /** The zones of which some part may be on the screen: by their extents, which is enough for a legend. */
  within(view: Extent): ZoneSeen[] {
    const found: ZoneSeen[] = [];
    for (const [id, { box }] of this.#outlines) {
      const zone = this.#ground.copy.get('zones', id);
      const phase = zone && zonePhase(zone);
      if (zone === undefined || phase === undefined || !isSomewhere(box) || !boxesMeet(box, view)) continue;
      found.push({ look: zoneLook(zone.level), level: zone.level ?? '', isPending: phase !== 'active' });
    }
    return found;
  }

  settle(): void {
    const { shapes, tables } = this.#ground;
    this.#settleZones();
    for (const id of this.#dueNails) {
      const row = this.#pin(id);
      if (row === undefined) this.#pins.delete(id);
      else this.#pins.set(id, row);
      tables.nails.set(id, row);
      shapes.places.set(`nails/${id}`, row && pinFeature(`nails/${id}`, [row.longitude, row.latitude]));
    }
    if (this.#dueNails.size > 0) this.#leanPins();
    this.#dueNails.clear();
  }

  /** Who borders on a zone that changed, or bordered on it, may have to be named on the other side. */
  #settleZones(): void {
    if (this.#dueZones.size === 0) return;
    const near: Extent[] = [];
    for (const id of this.#dueZones) {
      near.push(this.#seatOf(id));
      this.#settleZone(id);
      near.push(this.#seatOf(id));
    }
    const seats = new Seats(this.#outlines, this.#dueZones.size);
    const named = new Set(this.#dueZones);
    for (const seat of near) for (const id of seats.meeting(withRoom(seat))) named.add(id);
    for (const id of named) this.#nameZone(id, seats);
    this.#dueZones.clear();
  }

  #seatOf(id: string): Extent {
    return this.#outlines.get(id)?.seat ?? NOWHERE;
  }

  /** One that came or went may give another one room, or take it. */
  #leanPins(): void {
    const leans = leaning(this.#pins);
    for (const [id, row] of this.#pins) {
      const dx = leans.get(id) ?? 0;
      if (dx === (this.#leans.get(id) ?? 0) && !this.#dueNails.has(id)) continue;
      this.#ground.tables.nails.set(id, { ...row, dx });
    }
    this.#leans = leans;
  }

  #settleZone(id: string): void {
    const { copy, shapes } = this.#ground;
    const zone = copy.get('zones', id);
    const outlineOf = (area: string) => copy.get('areas', area)?.geometry ?? this.#houses.get(area);
    const polygons = zone === undefined ? [] : zoneOutline(zone, outlineOf);
    const at = labelPoint(polygons);
    const outline =
      polygons.length === 0 ? NO_OUTLINE : { polygons, at, box: extent(polygons), seat: seatOf(polygons) };
    if (zone === undefined) this.#outlines.delete(id);
    else this.#outlines.set(id, outline);
    shapes.zones.set(id, zone && zoneFeature(zone, polygons));
    if (this.#itemsOfZone.has(id) || this.#persons.has(id)) this.#dueNails.add(id);
  }

  /** Above its zone; below it where another zone lies above, so that no name stands on a zone that is not its own. */
  #nameZone(id: string, seats: Seats): void {
    const { copy, shapes } = this.#ground;
    const zone = copy.get('zones', id);
    const { polygons, seat } = this.#outlines.get(id) ?? NO_OUTLINE;
    const middle = (seat[0] + seat[2]) / 2;
    const above = seat[3] + NAME_ROOM;
    // Nowhere has no middle.
    const isBelow = (isSomewhere(seat) ? seats.meeting([middle, above, middle, above]) : []).some(
      (other) => other !== id && shapes.zones.get(other) !== undefined,
    );
    const name = zone && {
      level: this.#sight.level(zone.level),
      own: this.#ownName(zone),
      until: zone.expiresAt === undefined ? undefined : this.#sight.until?.(zone.expiresAt),
      isPinned: this.#isNail(zone),
      isBelow,
    };
    shapes.zoneNames.set(id, name && zone && zoneName(zone, polygons, name));
  }

  /** Its own name; without one, that of the only area it holds. */
  #ownName(zone: Zone): string | undefined {
    const own = nameIn(zone, this.#sight.language);
    const [only, ...others] = zone.areaIds ?? [];
    if (own !== undefined || only === undefined || others.length > 0) return own;
    const area = this.#ground.copy.get('areas', only);
    return area === undefined ? undefined : nameIn(area, this.#sight.language);
  }

  #pin(zoneId: string): Row | undefined {
    const { copy, tables } = this.#ground;
    const zone = copy.get('zones', zoneId);
    const { polygons, at } = this.#outlines.get(zoneId) ?? NO_OUTLINE;
    const isPin = zone !== undefined && at !== undefined && this.#isNail(zone);
    const cases = isPin ? positivesOf(zone, polygons, tables.cases, tables.soft) : undefined;
    this.pinned.set(zoneId, cases);
    return isPin ? nailRow(at, this.#persons.get(zoneId) ?? cases?.size) : undefined;
  }

  #isNail({ id, status }: Zone): boolean {
    const isOver = status === 'released' || status === 'cancelled';
    return !isOver && ((this.#itemsOfZone.get(id)?.size ?? 0) > 0 || this.#persons.has(id));
  }
}
