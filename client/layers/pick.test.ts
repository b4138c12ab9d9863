import { describe, expect, it } from 'vitest';
import { inView, pick, type Target, type View } from './pick.ts';
import { mercatorX, mercatorY, PointTable } from './point-table.ts';

const VIEW: View = {
  x: mercatorX(117),
  y: mercatorY(31),
  world: 512 * 2 ** 14,
  originX: 500,
  originY: 400,
  width: 1000,
  height: 800,
};
/** Degrees of longitude for so many pixels to the right of the middle. */
const east = (pixels: number) => 117 + (360 * pixels) / VIEW.world;

function table(points: readonly (readonly [id: string, pixels: number, size: number])[]): PointTable {
  const made = new PointTable();
  for (const [id, pixels, size] of points) {
    made.put(id, { longitude: east(pixels), latitude: 31, size, icon: '', color: [255, 0, 0, 255] });
  }
  return made;
}
const target = (name: string, made: PointTable, more: Partial<Target> = {}): Target => ({
  name,
  table: made,
  scale: 1,
  ...more,
});
const ids = (targets: Target[], x: number, y = 400) => pick(targets, VIEW, x, y).map(({ id }) => id);

describe('pick', () => {
  it('finds a 4 pixel dot within 8 pixels of its middle and not beyond', () => {
    const dots = [target('cases', table([['a', 0, 4]]))];
    expect(ids(dots, 508)).toEqual(['a']);
    expect(ids(dots, 509)).toEqual([]);
  });

  it('finds a large symbol over all of its own size', () => {
    expect(ids([target('sites', table([['house', 0, 28]]))], 513)).toEqual(['house']);
  });

  it('names all that overlap, nearest first, the one drawn on top first where they coincide', () => {
    const targets = [
      target(
        'cases',
        table([
          ['far', 6, 9],
          ['same', 0, 9],
        ]),
      ),
      target('sites', table([['top', 0, 28]])),
    ];
    expect(ids(targets, 500)).toEqual(['top', 'same', 'far']);
  });

  it('leaves alone what a cluster stands for, and takes a small mark for as small as it is drawn', () => {
    const made = table([['house', 0, 28]]);
    expect(ids([target('cases', made, { isDrawn: () => false })], 500)).toEqual([]);
    made.setFrom(0, 13);
    expect(ids([target('sites', made, { zoom: 12 })], 512)).toEqual([]);
    expect(ids([target('sites', made, { zoom: 12 })], 506)).toEqual(['house']);
    expect(ids([target('sites', made, { zoom: 13 })], 512)).toEqual(['house']);
  });

  it('looks for a pin where its head is drawn, above its place', () => {
    const pins = [target('nails', table([['pin', 0, 42]]), { lift: 0.5 })];
    expect(ids(pins, 500, 379)).toEqual(['pin']);
    expect(ids(pins, 500, 410)).toEqual([]);
  });

  it('puts sharp symbols before the soft circle they stand in', () => {
    const soft = target('soft', table([['about', 0, 1000]]), { metres: true });
    expect(ids([soft, target('cases', table([['exact', 7, 9]]))], 500)).toEqual(['exact', 'about']);
    expect(ids([soft], 540)).toEqual(['about']);
  });

  it('never answers with a removed row', () => {
    const made = table([['a', 0, 9]]);
    made.remove('a');
    expect(ids([target('cases', made)], 500)).toEqual([]);
  });

  it('is exact among 100,000 dots', () => {
    const made = new PointTable();
    for (let n = 0; n < 100_000; n += 1) {
      made.put(`c${n}`, {
        longitude: east((n % 400) * 20 - 4000),
        latitude: 31 + Math.floor(n / 400) * 0.01,
        size: 9,
        icon: '',
        color: [1, 1, 1, 255],
      });
    }
    expect(ids([target('cases', made)], 500 + 40)).toEqual(['c202']);
  });
});

describe('inView', () => {
  it('lists what is on the screen from the middle outwards', () => {
    const seen = inView(
      [
        target(
          'cases',
          table([
            ['far', 300, 9],
            ['near', -20, 9],
            ['off', 900, 9],
          ]),
        ),
      ],
      VIEW,
      500,
      400,
    );
    expect(seen.map(({ id }) => id)).toEqual(['near', 'far']);
  });
});
