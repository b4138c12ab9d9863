// Nails: a pin on each zone that has nail items, with the count of its positives.
import type { Zone } from '#shared/subject/zone.ts';
import { iconKey } from '../ui/symbols/keys.ts';
import type { PointTable, Row } from './point-table.ts';
import type { Polygons } from './polygons.ts';
import { contains, extent } from './polygons.ts';

/** @param position the label point of the zone, degrees */
export function nailRow(position: readonly [number, number], count: number): Row {
  const [longitude, latitude] = position;
  return { longitude, latitude, size: 42, icon: iconKey('nail', { count }), color: [255, 255, 255, 255] };
}

/** The cases the order names; where the reader may not see which, those whose dots lie inside. */
export function positivesOf(zone: Zone, polygons: Polygons, cases: PointTable): number {
  if (zone.caseIds !== undefined && zone.caseIds.length > 0) return zone.caseIds.length;
  const [west, south, east, north] = extent(polygons);
  let count = 0;
  for (let row = 0; row < cases.length; row += 1) {
    if (cases.idAt(row) === undefined) continue;
    const longitude = cases.position[2 * row] as number;
    const latitude = cases.position[2 * row + 1] as number;
    if (longitude < west || longitude > east || latitude < south || latitude > north) continue;
    if (contains(polygons, longitude, latitude)) count += 1;
  }
  return count;
}
