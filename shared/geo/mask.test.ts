import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearing, distance } from './distance.ts';
import { maskPosition } from './mask.ts';
import type { Position } from './position.ts';

const seedOf = fc.uint8Array({ minLength: 16, maxLength: 32 });
const beijing: Position = [116.34, 39.99];

// Splitmix: a reproducible stream of seeds, so that the statistics below never flicker.
function* seeds(count: number): Generator<Uint8Array> {
  let state = 0x9e3779b97f4a7c15n;
  const next = () => {
    state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
    return z ^ (z >> 31n);
  };
  for (let i = 0; i < count; i++) yield new Uint8Array(new BigUint64Array([next(), next()]).buffer);
}

describe('maskPosition', () => {
  it('never moves a point for the same seed, however often it is asked (averaging attack)', () => {
    const seed = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
    const first = maskPosition(beijing, seed);
    for (let i = 0; i < 1000; i++) expect(maskPosition(beijing, seed)).toEqual(first);
  });

  it('keeps the promised distance after rounding to 4 decimals', () => {
    const lat = fc.double({ min: -60, max: 60, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: -179, max: 179, noNaN: true }), lat, seedOf, (lon, y, seed) => {
        const masked = maskPosition([lon, y], seed);
        // the sphere of distance() errs by up to 0.6 % against the ellipsoid that the mask uses
        const moved = distance([lon, y], masked);
        expect(moved).toBeGreaterThanOrEqual(250 * 0.994);
        expect(moved).toBeLessThanOrEqual(750 * 1.006);
        for (const value of masked) expect(value).toBe(Math.round(value * 1e4) / 1e4);
      }),
    );
  });

  it('is uniform by area and by direction', () => {
    const count = 8000;
    let within500 = 0;
    const quadrants = [0, 0, 0, 0];
    for (const seed of seeds(count)) {
      const masked = maskPosition(beijing, seed);
      if (distance(beijing, masked) < 500) within500++;
      const quadrant = Math.floor(bearing(beijing, masked) / 90);
      quadrants[quadrant] = (quadrants[quadrant] ?? 0) + 1;
    }
    const expected = (500 ** 2 - 258 ** 2) / (742 ** 2 - 258 ** 2);
    expect(within500 / count).toBeCloseTo(expected, 1.5);
    for (const hits of quadrants) expect(hits / count).toBeCloseTo(0.25, 1.5);
  });

  it('wraps at the antimeridian and stays on the earth at a pole', () => {
    fc.assert(
      fc.property(seedOf, (seed) => {
        for (const place of [
          [180, 0],
          [-180, 65],
          [10, 90],
          [10, -90],
        ] as Position[]) {
          const [lon, lat] = maskPosition(place, seed);
          expect(Math.abs(lon)).toBeLessThanOrEqual(180);
          expect(Math.abs(lat)).toBeLessThanOrEqual(90);
        }
      }),
    );
  });

  it('refuses a seed that is too short to hide anything', () => {
    expect(() => maskPosition(beijing, new Uint8Array(8))).toThrow(RangeError);
  });
});
