import { describe, expect, it } from 'vitest';
import { readShapes } from './from-file.ts';

const ring = [
  [109.2, 39],
  [109.21, 39],
  [109.21, 39.01],
  [109.2, 39],
];
const file = (content: unknown, name = 'fence.geojson') =>
  new File([typeof content === 'string' ? content : JSON.stringify(content)], name);
const feature = (geometry: unknown, properties: unknown = {}) => ({ type: 'Feature', properties, geometry });

describe('shapes of a file', () => {
  it('are its areas with their names, however deep they lie; lines and points are left out', async () => {
    const collection = {
      type: 'FeatureCollection',
      features: [
        feature({ type: 'Polygon', coordinates: [ring] }, { 名称: '东门片区' }),
        feature({ type: 'Point', coordinates: [109.2, 39] }),
        feature(
          {
            type: 'GeometryCollection',
            geometries: [
              { type: 'LineString', coordinates: ring },
              { type: 'MultiPolygon', coordinates: [[ring], [ring]] },
            ],
          },
          { name: 'two' },
        ),
      ],
    };
    const read = await readShapes(file(`\uFEFF${JSON.stringify(collection)}`), 'WGS-84');
    expect(read.ok && read.value.shapes.map(({ name, geometry }) => [name, geometry.type])).toEqual([
      ['东门片区', 'Polygon'],
      ['two', 'MultiPolygon'],
    ]);
  });

  it('are brought from the datum that was named: half a kilometre lies between two of them', async () => {
    const read = await readShapes(file(feature({ type: 'Polygon', coordinates: [ring] })), 'GCJ-02');
    const [x, y] = read.ok ? (read.value.shapes[0]!.geometry.coordinates[0] as number[][])[0]! : [0, 0];
    expect(Math.hypot((x! - 109.2) * 86, (y! - 39) * 111)).toBeGreaterThan(0.2);
  });

  it('are counted where a position is not on the earth, and never moved there', async () => {
    const far = ring.map(([x, y]) => [x! * 100_000, y! * 100_000]);
    const both = {
      type: 'FeatureCollection',
      features: [feature({ type: 'Polygon', coordinates: [far] }), feature({ type: 'Polygon', coordinates: [ring] })],
    };
    const read = await readShapes(file(both), 'WGS-84');
    expect(read.ok && [read.value.shapes.length, read.value.off]).toEqual([1, 1]);
  });

  it.each([
    ['bad', 'not json at all'],
    ['bad', '42'],
    ['none', { type: 'FeatureCollection', features: [] }],
    ['none', feature({ type: 'Point', coordinates: [1, 2] })],
  ])('are refused with a word: %s', async (code, content) => {
    expect(await readShapes(file(content), 'WGS-84')).toEqual({ ok: false, error: code });
  });
});
