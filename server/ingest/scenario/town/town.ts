// The invented town: what it is made of. Generated from a seed in full by generate.ts; nothing here is taken from a real place.
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Area } from '#shared/subject/area.ts';
import type { Gate } from '#shared/subject/road.ts';

export type { Geometry, Position };

/** Every name in both languages; `zh` is the name, `en` its reading. */
export type Name = { readonly zh: string; readonly en: string };

/**
 * The levels that the town has. One tree, parents stored, each parent holds its children's ground and the sum of their people:
 * county > township (7 streets, 4 towns) > community (85) > block > compound or village > building > staircase.
 * A `block` is a face of the street net: blocks tile a community, communities a township, townships the county, exactly.
 * Compounds, quarters and villages lie inside one block, apart from each other and from every street; what is left is street space,
 * park, field. A row of one-storey houses is a building without staircases: its households hang on the building.
 * `place` (schools, markets, ...) and `neighbour` (three counties around) carry no people; a place's parent is its block, or
 * the least area that holds it whole (the airport lies in several).
 */
export type TownLevel = Extract<
  Area['level'],
  | 'county'
  | 'township'
  | 'community'
  | 'village'
  | 'block'
  | 'compound'
  | 'building'
  | 'staircase'
  | 'place'
  | 'neighbour'
>;

/**
 * `type` of an area, by level. township: street, town · community: urban, suburban, rural · village: village, urbanVillage ·
 * block: residential, mixed, commercial, civic, industry, park, river, suburban, rural ·
 * compound: walkUp (to 6 floors), midRise (to 11), highRise, oneStorey (a quarter of lanes) · building: apartments, houses ·
 * place: see PlaceType · county, staircase, neighbour: none.
 */
export type CompoundType = 'walkUp' | 'midRise' | 'highRise' | 'oneStorey';
export type PlaceType =
  | 'kindergarten'
  | 'school'
  | 'college'
  | 'market'
  | 'mall'
  | 'supermarket'
  | 'hospital'
  | 'hotel'
  | 'plant'
  | 'office'
  | 'government'
  | 'restaurant'
  | 'cinema'
  | 'bathhouse'
  | 'nursingHome'
  | 'stadium'
  | 'airport'
  | 'railway'
  | 'coach'
  | 'logistics'
  /** rows of rooms newly built for quarantine */
  | 'isolation';

export type TownArea = {
  /** Dashes part the levels: `yl`, township `yl-01`, community `yl-0103`, block `yl-0103-b2`, compound `yl-0103-05`, building
   * `yl-0103-05-12`, staircase `yl-0103-05-12-2`; place `yl-p012`, neighbour `yl-n1`. Fits `Id`. */
  readonly id: string;
  /** invented statistical code: CN-990199 + 3 digits township + 3 community; deeper levels have none */
  readonly code?: string;
  /** undefined for the county and its neighbours */
  readonly parent?: string;
  readonly level: TownLevel;
  readonly type?: string;
  readonly name: Name;
  /** Polygon or MultiPolygon, WGS-84, at most 7 decimals, canonical (`checkGeometry` returns it unchanged) */
  readonly geometry: Geometry;
  /** persons; 0 for places (people are counted where they live), unknown for neighbours */
  readonly population?: number;
  readonly households?: number;
  /** storeys above ground, buildings and staircases */
  readonly floors?: number;
};

/** `areaId` is the compound, quarter or village whose wall it stands in; `roadId` the way that leads to it from the street. */
export type TownGate = {
  readonly id: string;
  readonly areaId: string;
  readonly position: Position;
  readonly state: Gate['state'];
  readonly main: boolean;
  readonly roadId: string;
};

/**
 * motorway (expressway carriageway) · link (its ramps) · trunk (national and provincial) · primary (arterials, ring road) ·
 * secondary · residential · county (roads of the side valleys) · service (gate to street) · lane (walked, in quarters and villages) · track
 */
export type RoadClass =
  | 'motorway'
  | 'link'
  | 'trunk'
  | 'primary'
  | 'secondary'
  | 'residential'
  | 'county'
  | 'service'
  | 'lane'
  | 'track';

/** One edge of the road graph, between two nodes and with none between. */
export type TownRoad = {
  readonly id: string;
  /** the street it is a part of; none for service, lane and ramps */
  readonly streetId?: string;
  readonly name?: Name;
  readonly class: RoadClass;
  /** LineString from `from` to `to` */
  readonly geometry: Extract<Geometry, { type: 'LineString' }>;
  readonly from: string;
  readonly to: string;
  readonly walk: boolean;
  readonly drive: boolean;
  readonly oneway?: boolean;
  readonly bridge?: boolean;
};
export type RoadNode = { readonly id: string; readonly position: Position };

/** A whole named street, for labels and drawing: its edges joined. `ref`: G/S number on a shield, invented. */
export type Street = {
  readonly id: string;
  readonly name: Name;
  readonly class: RoadClass;
  readonly ref?: string;
  readonly geometry: Extract<Geometry, { type: 'LineString' | 'MultiLineString' }>;
};

export type WaterFeature = {
  readonly id: string;
  readonly kind: 'river' | 'stream' | 'reservoir' | 'lake' | 'pond';
  readonly name?: Name;
  /** surface; the river is one polygon from border to border */
  readonly geometry: Geometry;
  /** course downstream, for labels and for streams drawn as lines */
  readonly course?: Extract<Geometry, { type: 'LineString' }>;
};

