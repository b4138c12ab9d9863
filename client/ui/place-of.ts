// Where an entity is, as a place to look at: its own position, the box of its geometry, or that of what it belongs to.
import type { Geometry, Position } from '#shared/schema.ts';
import type { Layer, Situation } from '#shared/situation.ts';

export type Bounds = readonly [west: number, south: number, east: number, north: number];
export type Place = { readonly position: Position } | { readonly bounds: Bounds };

type Placed = {
  readonly position?: Position;
  readonly geometry?: Geometry;
  readonly areaId?: string;
  readonly areaIds?: readonly string[];
  readonly siteId?: string;
  readonly labId?: string;
  readonly gateId?: string;
  readonly checkpointId?: string;
  readonly caseId?: string;
  readonly zoneId?: string;
  readonly placeId?: string;
};

const LINKS = [
  ['siteId', 'sites'],
  ['labId', 'sites'],
  ['checkpointId', 'checkpoints'],
  ['gateId', 'gates'],
  ['areaId', 'areas'],
  ['placeId', 'areas'],
  ['zoneId', 'zones'],
  ['caseId', 'cases'],
] as const satisfies readonly (readonly [keyof Placed, Layer])[];

/** Whether it is drawn where it is said to be, and not only beside something else. */
export const hasOwnPlace = (entity: object): boolean =>
  (entity as Placed).position !== undefined || (entity as Placed).geometry !== undefined;

/** @returns undefined when nothing says where it is: it is in the lists, and not on the map */
export function placeOf(copy: Situation, layer: Layer, id: string, depth = 0): Place | undefined {
  const entity = copy.get(layer, id) as Placed | undefined;
  if (entity === undefined || depth > 3) return undefined;
  if (entity.position !== undefined) return { position: entity.position };
  if (entity.geometry !== undefined) return { bounds: boundsOf(entity.geometry) };
  if (layer === 'teams') return placeOf(copy, 'positions', id, depth + 1);
  if (entity.areaIds !== undefined) {
    const places = entity.areaIds.map((area) => placeOf(copy, 'areas', area, depth + 1));
    return union(places.filter((place) => place !== undefined));
  }
  for (const [field, other] of LINKS) {
    const target = entity[field];
    const place = typeof target === 'string' ? placeOf(copy, other, target, depth + 1) : undefined;
    if (place !== undefined) return place;
  }
  return undefined;
}

export function middleOf(place: Place): Position {
  if ('position' in place) return place.position;
  const [west, south, east, north] = place.bounds;
  return [(west + east) / 2, (south + north) / 2];
}

/** @returns undefined for no positions at all */
export function boundsOfAll(positions: readonly Position[]): Bounds | undefined {
  const all = union(positions.map((position) => ({ position })));
  return all !== undefined && 'bounds' in all ? all.bounds : undefined;
}

/** The zoom at which a box fills most of a desk's map, about 700 pixels wide; a single point is a street. */
export function zoomFor([west, south, east, north]: Bounds): number {
  const degrees = Math.max(east - west, (north - south) * 1.5, 0.005);
  return Math.min(16, Math.log2((360 / degrees) * (700 / 512)) - 0.4);
}

function union(places: readonly Place[]): Place | undefined {
  if (places.length === 0) return undefined;
  let bounds: Bounds = EMPTY;
  for (const place of places) {
    const [west, south, east, north] =
      'bounds' in place ? place.bounds : ([...place.position, ...place.position] as unknown as Bounds);
    bounds = [
      Math.min(bounds[0], west),
      Math.min(bounds[1], south),
      Math.max(bounds[2], east),
      Math.max(bounds[3], north),
    ];
  }
  return { bounds };
}

const INF = Number.POSITIVE_INFINITY;
const EMPTY: Bounds = [INF, INF, -INF, -INF];

export function boundsOf({ coordinates }: Geometry): Bounds {
  let [west, south, east, north]: Bounds = EMPTY;
  const walk = (part: readonly unknown[]): void => {
    const [longitude, latitude] = part;
    if (typeof longitude !== 'number' || typeof latitude !== 'number') {
      for (const inner of part) walk(inner as readonly unknown[]);
      return;
    }
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  };
  walk(coordinates);
  return [west, south, east, north];
}
