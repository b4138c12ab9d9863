// The canvas of the sketch, as large as the map.
import '../tools/tools.css';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import type { Theme } from '../../layers/palette.ts';
import { Sketch, type SketchScene } from './sketch.ts';

type Props = { readonly map: MapLibreMap; readonly scene: SketchScene; readonly theme: Theme };

export function SketchCanvas({ map, scene, theme }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const sketch = useRef<Sketch | undefined>(undefined);
  useEffect(() => {
    const made = canvas.current === null ? undefined : Sketch.on(map, canvas.current);
    sketch.current = made;
    made?.look();
    return () => made?.stop();
  }, [map]);
  useEffect(() => {
    if (sketch.current !== undefined) sketch.current.scene = scene;
  }, [scene]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are the theme's
  useEffect(() => sketch.current?.look(), [theme]);
  return <canvas ref={canvas} className="map-sketch" />;
}