/** All ground at or above `height` metres over the valley floor; classes nest, so draw them from low to high. */
export type HillClass = { readonly height: number; readonly geometry: Geometry };
/** Hillshade: ground of which the slope faces light (north-west, 45 degrees) or shade, by strength 1 to 3. */
export type ShadeClass = {
  readonly side: 'light' | 'shade';
  readonly strength: 1 | 2 | 3;
  readonly geometry: Geometry;
};

export type LanduseKind =
  | 'field'
  | 'orchard'
  | 'wood'
  | 'park'
  | 'green'
  | 'industry'
  | 'commercial'
  | 'civic'
  | 'school'
  | 'hospital'
  | 'residential'
  | 'transport'
  | 'square'
  | 'runway'
  | 'apron';
export type Landuse = {
  readonly id: string;
  readonly kind: LanduseKind;
  readonly name?: Name;
  readonly geometry: Geometry;
};

/** `bridge` lines are drawn over water. */
export type Railway = { readonly id: string; readonly name: Name; readonly geometry: Geometry };

/** Every footprint there is: those of residential buildings (`areaId`) and all others. */
export type Footprint = {
  readonly id: string;
  /** the building of the address tree, where people live in it */
  readonly areaId?: string;
  /** the place it belongs to */
  readonly placeId?: string;
  readonly use:
    | 'apartments'
    | 'houses'
    | 'shop'
    | 'office'
    | 'civic'
    | 'school'
    | 'hospital'
    | 'industry'
    | 'transport';
  readonly floors: number;
  /** metres */
  readonly height: number;
  readonly geometry: Geometry;
};

export type CheckpointSpot = {
  readonly id: string;
  readonly type: 'airport' | 'railway' | 'coach' | 'expressway' | 'road';
  readonly name: Name;
  readonly position: Position;
  readonly tier: 'province' | 'county';
  readonly lanes: number;
  /** the edge it stands on */
  readonly roadId: string;
  /** degrees clockwise from north, the way into the district */
  readonly inbound: number;
  /** typical passages an hour by day in quiet times, both directions */
  readonly perHour: number;
};

export type SiteSpot = {
  readonly id: string;
  readonly type: 'quarantine' | 'testing' | 'laboratory' | 'clinic' | 'depot';
  readonly name: Name;
  readonly position: Position;
  /** the community it stands in */
  readonly communityId: string;
  /** the place it is housed in (hotel, hospital, school), where it is */
  readonly placeId?: string;
  /** quarantine only */
  readonly tier?: 'running' | 'built' | 'reserve';
  /** rooms (quarantine), tubes an hour (laboratory) */
  readonly capacity?: number;
  /** testing desks */
  readonly desks?: number;
};

export type Household = {
  /** staircase or building id, floor and door: `yl-0103-05-12-2-0301` */
  readonly id: string;
  readonly floor: number;
  /** number on the door, floor included: 301 */
  readonly door: number;
  /** 1 or more: empty flats are not told */
  readonly persons: number;
};

/** What is told as data: JSON through and through, the same bytes for the same seed. */
export type TownData = {
  readonly seed: string;
  readonly name: Name;
  /** of the county: west, south, east, north */
  readonly bbox: readonly [number, number, number, number];
  readonly center: Position;
  /** parents before children */
  readonly areas: readonly TownArea[];
  readonly gates: readonly TownGate[];
  readonly roads: readonly TownRoad[];
  readonly roadNodes: readonly RoadNode[];
  readonly streets: readonly Street[];
  readonly water: readonly WaterFeature[];
  readonly hills: readonly HillClass[];
  readonly shades: readonly ShadeClass[];
  readonly landuse: readonly Landuse[];
  readonly railways: readonly Railway[];
  readonly footprints: readonly Footprint[];
  /** 14, explained: 1 airport, 1 railway, 1 coach, 6 expressway exits, 5 national and provincial roads (domain 2.2, LS-07) */
  readonly checkpoints: readonly CheckpointSpot[];
  /** testing 58 (LS-33), quarantine 3 running + 5 built + 7 reserve (LS-39), laboratories, clinics, depots */
  readonly sites: readonly SiteSpot[];
};

export type Town = TownData & {
  /** any area, or undefined */
  readonly area: (id: string) => TownArea | undefined;
  /** direct children, in order of id */
  readonly children: (id: string) => readonly TownArea[];
  /** the areas of one level inside this one, however deep, in order of `areas` */
  readonly within: (id: string, level: TownLevel) => readonly TownArea[];
  /** the area of this level that holds this one (itself where it is of that level) */
  readonly above: (id: string, level: TownLevel) => TownArea | undefined;
  /**
   * The households of a leaf: of a staircase, or of a building without staircases (a row of houses); nothing for other areas.
   * The sums of `persons` and the number of households equal the leaf's `population` and `households`.
   */
  readonly households: (leafId: string) => Iterable<Household>;
};

/** @param n from 1 to the household's `persons`; @returns a key that stays the person's own: `yl-0103-05-12-2-0301-1` */
export const personKey = (householdId: string, n: number): string => `${householdId}-${n}`;

/** The household a person key names, and the leaf (staircase, or building of houses) that holds it. */
export function addressOf(person: string): { readonly householdId: string; readonly leafId: string } {
  const householdId = person.slice(0, person.lastIndexOf('-'));
  return { householdId, leafId: householdId.slice(0, householdId.lastIndexOf('-')) };
}
