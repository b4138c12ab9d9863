// The index of seats answers as a look at each of them does.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Extent, NOWHERE } from './polygons.ts';
import { Seats } from './seats.ts';

// Whole numbers: edges in common are common.
const box = fc
  .tuple(fc.nat(20), fc.nat(20), fc.nat(5), fc.nat(5))
  .map(([x, y, width, height]): Extent => [x, y, x + width, y + height]);

it('finds the same with an index as without, and nothing that is nowhere', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 6, arbitrary: box }, fc.constant(NOWHERE)), { maxLength: 40 }),
      box,
      (seats, asked) => {
        const outlines = new Map(seats.map((seat, i) => [`z${i}`, { seat }]));
        const found = new Seats(outlines, 1_000).meeting(asked).toSorted();
        expect(found).toEqual(new Seats(outlines, 1).meeting(asked).toSorted());
        const [west, south, east, north] = asked;
        const meets = ([w, s, e, n]: Extent) => w <= east && west <= e && s <= north && south <= n;
        expect(found).toEqual(seats.flatMap((seat, i) => (meets(seat) ? [`z${i}`] : [])).toSorted());
      },
    ),
    { numRuns: 200 },
  );
  expect(new Seats(new Map([['z', { seat: [0, 0, 1, 1] as const }]]), 1_000).meeting(NOWHERE)).toEqual([]);
});
