// Streets: all casings under all fills, so that crossings stay open; bridges over both.
import { type Expression, ex, type StyleLayer } from '../expressions.ts';
import type { GroundColours } from './colours.ts';
import type { Draw } from './ground-draw.ts';

import type { Schema } from './schema.ts';

/** Zooms at which widths are said, and pixels by rank there: 0 motorway … 7 path. */
const ZOOMS = [6, 8, 10, 12, 14, 16, 18];
const WIDTHS: readonly (readonly number[])[] = [
  [0.6, 1.1, 1.8, 2.8, 5, 11, 28],
  [0.4, 0.9, 1.5, 2.4, 4.6, 11, 28],
  [0, 0.5, 1.2, 2.1, 4.2, 10.5, 27],
  [0, 0, 0.8, 1.6, 3.4, 9, 24],
  [0, 0, 0.6, 1.3, 2.6, 7, 20],
  [0, 0, 0, 0.7, 1.8, 5.5, 17],
  [0, 0, 0, 0, 0.9, 3, 10],
  [0, 0, 0, 0, 0.6, 1.3, 3],
];
/** Ramps are a lane wide. */
const LINK = 0.55;
const CASING = [0, 0.4, 0.8, 1.4, 1.8, 2.2, 3]; // pixels more than the street, at the same zooms
const PATH_RANK = 7;

export function groundRoads(schema: Schema, draw: Draw, c: GroundColours): StyleLayer[] {
  const { roads } = schema;
  if (roads === undefined) return [];
  const { rank, isBridge, isTunnel, isLink } = roads;
  const at = (index: number): Expression => [
    '*',
    ['match', rank, ...WIDTHS.flatMap((widths, its) => [its, widths[index]!]), 0],
    ['case', isLink, LINK, 1],
  ];
  const width = (more: readonly number[] = []) =>
    ex([
      'interpolate',
      ['exponential', 1.5],
      ['zoom'],
      ...ZOOMS.flatMap((zoom, index) => {
        const extra = more[index] ?? 0;
        // A street that is not drawn yet has no casing either.
        return [zoom, extra === 0 ? at(index) : ['case', ['>', at(index), 0], ['+', at(index), extra], 0]];
      }),
    ]);
  const colour = ex(['match', rank, ...c.roads.flatMap((hex, its) => [its, hex]), c.roads[5]!]);
  const wide: Expression = ['all', ['>=', rank, 0], ['<', rank, PATH_RANK]];
  const over: Expression = isBridge;
  const ground: Expression = ['all', ['!', isBridge], ['!', isTunnel]];
  const layout = { 'line-join': 'round', 'line-sort-key': ['-', 0, rank] };
  const street = { layout: { ...layout, 'line-cap': 'round' }, paint: { 'line-color': colour, 'line-width': width() } };
  const tunnelPaint = { 'line-color': colour, 'line-width': width(), 'line-opacity': 0.45, 'line-dasharray': [2, 1.5] };
  return [
    draw('tunnel', 'line', roads, { minzoom: 11, filter: ['all', wide, isTunnel], layout, paint: tunnelPaint }),
    draw('path', 'line', roads, {
      minzoom: 14,
      filter: ['all', ['==', rank, PATH_RANK], ['!', isTunnel]],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.roads[PATH_RANK]!, 'line-width': width(), 'line-dasharray': [3, 1.5] },
    }),
    draw('street-casing', 'line', roads, {
      minzoom: 8,
      filter: ['all', wide, ground],
      layout: { ...layout, 'line-cap': 'butt' },
      paint: { 'line-color': c.casing, 'line-width': width(CASING), 'line-opacity': c.casingOpacity },
    }),
    ...rails(schema, draw, c),
    draw('street', 'line', roads, { filter: ['all', wide, ground], ...street }),
    draw('bridge-casing', 'line', roads, {
      minzoom: 11,
      filter: ['all', wide, over],
      layout: { ...layout, 'line-cap': 'butt' },
      paint: { 'line-color': c.bridge, 'line-width': width(CASING.map((pixels) => pixels * 1.4)) },
    }),
    draw('bridge', 'line', roads, { filter: ['all', wide, over], ...street }),
  ];
}

function rails(schema: Schema, draw: Draw, c: GroundColours): StyleLayer[] {
  return schema.rails.flatMap((pick) => [
    draw('rail', 'line', pick, {
      minzoom: 8,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c.rail,
        'line-width': ex(['interpolate', ['linear'], ['zoom'], 8, 0.8, 12, 1.6, 16, 3.4]),
      },
    }),
    draw('rail-gap', 'line', pick, {
      minzoom: 11,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c.railGap,
        'line-width': ex(['interpolate', ['linear'], ['zoom'], 11, 0.6, 16, 1.8]),
        'line-dasharray': [6, 6],
      },
    }),
  ]);
}
