// One definition of the ground: valid for every schema, theme and language, quieter than the situation, in the reader's words.
import { createExpression, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import type { BasemapTiles, VectorLayer } from '#shared/basemap.ts';
import { PALETTES, rgb } from '../../layers/palette.ts';
import type { StyleLayer } from '../expressions.ts';
import { GROUND_COLOURS } from './colours.ts';
import { schemaOf } from './detect.ts';
import { GROUND_SOURCE } from './ground-draw.ts';
import { nameIn } from './ground-names.ts';
import { type GroundFloors, groundStyle, SEA_SOURCE } from './ground-style.ts';
import { rasterLayers } from './raster-style.ts';
import type { Schema } from './schema.ts';

const layers = (...ids: string[]): VectorLayer[] => ids.map((id) => ({ id, fields: [] }));
/** As the archives of each maker list them. */
const ARCHIVES: { readonly [S in Schema['id']]: readonly VectorLayer[] } = {
  demo: layers(
    'ground',
    'hills',
    'shades',
    'land',
    'water_polygons',
    'water_lines',
    'streets',
    'street_labels',
    'buildings',
    'edge',
    'place_labels',
  ),
  shortbread: layers(
    'ocean',
    'water_polygons',
    'water_lines',
    'land',
    'sites',
    'streets',
    'street_labels',
    'street_polygons',
    'buildings',
    'boundaries',
    'place_labels',
    'boundary_labels',
  ),
  openmaptiles: layers(
    'water',
    'waterway',
    'landcover',
    'landuse',
    'boundary',
    'aeroway',
    'transportation',
    'building',
    'water_name',
    'transportation_name',
    'place',
    'housenumber',
    'poi',
  ),
  protomaps: layers('earth', 'landuse', 'water', 'roads', 'buildings', 'boundaries', 'places', 'pois'),
  administrative: layers(
    'land',
    'province_lines',
    'prefecture_lines',
    'county_lines',
    'province_points',
    'prefecture_points',
    'county_points',
    'rivers',
  ),
};
const SCHEMAS = Object.entries(ARCHIVES).map(([id, archive]) => [id, schemaOf(archive)!] as const);
const all = ({ sea, low, middle, high }: GroundFloors): StyleLayer[] => [...sea, ...low, ...middle, ...high];

describe('the schema', () => {
  it.each(SCHEMAS)('%s is told by its layers, and asks only for those', (id, schema) => {
    expect(schema.id).toBe(id);
    const has = new Set(ARCHIVES[id as Schema['id']].map((layer) => layer.id));
    const asked = all(groundStyle(schema, { theme: 'dark', language: 'zh' })).flatMap((layer) =>
      'source-layer' in layer ? [layer['source-layer']] : [],
    );
    expect(asked.filter((layer) => !has.has(layer!))).toEqual([]);
    expect(asked.length).toBeGreaterThan(5);
  });

  it('of strangers is none: nothing is drawn rather than nonsense', () => {
    expect(schemaOf(layers('heatmap', 'tracks'))).toBeUndefined();
    expect(schemaOf([])).toBeUndefined();
  });
});

describe.each(SCHEMAS)('the style of %s', (_, schema) => {
  it.each(['dark', 'light'] as const)('is valid in %s, in both languages', (theme) => {
    for (const language of ['zh', 'en'] as const) {
      const style = {
        version: 8 as const,
        sources: {
          [GROUND_SOURCE]: { type: 'vector' as const, tiles: ['https://tiles.example/{z}/{x}/{y}'] },
          [SEA_SOURCE]: { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } },
        },
        glyphs: 'https://tiles.example/{fontstack}/{range}.pbf',
        layers: all(groundStyle(schema, { theme, language })),
      };
      expect(validateStyleMin(style).map(({ message }) => message)).toEqual([]);
    }
  });

  it('has the same layers in the same order, whatever the theme and language: only paint and words change', () => {
    const ids = (theme: 'dark' | 'light', language: 'zh' | 'en') =>
      all(groundStyle(schema, { theme, language })).map(({ id, type }) => `${id} ${type}`);
    expect(ids('light', 'en')).toEqual(ids('dark', 'zh'));
    expect(new Set(ids('dark', 'zh')).size).toBe(ids('dark', 'zh').length);
  });
});

