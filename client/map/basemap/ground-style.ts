// The look of the ground, written once: a function of theme, language and schema. In three floors, because the coverage of
// communities is drawn between fields and streets, and symbols between streets and names.
import type { Theme } from '../../layers/palette.ts';
import { type Expression, ex, type StyleLayer } from '../expressions.ts';
import { GROUND_COLOURS, type GroundColours, type Tint } from './colours.ts';
import { type Draw, drawer } from './ground-draw.ts';
import { groundNames, type NameLanguage } from './ground-names.ts';
import { groundRoads } from './ground-roads.ts';
import type { Schema } from './schema.ts';

/** As far as the tiles reach: what they draw no land on is sea. */
export const SEA_SOURCE = 'ground-sea';

export type GroundLook = { readonly theme: Theme; readonly language: NameLanguage };
export type GroundFloors = {
  /** under the graticule */
  readonly sea: readonly StyleLayer[];
  /** under the areas of the situation */
  readonly low: readonly StyleLayer[];
  /** over the areas, under roads, zones and symbols of the situation */
  readonly middle: readonly StyleLayer[];
  /** under every name and symbol of the situation */
  readonly high: readonly StyleLayer[];
};

export function groundStyle(schema: Schema, { theme, language }: GroundLook): GroundFloors {
  const c = GROUND_COLOURS[theme];
  const draw = drawer();
  // Where the tiles end nobody knows what is sea.
  const sea: StyleLayer = { id: 'ground-sea', type: 'fill', source: SEA_SOURCE, paint: { 'fill-color': c.water } };
  return {
    sea: schema.rest === 'sea' ? [sea] : [],
    low: [
      ...tints(schema, draw, c, ['land']),
      ...relief(schema, draw, c),
      ...tints(schema, draw, c),
      ...water(schema, draw, c),
    ],
    middle: [
      ...buildings(schema, draw, c),
      ...staircases(schema, draw, c),
      ...groundRoads(schema, draw, c),
      ...borders(schema, draw, c),
      ...edge(schema, draw, c),
    ],
    high: groundNames(schema, draw, c, language),
  };
}

export const curve = (...stops: readonly (number | Expression | string)[]) =>
  ex(['interpolate', ['exponential', 1.5], ['zoom'], ...stops]);
const fade = (...stops: number[]) => ex(['interpolate', ['linear'], ['zoom'], ...stops]);

/** Many faint frames of the land's own colour. */
function edge(schema: Schema, draw: Draw, c: GroundColours): StyleLayer[] {
  if (schema.edge === undefined) return [];
  const paint = { 'fill-color': c.tints.land, 'fill-opacity': 0.34, 'fill-antialias': false };
  return [draw('edge', 'fill', schema.edge, { paint })];
}

/** @param only the tints that lie under the hills; without it, all others */
function tints(schema: Schema, draw: Draw, c: GroundColours, only?: readonly Tint[]): StyleLayer[] {
  return schema.tints
    .filter(({ tint }) => (only === undefined ? tint !== 'land' : only.includes(tint)))
    .map((pick) =>
      draw(`land-${pick.tint}`, 'fill', pick, {
        paint: {
          'fill-color': c.tints[pick.tint],
          // Far away only woods and fields are told apart; quarters would be a patchwork.
          'fill-opacity': opacityOf(pick.tint),
          'fill-antialias': false,
        },
      }),
    );
}

/** Woods and fields lie on slopes, which must show through; quarters and grounds are flat. */
function opacityOf(tint: Tint) {
  if (tint === 'land') return 1;
  if (tint === 'wood') return 0.5;
  return tint === 'field' ? fade(9, 0, 13, 0.7, 15, 1) : fade(9, 0.4, 12, 1);
}

