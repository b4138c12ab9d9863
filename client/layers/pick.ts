// Which symbols lie under the pointer, worked out from the tables: exact, the same on every graphics card, and without
// waiting for one. A pass over 100,000 rows takes well under a millisecond.
import type { PointTable } from './point-table.ts';

/** The screen: where the view's centre is in the square world, and how large that world is. North is up. */
export type View = {
  /** web mercator, 0…1 */
  readonly x: number;
  readonly y: number;
  /** CSS pixels of the whole world */
  readonly world: number;
  /** CSS pixels: where the centre is drawn, and the size of the map */
  readonly originX: number;
  readonly originY: number;
  readonly width: number;
  readonly height: number;
};

export type Target = {
  readonly name: string;
  readonly table: PointTable;
  /** factor on sizes and offsets now */
  readonly scale: number;
  /** sizes in the table are metres, not pixels */
  readonly metres?: boolean;
  /** now: a symbol that appears only nearer is a small mark and answers as one */
  readonly zoom?: number;
  /** whether a row is drawn by itself; every row unless said */
  readonly isDrawn?: (row: number) => boolean;
  /** how far above its place the middle of the symbol is drawn, in parts of its size */
  readonly lift?: number;
};

export type Hit = { readonly name: string; readonly id: string; readonly distance: number };

/** Nobody hits a 4 pixel dot: everything answers within this many pixels of its middle, larger symbols within their own. */
export const TOLERANCE = 8;

/**
 * @param targets topmost last, as drawn
 * @returns nearest first; at the same distance the one drawn on top
 */
export function pick(targets: readonly Target[], view: View, atX: number, atY: number, tolerance = TOLERANCE): Hit[] {
  const hits: (Hit & { readonly order: number })[] = [];
  targets.forEach((target, order) => {
    const { table, scale, metres = false, lift = 0, zoom = Number.POSITIVE_INFINITY, isDrawn } = target;
    const { mercator, size, offset, from } = table;
    for (let row = 0; row < table.length; row += 1) {
      if (size[row] === 0) continue;
      const diameter = zoom < (from[row] as number) ? 0 : (size[row] as number);
      let east = (mercator[2 * row] as number) - view.x;
      if (east > 0.5) east -= 1;
      else if (east < -0.5) east += 1;
      const across = metres ? diameter / metresPerPixel(view, mercator[2 * row + 1] as number) : diameter * scale;
      const reach = Math.max(tolerance, across / 2);
      const dx = view.originX + east * view.world + (offset[2 * row] as number) * scale - atX;
      if (dx > reach || dx < -reach || isDrawn?.(row) === false) continue;
      const south = (mercator[2 * row + 1] as number) - view.y;
      const dy = view.originY + south * view.world + (offset[2 * row + 1] as number) * scale - lift * across - atY;
      const distance = Math.hypot(dx, dy);
      const id = table.idAt(row);
      // A wide soft circle is hit anywhere, but never before something sharp that stands in it.
      if (distance <= reach && id !== undefined)
        hits.push({ name: target.name, id, distance: metres ? distance + 1e3 : distance, order });
    }
  });
  hits.sort((a, b) => a.distance - b.distance || b.order - a.order);
  return hits.map(({ name, id, distance }) => ({ name, id, distance }));
}

export type Seen = {
  readonly name: string;
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
};

/** What is on the screen, nearest to a point of it first. @param most the length of the list at most */
export function inView(targets: readonly Target[], view: View, nearX: number, nearY: number, most = 500): Seen[] {
  const seen: (Seen & { readonly distance: number })[] = [];
  for (const { name, table, isDrawn } of targets) {
    for (let row = 0; row < table.length; row += 1) {
      const id = table.idAt(row);
      if (id === undefined || table.size[row] === 0 || isDrawn?.(row) === false) continue;
      const x = view.originX + ((table.mercator[2 * row] as number) - view.x) * view.world;
      const y = view.originY + ((table.mercator[2 * row + 1] as number) - view.y) * view.world;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const longitude = table.position[2 * row] as number;
      const latitude = table.position[2 * row + 1] as number;
      seen.push({ name, id, longitude, latitude, distance: Math.hypot(x - nearX, y - nearY) });
    }
  }
  seen.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
  return seen.slice(0, most);
}

const EQUATOR = 40_075_016.686; // metres of WGS-84, the width of the web mercator world

/** @param y web mercator, 0…1 */
function metresPerPixel(view: View, y: number): number {
  const latitude = 2 * Math.atan(Math.exp(Math.PI * (1 - 2 * y))) - Math.PI / 2;
  return (EQUATOR * Math.cos(latitude)) / view.world;
}