describe('names', () => {
  const nameOf = (schema: Schema, language: 'zh' | 'en', properties: Record<string, string>): unknown => {
    const made = createExpression(nameIn(schema, language) as never, { type: 'string' } as never);
    if (made.result === 'error') throw new Error(made.value.map(({ message }) => message).join());
    return made.value.evaluate({ zoom: 12 }, { type: 1, properties });
  };
  const [demo, omt, administrative] = ['demo', 'openmaptiles', 'administrative'].map(
    (id) => schemaOf(ARCHIVES[id as Schema['id']])!,
  );

  it("are the reader's, and the local one where there is no other", () => {
    expect(nameOf(demo!, 'zh', { name: '清漪河', name_en: 'Qingyi River' })).toBe('清漪河');
    expect(nameOf(demo!, 'en', { name: '清漪河', name_en: 'Qingyi River' })).toBe('Qingyi River');
    expect(nameOf(omt!, 'zh', { name: '中關村', 'name:zh-Hans': '中关村' })).toBe('中关村');
    expect(nameOf(omt!, 'en', { name: '中关村', name_en: '', 'name:latin': 'Zhongguancun' })).toBe('Zhongguancun');
    expect(nameOf(omt!, 'en', { name: '中关村' })).toBe('中关村');
    expect(nameOf(administrative!, 'zh', { pref: '石家庄市', prov: '河北省' })).toBe('石家庄市');
    expect(nameOf(administrative!, 'en', { name: '东城区', pinyin: 'Dōngchéng Qū' })).toBe('Dōngchéng Qū');
  });

  it('are nothing, not the word null, where a thing has none', () => {
    expect(nameOf(omt!, 'zh', {})).toBe('');
  });
});

/** Contrast by WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [light, dark] = [a, b]
    .map((hex) => {
      const [r, g, blue] = rgb(hex).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
    })
    .sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['dark', 'light'] as const)('the colours of %s', (theme) => {
  const c = GROUND_COLOURS[theme];
  const p = PALETTES[theme];
  const surfaces = [...Object.values(c.tints), c.water, c.height, c.building, c.buildingTall, ...c.roads];

  it('leave every colour of the situation brighter than all ground', () => {
    for (const surface of surfaces) {
      for (const risk of [p.high, p.fence, p.neutral, p.ink]) {
        expect([surface, risk, contrast(surface, risk) >= 3]).toEqual([surface, risk, true]);
      }
      // Nothing of the ground is itself conspicuous.
      expect(contrast(surface, c.tints.land)).toBeLessThan(theme === 'dark' ? 2.1 : 1.45);
    }
  });

  it('are near grey: a hue means risk', () => {
    for (const surface of surfaces) {
      const [r, g, b] = rgb(surface);
      expect([surface, Math.max(r, g, b) - Math.min(r, g, b) <= 40]).toEqual([surface, true]);
    }
  });

  it('let names be read on land', () => {
    for (const ink of [c.name, c.placeName]) expect(contrast(ink, c.tints.land)).toBeGreaterThanOrEqual(4.5);
    for (const ink of [c.faintName, c.waterName]) expect(contrast(ink, c.tints.land)).toBeGreaterThanOrEqual(3);
  });
});

it('pictures lie in their order, and are only turned over where they are drawn for the other theme', () => {
  const pictures = (look: BasemapTiles['look'], theme: 'dark' | 'light') =>
    rasterLayers({ tiles: [['a'], ['b']], look } as unknown as BasemapTiles, theme);
  expect(pictures('light', 'dark').map(({ id }) => id)).toEqual(['ground-picture-0', 'ground-picture-1']);
  const isTurned = (look: BasemapTiles['look'], theme: 'dark' | 'light') => {
    const [layer] = pictures(look, theme);
    const paint = (layer as Extract<StyleLayer, { type: 'raster' }>).paint ?? {};
    return Number(paint['raster-brightness-min'] ?? 0) > Number(paint['raster-brightness-max'] ?? 1);
  };
  expect([isTurned('light', 'dark'), isTurned('dark', 'light')]).toEqual([true, true]);
  expect([isTurned('light', 'light'), isTurned('dark', 'dark')]).toEqual([false, false]);
  expect([isTurned('imagery', 'dark'), isTurned('imagery', 'light')]).toEqual([false, false]);
});