/** Higher ground is a step lighter (dark) or darker (light), and its slopes face a light in the north-west. */
function relief(schema: Schema, draw: Draw, c: GroundColours): StyleLayer[] {
  const { hills, shades } = schema;
  const part: Expression = ['/', ['get', 'step'], ['get', 'steps']];
  return [
    ...(hills === undefined
      ? []
      : [
          draw('hills', 'fill', hills, {
            paint: {
              'fill-color': ex(['interpolate', ['linear'], part, 0, c.tints.land, 1, c.height]),
              'fill-antialias': true,
            },
          }),
        ]),
    ...(shades === undefined
      ? []
      : [
          draw('shades', 'fill', shades, {
            paint: {
              'fill-color': ex(['match', ['get', 'side'], 'light', c.lit, c.shaded]),
              'fill-opacity': ex(['*', ['get', 'strength'], ['match', ['get', 'side'], 'light', c.litBy, c.shadedBy]]),
              'fill-antialias': false,
            },
          }),
        ]),
  ];
}

function water(schema: Schema, draw: Draw, c: GroundColours): StyleLayer[] {
  return [
    ...schema.waterLines.map((pick) =>
      draw('stream', 'line', pick, {
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': c.waterLine, 'line-width': curve(6, 0.5, 10, 0.8, 14, 1.8, 18, 6) },
      }),
    ),
    ...schema.water.map((pick) =>
      draw('water', 'fill', pick, { paint: { 'fill-color': c.water, 'fill-antialias': true } }),
    ),
    ...schema.water.map((pick) =>
      draw('shore', 'line', pick, {
        minzoom: 10,
        paint: { 'line-color': c.waterLine, 'line-width': curve(10, 0.4, 15, 1, 18, 1.6) },
      }),
    ),
  ];
}

/** Faint until one looks at a street: whoever plans a fence needs them, whoever looks at a city does not. */
function buildings(schema: Schema, draw: Draw, c: GroundColours): StyleLayer[] {
  const floors: Expression = ['to-number', ['coalesce', ['get', 'floors'], ['get', 'levels'], 3]];
  return schema.buildings.flatMap((pick) => [
    draw('building', 'fill', pick, {
      minzoom: 13,
      paint: {
        'fill-color': ex(['interpolate', ['linear'], floors, 2, c.building, 24, c.buildingTall]),
        'fill-opacity': fade(13, 0.25, 14.5, 0.55, 15.5, 0.9, 16.5, 1),
        'fill-antialias': false,
      },
    }),
    draw('building-edge', 'line', pick, {
      minzoom: 15,
      paint: {
        'line-color': c.buildingEdge,
        'line-width': fade(15, 0.4, 18, 1.2),
        'line-opacity': fade(15, 0, 15.8, 1),
      },
    }),
  ]);
}

/** Where one door's households end and the next one's begin: what a fence of one staircase follows. */
function staircases({ staircases: pick }: Schema, draw: Draw, c: GroundColours): StyleLayer[] {
  if (pick === undefined) return [];
  const paint = { 'line-color': c.buildingEdge, 'line-width': 1, 'line-opacity': fade(16.2, 0, 17, 1) };
  return [draw('staircase', 'line', pick, { minzoom: 16.2, paint })];
}

const BORDER_WIDTH = { country: 1.8, province: 1.4, prefecture: 1, county: 0.7 } as const;

function borders(schema: Schema, draw: Draw, c: GroundColours): StyleLayer[] {
  return schema.borders.map((pick) => {
    const width = BORDER_WIDTH[pick.level];
    const dash = { country: undefined, province: undefined, prefecture: [6, 3], county: [2, 2.5] }[pick.level];
    return draw(`border-${pick.level}`, 'line', pick, {
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c.border,
        'line-width': fade(3, 0.45 * width, 8, width, 13, 1.6 * width),
        'line-opacity': pick.level === 'county' ? fade(6, 0.35, 9, 0.8) : 0.9,
        ...(dash === undefined ? {} : { 'line-dasharray': dash }),
      },
    });
  });
}
