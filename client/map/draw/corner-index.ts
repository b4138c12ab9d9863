// Which corner or side of a shape is under the hand. A look at every corner, in plain arithmetic: ten thousand take a
// fraction of a millisecond, and a shape that changes with every movement needs no index built again.
import type { Corner, Shape } from '#shared/geo/edit/shape.ts';
import { polygonsIn } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';

export type Grip =
  | { readonly on: 'corner'; readonly corner: Corner; readonly at: Position }
  /** a place on a side; `corner` is the address of a corner that is put in there */
  | { readonly on: 'side'; readonly corner: Corner; readonly at: Position };

/**
 * @param reach pixels
 * @param pixels how many a degree of longitude and one of latitude take here
 * @returns the nearest corner within reach, else the nearest place of a side
 */
export function gripAt(
  shape: Shape,
  [x, y]: Position,
  reach: number,
  [perLon, perLat]: readonly [number, number],
): Grip | undefined {
  const [dx, dy] = [reach / perLon, reach / perLat];
  let corner: Grip | undefined;
  let side: Grip | undefined;
  let [nearest, nearestSide] = [reach, reach];
  for (const [polygon, rings] of polygonsIn(shape).entries()) {
    for (const [ring, path] of rings.entries()) {
      for (let vertex = 0; vertex + 1 < path.length; vertex++) {
        const a = path[vertex] as Position;
        const b = path[vertex + 1] as Position;
        if (Math.min(a[0], b[0]) > x + dx || Math.max(a[0], b[0]) < x - dx) continue;
        if (Math.min(a[1], b[1]) > y + dy || Math.max(a[1], b[1]) < y - dy) continue;
        const away = Math.hypot((a[0] - x) * perLon, (a[1] - y) * perLat);
        if (away <= nearest) {
          nearest = away;
          corner = { on: 'corner', corner: { polygon, ring, vertex }, at: a };
        }
        const [ux, uy] = [(b[0] - a[0]) * perLon, (b[1] - a[1]) * perLat];
        const length = ux * ux + uy * uy;
        if (length === 0) continue;
        const share = Math.min(1, Math.max(0, ((x - a[0]) * perLon * ux + (y - a[1]) * perLat * uy) / length));
        const at: Position = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
        const beside = Math.hypot((at[0] - x) * perLon, (at[1] - y) * perLat);
        if (beside < nearestSide) {
          nearestSide = beside;
          side = { on: 'side', corner: { polygon, ring, vertex: vertex + 1 }, at };
        }
      }
      // The closing position is the first corner; its side's far end was looked at with the others.
    }
  }
  return corner ?? side;
}

/** The next corner of a shape in order, round through all rings. @param by 1 or -1 */
export function nextCorner(shape: Shape, from: Corner | null, by: 1 | -1): Corner {
  const all: Corner[] = [];
  for (const [polygon, rings] of polygonsIn(shape).entries()) {
    for (const [ring, path] of rings.entries()) {
      for (let vertex = 0; vertex + 1 < path.length; vertex++) all.push({ polygon, ring, vertex });
    }
  }
  const at =
    from === null
      ? -1
      : all.findIndex((it) => it.polygon === from.polygon && it.ring === from.ring && it.vertex === from.vertex);
  const next = from === null && by === -1 ? all.length - 1 : (at + by + all.length) % all.length;
  return all[next] ?? { polygon: 0, ring: 0, vertex: 0 };
}
