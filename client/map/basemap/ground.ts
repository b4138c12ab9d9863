// Puts the ground under the situation, and keeps its look in step: theme and language change without loading anything again.

import type { Polygon } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { BasemapInfo, BasemapTiles } from '#shared/basemap.ts';
import type { StyleLayer } from '../expressions.ts';
import { keepAsking } from '../ground-retry.ts';
import { schemaOf } from './detect.ts';
import { GROUND_SOURCE } from './ground-draw.ts';
import { type GroundFloors, type GroundLook, groundStyle, SEA_SOURCE } from './ground-style.ts';
import { rasterLayers, rasterSource } from './raster-style.ts';

/** The layers of the situation that each floor lies under; the first that the map has. */
const FLOORS: { readonly [F in keyof GroundFloors]: readonly string[] } = {
  sea: ['grid'],
  low: ['area-fill-coarse', 'water'],
  middle: ['road-foot', 'road-lane', 'border-building', 'zone-fill'],
  high: ['grid-names'],
};
/** The plain net of meridians, and its figures at the edge. */
const TOWN_ZOOM = 11.2;
const ROADS = ['lane', 'street', 'second', 'main', 'express']
  .flatMap((name) => [`road-${name}-casing`, `road-${name}`])
  .concat('road-foot');
const GRATICULE = ['grid', 'grid-names', 'grid-names-left'];

/**
 * @param map whose style is loaded
 * @returns how to change the look of it
 */
export function layGround(map: MapLibreMap, info: BasemapInfo, look: GroundLook): (look: GroundLook) => void {
  if (info.kind === 'none') return () => {};
  const styleOf = floorsOf(info);
  addSources(map, info);
  map.once('remove', keepAsking(map, sourcesOf(info)));
  let drawn = styleOf(look);
  for (const floor of ['sea', 'low', 'middle', 'high'] as const) {
    const before = FLOORS[floor].find((id) => map.getLayer(id) !== undefined);
    for (const layer of drawn[floor]) map.addLayer(layer, before);
  }
  if (coversLand(info)) {
    for (const id of GRATICULE) if (map.getLayer(id)) map.setLayoutProperty(id, 'visibility', 'none');
  }
  if (info.kind === 'demo') {
    // The town fills the screen from here on, and figures at its edge would belong to lines that it hides.
    for (const id of ['grid-names', 'grid-names-left']) if (map.getLayer(id)) map.setLayerZoomRange(id, 0, TOWN_ZOOM);
    // Its registered roads are the streets of its ground: drawn once, and still found under the pointer.
    for (const id of ROADS) if (map.getLayer(id)) map.setPaintProperty(id, 'line-opacity', 0);
  }
  return (next) => {
    const now = styleOf(next);
    const before = new Map(all(drawn).map((layer) => [layer.id, layer]));
    for (const layer of all(now)) change(map, before.get(layer.id), layer);
    drawn = now;
  };
}

const all = ({ sea, low, middle, high }: GroundFloors): StyleLayer[] => [...sea, ...low, ...middle, ...high];
const NOTHING: GroundFloors = { sea: [], low: [], middle: [], high: [] };

function floorsOf(info: BasemapTiles): (look: GroundLook) => GroundFloors {
  if (info.format !== 'mvt') return ({ theme }) => ({ ...NOTHING, low: rasterLayers(info, theme) });
  const schema = schemaOf(info.vectorLayers);
  // Tiles in which nothing is known draw nothing: better the graticule than colours that mean nobody knows what.
  return schema === undefined ? () => NOTHING : (look: GroundLook) => groundStyle(schema, look);
}

function coversLand(info: BasemapTiles): boolean {
  return info.format !== 'mvt' || schemaOf(info.vectorLayers)?.rest === 'land';
}

function addSources(map: MapLibreMap, info: BasemapTiles): void {
  const { format, minzoom, maxzoom, tileSize } = info;
  const bounds = info.bounds === undefined ? {} : { bounds: [...info.bounds] as [number, number, number, number] };
  for (const [index, tiles] of info.tiles.entries()) {
    const id = format === 'mvt' ? GROUND_SOURCE : rasterSource(index);
    if (map.getSource(id) !== undefined) continue;
    const common = { tiles: tiles.map(absolute), minzoom, maxzoom, ...bounds };
    if (format === 'mvt') {
      map.addSource(id, { type: 'vector', ...common });
      map.addSource(SEA_SOURCE, { type: 'geojson', data: frameOf(info.bounds ?? WORLD) });
    } else map.addSource(id, { type: 'raster', tileSize, ...common });
  }
}

/** The ids of its sources of tiles. */
const sourcesOf = ({ format, tiles }: BasemapTiles): string[] =>
  tiles.map((_, index) => (format === 'mvt' ? GROUND_SOURCE : rasterSource(index)));

const WORLD = [-180, -85, 180, 85] as const;

function frameOf([west, south, east, north]: readonly [number, number, number, number]): Polygon {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [corners] };
}

/** The worker that fetches tiles knows no page to resolve an address against. */
const absolute = (address: string): string => (address.startsWith('/') ? location.origin + address : address);

/** Only what is different: a property that is set again makes the map lay out its tiles again. */
function change(map: MapLibreMap, before: StyleLayer | undefined, after: StyleLayer): void {
  if (before === undefined || map.getLayer(after.id) === undefined) return;
  const differing = (was: object | undefined, now: object | undefined) =>
    Object.entries(now ?? {}).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify((was as Record<string, unknown> | undefined)?.[name]),
    );
  for (const [name, value] of differing(before.paint, after.paint)) {
    map.setPaintProperty(after.id, name as never, value as never);
  }
  for (const [name, value] of differing(before.layout, after.layout)) {
    map.setLayoutProperty(after.id, name as never, value as never);
  }
}
