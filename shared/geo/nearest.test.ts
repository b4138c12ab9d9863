// The nearest are those that measuring every place finds: at the poles, over the antimeridian, with places that coincide.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance } from './distance.ts';
import { NearestIndex } from './nearest.ts';
import type { Position } from './position.ts';

const anywhere = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
) as fc.Arbitrary<Position>;
/** A lattice of few places: many coincide, many are equally far. */
const lattice = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })) as fc.Arbitrary<Position>;
const atTheEdges = fc.tuple(
  fc.constantFrom(-180, 180, 179.9999, -179.9999, 0),
  fc.constantFrom(90, -90, 89.999, 0),
) as fc.Arbitrary<Position>;
const place = fc.oneof(anywhere, lattice, atTheEdges);

const bySight = (from: Position, places: readonly Position[], count: number) =>
  places
    .map((position, index) => ({ index, metres: distance(from, position) }))
    .sort((a, b) => a.metres - b.metres || a.index - b.index)
    .slice(0, count);

describe('NearestIndex', () => {
  it('finds what measuring every place finds, in the same order', () => {
    fc.assert(
      fc.property(
        fc.array(place, { maxLength: 400, size: 'max' }),
        place,
        fc.integer({ min: 1, max: 12 }),
        (places, from, count) => {
          expect(new NearestIndex(places).nearest(from, count)).toEqual(bySight(from, places, count));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('chooses by index among a hundred places at one position', () => {
    const places = Array.from({ length: 100 }, (): Position => [109.17, 38.98]);
    const found = new NearestIndex(places).nearest([109.2, 39], 3);
    expect(found.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('looks on where places are not accepted', () => {
    const places = Array.from({ length: 200 }, (_, i): Position => [109 + i / 1000, 39]);
    const found = new NearestIndex(places).nearest([109, 39], 2, (index) => index % 50 === 49);
    expect(found.map(({ index }) => index)).toEqual([49, 99]);
  });

  it('has nothing to offer of nothing', () => {
    expect(new NearestIndex([]).nearest([0, 0], 5)).toEqual([]);
    expect(new NearestIndex([[0, 0]]).nearest([0, 0], 0)).toEqual([]);
  });
});
