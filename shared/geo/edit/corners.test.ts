import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cornerAt, insertCorner, moveCorner, moveShape, removeCorner } from './corners.ts';
import { box, place, polygon, ring, shapes } from './fixtures.fixture.ts';
import { sizeOf } from './measure.ts';
import { cornerCount, polygonsIn, type Shape } from './shape.ts';

const isClosed = (shape: Shape) =>
  polygonsIn(shape)
    .flat()
    .every((path) => String(path[0]) === String(path.at(-1)));

describe('corners', () => {
  it('are moved, put in and taken out, and every ring stays closed, at its first corner too', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), (shape, n) => {
        const corner = { polygon: 0, ring: 0, vertex: n % cornerCount(shape) };
        const to = place(77, 33);
        const moved = moveCorner(shape, corner, to);
        expect(cornerAt(moved, corner)).toEqual(to);
        const more = insertCorner(shape, corner, to);
        expect(cornerAt(more, corner)).toEqual(to);
        expect(cornerCount(more)).toBe(cornerCount(shape) + 1);
        for (const one of [moved, more]) expect(isClosed(one)).toBe(true);
        // What was put in and taken out again was never there.
        expect(polygonsIn(removeCorner(more, corner)!)[0]![0]!.slice(0, -1)).toEqual(
          polygonsIn(shape)[0]![0]!.slice(0, -1),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('take their ring with them when too few are left: a hole, a part, at last the shape', () => {
    const triangle = ring([1, 1], [3, 1], [1, 3]);
    const holed = polygon(ring([0, 0], [9, 0], [9, 9], [0, 9]), triangle);
    expect(removeCorner(holed, { polygon: 0, ring: 1, vertex: 0 })).toEqual(box(0, 0, 9, 9));
    const two: Shape = { type: 'MultiPolygon', coordinates: [[triangle], ...polygonsIn(box(5, 5, 9, 9))] };
    expect(polygonsIn(removeCorner(two, { polygon: 0, ring: 0, vertex: 2 })!)).toEqual(polygonsIn(box(5, 5, 9, 9)));
    expect(removeCorner(polygon(triangle), { polygon: 0, ring: 0, vertex: 0 })).toBeUndefined();
  });
});

it('a shape that is moved keeps its metres, however far north', () => {
  const shape = box(0, 0, 30, 20);
  const there = moveShape(shape, place(0, 0), [109.2, 45]);
  expect(sizeOf(there).area / sizeOf(shape).area).toBeCloseTo(1, 2);
  expect(sizeOf(there).perimeter / sizeOf(shape).perimeter).toBeCloseTo(1, 2);
});

it('a size counts holes, parts and corners, and leaves holes out of the area', () => {
  const shape = polygon(ring([0, 0], [20, 0], [20, 20], [0, 20]), ring([5, 5], [5, 15], [15, 15], [15, 5]));
  const size = sizeOf(shape);
  expect(size).toMatchObject({ corners: 8, holes: 1, parts: 1 });
  expect(size.area / sizeOf(box(0, 0, 20, 20)).area).toBeCloseTo(0.75, 4);
});
