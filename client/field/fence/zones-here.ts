// The zones that hold somebody now, each as one outline, from what this phone has.
import { isInForce, rankOf } from '#shared/domain/zone/level.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import { polygonsOf } from '#shared/geo/shapes.ts';
import type { Situation } from '#shared/situation.ts';
import type { Zone } from '#shared/subject/zone.ts';

export type StandingZone = { readonly zone: Zone /** WGS-84 */; readonly geometry: Geometry };

/**
 * @param now ms since 1970 in the situation's time
 * @param outlines of zones made of several areas, as the server united them; without one its parts stand side by side
 * @returns the gravest last, so that it is drawn over the others; zones that nobody has drawn are not among them
 */
export function zonesInForce(
  copy: Situation,
  now: number,
  outlines: ReadonlyMap<string, Geometry> = new Map(),
): StandingZone[] {
  const found: StandingZone[] = [];
  for (const zone of copy.all('zones').values()) {
    if (!isInForce(zone, now)) continue;
    const geometry = zone.geometry ?? outlines.get(`${zone.id}@${zone.version}`) ?? partsOf(copy, zone);
    if (geometry !== undefined) found.push({ zone, geometry });
  }
  return found.sort((a, b) => rankOf(a.zone.level, undefined) - rankOf(b.zone.level, undefined));
}

function partsOf(copy: Situation, zone: Zone): Geometry | undefined {
  const parts = (zone.areaIds ?? []).flatMap((id) => polygonsOf(copy.get('areas', id)?.geometry));
  if (parts.length === 0) return undefined;
  return { type: 'MultiPolygon', coordinates: parts } as unknown as Geometry;
}

/** Zones of which this phone cannot make one outline by itself: of several areas, or of houses it does not hold. */
export function wantsOutline(copy: Situation, zone: Zone): boolean {
  if (zone.geometry !== undefined) return false;
  const ids = zone.areaIds ?? [];
  return ids.length > 1 || ids.some((id) => copy.get('areas', id)?.geometry === undefined);
}
