// Where positions are on the screen, for what is drawn over the map by the page itself.
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useReducer } from 'react';
import type { Position } from '#shared/schema.ts';

export type Project = (position: Position) => { readonly x: number; readonly y: number };

/** The component is drawn again with every movement of the map. */
export function useProjection(map: MapLibreMap): Project {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    map.on('move', again);
    map.on('resize', again);
    return () => {
      map.off('move', again);
      map.off('resize', again);
    };
  }, [map]);
  return ([longitude, latitude]) => map.project([longitude, latitude]);
}

/** @returns the `d` of an SVG path; rings are closed, lines are not */
export function pathOf(project: Project, positions: readonly Position[], isClosed: boolean): string {
  const corners = positions.map((position) => {
    const { x, y } = project(position);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return corners.length === 0 ? '' : `M${corners.join('L')}${isClosed ? 'Z' : ''}`;
}
