// The outline of a zone: its own geometry, or its areas as one.
import { union } from '@turf/turf';
import type { Feature, Polygon } from 'geojson';
import type { Geometry } from '#shared/schema.ts';
import type { Zone } from '#shared/subject/zone.ts';
import { type Polygons, polygonsOf } from './polygons.ts';

/** More parts than this stay side by side, inner borders and all: a union of thousands would stop the frame. */
const MOST_PARTS = 200;

/** @param geometryOf the geometry of an area, if it has one. @returns no polygons when nobody drew any */
export function zoneOutline(zone: Zone, geometryOf: (areaId: string) => Geometry | undefined): Polygons {
  if (zone.geometry !== undefined) return polygonsOf(zone.geometry);
  const parts = (zone.areaIds ?? []).flatMap((id) => polygonsOf(geometryOf(id)));
  if (parts.length < 2 || parts.length > MOST_PARTS) return parts;
  const features = parts.map(
    (coordinates): Feature<Polygon> => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: coordinates as unknown as Polygon['coordinates'] },
    }),
  );
  try {
    const whole = union({ type: 'FeatureCollection', features });
    return whole === null ? parts : polygonsOf(whole.geometry as unknown as Geometry);
  } catch {
    return parts; // polyclip gives up on some crossing rings; the parts are still the truth
  }
}
