// The few expressions that the style is made of.
import type { MapOptions } from 'maplibre-gl';
import type { Palette } from '../layers/palette.ts';

export type Style = Exclude<NonNullable<MapOptions['style']>, string>;
export type StyleLayer = Style['layers'][number];
export type Filter = Extract<StyleLayer, { type: 'line' }>['filter'];
export type Expression = readonly unknown[];

// Expressions are written as plain arrays: the style checks them, and the type of all expressions is slow to compile.
export const ex = (expression: Expression) => expression as never;
export const byZoom = (...stops: (number | Expression)[]) => ex(['interpolate', ['linear'], ['zoom'], ...stops]);
export const where = (...all: Expression[]): Filter => ex(['all', ...all]) as Filter;
export const rankIs = (from: number, to = from): Expression => [
  'all',
  ['>=', ['get', 'rank'], from],
  ['<=', ['get', 'rank'], to],
];
export const riskOf = (p: Palette) =>
  ex(['match', ['get', 'look'], 'high', p.high, 'medium', p.medium, 'low', p.low, 'fence', p.fence, p.ink]);
