// Reviewed maps: a map that shows borders of China may be shown in public only with its 审图号 (地图管理条例, 2015, articles
// 15 and 38). Whether an archive shows borders is read from the names of its layers, and in doubt the answer is yes.
import type { TileFormat, VectorLayer } from '#shared/basemap.ts';

export type Borders = 'shown' | 'none' | 'unknown';

const BORDER = /bound|border|admin|countr|nation|provin|prefect|county|district|^land$|^earth$|coast/i;
/** Layers of OpenMapTiles, Shortbread and Protomaps that draw no border. */
const BORDERLESS: ReadonlySet<string> = new Set([
  ...['water', 'waterway', 'water_name', 'landcover', 'landuse', 'park', 'building', 'transportation'],
  ...['transportation_name', 'housenumber', 'poi', 'aeroway', 'aerodrome_label', 'mountain_peak', 'place'],
  ...['water_polygons', 'water_lines', 'water_polygons_labels', 'water_lines_labels', 'ocean', 'land_cover'],
  ...['streets', 'street_polygons', 'street_labels', 'street_labels_points', 'streets_polygons_labels', 'bridges'],
  ...['dam_lines', 'dam_polygons', 'pier_lines', 'pier_polygons', 'aerialways', 'ferries', 'public_transport'],
  ...['buildings', 'sites', 'addresses', 'pois', 'place_labels', 'roads', 'transit', 'natural', 'places', 'hills'],
]);

export function bordersIn(format: TileFormat, layers: readonly VectorLayer[]): Borders {
  if (format !== 'mvt' || layers.length === 0) return 'unknown';
  if (layers.some(({ id }) => BORDER.test(id))) return 'shown';
  return layers.every(({ id }) => BORDERLESS.has(id)) ? 'none' : 'unknown';
}

/** As printed on reviewed maps: GS（2024）0650号, 京S(2023)021号, GS京（2023）1234号. */
const NUMBER = /^(?:GS\p{Script=Han}{0,2}|\p{Script=Han}{1,2}S)\s?[(（[]\s?(?:19|20)\d{2}\s?[)）\]]\s?\d{1,5}\s?号$/u;
export const isReviewNumber = (text: string): boolean => NUMBER.test(text);
