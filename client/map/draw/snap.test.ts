import { describe, expect, it } from 'vitest';
import type { Shape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';
import { gripAt, nextCorner } from './corner-index.ts';
import { nearestSnap, SnapLines } from './snap.ts';

/** Pixels that a degree takes in these tests: a thousandth of a degree is ten pixels east, and ten north. */
const PIXELS = [10_000, 10_000] as const;
const at = (x: number, y: number): Position => [x / 1000, y / 1000];
const square: Shape = {
  type: 'Polygon',
  coordinates: [
    [at(0, 0), at(10, 0), at(10, 10), at(0, 10), at(0, 0)],
    [at(3, 3), at(3, 6), at(6, 6), at(3, 3)],
  ],
};
const road = new SnapLines('roads', [{ type: 'LineString', coordinates: [at(-5, 1), at(20, 1)] }]);
const zone = new SnapLines('zones', [square]);

describe('snapping', () => {
  it('goes to the nearest place of a side, exactly on it', () => {
    expect(road.nearest(at(4, 1.5), 12, PIXELS)).toMatchObject({
      at: [expect.closeTo(0.004, 9), 0.001],
      isCorner: false,
      distance: expect.closeTo(5, 6),
    });
  });

  it('prefers a corner within reach to a side that is nearer, of whichever layer', () => {
    expect(nearestSnap([road, zone], at(9.6, 0.7), 12, PIXELS)).toEqual({
      at: at(10, 0),
      kind: 'zones',
      isCorner: true,
    });
    expect(nearestSnap([road, zone], at(5, 0.8), 12, PIXELS)).toMatchObject({
      at: [expect.closeTo(0.005, 9), 0.001],
      kind: 'roads',
    });
  });

  it('leaves the hand alone where nothing is within reach, and counts reach in pixels both ways', () => {
    expect(nearestSnap([road, zone], at(15, 4), 12, PIXELS)).toBeUndefined();
    expect(road.nearest(at(4, 1.5), 12, [10_000, 40_000])).toBeUndefined();
    expect(
      new SnapLines('areas', [{ type: 'Point', coordinates: at(0, 0) }]).nearest(at(0, 0), 12, PIXELS),
    ).toBeUndefined();
  });
});

describe('what is under the hand', () => {
  it('is a corner before a side, of holes as of shells, and the first corner once', () => {
    expect(gripAt(square, at(0.4, 0.3), 11, PIXELS)).toMatchObject({
      on: 'corner',
      corner: { polygon: 0, ring: 0, vertex: 0 },
    });
    expect(gripAt(square, at(3.2, 5.9), 11, PIXELS)).toMatchObject({ on: 'corner', corner: { ring: 1, vertex: 1 } });
    expect(gripAt(square, at(10.5, 5), 11, PIXELS)).toEqual({
      on: 'side',
      corner: { polygon: 0, ring: 0, vertex: 2 },
      at: at(10, 5),
    });
    expect(gripAt(square, at(8, 8), 11, PIXELS)).toBeUndefined();
  });

  it('is found on the last side too, where a new corner comes after all others', () => {
    expect(gripAt(square, at(-0.2, 5), 11, PIXELS)).toMatchObject({ on: 'side', corner: { ring: 0, vertex: 4 } });
  });

  it('walks through every corner of every ring and comes round', () => {
    let corner = nextCorner(square, null, 1);
    const seen = [corner];
    for (let i = 0; i < 6; i++) {
      corner = nextCorner(square, corner, 1);
      seen.push(corner);
    }
    expect(seen.map(({ ring, vertex }) => `${ring}.${vertex}`)).toEqual([
      '0.0',
      '0.1',
      '0.2',
      '0.3',
      '1.0',
      '1.1',
      '1.2',
    ]);
    expect(nextCorner(square, corner, 1)).toEqual(seen[0]);
    expect(nextCorner(square, null, -1)).toEqual(corner);
  });
});
