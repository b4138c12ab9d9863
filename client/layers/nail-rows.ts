// Nails: a pin on each zone that has nail items, with the count of its positives.
import type { Zone } from '#shared/subject/zone.ts';
import { iconKey } from '../ui/symbols/keys.ts';
import type { PointTable, Row } from './point-table.ts';
import type { Polygons } from './polygons.ts';
import { contains, extent } from './polygons.ts';

/**
 * @param position the label point of the zone, degrees
 * @param count undefined for a reader who may not know: the pin stays without a number, never with a 0
 */
export function nailRow(position: readonly [number, number], count: number | undefined): Row {
  const [longitude, latitude] = position;
  return { longitude, latitude, size: 42, icon: iconKey('nail', { count }), color: [255, 255, 255, 255] };
}

/**
 * The cases the order names; where it names none to this reader, those whose dots lie inside.
 * @param masked of the reader's cases: where those are is not known to him, nor then how many lie inside
 * @returns undefined when it cannot be told
 */
export function positivesOf(zone: Zone, polygons: Polygons, cases: PointTable, masked: PointTable): number | undefined {
  if (zone.caseIds !== undefined && zone.caseIds.length > 0) return zone.caseIds.length;
  if (masked.entities > 0) return undefined;
  const [west, south, east, north] = extent(polygons);
  let count = 0;
  for (let row = 0; row < cases.length; row += 1) {
    if (cases.size[row] === 0) continue;
    const longitude = cases.position[2 * row] as number;
    const latitude = cases.position[2 * row + 1] as number;
    if (longitude < west || longitude > east || latitude < south || latitude > north) continue;
    if (contains(polygons, longitude, latitude)) count += 1;
  }
  // Nobody pins a place without positives: none to be seen here means that this reader is not shown them.
  return count === 0 ? undefined : count;
}
