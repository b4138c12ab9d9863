// Areas, roads and zones as GeoJSON: the outlines, and the points where their names stand.
import type { Feature, Geometry as GeoJsonGeometry, Point } from 'geojson';
import type { Geometry, Position } from '#shared/schema.ts';
import type { Area } from '#shared/subject/area.ts';
import type { Road } from '#shared/subject/road.ts';
import type { Zone } from '#shared/subject/zone.ts';
import type { Language } from '#shared/terms/term.ts';
import { nameIn } from '../ui/name-in.ts';
import { type Polygons, seatOf } from './polygons.ts';

/** `id` is repeated in the properties: text ids survive MapLibre's tiling only there. */
export type MapFeature = Feature<GeoJsonGeometry, { id: string } & Record<string, string | number | boolean>>;

// GeoJSON's own types are mutable and ours are not; nobody writes to either.
const json = (geometry: Geometry): GeoJsonGeometry => geometry as unknown as GeoJsonGeometry;
const point = (position: Position): Point => ({ type: 'Point', coordinates: [position[0], position[1]] });
const feature = (geometry: GeoJsonGeometry, properties: MapFeature['properties']): MapFeature => ({
  type: 'Feature',
  geometry,
  properties,
});

/** Large before small: decides which outlines are stronger and which names win. */
export const AREA_RANK: { readonly [L in Area['level']]: number } = {
  province: 0,
  prefecture: 1,
  county: 2,
  neighbour: 2,
  township: 3,
  community: 4,
  village: 4,
  grid: 5,
  block: 5,
  place: 5,
  compound: 6,
  building: 7,
  staircase: 8,
  floor: 9,
  household: 9,
};

const WATER: ReadonlySet<string> = new Set(['water', 'river', 'lake', 'canal', 'sea', 'pond', 'reservoir']);

export function areaFeature(area: Area): MapFeature | undefined {
  if (area.geometry === undefined || area.geometry.type === 'Point' || area.geometry.type === 'MultiPoint') return;
  const water = area.type !== undefined && WATER.has(area.type);
  return feature(json(area.geometry), { id: area.id, level: area.level, rank: AREA_RANK[area.level], water });
}

/** Floors and households share their building's place; their names are for lists. */
export function areaName(area: Area, at: Position | undefined, language: Language): MapFeature | undefined {
  if (at === undefined || AREA_RANK[area.level] > 8) return undefined;
  return feature(point(at), {
    id: area.id,
    level: area.level,
    rank: AREA_RANK[area.level],
    name: nameIn(area, language) ?? '',
  });
}

const ROAD_RANK: { readonly [road: string]: number } = {
  motorway: 0,
  expressway: 0,
  trunk: 1,
  arterial: 1,
  primary: 1,
  secondary: 2,
  tertiary: 3,
  collector: 3,
  residential: 4,
  street: 4,
  lane: 5,
  service: 5,
};

/** 0 for expressways to 6 for ways on foot; a class that nobody listed is drawn as a street, not left out. */
export function roadRank(road: Pick<Road, 'class' | 'drive'>): number {
  return ROAD_RANK[road.class.toLowerCase()] ?? (road.drive ? 4 : 6);
}

export function roadFeature(road: Road, language: Language): MapFeature {
  return feature(json(road.geometry), { id: road.id, rank: roadRank(road), name: nameIn(road, language) ?? '' });
}

export type ZoneLook = 'high' | 'medium' | 'low' | 'fence' | 'neutral';

/** Level codes of policies in force; what no policy names is an outline without a claim about risk. */
const ZONE_LOOKS: { readonly [level: string]: ZoneLook } = {
  high: 'high',
  sealed: 'high',
  medium: 'medium',
  controlled: 'medium',
  low: 'low',
  precaution: 'low',
  polluted: 'fence',
  'polluted-area': 'fence',
  pollutedArea: 'fence',
  fence: 'fence',
  epiArea: 'fence',
  epiPoint: 'high',
  nail: 'high',
  mediumAfterHigh: 'medium',
};
export const zoneLook = (level: string | undefined): ZoneLook => ZONE_LOOKS[level ?? ''] ?? 'neutral';

/** active: in force. waiting: somebody must act on it, so it marches. draft: on somebody's desk. */
export type ZonePhase = 'active' | 'waiting' | 'draft';
const PHASES: { readonly [S in Zone['status']]: ZonePhase | undefined } = {
  held: 'waiting',
  proposed: 'draft',
  submitted: 'waiting',
  approved: 'waiting',
  active: 'active',
  released: undefined,
  cancelled: undefined,
};
export const zonePhase = (zone: Zone): ZonePhase | undefined => PHASES[zone.status];

/** @param polygons the zone's own outline or the union of its areas */
export function zoneFeature(zone: Zone, polygons: Polygons): MapFeature | undefined {
  const phase = zonePhase(zone);
  if (phase === undefined || polygons.length === 0) return undefined;
  const geometry = { type: 'MultiPolygon', coordinates: polygons } as unknown as GeoJsonGeometry;
  return feature(geometry, { id: zone.id, look: zoneLook(zone.level), phase, level: zone.level ?? '' });
}

/** Which names win where there is no room for all: what is stricter, then what is in force. */
const SEVERITY: { readonly [L in ZoneLook]: number } = { high: 0, fence: 1, medium: 2, low: 3, neutral: 4 };

export type ZoneWords = {
  /** in words */
  readonly level: string;
  /** what it is called, if anything */
  readonly own: string | undefined;
  /** until when its order holds, in words */
  readonly until: string | undefined;
  /** a nail's pin stands in it */
  readonly isPinned: boolean;
  readonly isBelow: boolean;
};

/**
 * The level is said in words above the northern edge of the zone, where neither hatch nor dots lie behind it; or below the
 * southern one, where another zone lies above.
 */
export function zoneName(
  zone: Zone,
  polygons: Polygons,
  { level, own, until, isPinned, isBelow }: ZoneWords,
): MapFeature | undefined {
  const phase = zonePhase(zone);
  if (phase === undefined || polygons.length === 0) return undefined;
  // A fence of many pieces is named at its largest: the middle of all of them is nowhere.
  const [west, south, east, north] = seatOf(polygons);
  const look = zoneLook(zone.level);
  // Latin names are long: the level stands on a line of its own, and not half of it.
  const name = own === undefined ? level : `${level}${/\p{Script=Han}/u.test(level) ? ' · ' : '\n'}${own}`;
  const rank = 2 * SEVERITY[look] + (phase === 'active' ? 0 : 1);
  const at: Position = [(west + east) / 2, isBelow ? south : north];
  const end = phase === 'active' ? (until ?? '') : '';
  return feature(point(at), { id: zone.id, look, name, level, rank, isPinned, isBelow, until: end });
}

/**
 * A place with a symbol, so that names of areas keep clear of it and its own name stands under it when there is room.
 * @param from the zoom from which the symbol itself has room
 */
type Place = { readonly layer: 'sites' | 'checkpoints'; readonly id: string; readonly name: string };
export function placeFeature({ layer, id, name }: Place, position: Position, rank: number, from: number): MapFeature {
  return feature(point(position), { id: `${layer}/${id}`, layer, name, rank, from });
}

/** The head of a nail's pin, which stands above its place: names keep clear of it too. */
export function pinFeature(id: string, position: Position): MapFeature {
  return feature(point(position), { id, layer: 'nails', name: '', rank: 0, from: 0, pin: true });
}
