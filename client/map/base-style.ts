// The style of the map: a plain ground with a graticule, and the shapes of the situation. No tiles, no network.
import { type COVERAGE_CLASSES, UNHEARD } from '../layers/coverage.ts';
import type { Palette } from '../layers/palette.ts';
import { withAlpha } from '../layers/palette.ts';
import {
  byZoom,
  type Expression,
  ex,
  type Filter,
  rankIs,
  riskOf,
  type Style,
  type StyleLayer,
  where,
} from './expressions.ts';
import { names } from './name-style.ts';

export const SOURCES = ['grid', 'areas', 'roads', 'zones', 'areaNames', 'zoneNames', 'places', 'taken'] as const;

export function baseStyle(palette: Palette, fontFaces: Style['font-faces']): Style {
  const empty = { type: 'FeatureCollection' as const, features: [] };
  const sources: Style['sources'] = {};
  for (const name of SOURCES) {
    // maxzoom 16: below, geometry is cut finely enough for a door; tolerance keeps thin alleys from collapsing.
    sources[name] = { type: 'geojson', data: empty, promoteId: 'id', maxzoom: 16, tolerance: 0.25, buffer: 64 };
  }
  return { version: 8, sources, layers: styleLayers(palette), 'font-faces': fontFaces };
}

export function styleLayers(p: Palette): StyleLayer[] {
  return [...ground(p), ...areas(p), ...coverage(p), ...roads(p), ...borders(p), ...zones(p), ...names(p)];
}

const DRY: Expression = ['!', ['get', 'water']];

function ground(p: Palette): StyleLayer[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': p.ground } },
    { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': p.grid, 'line-width': 1 } },
  ];
}

/** Opacity of each class of coverage in the legend, of which the map takes a part: what is missing is what shows. */
export const COVERAGE_ALPHA = [0, 0.05, 0.1, 0.15, 0.21, 0.28, 0.3] as const satisfies {
  readonly length: typeof COVERAGE_CLASSES;
};

/** On the land and under everything that happens on it: a class is a state of the area, so that a new count makes no tile again. */
function coverage(p: Palette): StyleLayer[] {
  const found: Expression = ['coalesce', ['feature-state', 'coverage'], -1];
  const classes = (part: number): Expression => [
    'match',
    found,
    ...COVERAGE_ALPHA.flatMap((alpha, index) => [index, part * alpha]),
    0,
  ];
  const filter = where(['match', ['get', 'level'], ['community', 'village'], true, false]);
  const fill = { type: 'fill', source: 'areas', filter } as const;
  return [
    {
      id: 'coverage',
      ...fill,
      paint: {
        'fill-color': p.coverage,
        // A tint, never a blanket: far away communities touch one another, and near one of them is all there is to see.
        'fill-opacity': byZoom(11, classes(0.9), 13, classes(0.75), 15, classes(0.5), 17, classes(0.3)),
        'fill-antialias': false,
      },
    },
    {
      id: 'coverage-unheard',
      ...fill,
      paint: {
        'fill-pattern': 'gaps',
        'fill-opacity': byZoom(11, ['match', found, UNHEARD, 0.35, 0], 13, ['match', found, UNHEARD, 0.55, 0]),
      },
    },
  ];
}

function areas(p: Palette): StyleLayer[] {
  const fill = (id: string, minzoom: number, filter: Filter, alpha: number): StyleLayer => ({
    id,
    type: 'fill',
    source: 'areas',
    minzoom,
    filter,
    paint: { 'fill-color': withAlpha(p.area, alpha), 'fill-antialias': false },
  });
  return [
    fill('area-fill-coarse', 0, where(DRY, rankIs(0, 4), ['!=', ['get', 'level'], 'neighbour']), 0.045),
    fill('area-fill-block', 12, where(DRY, rankIs(5, 6)), 0.05),
    fill('area-fill-building', 14, where(DRY, rankIs(7, 8)), 0.16),
    {
      id: 'water',
      type: 'fill',
      source: 'areas',
      filter: where(['get', 'water']),
      paint: { 'fill-color': p.water },
    },
  ];
}

