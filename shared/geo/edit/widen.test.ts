import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geodesicDestination, geodesicDistance } from '../geodesic.ts';
import { isInside } from '../inside.ts';
import type { Position } from '../position.ts';
import { box, place, shapes } from './fixtures.fixture.ts';
import { sizeOf } from './measure.ts';
import { polygonsIn, type Shape } from './shape.ts';
import { circleShape, corridor, simplify, spot, widen } from './widen.ts';

/** Metres that a quarter circle of 16 corners and the library's projection may be off at the sizes drawn here. */
const OFF = 1;
const value = (found: ReturnType<typeof widen>): Shape => {
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};

describe('a margin', () => {
  it('moves the boundary outward by its metres, to the east as to the north', () => {
    const wide = value(widen(box(-10, -10, 10, 10), 100));
    const edge = box(-10, -10, 10, 10).coordinates as Position[][];
    const [south, east] = [edge[0]![0]![1], edge[0]![1]![0]];
    for (const [from, direction] of [
      [[east, 39], 90],
      [[109.2, south], 180],
    ] as const) {
      expect(isInside(geodesicDestination(from as Position, direction, 100 - OFF), wide)).toBe(true);
      expect(isInside(geodesicDestination(from as Position, direction, 100 + OFF), wide)).toBe(false);
    }
  });

  it('holds the shape when it grows and lies in it when it shrinks; too much leaves nothing', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 5, max: 120 }), (shape, metres) => {
        const wide = value(widen(shape, metres));
        for (const at of polygonsIn(shape).flat(2)) expect(isInside(at, wide)).toBe(true);
        const narrow = widen(shape, -metres);
        if (narrow.ok) for (const at of polygonsIn(narrow.value).flat(2)) expect(isInside(at, shape)).toBe(true);
        else expect(narrow.error.code).toBe('nothing-left');
      }),
      { numRuns: 60 },
    );
    expect(widen(box(0, 0, 4, 4), -100)).toMatchObject({ error: { code: 'nothing-left' } });
    expect(widen(box(0, 0, 4, 4), 0)).toMatchObject({ error: { code: 'too-short' } });
  });
});

describe('a margin around very many corners', () => {
  const METRES = 40;
  /** Spikes of two metres around rings of 200 and 100 metres, the second a hole in the first. */
  const ring = (corners: number, radius: number): Position[] => {
    const corner = (i: number) => {
      const angle = (2 * Math.PI * (i % corners)) / corners;
      const far = radius + (i % 2) * 0.2;
      return place(far * Math.cos(angle), far * Math.sin(angle));
    };
    return Array.from({ length: corners + 1 }, (_, i) => corner(i));
  };
  const many: Shape = { type: 'Polygon', coordinates: [ring(700, 20), ring(320, 10).toReversed()] };
  const [wide, narrow] = [widen(many, METRES), widen(many, -METRES)];

  it('keeps its distance everywhere, on both sides of the line and at a hole', () => {
    const corners = polygonsIn(many).flat(2);
    const nearest = (at: Position) => Math.min(...corners.map((corner) => geodesicDistance(at, corner)));
    for (const [found, isOut] of [
      [wide, true],
      [narrow, false],
    ] as const) {
      const shape = value(found);
      expect(sizeOf(shape)).toMatchObject({ parts: 1, holes: 1 });
      const some = polygonsIn(shape)
        .flat(2)
        .filter((_, i) => i % 40 === 0);
      for (const at of some) {
        expect(nearest(at)).toBeGreaterThan(METRES - OFF);
        expect(nearest(at)).toBeLessThan(METRES + OFF);
        expect(isInside(at, many)).toBe(!isOut);
      }
    }
    for (const at of corners) expect(isInside(at, value(wide))).toBe(true);
  });

  it('leaves nothing of a shape that is narrower than twice of it', () => {
    expect(widen(many, -60)).toMatchObject({ error: { code: 'nothing-left' } });
  });
});

describe('a corridor', () => {
  it('is as wide as it was asked for on both sides of its line', () => {
    const line = [place(0, 0), place(40, 0), place(40, 30)];
    const way = value(corridor(line, 60));
    const middle = place(20, 0);
    for (const direction of [0, 180]) {
      expect(isInside(geodesicDestination(middle, direction, 30 - OFF), way)).toBe(true);
      expect(isInside(geodesicDestination(middle, direction, 30 + OFF), way)).toBe(false);
    }
  });
  it('is refused of one place, or of no width', () => {
    expect(corridor([place(0, 0), place(0, 0)], 60)).toMatchObject({ error: { code: 'too-short' } });
    expect(corridor([place(0, 0), place(9, 0)], 0)).toMatchObject({ error: { code: 'too-short' } });
  });
});

describe('round shapes', () => {
  it('hold every place within the radius, and none that is half a hundredth further', () => {
    const found = circleShape(place(0, 0), 400);
    if (!found.ok) throw new Error();
    for (const at of polygonsIn(found.value).flat(2)) {
      expect(geodesicDistance(place(0, 0), at)).toBeGreaterThan(398);
      expect(geodesicDistance(place(0, 0), at)).toBeLessThan(404);
    }
    expect(sizeOf(found.value).area / (Math.PI * 400 ** 2)).toBeCloseTo(1, 1);
    expect(circleShape(place(0, 0), 0).ok).toBe(false);
  });
  it('stand around a single case', () => {
    expect(isInside(geodesicDestination(place(0, 0), 45, 49), value(spot(place(0, 0), 50)))).toBe(true);
  });
});

it('a line of the hand keeps its form with fewer corners, and a triangle keeps its three', () => {
  const round = circleShape(place(0, 0), 400);
  if (!round.ok) throw new Error();
  const less = simplify(round.value, 2e-5);
  expect(sizeOf(less).corners).toBeLessThan(64);
  expect(sizeOf(less).area / sizeOf(round.value).area).toBeCloseTo(1, 1);
  const triangle: Shape = { type: 'Polygon', coordinates: [[place(0, 0), place(1, 0), place(0, 1), place(0, 0)]] };
  expect(simplify(triangle, 1)).toEqual(triangle);
});
