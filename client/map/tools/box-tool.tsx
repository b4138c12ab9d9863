// A box drawn over the map with the mouse: what lies in it is taken. Escape puts the tool away.
import './drawings.css';
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { Extent } from '../../layers/polygons.ts';

type Props = { readonly map: MapLibreMap; readonly onBox: (extent: Extent) => void };
type Corner = { readonly x: number; readonly y: number };

/** A hand that only clicked draws no box. CSS pixels. */
const LEAST = 4;

export function BoxTool({ map, onBox }: Props) {
  const [corners, setCorners] = useState<readonly [Corner, Corner] | null>(null);
  const take = useRef(onBox);
  take.current = onBox;
  useEffect(() => {
    let from: Corner | undefined;
    const canvas = map.getCanvas();
    const down = ({ point, originalEvent }: MapMouseEvent) => {
      if (originalEvent.button === 0) from = point;
    };
    const move = ({ point }: MapMouseEvent) => {
      if (from !== undefined) setCorners([from, point]);
    };
    const up = ({ point }: MapMouseEvent) => {
      if (from === undefined) return;
      const [a, b] = [map.unproject([from.x, from.y]), map.unproject([point.x, point.y])];
      const isBox = Math.hypot(point.x - from.x, point.y - from.y) >= LEAST;
      from = undefined;
      setCorners(null);
      if (!isBox) return;
      const [west, east] = [Math.min(a.lng, b.lng), Math.max(a.lng, b.lng)];
      const [south, north] = [Math.min(a.lat, b.lat), Math.max(a.lat, b.lat)];
      take.current([west, south, east, north]);
    };
    map.dragPan.disable();
    map.boxZoom.disable();
    canvas.classList.add('map-canvas-measuring');
    map.on('mousedown', down);
    map.on('mousemove', move);
    map.on('mouseup', up);
    return () => {
      map.dragPan.enable();
      map.boxZoom.enable();
      canvas.classList.remove('map-canvas-measuring');
      map.off('mousedown', down);
      map.off('mousemove', move);
      map.off('mouseup', up);
    };
  }, [map]);
  if (corners === null) return null;
  const [a, b] = corners;
  return (
    <svg className="map-sketch" aria-hidden="true">
      <rect
        className="map-box"
        x={Math.min(a.x, b.x)}
        y={Math.min(a.y, b.y)}
        width={Math.abs(a.x - b.x)}
        height={Math.abs(a.y - b.y)}
      />
    </svg>
  );
}
