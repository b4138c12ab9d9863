// A basemap of pictures: dimmed until the situation is the brightest thing on it, and turned over where it is drawn for the
// other theme. A photograph is never turned over: rivers would be white.
import type { BasemapTiles } from '#shared/basemap.ts';
import type { Theme } from '../../layers/palette.ts';
import type { StyleLayer } from '../expressions.ts';

type RasterPaint = NonNullable<Extract<StyleLayer, { type: 'raster' }>['paint']>;

/** Brightness 1 to 0 turns a picture over; half a turn of the hues then brings water back to blue. */
const PAINT: { readonly [T in Theme]: { readonly [L in BasemapTiles['look']]: RasterPaint } } = {
  dark: {
    light: {
      'raster-brightness-min': 0.78,
      'raster-brightness-max': 0.06,
      'raster-hue-rotate': 180,
      'raster-saturation': -0.62,
      'raster-contrast': -0.1,
    },
    dark: { 'raster-saturation': -0.4, 'raster-brightness-max': 0.75 },
    imagery: { 'raster-saturation': -0.5, 'raster-brightness-max': 0.45, 'raster-contrast': -0.1 },
  },
  light: {
    light: { 'raster-saturation': -0.45, 'raster-brightness-min': 0.2, 'raster-contrast': -0.12 },
    dark: {
      'raster-brightness-min': 1,
      'raster-brightness-max': 0.15,
      'raster-hue-rotate': 180,
      'raster-saturation': -0.5,
    },
    imagery: { 'raster-saturation': -0.4, 'raster-brightness-min': 0.3, 'raster-contrast': -0.2 },
  },
};

export const rasterLayers = ({ tiles, look }: BasemapTiles, theme: Theme): StyleLayer[] =>
  tiles.map((_, index) => ({
    id: `ground-picture-${index}`,
    type: 'raster',
    source: rasterSource(index),
    paint: { ...PAINT[theme][look], 'raster-fade-duration': 150 },
  }));

export const rasterSource = (index: number): string => `ground-${index}`;
