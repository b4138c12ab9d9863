// Shortbread (shortbread-tiles.org), and the demonstration's tiles, which are Shortbread with hills.
import { get, isTrue, NAMES, oneOf, rankOf, type Schema, STREET_RANKS } from '../schema.ts';

export const SHORTBREAD: Schema = {
  id: 'shortbread',
  rest: 'land',
  tints: [
    { layer: 'land', tint: 'built', filter: oneOf('kind', 'residential', 'garages') },
    { layer: 'land', tint: 'field', filter: oneOf('kind', 'farmland', 'orchard', 'vineyard', 'meadow', 'allotments') },
    {
      layer: 'land',
      tint: 'industry',
      filter: oneOf('kind', 'industrial', 'railway', 'landfill', 'quarry', 'brownfield'),
    },
    { layer: 'land', tint: 'campus', filter: oneOf('kind', 'commercial', 'retail', 'education', 'hospital') },
    { layer: 'land', tint: 'sand', filter: oneOf('kind', 'sand', 'beach', 'bare_rock', 'scree') },
    { layer: 'land', tint: 'ice', filter: oneOf('kind', 'glacier') },
    { layer: 'land', tint: 'wood', filter: oneOf('kind', 'forest', 'wood', 'scrub', 'heath') },
    {
      layer: 'land',
      tint: 'park',
      filter: oneOf('kind', 'park', 'grass', 'garden', 'golf_course', 'cemetery', 'recreation_ground'),
    },
    { layer: 'sites', tint: 'campus' },
    { layer: 'land', tint: 'paved', filter: oneOf('kind', 'pedestrian', 'apron') },
    { layer: 'land', tint: 'runway', filter: oneOf('kind', 'runway') },
    { layer: 'street_polygons', tint: 'runway', filter: oneOf('kind', 'runway', 'taxiway') },
  ],
  water: [{ layer: 'ocean' }, { layer: 'water_polygons' }],
  waterLines: [{ layer: 'water_lines' }],
  roads: {
    layer: 'streets',
    rank: rankOf('kind', STREET_RANKS),
    isLink: isTrue('link'),
    isBridge: isTrue('bridge'),
    isTunnel: isTrue('tunnel'),
  },
  rails: [{ layer: 'streets', filter: oneOf('kind', 'rail', 'light_rail', 'subway', 'narrow_gauge') }],
  buildings: [{ layer: 'buildings' }],
  borders: [
    { layer: 'boundaries', level: 'country', filter: ['==', get('admin_level'), 2] },
    { layer: 'boundaries', level: 'province', filter: ['==', get('admin_level'), 4] },
  ],
  waterNames: [{ layer: 'water_lines' }, { layer: 'water_lines_labels' }, { layer: 'water_polygons_labels' }],
  streetNames: { layer: 'street_labels', rank: rankOf('kind', STREET_RANKS) },
  places: [
    { layer: 'boundary_labels', size: 0, minzoom: 3, maxzoom: 8 },
    {
      layer: 'place_labels',
      size: 1,
      minzoom: 5,
      maxzoom: 13,
      filter: oneOf('kind', 'capital', 'state_capital', 'city'),
    },
    { layer: 'place_labels', size: 2, minzoom: 8, maxzoom: 15, filter: oneOf('kind', 'town', 'suburb') },
    { layer: 'place_labels', size: 3, minzoom: 11, filter: oneOf('kind', 'village', 'quarter') },
    {
      layer: 'place_labels',
      size: 4,
      minzoom: 13,
      filter: oneOf('kind', 'hamlet', 'neighbourhood', 'locality', 'island'),
    },
  ],
  names: NAMES,
};

/** The demonstration's own: Shortbread with hills. Its district, the parts of it and its neighbours are named by the situation, so not by the ground. */
export const DEMO: Schema = {
  ...SHORTBREAD,
  id: 'demo',
  rest: 'unknown',
  hills: { layer: 'hills' },
  shades: { layer: 'shades' },
  edge: { layer: 'edge' },
  tints: [{ layer: 'ground', tint: 'land' }, ...SHORTBREAD.tints],
  borders: [],
  staircases: { layer: 'staircases' },
  places: [
    { layer: 'place_labels', size: 4, minzoom: 17.4, below: 0.9, filter: oneOf('kind', 'staircase') },
    { layer: 'place_labels', size: 4, minzoom: 16.2, maxzoom: 17.4, filter: oneOf('kind', 'building') },
    { layer: 'place_labels', size: 4, minzoom: 17.4, below: -0.9, filter: oneOf('kind', 'building') },
    { layer: 'place_labels', size: 3, minzoom: 12.5, filter: oneOf('kind', 'village') },
    { layer: 'place_labels', size: 4, minzoom: 10, filter: oneOf('kind', 'landmark') },
  ],
};
