// Names on the ground, in the reader's language, quieter than every name of the situation and always giving way to it.
import { withAlpha } from '../../layers/palette.ts';
import { type Expression, ex, type StyleLayer } from '../expressions.ts';
import { PLAIN_FONT, STRONG_FONT } from '../fonts.ts';
import type { GroundColours } from './colours.ts';
import type { Draw } from './ground-draw.ts';

import type { Schema } from './schema.ts';

export type NameLanguage = 'zh' | 'en';

/** The first name there is. Some makers write an empty text where there is none. */
export function nameIn(schema: Schema, language: NameLanguage): Expression {
  const fields = schema.names[language];
  return fields.reduceRight<Expression>(
    (otherwise, field) => ['case', ['!=', ['to-string', ['get', field]], ''], ['to-string', ['get', field]], otherwise],
    ['literal', ''] as unknown as Expression,
  );
}

const byZoom = (...stops: (number | Expression)[]) => ex(['interpolate', ['linear'], ['zoom'], ...stops]);

export function groundNames(schema: Schema, draw: Draw, c: GroundColours, language: NameLanguage): StyleLayer[] {
  const text = nameIn(schema, language);
  return [...places(schema, draw, c, text), ...streets(schema, draw, c, text), ...waters(schema, draw, c, text)];
}

const halo = (c: GroundColours, alpha = 0.9) => ({
  'text-halo-color': withAlpha(c.halo, alpha),
  'text-halo-width': 1.4,
});

function streets(schema: Schema, draw: Draw, c: GroundColours, text: Expression): StyleLayer[] {
  const names = schema.streetNames;
  if (names === undefined) return [];
  const along = (id: string, minzoom: number, from: number, to: number, size: never, color: string) =>
    draw(id, 'symbol', names, {
      minzoom,
      filter: ['all', ['>=', names.rank, from], ['<=', names.rank, to]],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 320,
        'text-field': text,
        'text-font': [PLAIN_FONT],
        'text-size': size,
        'text-letter-spacing': 0.06,
        'text-max-angle': 32,
        'text-padding': 8,
        'symbol-sort-key': names.rank,
      },
      paint: { 'text-color': color, ...halo(c) },
    });
  return [
    along('name-lane', 15.5, 5, 7, byZoom(15, 10.5, 18, 12.5), c.faintName),
    along('name-street', 13.5, 3, 4, byZoom(13, 10.5, 17, 13), c.name),
    along('name-road', 11.5, 0, 2, byZoom(11, 10.5, 17, 14), c.name),
  ];
}

function waters(schema: Schema, draw: Draw, c: GroundColours, text: Expression): StyleLayer[] {
  const paint = { 'text-color': c.waterName, ...halo(c, 0.6) };
  const layout = { 'text-field': text, 'text-font': [PLAIN_FONT], 'text-size': byZoom(9, 10.5, 15, 14) };
  return schema.waterNames.flatMap((pick) => [
    draw('name-stream', 'symbol', pick, {
      minzoom: 9.5,
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: {
        ...layout,
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-letter-spacing': 0.28,
        'text-max-angle': 35,
      },
      paint,
    }),
    draw('name-water', 'symbol', pick, {
      minzoom: 9.5,
      filter: ['!=', ['geometry-type'], 'LineString'],
      layout: { ...layout, 'text-letter-spacing': 0.1, 'text-max-width': 7 },
      paint,
    }),
  ]);
}

/** Pixels by step of size, where the name first appears and three zooms nearer. */
const SIZES: readonly (readonly [number, number])[] = [
  [12, 19],
  [12.5, 18],
  [11.5, 15],
  [11, 13.5],
  [10.5, 12],
];

/** Where it belongs first, then beside it: dots of cases stand there too. Ems. @param below downwards; none: on its place */
function sides(below?: number): unknown[] {
  if (below === undefined)
    return ['literal', ['center', [0, 0], 'top', [0, 0.8], 'bottom', [0, -0.8], 'left', [1, 0], 'right', [-1, 0]]];
  const [own, other] = below > 0 ? ['top', 'bottom'] : ['bottom', 'top'];
  const beside = ['left', [1, below], 'right', [-1, below], other, [0, -2 * below]];
  return ['literal', [own, [0, below], own, [0, 2 * below], ...beside]];
}

function places(schema: Schema, draw: Draw, c: GroundColours, text: Expression): StyleLayer[] {
  // The least first: what is placed last has the first choice of room.
  return [...schema.places]
    .sort((a, b) => b.size - a.size)
    .map((pick) => {
      const [small, large] = SIZES[pick.size]!;
      return draw(`name-place-${pick.size}`, 'symbol', pick, {
        minzoom: pick.minzoom,
        ...(pick.maxzoom === undefined ? {} : { maxzoom: pick.maxzoom }),
        layout: {
          'text-field': text,
          'text-font': [pick.size <= 1 ? STRONG_FONT : PLAIN_FONT],
          'text-size': byZoom(pick.minzoom, small, pick.minzoom + 4, large),
          'text-letter-spacing': pick.size <= 1 ? 0.16 : 0.04,
          'text-max-width': 8,
          'text-padding': pick.size < 4 ? 5 : 2,
          ...(pick.size < 4 ? { 'text-offset': [0, 0] } : { 'text-variable-anchor-offset': sides(pick.below) }),
        },
        paint: { 'text-color': c.placeName, ...halo(c) },
      });
    });
}
