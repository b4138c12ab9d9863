// Geometries between threads: what comes out is what went in, whatever somebody sent as one.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pack, unpack } from './packed-geometry.ts';

const position = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }));
const path = fc.array(position, { maxLength: 6 });
const geometry = fc.oneof(
  fc.record({ type: fc.constantFrom('LineString', 'MultiPoint'), coordinates: path }),
  fc.record({ type: fc.constantFrom('Polygon', 'MultiLineString'), coordinates: fc.array(path, { maxLength: 4 }) }),
  fc.record({
    type: fc.constant('MultiPolygon'),
    coordinates: fc.array(fc.array(path, { maxLength: 3 }), { maxLength: 3 }),
  }),
);

it('carries every geometry of two numbers a position as one block of numbers', () => {
  fc.assert(
    fc.property(geometry, (one) => {
      const carried = pack(one);
      expect(carried).toHaveProperty('packed');
      expect(unpack(structuredClone(carried))).toEqual(one);
    }),
    { numRuns: 200 },
  );
});

it.each([
  [
    'an altitude',
    {
      type: 'LineString',
      coordinates: [
        [1, 2, 3],
        [4, 5],
      ],
    },
  ],
  [
    'text for a number',
    {
      type: 'LineString',
      coordinates: [
        ['1', 2],
        [4, 5],
      ],
    },
  ],
  ['null', { type: 'LineString', coordinates: [null, [4, 5]] }],
  [
    'too shallow',
    {
      type: 'Polygon',
      coordinates: [
        [1, 2],
        [4, 5],
      ],
    },
  ],
  ['too deep', { type: 'LineString', coordinates: [[[1, 2]]] }],
  ['no arrays', { type: 'Polygon', coordinates: 'x' }],
  ['a name of every object', { type: 'constructor', coordinates: [] }],
  ['a point', { type: 'Point', coordinates: [1, 2] }],
  ['more than a geometry', { type: 'LineString', coordinates: [[1, 2]], bbox: [1, 2, 3, 4] }],
])('what does not fit travels as it is: %s', (_, one) => {
  expect(pack(one)).toEqual({ asItIs: one });
  expect(unpack(pack(one))).toBe(one);
});
