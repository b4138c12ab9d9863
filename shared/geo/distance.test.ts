import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bearing, distance } from './distance.ts';

const file = '../shared/data/conformance/geodesic.json';

describe('distance and bearing', () => {
  it('are zero for one point', () => {
    expect(distance([116, 39], [116, 39])).toBe(0);
    expect(bearing([116, 39], [116, 39])).toBe(0);
  });

  it('point north, east, south and west', () => {
    expect(bearing([116, 39], [116, 40])).toBeCloseTo(0);
    expect(bearing([116, 0], [117, 0])).toBeCloseTo(90);
    expect(bearing([116, 39], [116, 38])).toBeCloseTo(180);
    expect(bearing([116, 0], [115, 0])).toBeCloseTo(270);
  });

  it('cross the antimeridian the short way', () => {
    expect(distance([179.5, 0], [-179.5, 0])).toBeCloseTo(111195, -1);
    expect(bearing([179.5, 0], [-179.5, 0])).toBeCloseTo(90);
  });

  it.skipIf(!existsSync(file))(`agree with GeographicLib within what a sphere can (needs ${file})`, () => {
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: number[][] };
    expect(cases.length).toBeGreaterThan(10);
    for (const [lat1 = 0, lon1 = 0, , lat2 = 0, lon2 = 0, , metres = 0] of cases) {
      const ours = distance([lon1, lat1], [lon2, lat2]);
      expect(Math.abs(ours - metres) / metres).toBeLessThan(0.0056);
    }
  });
});
