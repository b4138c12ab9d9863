// Fences that are only thought of, dashed, and marks on them. Neutral ink: what is not in force is no risk yet.
import './drawings.css';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Geometry } from '#shared/geo/geometry.ts';
import { polygonsOf } from '#shared/geo/shapes.ts';
import type { Drawing, MarkKind } from '../../store/drawing-store.ts';
import { type Project, pathOf, useProjection } from './projection.ts';

type Props = { readonly map: MapLibreMap; readonly drawings: Iterable<Drawing> };

/** Shapes tell marks apart, not colours: a filled square is guarded, an open one is not, a half one is ordered. */
const SHAPES: { readonly [K in MarkKind]: string } = {
  chosen: 'M0 -9A9 9 0 1 1 0 9A9 9 0 1 1 0 -9Z',
  gate: 'M-6 -6H6V6H-6Z',
  leak: 'M-6 -6H6V6H-6Z',
  ordered: 'M-6 -6H6V6H-6ZM-6 6L6 -6V6Z',
  spot: 'M-16 0H-6M6 0H16M0 -16V-6M0 6V16',
};

/** Further away the openings of one fence lie on each other and tell nothing. Zoom. */
const OPENINGS_FROM = 13.5;
const OPENINGS: ReadonlySet<MarkKind> = new Set<MarkKind>(['gate', 'leak', 'ordered']);

export function Drawings({ map, drawings }: Props) {
  const project = useProjection(map);
  const all = [...drawings];
  const isFar = map.getZoom() < OPENINGS_FROM;
  return (
    <svg className="map-sketch map-drawings" aria-hidden="true">
      {all.flatMap(({ outlines = [] }, i) =>
        outlines.map(({ geometry, as }, k) => {
          const d = outlineOf(project, geometry);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a drawing is known by its place
            <g key={`${i}-${k}`} data-as={as}>
              <path className="map-draft-halo" d={d} />
              <path className="map-draft" d={d} />
            </g>
          );
        }),
      )}
      {all.flatMap(({ marks = [] }, i) =>
        marks.map(({ position, kind }, k) => {
          if (isFar && OPENINGS.has(kind)) return null;
          const { x, y } = project(position);
          return (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: a mark is known by its place
              key={`${i}-${k}`}
              className="map-drawing-mark"
              data-kind={kind}
              transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
              d={SHAPES[kind]}
            />
          );
        }),
      )}
    </svg>
  );
}

const outlineOf = (project: Project, geometry: Geometry): string =>
  polygonsOf(geometry)
    .flatMap((rings) => rings.map((ring) => pathOf(project, ring, true)))
    .join('');
