import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGeometry, countVertices, type Geometry } from './geometry.ts';
import type { Position } from './position.ts';

/** `0 0, 1 1` → [[0, 0], [1, 1]] */
const path = (text: string) => text.split(', ').map((pair) => pair.split(' ').map(Number));
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates });
const square = (x: number, y: number, size: number): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const must = (value: unknown): Geometry => {
  const result = checkGeometry(value);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const why = (value: unknown) => {
  const result = checkGeometry(value, undefined, 'data.geometry');
  return result.ok ? 'ok' : `${result.error.code} ${result.error.field}: ${result.error.message}`;
};

// Star-shaped rings never cross themselves: a vertex per direction, at any distance.
const star = fc
  .tuple(
    fc.double({ min: -170, max: 170, noNaN: true }),
    fc.double({ min: -80, max: 80, noNaN: true }),
    fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 5, maxLength: 60 }),
  )
  .map(([x, y, radii]) => {
    const ring = radii.map((radius, i): Position => {
      const angle = (2 * Math.PI * i) / radii.length;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
    return [...ring, ring[0] as Position];
  });

describe('checkGeometry on any shape', () => {
  it('accepts star-shaped rings, right-handed, and accepts its own answer unchanged', () => {
    fc.assert(
      fc.property(star, (ring) => {
        const geometry = must(polygon(ring));
        expect(must(geometry)).toEqual(geometry);
        expect(must(polygon([...ring].reverse())).type).toBe('Polygon');
      }),
    );
  });

  it('accepts a ring wherever it starts', () => {
    fc.assert(
      fc.property(star, fc.nat(), (ring, start) => {
        const open = ring.slice(0, -1);
        const at = start % open.length;
        const turned = [...open.slice(at), ...open.slice(0, at)];
        const geometry = must(polygon([...turned, turned[0]]));
        const areaOf = (g: Geometry) => new Set(JSON.stringify(g.coordinates).match(/[-\d.e]+,[-\d.e]+/g));
        expect(areaOf(geometry)).toEqual(areaOf(must(polygon(ring))));
      }),
    );
  });

  it('refuses every bow-tie: two neighbours of a convex ring exchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 40 }), fc.nat(), (count, where) => {
        const open = Array.from({ length: count }, (_, i): Position => {
          const angle = (2 * Math.PI * i) / count;
          return [116 + Math.cos(angle), 40 + Math.sin(angle)];
        });
        const [i, j] = [where % count, (where + 1) % count];
        [open[i], open[j]] = [open[j] as Position, open[i] as Position];
        expect(why(polygon([...open, open[0]]))).toMatch(/^bad-geometry .*crosses itself/);
      }),
    );
  });

  it('never throws, whatever it gets', () => {
    fc.assert(fc.property(fc.anything(), (value) => void checkGeometry(value)));
    fc.assert(
      fc.property(
        fc.constantFrom('Point', 'LineString', 'Polygon', 'MultiPolygon'),
        fc.anything(),
        (type, coordinates) => {
          checkGeometry({ type, coordinates });
        },
      ),
    );
  });
});

