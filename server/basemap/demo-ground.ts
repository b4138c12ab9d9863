// The demonstration's town as layers of vector tiles. Names of layers and fields are Shortbread's (shortbread-tiles.org),
// so that one style draws this town and an operator's own extract; `hills` and `shades` are ours.
import type { Feature, Geometry, Position } from 'geojson';
import type { LanduseKind, Name, RoadClass, Town, TownArea, TownRoad } from '../ingest/scenario/town/town.ts';
import { boxOf, frames, paper } from './demo-edge.ts';
import { labelPoint } from './label-point.ts';

/** Features of one layer that begin to be drawn at one zoom. */
export type GroundPart = { readonly layer: string; readonly minzoom: number; readonly features: readonly Feature[] };

/** The first zoom at which there is anything to see. */
const FARTHEST = 5;

const ROAD_KINDS: { readonly [C in RoadClass]: readonly [kind: string, minzoom: number] } = {
  motorway: ['motorway', 7],
  link: ['motorway', 11],
  trunk: ['trunk', 8],
  primary: ['primary', 9],
  secondary: ['secondary', 11],
  county: ['tertiary', 11],
  residential: ['residential', 12],
  service: ['service', 14],
  lane: ['footway', 14],
  track: ['track', 13],
};

const LAND_KINDS: { readonly [K in LanduseKind]: readonly [kind: string, minzoom: number] } = {
  field: ['farmland', 10],
  orchard: ['orchard', 10],
  wood: ['forest', 8],
  park: ['park', 11],
  green: ['grass', 13],
  industry: ['industrial', 10],
  commercial: ['commercial', 11],
  civic: ['commercial', 12],
  school: ['education', 12],
  hospital: ['hospital', 12],
  residential: ['residential', 9],
  transport: ['railway', 11],
  square: ['pedestrian', 13],
  runway: ['runway', 10],
  apron: ['apron', 11],
};

/** Places that help to find one's way, and from which zoom. */
const LANDMARKS: Readonly<Record<string, number>> = {
  airport: 10,
  railway: 11,
  coach: 12,
  hospital: 13,
  government: 13,
  college: 13,
  stadium: 13,
  market: 14,
  mall: 14,
  school: 14,
  plant: 14,
  hotel: 15,
  logistics: 15,
};

const feature = (geometry: Geometry, properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry,
  properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
});
const named = (name: Name | undefined) => ({ name: name?.zh, name_en: name?.en });
// The town's geometries are those of our own schema, the same as GeoJSON's but read-only.
const shape = (geometry: unknown): Geometry => geometry as Geometry;

/** @returns in the order of drawing, from the lowest */
export function groundOf(town: Town): GroundPart[] {
  const ground = [
    ...relief(town),
    ...byZoom('land', town.landuse, ({ kind, geometry, name }) => {
      const [drawn, minzoom] = LAND_KINDS[kind];
      return { minzoom, feature: feature(shape(geometry), { kind: drawn, ...named(name) }) };
    }),
    ...water(town),
    ...streets(town),
    ...byZoom('buildings', town.footprints, ({ use, floors, geometry, areaId, placeId }) => ({
      minzoom: use === 'houses' || (areaId === undefined && placeId === undefined) ? 14 : 13,
      feature: feature(shape(geometry), { kind: use, floors }),
    })),
    ...byZoom('staircases', town.areas, ({ level, geometry }) =>
      level === 'staircase' ? { minzoom: 16, feature: feature(shape(geometry), {}) } : undefined,
    ),
  ];
  const box = boxOf(ground.flatMap(({ features }) => features));
  return [
    { layer: 'ground', minzoom: FARTHEST, features: [paper(box)] },
    ...ground,
    { layer: 'edge', minzoom: FARTHEST, features: frames(box) },
    ...labels(town),
  ];
}

/** One part per zoom, features in their order. */
function byZoom<T>(
  layer: string,
  items: readonly T[],
  make: (item: T) => { readonly minzoom: number; readonly feature: Feature } | undefined,
): GroundPart[] {
  const parts = new Map<number, Feature[]>();
  for (const item of items) {
    const made = make(item);
    if (made === undefined) continue;
    const list = parts.get(made.minzoom);
    if (list === undefined) parts.set(made.minzoom, [made.feature]);
    else list.push(made.feature);
  }
  return [...parts].sort(([a], [b]) => a - b).map(([minzoom, features]) => ({ layer, minzoom, features }));
}

function relief(town: Town): GroundPart[] {
  const steps = [...new Set(town.hills.map(({ height }) => height))].sort((a, b) => a - b);
  return [
    ...byZoom(
      'hills',
      [...town.hills].sort((a, b) => a.height - b.height),
      ({ height, geometry }) => ({
        minzoom: 6,
        feature: feature(shape(geometry), { height, step: steps.indexOf(height) + 1, steps: steps.length }),
      }),
    ),
    ...byZoom('shades', town.shades, ({ side, strength, geometry }) => ({
      minzoom: 9,
      feature: feature(shape(geometry), { side, strength }),
    })),
  ];
}

