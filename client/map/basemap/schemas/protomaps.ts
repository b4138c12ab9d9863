// Protomaps' basemap, version 4 (docs.protomaps.com/basemaps/layers).
import { isTrue, NAMES, oneOf, rankOf, type Schema, STREET_RANKS } from '../schema.ts';

const PROTOMAPS_ROADS = {
  ...STREET_RANKS,
  0: ['motorway', 'motorway_link'],
  1: ['trunk', 'trunk_link'],
  2: ['primary', 'primary_link'],
  3: ['secondary', 'secondary_link'],
  4: ['tertiary', 'tertiary_link'],
};
export const PROTOMAPS: Schema = {
  id: 'protomaps',
  rest: 'sea',
  tints: [
    { layer: 'earth', tint: 'land' },
    { layer: 'landuse', tint: 'built', filter: oneOf('kind', 'residential') },
    { layer: 'landuse', tint: 'field', filter: oneOf('kind', 'farmland', 'orchard', 'allotments') },
    { layer: 'landuse', tint: 'industry', filter: oneOf('kind', 'industrial', 'railway') },
    {
      layer: 'landuse',
      tint: 'campus',
      filter: oneOf('kind', 'commercial', 'school', 'university', 'college', 'hospital'),
    },
    { layer: 'landuse', tint: 'wood', filter: oneOf('kind', 'wood', 'forest', 'nature_reserve') },
    { layer: 'landuse', tint: 'park', filter: oneOf('kind', 'park', 'grass', 'garden', 'cemetery', 'golf_course') },
    { layer: 'landuse', tint: 'paved', filter: oneOf('kind', 'pedestrian', 'aerodrome') },
  ],
  water: [{ layer: 'water', filter: ['==', ['geometry-type'], 'Polygon'] }],
  waterLines: [{ layer: 'water', filter: ['==', ['geometry-type'], 'LineString'] }],
  roads: {
    layer: 'roads',
    rank: rankOf('kind_detail', PROTOMAPS_ROADS),
    isLink: isTrue('is_link'),
    isBridge: isTrue('is_bridge'),
    isTunnel: isTrue('is_tunnel'),
  },
  rails: [{ layer: 'roads', filter: oneOf('kind', 'rail') }],
  buildings: [{ layer: 'buildings' }],
  borders: [
    { layer: 'boundaries', level: 'country', filter: oneOf('kind', 'country') },
    { layer: 'boundaries', level: 'province', filter: oneOf('kind', 'region') },
    { layer: 'boundaries', level: 'county', filter: oneOf('kind', 'county') },
  ],
  waterNames: [{ layer: 'water' }],
  streetNames: { layer: 'roads', rank: rankOf('kind_detail', PROTOMAPS_ROADS) },
  places: [
    { layer: 'places', size: 0, minzoom: 3, maxzoom: 8, filter: oneOf('kind', 'region') },
    { layer: 'places', size: 1, minzoom: 5, maxzoom: 13, filter: oneOf('kind', 'locality') },
    { layer: 'places', size: 3, minzoom: 11, filter: oneOf('kind', 'macrohood', 'neighbourhood') },
  ],
  names: NAMES,
};
