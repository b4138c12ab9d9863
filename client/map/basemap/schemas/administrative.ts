// Administrative boundaries as tiles: no streets, but names and borders down to the county.
import type { Schema } from '../schema.ts';

/** Polygons, lines and points of provinces, prefectures and counties: census boundaries cut into tiles. */
export const ADMINISTRATIVE: Schema = {
  id: 'administrative',
  rest: 'sea',
  tints: [{ layer: 'land', tint: 'land' }],
  water: [{ layer: 'water' }, { layer: 'lakes' }],
  waterLines: [{ layer: 'rivers' }],
  rails: [],
  buildings: [],
  borders: [
    { layer: 'county_lines', level: 'county' },
    { layer: 'prefecture_lines', level: 'prefecture' },
    { layer: 'province_lines', level: 'province' },
  ],
  waterNames: [],
  places: [
    { layer: 'province_points', size: 0, minzoom: 2, maxzoom: 7.5 },
    { layer: 'prefecture_points', size: 2, minzoom: 5.5, maxzoom: 10 },
    { layer: 'county_points', size: 3, minzoom: 8 },
  ],
  names: { zh: ['name', 'pref', 'prov'], en: ['pinyin', 'name', 'pref', 'prov'] },
};