function water(town: Town): GroundPart[] {
  const surfaces = town.water.filter(({ geometry }) => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon');
  return [
    ...byZoom('water_polygons', surfaces, ({ kind, geometry }) => ({
      minzoom: kind === 'river' || kind === 'reservoir' ? 6 : kind === 'pond' ? 13 : 10,
      feature: feature(shape(geometry), { kind: kind === 'river' ? 'river' : 'water' }),
    })),
    ...byZoom('water_lines', town.water, ({ kind, course, name }) =>
      course === undefined
        ? undefined
        : { minzoom: kind === 'river' ? 6 : 10, feature: feature(shape(course), { kind, ...named(name) }) },
    ),
    ...byZoom('water_polygons_labels', town.water, ({ kind, geometry, course, name }) =>
      name === undefined || course !== undefined
        ? undefined
        : {
            minzoom: kind === 'reservoir' ? 10 : 13,
            feature: feature(point(middleOf(geometry)), { kind, ...named(name) }),
          },
    ),
  ];
}

function streets(town: Town): GroundPart[] {
  const lines = byZoom('streets', joined(town.roads), ({ road, geometry }) => {
    const [kind, minzoom] = ROAD_KINDS[road.class];
    const properties = { kind, link: road.class === 'link' || undefined, bridge: road.bridge === true || undefined };
    return { minzoom, feature: feature(geometry, properties) };
  });
  const rails = byZoom('streets', town.railways, ({ geometry }) => ({
    minzoom: 8,
    feature: feature(shape(geometry), { kind: 'rail', rail: true }),
  }));
  const names = byZoom('street_labels', town.streets, ({ class: its, name, ref, geometry }) => {
    const [kind, minzoom] = ROAD_KINDS[its];
    return { minzoom: Math.max(10, minzoom), feature: feature(shape(geometry), { kind, ref, ...named(name) }) };
  });
  return [...rails, ...lines, ...names];
}

/** Edges of one street and class as one feature: a tile repeats properties per feature, and a street has many edges. */
function joined(roads: readonly TownRoad[]): { readonly road: TownRoad; readonly geometry: Geometry }[] {
  const groups = new Map<string, { road: TownRoad; paths: Position[][] }>();
  for (const road of roads) {
    const key = road.streetId === undefined ? road.id : `${road.streetId} ${road.class} ${road.bridge === true}`;
    const path = road.geometry.coordinates as unknown as Position[];
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { road, paths: [path] });
    else group.paths.push(path);
  }
  return [...groups.values()].map(({ road, paths }) => ({
    road,
    geometry:
      paths.length === 1
        ? { type: 'LineString', coordinates: paths[0]! }
        : { type: 'MultiLineString', coordinates: paths },
  }));
}

function labels(town: Town): GroundPart[] {
  return byZoom('place_labels', town.areas, (area) => {
    const label = labelOf(area);
    if (label === undefined) return undefined;
    const properties = { kind: label.kind, ...named(area.name), population: area.population };
    // Thousands of plain rectangles: the middle of the box is inside, and found at once.
    const at =
      label.kind === 'building' || label.kind === 'staircase' ? boxMiddle(area.geometry) : middleOf(area.geometry);
    return { minzoom: label.minzoom, feature: feature(point(at), properties) };
  });
}

function labelOf({ level, type }: TownArea): { readonly kind: string; readonly minzoom: number } | undefined {
  if (level === 'county') return { kind: 'county', minzoom: 5 };
  if (level === 'neighbour') return { kind: 'neighbour', minzoom: 6 };
  if (level === 'township') return { kind: type === 'town' ? 'town' : 'suburb', minzoom: 9 };
  if (level === 'village') return { kind: 'village', minzoom: 12 };
  if (level === 'building') return { kind: 'building', minzoom: 15 };
  if (level === 'staircase') return { kind: 'staircase', minzoom: 16 };
  const minzoom = level === 'place' ? LANDMARKS[type ?? ''] : undefined;
  return minzoom === undefined ? undefined : { kind: 'landmark', minzoom };
}

const point = (coordinates: Position): Geometry => ({ type: 'Point', coordinates });

/** @param geometry of areas and waters: polygons */
function middleOf({ type, coordinates }: Town['areas'][number]['geometry']): Position {
  if (type === 'Polygon') return labelPoint(coordinates);
  if (type !== 'MultiPolygon') throw new Error(`a name on a ${type}`);
  const largest = [...coordinates].sort((a, b) => spanOf(b) - spanOf(a))[0]!;
  return labelPoint(largest);
}

function boxMiddle({ coordinates }: Town['areas'][number]['geometry']): Position {
  const flat = (coordinates as readonly unknown[]).flat(4) as number[];
  const [xs, ys] = [flat.filter((_, i) => i % 2 === 0), flat.filter((_, i) => i % 2 === 1)];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

const spanOf = ([shell = []]: readonly (readonly Position[])[]): number => {
  const xs = shell.map(([x]) => x!);
  return Math.max(...xs) - Math.min(...xs);
};
