// Rings of confidence with a number in each: where something may be, not where it is.
import './tools.css';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { circle } from '#shared/geo/shapes.ts';
import type { Position } from '#shared/schema.ts';
import { pathOf, useProjection } from './projection.ts';

type Ring = { readonly position: Position; readonly accuracy: number; readonly label: string };

export function Rings({ map, rings }: { readonly map: MapLibreMap; readonly rings: readonly Ring[] }) {
  const project = useProjection(map);
  if (rings.length === 0) return null;
  return (
    <svg className="map-sketch" aria-hidden="true">
      {rings.toReversed().map(({ position, accuracy, label }) => {
        const { x, y } = project(position);
        return (
          <g key={label} className="map-ring">
            <path d={pathOf(project, circle([position[0], position[1]], accuracy), true)} />
            <circle cx={x} cy={y} r="10" />
            <text x={x} y={y}>
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
