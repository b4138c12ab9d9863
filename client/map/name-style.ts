// The names on the map, least important first: the last one is placed first, and the others keep clear of it.
import { type Palette, withAlpha } from '../layers/palette.ts';
import { byZoom, type Expression, type Filter, rankIs, riskOf, type StyleLayer, where } from './expressions.ts';
import { PLAIN_FONT, STRONG_FONT } from './fonts.ts';

/** CSS pixels of the invisible image `clear`. */
export const CLEAR = 24;

type NameOptions = {
  readonly source: string;
  readonly minzoom: number;
  readonly maxzoom?: number;
  readonly filter?: Filter;
  readonly size: never;
  readonly color: never | string;
  readonly layout?: Record<string, unknown>;
};

/** Where a name may stand along the edge of its zone: in its middle, or from it to either side. Offsets in ems. @param further near, where a line more is no neighbour's ground */
function along(side: 'top' | 'bottom', distance: number, further: readonly number[] = []): unknown[] {
  const rows = [distance, ...further].map((far) => (side === 'top' ? far : -far));
  return ['literal', rows.flatMap((y) => [side, [0, y], `${side}-left`, [-2, y], `${side}-right`, [2, y]])];
}

/** Beside the middle of a building on any side, near it or a step further away: some side is free of its dots. Ems. */
export const AROUND_DOTS = [1, 2.1].flatMap((far) => [
  'top',
  [0, far],
  'bottom',
  [0, -far],
  'left',
  [far, 0],
  'right',
  [-far, 0],
  'top-left',
  [0.7 * far, 0.7 * far],
  'bottom-right',
  [-0.7 * far, -0.7 * far],
]);

/**
 * The smaller things that deck.gl draws above every name, and the edges of panels (name-room.ts). Far away a zone is hardly
 * larger than the dots in it: its name comes before them, or it would have none.
 */
const ZONES_KEEP_OFF = 14.5;
/** Names and room of what is shown: a symbol of a layer that is off takes none. @param visible undefined: all */
export const placesOf = (visible?: ReadonlySet<string>): Filter => {
  const near: Expression = ['<=', ['get', 'from'], ['zoom']];
  return visible === undefined ? where(near) : where(near, ['in', ['get', 'layer'], ['literal', [...visible]]]);
};
export const PLACE_LAYERS = ['place-names', 'symbol-room'] as const;

const takenRoom = (id: string, filter: Expression): StyleLayer =>
  ({
    id,
    type: 'symbol',
    source: 'taken',
    filter: where(filter),
    layout: {
      'icon-image': 'clear',
      'icon-allow-overlap': true,
      'icon-padding': 0,
      'icon-size': ['/', ['get', 'width'], CLEAR],
    },
  }) as StyleLayer;

export function names(p: Palette): StyleLayer[] {
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
    name(side === 'top' ? 'grid-names' : 'grid-names-left', {
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
    // Grids are how wardens divide the ground, not where anybody says to live: last to be named.
    name('name-grid', {
      source: 'areaNames',
      minzoom: 16.4,
      filter: where(['match', ['get', 'level'], ['grid', 'block'], true, false]),
      size: 11 as never,
      color: withAlpha(p.muted, 0.8),
      layout: around,
    }),
    name('place-names', {
      source: 'places',
      minzoom: 13.5,
      filter: placesOf(),
      size: 12 as never,
      color: p.ink,
      layout: { 'text-anchor': 'top', 'text-offset': [0, 1.35], 'symbol-sort-key': ['get', 'rank'], 'text-padding': 3 },
    }),
    name('name-fine', {
      source: 'areaNames',
      minzoom: 15,
      filter: where(rankIs(7, 8)),
      size: byZoom(15, 11, 18, 12.5),
      color: p.ink,
      // Cases of a building stand in its middle: its name keeps off it.
      layout: { 'text-variable-anchor-offset': ['literal', AROUND_DOTS], 'text-padding': 2 },
    }),
    name('name-block', {
      source: 'areaNames',
      minzoom: 14.2,
      filter: where(['match', ['get', 'level'], ['place', 'compound'], true, false]),
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
    takenRoom('taken-room-far', ['all', ['!', ['has', 'edge']], ['<', ['zoom'], ZONES_KEEP_OFF]]),
    name('zone-names', {
      source: 'zoneNames',
      minzoom: 12,
      size: byZoom(12, 11.5, 15, 13),
      color: riskOf(p),
      layout: {
        'text-font': [STRONG_FONT],
        // Near enough to read an order, until when it holds as well.
        'text-field': [
          'step',
          ['zoom'],
          ['get', 'name'],
          15, // the zoom of a tile: a half would be read as the next whole one
          [
            'case',
            ['==', ['get', 'until'], ''],
            ['get', 'name'],
            ['format', ['get', 'name'], {}, '\n', {}, ['get', 'until'], { 'font-scale': 0.85 }],
          ],
        ],
        // Along one edge, never beyond it: a name that slides to another side comes to stand on a neighbour.
        // Far away above the clusters and dots that stand in a small zone.
        'text-variable-anchor-offset': [
          'step',
          ['zoom'],
          [
            'case',
            ['get', 'isBelow'],
            along('top', 1.1),
            ['get', 'isPinned'],
            along('bottom', 2.4),
            along('bottom', 1.1),
          ],
          14.5,
          ['case', ['get', 'isBelow'], along('top', 0.4, [1.9]), along('bottom', 0.4, [1.9])],
        ],
        // Where zones crowd, the strictest is named first and the others when there is room: three names over one another
        // say nothing; the hatch says the level meanwhile, and far away, where zones are smaller than a word, always.
        'symbol-sort-key': ['get', 'rank'],
        'text-max-width': 14,
        'text-padding': 3,
      },
    }),
    {
      // Symbols that deck.gl draws, told to the collision index: invisible, placed first, so that names move aside.
      id: 'symbol-room',
      type: 'symbol',
      source: 'places',
      filter: placesOf(),
      layout: {
        'icon-image': 'clear',
        'icon-allow-overlap': true,
        'icon-padding': 0,
        'icon-size': ['case', ['has', 'pin'], 1.9, 1],
        'icon-offset': ['case', ['has', 'pin'], ['literal', [0, -9]], ['literal', [0, 0]]],
      },
    },
    takenRoom('taken-room', ['any', ['has', 'edge'], ['>=', ['zoom'], ZONES_KEEP_OFF]]),
  ];
}
