// The style of the map: a plain ground with a graticule, and the shapes of the situation. No tiles, no network.
import type { MapOptions } from 'maplibre-gl';
import type { Palette } from '../layers/palette.ts';
import { withAlpha } from '../layers/palette.ts';
import { PLAIN_FONT, STRONG_FONT } from './fonts.ts';

export type Style = Exclude<NonNullable<MapOptions['style']>, string>;
export type StyleLayer = Style['layers'][number];
type Filter = Extract<StyleLayer, { type: 'line' }>['filter'];
type Expression = readonly unknown[];

export const SOURCES = ['grid', 'areas', 'roads', 'zones', 'areaNames', 'zoneNames', 'places'] as const;
/** Dots of cases go below the names; all other symbols above everything. */
export const BELOW_NAMES = 'grid-names';

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
  return [...ground(p), ...areas(p), ...roads(p), ...borders(p), ...zones(p), ...names(p)];
}

// Expressions are written as plain arrays: the style checks them, and the type of all expressions is slow to compile.
const ex = (expression: Expression) => expression as never;
const byZoom = (...stops: number[]) => ex(['interpolate', ['linear'], ['zoom'], ...stops]);
const where = (...all: Expression[]): Filter => ex(['all', ...all]) as Filter;
const rankIs = (from: number, to = from): Expression => [
  'all',
  ['>=', ['get', 'rank'], from],
  ['<=', ['get', 'rank'], to],
];
const DRY: Expression = ['!', ['get', 'water']];

function ground(p: Palette): StyleLayer[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': p.ground } },
    { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': p.grid, 'line-width': 1 } },
  ];
}

function areas(p: Palette): StyleLayer[] {
  const fill = (id: string, minzoom: number, filter: Filter, alpha: number): StyleLayer => ({
    id,
    type: 'fill',
    source: 'areas',
    minzoom,
    filter,
    paint: { 'fill-color': withAlpha(p.muted, alpha), 'fill-antialias': false },
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
    border('border-township', 7, where(DRY, rankIs(3)), withAlpha(p.muted, 0.5), byZoom(8, 0.8, 12, 1.4, 16, 2)),
    border('border-county', 0, where(DRY, rankIs(0, 2)), withAlpha(p.muted, 0.65), byZoom(6, 0.8, 12, 2)),
  ];
}

const riskOf = (p: Palette) =>
  ex(['match', ['get', 'look'], 'high', p.high, 'medium', p.medium, 'low', p.low, 'fence', p.fence, p.ink]);
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
      'line-width': ex(['match', ['get', 'look'], 'fence', 1.5, 'neutral', 1.6, 2.2]),
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
        'fill-opacity': ex(['match', ['get', 'look'], 'high', 0.12, 'medium', 0.07, 'fence', 0.1, 0]),
        'fill-antialias': false,
      },
    },
    {
      id: 'zone-hatch',
      type: 'fill',
      source: 'zones',
      filter: where(look('high')),
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': byZoom(12, 0.85, 16, 0.45) },
    },
    {
      id: 'zone-dots',
      type: 'fill',
      source: 'zones',
      filter: where(look('medium')),
      paint: { 'fill-pattern': 'dots', 'fill-opacity': byZoom(12, 0.9, 16, 0.6) },
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

type NameOptions = {
  readonly source: string;
  readonly minzoom: number;
  readonly maxzoom?: number;
  readonly filter?: Filter;
  readonly size: never;
  readonly color: never | string;
  readonly layout?: Record<string, unknown>;
};

function names(p: Palette): StyleLayer[] {
  const name = (id: string, { source, minzoom, maxzoom, filter, size, color, layout }: NameOptions): StyleLayer =>
    ({
      id,
      type: 'symbol',
      source,
      minzoom,
      ...(maxzoom === undefined ? {} : { maxzoom }),
      ...(filter === undefined ? {} : { filter }),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': [PLAIN_FONT],
        'text-size': size,
        'text-max-width': 9,
        'text-padding': 6,
        ...layout,
      },
      paint: { 'text-color': color, 'text-halo-color': withAlpha(p.halo, 0.92), 'text-halo-width': 1.6 },
    }) as StyleLayer;
  const around = { 'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'], 'text-radial-offset': 0.9 };
  const edge = (side: 'top' | 'left') =>
    name(side === 'top' ? BELOW_NAMES : 'grid-names-left', {
      source: 'grid',
      minzoom: 0,
      filter: where(['==', ['get', 'edge'], side]),
      size: 10.5 as never,
      color: withAlpha(p.muted, 0.75),
      layout: { 'text-field': ['get', 'label'], 'text-anchor': side, 'text-padding': 2 },
    });
  return [
    edge('top'),
    edge('left'),
    name('place-names', {
      source: 'places',
      minzoom: 13.5,
      size: 12 as never,
      color: p.ink,
      layout: { 'text-anchor': 'top', 'text-offset': [0, 1.35], 'symbol-sort-key': ['get', 'rank'], 'text-padding': 3 },
    }),
    name('name-fine', {
      source: 'areaNames',
      minzoom: 15,
      filter: where(rankIs(7, 8)),
      size: 11 as never,
      color: p.muted,
    }),
    name('name-block', {
      source: 'areaNames',
      minzoom: 13.2,
      filter: where(rankIs(5, 6)),
      size: byZoom(13, 11, 17, 13),
      color: p.muted,
      layout: around,
    }),
    name('name-community', {
      source: 'areaNames',
      minzoom: 11,
      filter: where(rankIs(4)),
      size: byZoom(11, 11, 15, 14),
      color: p.muted,
      layout: around,
    }),
    name('name-township', {
      source: 'areaNames',
      minzoom: 8,
      maxzoom: 16,
      filter: where(rankIs(3)),
      size: byZoom(8, 12, 12, 15, 15, 19),
      color: p.ink,
      layout: { ...around, 'text-font': [STRONG_FONT], 'text-letter-spacing': 0.08 },
    }),
    name('name-county', {
      source: 'areaNames',
      minzoom: 4,
      maxzoom: 12,
      filter: where(rankIs(0, 2)),
      size: byZoom(5, 12, 11, 18),
      color: p.ink,
      layout: { 'text-font': [STRONG_FONT], 'text-letter-spacing': 0.2 },
    }),
    name('zone-names', {
      source: 'zoneNames',
      minzoom: 10,
      size: byZoom(10, 11, 15, 13),
      color: riskOf(p),
      layout: {
        'text-font': [STRONG_FONT],
        'text-variable-anchor': ['bottom', 'bottom-left', 'bottom-right', 'left', 'right', 'top'],
        // The level must be said in words, hue is never the only cue: crowded or not, this name is there.
        'text-overlap': 'always',
        'text-radial-offset': 0.5,
        'text-max-width': 14,
        'text-padding': 2,
      },
    }),
    {
      // Symbols that deck.gl draws, told to the collision index: invisible, placed first, so that names move aside.
      id: 'symbol-room',
      type: 'symbol',
      source: 'places',
      layout: { 'icon-image': 'clear', 'icon-allow-overlap': true, 'icon-padding': 0 },
    },
  ];
}
