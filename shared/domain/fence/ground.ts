// The ground fences stand on: the address tree with an index of its outlines, the roads, the gates, the places that count.
import Flatbush from 'flatbush';
import type { Position } from '../../geo/position.ts';
import { type Box, boxOf, type Polygons, polygonsOf } from '../../geo/shapes.ts';
import { ZoneIndex } from '../../geo/zone-index.ts';
import type { Area } from '../../subject/area.ts';
import type { Gate, Road } from '../../subject/road.ts';
import type { Site } from '../../subject/site.ts';

export type GroundArea = Pick<Area, 'id' | 'parent' | 'level' | 'type' | 'geometry' | 'population' | 'households'>;
export type GroundRoad = Pick<Road, 'id' | 'class' | 'geometry' | 'walk' | 'drive'>;
export type GroundGate = Pick<Gate, 'id' | 'areaId' | 'position' | 'state'>;
export type GroundSite = Pick<Site, 'id' | 'type' | 'position'>;
export type GroundLayers = {
  readonly areas: GroundArea;
  readonly roads: GroundRoad;
  readonly gates: GroundGate;
  readonly sites: GroundSite;
};

/**
 * How large a unit of the address tree is, from a household up. Places stand beside compounds: premises with a wall of their
 * own. Only these make fences; a community or a township is an administrative whole that no evidence of one place needs.
 */
export const RANKS: Readonly<Record<string, number>> = {
  household: 0,
  floor: 1,
  staircase: 2,
  building: 3,
  place: 4,
  compound: 4,
  village: 4,
  grid: 5,
  block: 6,
  community: 7,
};
export const rankOf = (area: Pick<GroundArea, 'level'>): number => RANKS[area.level] ?? 99;

const byId = <T extends { readonly id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export class Ground {
  readonly #areas = new Map<string, GroundArea>();
  readonly #children = new Map<string, Set<string>>();
  readonly #outlines = new ZoneIndex();
  readonly #polygons = new Map<string, Polygons>();
  readonly #roads = new Map<string, GroundRoad>();
  readonly #gates = new Map<string, GroundGate>();
  readonly #sites = new Map<string, GroundSite>();
  #near: { readonly areas: Boxes<GroundArea>; readonly roads: Boxes<GroundRoad> } | undefined;

  /** Takes one entity in, or (undefined) out. */
  set<L extends keyof GroundLayers>(layer: L, id: string, entity: GroundLayers[L] | undefined): void {
    if (layer === 'areas') this.#setArea(id, entity as GroundArea | undefined);
    else {
      const map = { roads: this.#roads, gates: this.#gates, sites: this.#sites }[layer as 'roads'] as Map<
        string,
        unknown
      >;
      if (entity === undefined) map.delete(id);
      else map.set(id, entity);
    }
    if (layer === 'areas' || layer === 'roads') this.#near = undefined;
  }

  area(id: string): GroundArea | undefined {
    return this.#areas.get(id);
  }

  polygons(id: string): Polygons {
    return this.#polygons.get(id) ?? [];
  }

  /** The area and what it lies in, finest first. A tree that bites its tail ends where it does. */
  chain(id: string): GroundArea[] {
    const out: GroundArea[] = [];
    const seen = new Set<string>();
    for (let at = this.#areas.get(id); at !== undefined && !seen.has(at.id); ) {
      out.push(at);
      seen.add(at.id);
      at = at.parent === undefined ? undefined : this.#areas.get(at.parent);
    }
    return out;
  }

  children(id: string): GroundArea[] {
    return [...(this.#children.get(id) ?? [])].map((child) => this.#areas.get(child)!).sort(byId);
  }

  /** All areas below one, itself left out. */
  below(id: string): GroundArea[] {
    return this.children(id).flatMap((child) => [child, ...this.below(child.id)]);
  }

  /** Areas that hold a position, finest first; of one rank in order of id. */
  holding(position: Position): GroundArea[] {
    return this.#outlines
      .at(position)
      .map((id) => this.#areas.get(id)!)
      .sort((a, b) => rankOf(a) - rankOf(b) || byId(a, b));
  }

  /** Persons or households of an area: as registered, else the sum of what lies below; undefined where nobody said. */
  count(of: 'population' | 'households', id: string): number | undefined {
    const own = this.#areas.get(id)?.[of];
    if (own !== undefined) return own;
    const parts = this.children(id).map((child) => this.count(of, child.id));
    return parts.length === 0 || parts.includes(undefined) ? undefined : parts.reduce<number>((a, b) => a + b!, 0);
  }

  areasNear(box: Box): GroundArea[] {
    return this.#nearby().areas.search(box);
  }

  roadsNear(box: Box): GroundRoad[] {
    return this.#nearby().roads.search(box);
  }

  road(id: string): GroundRoad | undefined {
    return this.#roads.get(id);
  }

  get gates(): Iterable<GroundGate> {
    return this.#gates.values();
  }

  get sites(): Iterable<GroundSite> {
    return this.#sites.values();
  }

  #setArea(id: string, area: GroundArea | undefined): void {
    const before = this.#areas.get(id);
    if (before?.parent !== undefined) this.#children.get(before.parent)?.delete(id);
    if (area === undefined) {
      this.#areas.delete(id);
      this.#polygons.delete(id);
      this.#outlines.delete(id);
      return;
    }
    this.#areas.set(id, area);
    if (area.parent !== undefined) {
      const siblings = this.#children.get(area.parent);
      if (siblings === undefined) this.#children.set(area.parent, new Set([id]));
      else siblings.add(id);
    }
    if (before?.geometry === area.geometry && before !== undefined) return;
    this.#polygons.set(id, polygonsOf(area.geometry));
    // what is larger than a community no fence asks a point for
    this.#outlines.set(id, rankOf(area) <= RANKS['community']! ? area.geometry : undefined);
  }

  #nearby() {
    this.#near ??= {
      areas: new Boxes([...this.#areas.values()].filter((area) => rankOf(area) < 7).sort(byId), ({ id }) =>
        boxOf(this.polygons(id)),
      ),
      roads: new Boxes([...this.#roads.values()].sort(byId), ({ geometry }) =>
        boxOf(linesOf(geometry).map((line) => [line])),
      ),
    };
    return this.#near;
  }
}

export const linesOf = (geometry: GroundRoad['geometry']): readonly (readonly Position[])[] =>
  geometry.type === 'LineString'
    ? [geometry.coordinates as Position[]]
    : geometry.type === 'MultiLineString'
      ? (geometry.coordinates as Position[][])
      : [];

/** Things by their boxes; those without an extent are left out. */
class Boxes<T> {
  readonly #things: readonly T[];
  readonly #index: Flatbush | undefined;

  constructor(things: readonly T[], boxOfThing: (thing: T) => Box) {
    const boxes = things.map(boxOfThing);
    this.#things = things.filter((_, i) => boxes[i]![0] <= boxes[i]![2]);
    if (this.#things.length === 0) return;
    this.#index = new Flatbush(this.#things.length);
    for (const [west, south, east, north] of boxes) if (west <= east) this.#index.add(west, south, east, north);
    this.#index.finish();
  }

  /** In the order they were given. */
  search([west, south, east, north]: Box): T[] {
    const found = this.#index?.search(west, south, east, north) ?? [];
    return found.sort((a, b) => a - b).map((i) => this.#things[i]!);
  }
}
