import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  crossesItself,
  geodesicDestination,
  geodesicDistance,
  geodesicLine,
  pathLength,
  ringArea,
} from './geodesic.ts';
import type { Position } from './position.ts';

const file = '../shared/data/conformance/geodesic.json';

describe('lengths on the ellipsoid', () => {
  it.skipIf(!existsSync(file))(`agree with GeographicLib within a millimetre (needs ${file})`, () => {
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: number[][] };
    expect(cases.length).toBeGreaterThan(10);
    for (const [lat1 = 0, lon1 = 0, , lat2 = 0, lon2 = 0, , metres = 0] of cases) {
      expect(Math.abs(geodesicDistance([lon1, lat1], [lon2, lat2]) - metres)).toBeLessThan(0.001);
    }
  });

  it('know a quarter of the meridian, a degree of the equator, and the short way over the date line', () => {
    expect(geodesicDistance([0, 0], [0, 90])).toBeCloseTo(10_001_965.729, 2);
    expect(geodesicDistance([0, 0], [1, 0])).toBeCloseTo(111_319.4908, 3);
    expect(geodesicDistance([179.5, 0], [-179.5, 0])).toBeCloseTo(111_319.4908, 3);
    expect(geodesicDistance([9, 9], [9, 9])).toBe(0);
  });

  it('give a length even where Vincenty has none', () => {
    expect(geodesicDistance([0, 0], [179.9, 0.1])).toBeGreaterThan(19_900_000);
  });

  it('add up along a path', () => {
    expect(pathLength([])).toBe(0);
    expect(pathLength([[109, 39]])).toBe(0);
    expect(
      pathLength([
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
    ).toBeCloseTo(2 * 111_319.4908, 2);
  });
});

describe('areas on the ellipsoid', () => {
  it('know an eighth of the earth', () => {
    const eighth: Position[] = [
      [0, 0],
      [90, 0],
      [0, 90],
    ];
    expect(ringArea(eighth) / (510_065_621_724_088.5 / 8)).toBeCloseTo(1, 9);
  });

  it('agree with lengths in a small square: a hectare is a hectare', () => {
    const [east, north] = [109.2, 39];
    const width = 100 / geodesicDistance([east, north], [east + 0.001, north]);
    const height = 100 / geodesicDistance([east, north], [east, north + 0.001]);
    const [right, top] = [east + 0.001 * width, north + 0.001 * height];
    const square: Position[] = [
      [east, north],
      [right, north],
      [right, top],
      [east, top],
    ];
    expect(ringArea(square)).toBeCloseTo(10_000, 0);
    expect(ringArea([...square, square[0] as Position])).toBeCloseTo(10_000, 0);
    expect(ringArea(square.toReversed())).toBeCloseTo(10_000, 0);
  });

  it('do not change when the ring starts elsewhere or is cut in two', () => {
    const place = fc.tuple(
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(place, place, ([right, top], [left, low]) => {
        const ring: Position[] = [
          [109, 39],
          [109 + right, 39 - low],
          [109 + right, 39 + top],
          [109 - left, 39 + top],
        ];
        const whole = ringArea(ring);
        const [a, b, c, d] = ring as [Position, Position, Position, Position];
        expect(ringArea([b, c, d, a]) / whole).toBeCloseTo(1, 9);
        expect((ringArea([a, b, c]) + ringArea([a, c, d])) / whole).toBeCloseTo(1, 9);
      }),
      { numRuns: 100 },
    );
  });

  it('need three places', () => {
    expect(
      ringArea([
        [0, 0],
        [1, 1],
      ]),
    ).toBe(0);
  });
});

describe('a ring that crosses itself', () => {
  const square: Position[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  it('is told from one that does not', () => {
    const [a, b, c, d] = square as [Position, Position, Position, Position];
    expect(crossesItself(square)).toBe(false);
    expect(crossesItself([a, c, b, d])).toBe(true);
    expect(crossesItself([a, b, c])).toBe(false);
  });
});

describe('a line by direction and length', () => {
  it("ends where Vincenty's published example ends", () => {
    // Geoscience Australia: Flinders Peak to Buninyong, on GRS 80, which differs from WGS-84 by less than a millimetre here.
    const peak: Position = [144 + 25 / 60 + 29.52442 / 3600, -(37 + 57 / 60 + 3.7203 / 3600)];
    const [east, north] = geodesicDestination(peak, 306 + 52 / 60 + 5.37 / 3600, 54_972.271);
    expect(east).toBeCloseTo(143 + 55 / 60 + 35.3839 / 3600, 7);
    expect(north).toBeCloseTo(-(37 + 39 / 60 + 10.1561 / 3600), 7);
  });

  it('is the inverse of measuring one: the length to a millimetre, the direction to what a millimetre is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 73, max: 135, noNaN: true }),
        fc.double({ min: 3, max: 54, noNaN: true }),
        fc.double({ min: 0, max: 359.9, noNaN: true }),
        fc.double({ min: 1, max: 50_000, noNaN: true }),
        (x, y, direction, metres) => {
          const line = geodesicLine([x, y], geodesicDestination([x, y], direction, metres));
          expect(Math.abs(line.metres - metres)).toBeLessThan(0.001);
          const off = Math.abs(((line.bearing - direction + 540) % 360) - 180);
          expect((off * Math.PI * metres) / 180).toBeLessThan(0.001);
        },
      ),
      { numRuns: 300 },
    );
  });
});
