// The style of names is one that MapLibre takes: a wrong expression would take every name off the map.
import {
  createExpression,
  featureFilter,
  latest,
  type StylePropertySpecification,
  type StyleSpecification,
  validateStyleMin,
} from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { PALETTES } from '../layers/palette.ts';
import { names, placesOf } from './name-style.ts';

describe('the names', () => {
  const layers = names(PALETTES.dark);
  const sources = Object.fromEntries(
    layers.flatMap((layer) =>
      'source' in layer && typeof layer.source === 'string'
        ? [[layer.source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }]]
        : [],
    ),
  );

  it('are laid out by expressions that are valid for their properties', () => {
    const style = { version: 8, sources, layers, glyphs: 'fonts/{fontstack}/{range}' } as unknown as StyleSpecification;
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([]);
    const broken = { ...style, layers: [{ ...layers[0], layout: { 'text-field': ['get'] } }] };
    expect(validateStyleMin(broken as unknown as StyleSpecification)).not.toEqual([]);
  });

  it('of zones say until when an order holds once one is near', () => {
    const zone = layers.find(({ id }) => id === 'zone-names') as { layout: Readonly<Record<string, unknown>> };
    const spec = latest.layout_symbol['text-field'] as unknown as StylePropertySpecification;
    const made = createExpression(zone.layout['text-field'], 'layout.text-field', spec);
    if (made.result !== 'success') throw new Error(made.value.map(({ message }) => message).join());
    const text = (zoom: number, until: string) =>
      String(made.value.evaluate({ zoom }, { type: 1, properties: { name: '高风险区', until } }));
    expect(text(13, '至 11-02 10:00')).toBe('高风险区');
    expect(text(15, '至 11-02 10:00')).toBe('高风险区\n至 11-02 10:00');
    expect(text(15, '')).toBe('高风险区');
  });

  it('keep off the symbols that are shown, and off no others', () => {
    const takesRoom = (layer: string, visible: string[], zoom = 12) =>
      featureFilter(placesOf(new Set(visible)), 'layers[0].filter').filter(
        { zoom } as never,
        {
          type: 1,
          properties: { layer, from: 10 },
        } as never,
      );
    expect(takesRoom('checkpoints', ['zones', 'checkpoints'])).toBe(true);
    expect(takesRoom('sites', ['zones', 'checkpoints'])).toBe(false);
    expect(takesRoom('nails', ['sites', 'nails'])).toBe(true);
    expect(takesRoom('checkpoints', ['checkpoints'], 9)).toBe(false);
  });
});
