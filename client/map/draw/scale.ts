// Pixels and degrees at one place of a map that looks straight down with north up.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Position } from '#shared/geo/position.ts';

const TILE = 512;

/** @returns how many CSS pixels a degree of longitude and one of latitude take there */
export function scaleAt(map: MapLibreMap, [, latitude]: Position): readonly [number, number] {
  const perLon = (TILE * 2 ** map.getZoom()) / 360;
  return [perLon, perLon / Math.max(0.05, Math.cos((latitude * Math.PI) / 180))];
}
