// Contours of a field on a grid (marching squares): polygons of the ground at or above a height.
import type { Point } from './flat.ts';
import { areaOf, holds, type Ring } from './rings.ts';

export type Field = {
  readonly west: number;
  readonly south: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** row by row from the south-west corner */
  readonly values: Float64Array;
};

/** For each corner pattern (1 south-west, 2 south-east, 4 north-east, 8 north-west) the edges walked, high ground on the left. */
const WALKS: readonly (readonly (readonly [from: number, to: number])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
];

/** @returns polygons, each a shell (counter-clockwise) and its holes; what lies on the rim of the grid counts as low */
export function above({ west, south, cell, columns, rows, values }: Field, height: number, least: number): Ring[][] {
  const value = (x: number, y: number): number =>
    x <= 0 || y <= 0 || x >= columns - 1 || y >= rows - 1
      ? Math.min(values[y * columns + x]!, height - 1e-3)
      : values[y * columns + x]!;
  const point = (x: number, y: number, edge: number): Point => {
    const corners = [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
    ] as const;
    const [ax, ay] = corners[edge]!;
    const [bx, by] = corners[(edge + 1) % 4]!;
    const [a, b] = [value(ax, ay), value(bx, by)];
    const part = Math.min(0.98, Math.max(0.02, (height - a) / (b - a)));
    return [west + (ax + (bx - ax) * part) * cell, south + (ay + (by - ay) * part) * cell];
  };
  // One number for each edge of the grid, the same from both its cells.
  const key = (x: number, y: number, edge: number): number => {
    if (edge === 0) return 2 * (y * columns + x);
    if (edge === 1) return 2 * (y * columns + x + 1) + 1;
    if (edge === 2) return 2 * ((y + 1) * columns + x);
    return 2 * (y * columns + x) + 1;
  };
  const next = new Map<number, { readonly to: number; readonly at: Point }>();
  for (let y = 0; y + 1 < rows; y += 1) {
    for (let x = 0; x + 1 < columns; x += 1) {
      const high = (cx: number, cy: number) => (value(cx, cy) >= height ? 1 : 0);
      const pattern = high(x, y) + 2 * high(x + 1, y) + 4 * high(x + 1, y + 1) + 8 * high(x, y + 1);
      for (const [from, to] of WALKS[pattern]!) next.set(key(x, y, from), { to: key(x, y, to), at: point(x, y, from) });
    }
  }
  const rings: Point[][] = [];
  while (next.size > 0) {
    const ring: Point[] = [];
    for (let at = next.keys().next().value!; next.has(at); ) {
      const step = next.get(at)!;
      next.delete(at);
      ring.push(step.at);
      at = step.to;
    }
    if (Math.abs(areaOf(ring)) >= least) rings.push(rounded(ring));
  }
  const shells = rings.filter((ring) => areaOf(ring) > 0).map((ring): Ring[] => [ring]);
  for (const hole of rings.filter((ring) => areaOf(ring) < 0)) {
    const around = shells.filter(([shell]) => holds(shell!, hole[0]!));
    around.sort(([a], [b]) => areaOf(a!) - areaOf(b!));
    around[0]?.push(hole);
  }
  return shells;
}

/** Corners cut: the middle of each edge instead of its ends. Neighbouring contours cannot cross by it, they only come nearer. */
const rounded = (ring: readonly Point[]): Point[] =>
  ring.map((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  });
