// How long a stretch of the map is: a round number of metres, along the parallel through its middle.
import './tools.css';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { geodesicDistance } from '#shared/geo/geodesic.ts';
import type { Language } from '#shared/terms/term.ts';
import { roundBelow } from '../../ui/round-below.ts';
import { wordsOf } from '../words.ts';

const WIDEST = 110; // CSS pixels

type Scale = { readonly metres: number; readonly width: number };

export function ScaleBar({ map, language }: { readonly map: MapLibreMap; readonly language: Language }) {
  const [scale, setScale] = useState<Scale>(() => scaleOf(map));
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const measure = () => setScale(scaleOf(map));
    measure();
    map.on('move', measure);
    map.on('resize', measure);
    return () => {
      map.off('move', measure);
      map.off('resize', measure);
    };
  }, [map]);
  // Set on the element: a style attribute would be refused by a strict style-src.
  useEffect(() => {
    if (bar.current !== null) bar.current.style.width = `${Math.round(scale.width)}px`;
  }, [scale]);
  const words = wordsOf(language);
  const text = scale.metres >= 1000 ? `${scale.metres / 1000} ${words.kilometres}` : `${scale.metres} ${words.metres}`;
  return (
    <span ref={bar} className="map-scale" role="img" aria-label={`${words.scale} ${text}`}>
      {text}
    </span>
  );
}

function scaleOf(map: MapLibreMap): Scale {
  const { clientWidth, clientHeight } = map.getContainer();
  const [x, y] = [(clientWidth - WIDEST) / 2, clientHeight / 2];
  const [west, east] = [map.unproject([x, y]), map.unproject([x + WIDEST, y])];
  const most = geodesicDistance([west.lng, west.lat], [east.lng, east.lat]);
  const metres = roundBelow(most);
  return { metres, width: (WIDEST * metres) / most };
}
