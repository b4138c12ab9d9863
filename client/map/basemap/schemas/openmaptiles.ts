// OpenMapTiles (openmaptiles.org/schema): OpenFreeMap, tilemaker's default, most archives one meets.
import { get, NAMES, oneOf, rankOf, type Schema } from '../schema.ts';

const OMT_ROADS = {
  0: ['motorway'],
  1: ['trunk'],
  2: ['primary'],
  3: ['secondary'],
  4: ['tertiary'],
  5: ['minor'],
  6: ['service', 'track'],
  7: ['path'],
};
export const OPENMAPTILES: Schema = {
  id: 'openmaptiles',
  rest: 'land',
  tints: [
    { layer: 'landuse', tint: 'built', filter: oneOf('class', 'residential', 'suburb', 'neighbourhood', 'quarter') },
    { layer: 'landuse', tint: 'industry', filter: oneOf('class', 'industrial', 'railway', 'garages', 'quarry') },
    {
      layer: 'landuse',
      tint: 'campus',
      filter: oneOf('class', 'commercial', 'retail', 'school', 'university', 'college', 'hospital'),
    },
    { layer: 'landcover', tint: 'field', filter: oneOf('class', 'farmland') },
    { layer: 'landcover', tint: 'sand', filter: oneOf('class', 'sand', 'rock') },
    { layer: 'landcover', tint: 'ice', filter: oneOf('class', 'ice') },
    { layer: 'landcover', tint: 'wood', filter: oneOf('class', 'wood') },
    { layer: 'landcover', tint: 'park', filter: oneOf('class', 'grass') },
    { layer: 'aeroway', tint: 'runway', filter: ['==', ['geometry-type'], 'Polygon'] },
  ],
  water: [{ layer: 'water', filter: ['!=', get('brunnel'), 'tunnel'] }],
  waterLines: [{ layer: 'waterway', filter: ['!=', get('brunnel'), 'tunnel'] }],
  roads: {
    layer: 'transportation',
    rank: rankOf('class', OMT_ROADS),
    isLink: ['==', get('ramp'), 1],
    isBridge: ['==', get('brunnel'), 'bridge'],
    isTunnel: ['==', get('brunnel'), 'tunnel'],
  },
  rails: [{ layer: 'transportation', filter: oneOf('class', 'rail') }],
  buildings: [{ layer: 'building' }],
  borders: [
    { layer: 'boundary', level: 'country', filter: ['==', get('admin_level'), 2] },
    { layer: 'boundary', level: 'province', filter: ['==', get('admin_level'), 4] },
    { layer: 'boundary', level: 'prefecture', filter: ['==', get('admin_level'), 5] },
    { layer: 'boundary', level: 'county', filter: ['==', get('admin_level'), 6] },
  ],
  waterNames: [{ layer: 'waterway' }, { layer: 'water_name' }],
  streetNames: { layer: 'transportation_name', rank: rankOf('class', OMT_ROADS) },
  places: [
    { layer: 'place', size: 0, minzoom: 3, maxzoom: 8, filter: oneOf('class', 'state', 'province') },
    { layer: 'place', size: 1, minzoom: 5, maxzoom: 13, filter: oneOf('class', 'city') },
    { layer: 'place', size: 2, minzoom: 8, maxzoom: 15, filter: oneOf('class', 'town', 'suburb') },
    { layer: 'place', size: 3, minzoom: 11, filter: oneOf('class', 'village', 'quarter') },
    { layer: 'place', size: 4, minzoom: 13, filter: oneOf('class', 'hamlet', 'neighbourhood', 'isolated_dwelling') },
  ],
  names: NAMES,
};
