// A place that was searched for, and the outline of what is selected and is not among the map's own shapes.
import './tools.css';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Geometry, Position } from '#shared/schema.ts';
import { type Project, pathOf, useProjection } from './projection.ts';

type Props = { readonly map: MapLibreMap; readonly pin: Position | null; readonly outline: Geometry | undefined };

export function Marks({ map, pin, outline }: Props) {
  const project = useProjection(map);
  const spot = pin === null ? undefined : project(pin);
  return (
    <svg className="map-sketch" aria-hidden="true">
      {outline !== undefined && <path className="map-outline" d={outlineOf(project, outline)} />}
      {spot !== undefined && (
        <g className="map-pin" transform={`translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`}>
          <circle r="11" />
          <path d="M-19 0H-6M6 0H19M0 -19V-6M0 6V19" />
        </g>
      )}
    </svg>
  );
}

function outlineOf(project: Project, geometry: Geometry): string {
  if (geometry.type === 'Polygon') return geometry.coordinates.map((ring) => pathOf(project, ring, true)).join('');
  if (geometry.type !== 'MultiPolygon') return '';
  return geometry.coordinates.flatMap((rings) => rings.map((ring) => pathOf(project, ring, true))).join('');
}