describe('what checkGeometry makes canonical', () => {
  it('turns rings, drops altitude, duplicates, decimals beyond 7 and -0', () => {
    const shell = path('0 0 9, 0 0, -0 2, 2.00000001 2, 2 2, 2 0, 0 0 9');
    const hole = square(0.5, 0.5, 1);
    const expected = [path('0 0, 2 0, 2 2, 0 2, 0 0'), [...hole].reverse()];
    expect(must(polygon(shell, hole)).coordinates).toEqual(expected);
  });

  it('takes lines that cross themselves, points and multi-types', () => {
    expect(
      must({
        type: 'LineString',
        coordinates: path('0 0, 1 1, 1 0, 0 1'),
      }).type,
    ).toBe('LineString');
    expect(
      must({
        type: 'MultiPoint',
        coordinates: path('1 2, 3 4'),
      }).type,
    ).toBe('MultiPoint');
    expect(must({ type: 'Point', coordinates: [116, 39, 50], bbox: [116, 39, 116, 39] }).coordinates).toEqual([
      116, 39,
    ]);
    expect(must({ type: 'MultiPolygon', coordinates: [[square(0, 0, 1)]] }).type).toBe('MultiPolygon');
  });

  it('takes a hole that touches its shell in one point, and parts that touch in points', () => {
    const touching = path('0 0, 1 0.5, 1 1, 0 0');
    expect(why(polygon(square(0, 0, 2), touching))).toBe('ok');
    expect(why({ type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(1, 1, 1)]] })).toBe('ok');
    // a chequer: four parts, each touching its neighbours in corners
    const chequer = [square(1, 0, 1), square(0, 1, 1), square(2, 1, 1), square(1, 2, 1)].map((ring) => [ring]);
    expect(why({ type: 'MultiPolygon', coordinates: chequer })).toBe('ok');
    const island = { type: 'MultiPolygon', coordinates: [[square(0, 0, 9), square(1, 1, 7)], [square(2, 2, 2)]] };
    expect(why(island)).toBe('ok');
  });

  it('splits a ring that comes back to a vertex, and says so', () => {
    const notes: string[] = [];
    const pair = path('0 0, 1 0, 1 1, 2 1, 2 2, 1 2, 1 1, 0 1, 0 0');
    const result = checkGeometry(polygon(pair), undefined, '', { repaired: (what) => notes.push(what) });
    expect(result.ok && result.value).toEqual(
      must({
        type: 'MultiPolygon',
        coordinates: [[path('1 1, 2 1, 2 2, 1 2, 1 1')], [square(0, 0, 1)]],
      }),
    );
    expect(notes).toHaveLength(1);
  });

  it('takes shell and enclaves written as one ring apart again (three of the townships of Haidian)', () => {
    const flat = [...square(0, 0, 9), ...square(1, 1, 1).reverse(), ...square(5, 5, 1).reverse(), [0, 0]];
    expect(must(polygon(flat)).coordinates).toHaveLength(3);
    const bridge = [...square(0, 0, 9), ...square(1, 1, 1).reverse(), [0, 0]];
    expect(must(polygon(bridge)).coordinates).toHaveLength(2);
  });

  it('joins parts that share a whole edge (a zone of New York)', () => {
    const joined = must({ type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(1, 0, 1)]] });
    expect(joined.coordinates).toEqual([[expect.arrayContaining(path('0 0, 2 0, 2 1, 0 1'))]]);
  });
});

