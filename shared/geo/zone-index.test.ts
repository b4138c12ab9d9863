// The index answers as isInside does: random zones with holes, points on edges and vertices, edits in any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Geometry } from './geometry.ts';
import { isInside } from './inside.ts';
import type { Position } from './position.ts';
import { ZoneIndex } from './zone-index.ts';

/** A star around a middle with a hole of the same form, its corners on a lattice so that edges and points meet often. */
function star(x: number, y: number, radius: number, corners: number, phase: number, lattice: number): Geometry {
  const ring = (size: number): Position[] => {
    const out: Position[] = [];
    for (let i = 0; i < corners; i++) {
      const angle = (2 * Math.PI * i) / corners;
      const reach = size * (0.6 + 0.4 * Math.abs(Math.sin(phase + i * 1.7)));
      const snap = (value: number) => (lattice > 0 ? Math.round(value / lattice) * lattice : value);
      out.push([snap(x + reach * Math.cos(angle)), snap(y + reach * Math.sin(angle))]);
    }
    const distinct = out.filter(([a, b], i) => a !== out.at(i - 1)![0] || b !== out.at(i - 1)![1]);
    return distinct.length < 3 ? [] : [...distinct, distinct[0]!];
  };
  // On the lattice a small hole may fall together to a point or a line, which is none.
  const hole = ring(radius * 0.3).reverse();
  return { type: 'Polygon', coordinates: hole.length > 3 ? [ring(radius), hole] : [ring(radius)] };
}

const zone = fc
  .tuple(
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 4, max: 40 }),
    fc.double({ min: 0, max: 6, noNaN: true }),
    fc.constantFrom(0, 0.125),
  )
  .map(([x, y, radius, corners, phase, lattice]) => star(x / 4, y / 4, radius / 4, corners, phase, lattice));

const probes = (zones: readonly Geometry[], free: readonly Position[]): Position[] => [
  ...free,
  ...zones.flatMap((geometry) =>
    (geometry.coordinates as Position[][]).flatMap((ring) =>
      ring.flatMap((corner, i): Position[] => {
        const next = ring[(i + 1) % ring.length]!;
        const lattice = (value: number) => Math.round(value * 8) / 8;
        return [
          corner,
          [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2],
          [corner[0] + 1e-12, corner[1]],
          [lattice(corner[0]), lattice(next[1])],
        ];
      }),
    ),
  ),
];

describe('ZoneIndex', () => {
  it('says what isInside says, at free points, corners, middles of edges and a hair beside them', () => {
    const positions = fc.array(
      fc.tuple(fc.double({ min: -8, max: 8, noNaN: true }), fc.double({ min: -8, max: 8, noNaN: true })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.array(zone, { minLength: 1, maxLength: 6 }), positions, (zones, free) => {
        const index = new ZoneIndex();
        for (const [i, geometry] of zones.entries()) index.set(`z${i}`, geometry);
        const wrong = probes(zones, free as Position[]).filter((position) => {
          const expected = zones.flatMap((geometry, i) => (isInside(position, geometry) ? [`z${i}`] : []));
          return index.at(position).join() !== expected.join();
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('after any edits holds what an index made anew holds', () => {
    const edit = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.option(zone, { freq: 4 }));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        const index = new ZoneIndex();
        const left = new Map<string, Geometry>();
        for (const [id, geometry] of edits) {
          if (geometry === null) {
            expect(index.delete(`z${id}`)).toBe(left.delete(`z${id}`));
          } else {
            index.set(`z${id}`, geometry);
            left.set(`z${id}`, geometry);
          }
        }
        expect(index.size).toBe(left.size);
        const wrong = probes([...left.values()], [[0, 0]]).filter((position) => {
          const expected = [...left].flatMap(([id, geometry]) => (isInside(position, geometry) ? [id] : []));
          return index.at(position).join() !== expected.sort().join();
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('holds zones of all sizes side by side: a staircase inside a province', () => {
    const square = (x: number, y: number, side: number): Geometry => ({
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + side, y],
          [x + side, y + side],
          [x, y + side],
          [x, y],
        ],
      ],
    });
    const index = new ZoneIndex();
    index.set('province', square(100, 30, 20));
    index.set('compound', square(109.17, 38.98, 0.003));
    index.set('staircase', square(109.171, 38.981, 0.0001));
    expect(index.at([109.17105, 38.98105])).toEqual(['compound', 'province', 'staircase']);
    expect(index.at([109.1712, 38.98105])).toEqual(['compound', 'province']);
    expect(index.at([120, 50])).toEqual(['province']);
    expect(index.at([120.0000001, 50])).toEqual([]);
  });

  it('leaves out what has no inside', () => {
    const index = new ZoneIndex();
    index.set('p', { type: 'Point', coordinates: [1, 1] });
    index.set('n', undefined);
    expect(index.size).toBe(0);
    expect(index.at([1, 1])).toEqual([]);
  });
});