function roads(p: Palette): StyleLayer[] {
  const width = (wide: number) => byZoom(9, 0.4 * wide, 13, wide, 16, 2.6 * wide, 19, 8 * wide);
  const road = (id: string, from: number, to: number, minzoom: number, wide: number): StyleLayer[] => [
    {
      id: `${id}-casing`,
      type: 'line',
      source: 'roads',
      minzoom: Math.max(minzoom, 12),
      filter: where(rankIs(from, to)),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': p.casing, 'line-width': width(wide * 1.45) },
    },
    {
      id,
      type: 'line',
      source: 'roads',
      minzoom,
      filter: where(rankIs(from, to)),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': p.road, 'line-width': width(wide) },
    },
  ];
  return [
    {
      id: 'road-foot',
      type: 'line',
      source: 'roads',
      minzoom: 14,
      filter: where(rankIs(6)),
      paint: { 'line-color': p.border, 'line-width': 1, 'line-dasharray': [2, 2] },
    },
    ...road('road-lane', 5, 5, 13.5, 1),
    ...road('road-street', 4, 4, 12.5, 1.4),
    ...road('road-second', 2, 3, 10.5, 2.2),
    ...road('road-main', 1, 1, 8, 3),
    ...road('road-express', 0, 0, 5, 4),
  ];
}

function borders(p: Palette): StyleLayer[] {
  const border = (id: string, minzoom: number, filter: Filter, color: string, width: never): StyleLayer => ({
    id,
    type: 'line',
    source: 'areas',
    minzoom,
    filter,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': width },
  });
  return [
    border('border-building', 15, where(DRY, rankIs(7, 8)), withAlpha(p.muted, 0.35), byZoom(15, 0.5, 18, 1)),
    border('border-block', 12.5, where(DRY, rankIs(5, 6)), withAlpha(p.muted, 0.3), byZoom(12, 0.5, 16, 1)),
    border('border-community', 10, where(DRY, rankIs(4)), p.border, byZoom(10, 0.5, 14, 1, 17, 1.4)),
    border('border-township', 7, where(DRY, rankIs(3)), withAlpha(p.muted, 0.24), byZoom(8, 0.8, 12, 1.4, 16, 2.2)),
    border('border-county', 0, where(DRY, rankIs(0, 2)), withAlpha(p.muted, 0.42), byZoom(3, 0.3, 7, 0.8, 12, 2.4)),
    {
      // More is on its way: what is tinted here is not the last word. Over the streets that communities end at.
      id: 'coverage-provisional',
      type: 'line',
      source: 'areas',
      minzoom: 11,
      filter: where(['match', ['get', 'level'], ['community', 'village'], true, false]),
      paint: {
        'line-color': p.coverage,
        'line-width': 1,
        'line-dasharray': [3, 3],
        'line-opacity': ex(['case', ['boolean', ['feature-state', 'provisional'], false], 0.55, 0]),
      },
    },
  ];
}

const look = (name: string): Expression => ['==', ['get', 'look'], name];
export const DASH = [3, 2] as const;

function zones(p: Palette): StyleLayer[] {
  const line = (phase: string, dash?: number[]): StyleLayer => ({
    id: `zone-line-${phase}`,
    type: 'line',
    source: 'zones',
    filter: where(['==', ['get', 'phase'], phase]),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': riskOf(p),
      // Stricter is stronger: a wide belt of a lower level must not draw the eye before a small area of a higher one.
      'line-width': ex(['match', ['get', 'look'], 'fence', 1.5, 'neutral', 1.6, 'high', 2.8, 'medium', 1.4, 1.8]),
      // The polluted-area fence is a double line (interface.md, Tokens).
      'line-gap-width': ex(['match', ['get', 'look'], 'fence', 2.5, 0]),
      ...(dash === undefined ? {} : { 'line-dasharray': dash }),
    },
  });
  return [
    {
      id: 'zone-fill',
      type: 'fill',
      source: 'zones',
      paint: {
        'fill-color': riskOf(p),
        'fill-opacity': ex(['match', ['get', 'look'], 'high', 0.16, 'medium', 0.04, 'fence', 0.1, 0]),
        'fill-antialias': false,
      },
    },
    {
      id: 'zone-hatch',
      type: 'fill',
      source: 'zones',
      filter: where(look('high')),
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': byZoom(10.5, 0.5, 12.5, 0.85, 16, 0.4, 17, 0.2) },
    },
    {
      id: 'zone-dots',
      type: 'fill',
      source: 'zones',
      filter: where(look('medium')),
      // Far away only a whole county is large enough for its pattern to show, and must not be all that shows.
      paint: { 'fill-pattern': 'dots', 'fill-opacity': byZoom(10.5, 0.2, 11.5, 0.25, 12.5, 0.7, 16, 0.5, 17, 0.25) },
    },
    line('active'),
    line('draft', [...DASH]),
    line('waiting', [...DASH]),
    ...['areas', 'roads', 'zones'].map(
      (source): StyleLayer => ({
        id: `selected-${source}`,
        type: 'line',
        source,
        filter: where(['==', ['get', 'id'], '']),
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': p.ink, 'line-width': 2, 'line-gap-width': source === 'areas' ? 0 : 3 },
      }),
    ),
  ];
}