describe('what checkGeometry refuses, with rule and place', () => {
  const bow = path('0 0, 1 1, 1 0, 0 1, 0 0');
  const throughVertex = path('0 0, 1 1, 2 2, 2 0, 1 1, 0 2, 0 0');
  const bigHole = square(-1, -1, 9);
  const twice = path('0 0.5, 1 1.5, 2 0.5, 1 0.2, 0 0.5');
  it.each([
    [null, 'bad-geometry data.geometry: a geometry is an object'],
    [[], 'bad-geometry data.geometry: a geometry is an object'],
    [{ type: 'Circle', coordinates: [1, 2] }, 'bad-geometry data.geometry.type: geometry type "Circle"'],
    [{ type: 'constructor', coordinates: [1, 2] }, 'bad-geometry data.geometry.type'],
    [{ type: 'Point', coordinates: [1, 2], crs: {} }, 'unknown-field data.geometry.crs'],
    [{ type: 'Point' }, 'invalid-value data.geometry.coordinates'],
    [{ type: 'Point', coordinates: [[1, 2]] }, 'invalid-value data.geometry.coordinates'],
    [{ type: 'Point', coordinates: [1, 2, 3, 4] }, 'invalid-value data.geometry.coordinates'],
    [{ type: 'Polygon', coordinates: [1, 2] }, 'bad-geometry data.geometry.coordinates.0: a ring must be an array'],
    [{ type: 'Polygon', coordinates: [] }, 'bad-geometry data.geometry.coordinates: a polygon is empty'],
    [{ type: 'MultiPolygon', coordinates: [[]] }, 'bad-geometry data.geometry.coordinates.0: a polygon is empty'],
    [polygon([]), 'bad-geometry data.geometry.coordinates.0: a ring is empty'],
    [polygon(path('0 0, 1 0, 0 0')), 'bad-geometry data.geometry.coordinates.0: a ring needs at least 4 positions'],
    [polygon(path('0 0, 1 0, 1 0, 0 0')), 'bad-geometry data.geometry.coordinates.0: a ring needs at least 3 diff'],
    [polygon(path('0 0, 1 0, 1 1, 0 1')), 'bad-geometry data.geometry.coordinates.0.3: the ring is not closed'],
    [polygon(path('0 0, 1 0, 2 0, 0 0')), 'bad-geometry data.geometry.coordinates.0.'],
    [polygon(path('100 0, 101 91, 101 1, 100 0')), 'out-of-range data.geometry.coordinates.0.1.1'],
    [
      polygon([
        [0, 0],
        [1, null],
        [1, 1],
        [0, 0],
      ]),
      'invalid-value data.geometry.coordinates.0.1.1',
    ],
    [polygon(path('0 0, 40 116, 1 1, 0 0')), 'swapped-axes data.geometry.coordinates.0.1'],
    [polygon(bow), 'bad-geometry data.geometry.coordinates.0.0: the ring crosses itself, near vertex 0 at [0,0]'],
    [polygon(throughVertex), 'bad-geometry data.geometry.coordinates.0.'],
    [polygon(square(0, 0, 2), bigHole), 'bad-geometry data.geometry.coordinates.1.0: the hole lies outside its shell'],
    [
      polygon(square(0, 0, 2), square(1, 1, 3)),
      'bad-geometry data.geometry.coordinates.0.1: two rings of one polygon cross',
    ],
    [polygon(square(0, 0, 2), square(5, 5, 1)), 'bad-geometry data.geometry.coordinates.1.0: the hole lies outside'],
    [
      polygon(square(0, 0, 9), square(1, 1, 5), square(2, 2, 1)),
      'bad-geometry data.geometry.coordinates.2.0: the hole',
    ],
    [polygon(square(0, 0, 2), twice), 'bad-geometry data.geometry.coordinates.0.'],
    [
      polygon(square(0, 0, 2), square(0, 0, 1)),
      'bad-geometry data.geometry.coordinates.0.0: two rings of one polygon share',
    ],
    [{ type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(1, 1, 2)]] }, 'bad-geometry data.geometry.coord'],
    [{ type: 'MultiPolygon', coordinates: [[square(0, 0, 9)], [square(1, 1, 2)]] }, 'bad-geometry data.geometry.coord'],
    [{ type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(0, 0, 2)]] }, 'bad-geometry data.geometry.coord'],
    [
      polygon(path('179 0, -179 0, -179 1, 179 1, 179 0')),
      'bad-geometry data.geometry.coordinates.0.1: the edge spans',
    ],
    [
      {
        type: 'LineString',
        coordinates: path('1 1, 1 1'),
      },
      'bad-geometry data.geometry.coordinates: a line needs two',
    ],
  ])('%j: %s', (value, expected) => {
    expect(why(value).slice(0, expected.length)).toBe(expected);
  });

  it('parts that cross only through vertices still overlap', () => {
    const diamond = path('1 0, 2 1, 1 2, 0 1, 1 0');
    const overlap = { type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [diamond]] };
    expect(why(overlap)).toMatch(/two parts of the geometry overlap/);
  });

  it('more vertices than the limits, nested arrays without end', () => {
    const long = Array.from({ length: 30 }, (_, i) => [i, 0]);
    const limits = { ringVertices: 20, vertices: 25 };
    const small = checkGeometry({ type: 'MultiPoint', coordinates: long }, limits);
    expect(small.ok ? '' : small.error.code).toBe('too-large');
    const ring = checkGeometry(polygon(long.slice(0, 21)), limits);
    expect(ring.ok ? '' : ring.error.code).toBe('too-large');
    let deep: unknown = [];
    for (let i = 0; i < 200_000; i++) deep = [deep];
    expect(why({ type: 'MultiPolygon', coordinates: deep })).toMatch(/^bad-geometry|^invalid-value/);
  });

  it('counts vertices without looking at them', () => {
    expect(countVertices(polygon(square(0, 0, 1), square(0, 0, 1)))).toBe(10);
    expect(countVertices({ type: 'Point', coordinates: [1, 2] })).toBe(1);
    expect(countVertices(null)).toBe(0);
  });

  it('takes 200,000 vertices in about a second, and bounds the work of shapes made to be slow', {
    timeout: 60_000,
  }, () => {
    const ringOf = (count: number, radius: (i: number) => number) => {
      const open = Array.from({ length: count - 1 }, (_, i): Position => {
        const angle = (2 * Math.PI * i) / (count - 1);
        return [100 + radius(i) * Math.cos(angle), 30 + radius(i) * Math.sin(angle)];
      });
      return [...open, open[0]];
    };
    // processor time, because other tests run beside this one
    const started = process.cpuUsage();
    expect(why(polygon(ringOf(200_000, (i) => 1 + 1e-5 * Math.sin(i * 12.9898))))).toBe('ok');
    expect(why(polygon(ringOf(20_000, (i) => (i % 2 ? 10 : 0.1))))).toMatch(/too tangled/);
    expect(process.cpuUsage(started).user).toBeLessThan(12_000_000);
  });
});
