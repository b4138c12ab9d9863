// Makes a MapLibre map with the deck.gl overlay on it: for a screen that follows the situation, or for one picture of it.
import 'maplibre-gl/dist/maplibre-gl.css';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Position } from '#shared/schema.ts';
import type { Palette } from '../layers/palette.ts';
import { baseStyle } from './base-style.ts';
import { fontFaces } from './fonts.ts';

// Before the first map, once (stack.md, trap 1): without it the map stays blank and says nothing.
setWorkerUrl(workerUrl);

export type MapCamera = { readonly center: Position; readonly zoom: number };

type Wanted = {
  readonly palette: Palette;
  readonly at: MapCamera | undefined;
  /** pixels of the picture per pixel of the map */
  readonly sharpness: number;
  /** one picture is taken of it: nothing fades in, and what was drawn can be read back */
  readonly isStill?: boolean;
  /** after each frame of the overlay */
  readonly onDrawn?: () => void;
};

const FADE = 120; // milliseconds

export function openMap(
  box: HTMLElement,
  { palette, at, sharpness, isStill = false, onDrawn }: Wanted,
): { readonly map: MapLibreMap; readonly overlay: MapLibreOverlay } {
  const map = new MapLibreMap({
    container: box,
    style: baseStyle(palette, fontFaces()),
    center: at === undefined ? [0, 0] : [at.center[0], at.center[1]],
    zoom: at?.zoom ?? 1,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    renderWorldCopies: false,
    fadeDuration: isStill ? 0 : FADE,
    pixelRatio: sharpness,
    ...(isStill ? { interactive: false, canvasContextAttributes: { preserveDrawingBuffer: true } } : {}),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // A canvas of its own over the map's: new data are drawn without drawing the ground again.
  const overlay = new MapLibreOverlay({
    interleaved: false,
    layers: [],
    getCursor: () => '',
    useDevicePixels: sharpness,
    ...(onDrawn === undefined ? {} : { onAfterRender: onDrawn }),
  });
  map.addControl(overlay);
  return { map, overlay };
}
