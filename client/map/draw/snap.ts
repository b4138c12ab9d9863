// What a corner may be drawn to: the sides and corners of communities, roads, zones and drafts, exact as they are stored and
// not as tiles round them. Pure: the map gives the scale, the desk gives the lines.
import Flatbush from 'flatbush';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';

export const SNAP_KINDS = ['areas', 'roads', 'zones', 'drafts'] as const;
export type SnapKind = (typeof SNAP_KINDS)[number];
export type Snap = { readonly at: Position; readonly kind: SnapKind; readonly isCorner: boolean };

const pathsOf = (geometry: Geometry): readonly (readonly Position[])[] => {
  switch (geometry.type) {
    case 'LineString':
      return [geometry.coordinates];
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates;
    case 'MultiPolygon':
      return geometry.coordinates.flat();
    default:
      return [];
  }
};

/** The sides of many shapes, found by place. */
export class SnapLines {
  readonly kind: SnapKind;
  readonly #index: Flatbush | undefined;
  readonly #ends: Float64Array;

  constructor(kind: SnapKind, geometries: Iterable<Geometry>) {
    this.kind = kind;
    const paths = [...geometries].flatMap(pathsOf);
    const count = paths.reduce((sum, path) => sum + Math.max(0, path.length - 1), 0);
    this.#ends = new Float64Array(4 * count);
    if (count === 0) return;
    this.#index = new Flatbush(count);
    let at = 0;
    for (const path of paths) {
      for (let i = 0; i + 1 < path.length; i++) {
        const [[ax, ay], [bx, by]] = [path[i] as Position, path[i + 1] as Position];
        this.#ends.set([ax, ay, bx, by], at);
        this.#index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
        at += 4;
      }
    }
    this.#index.finish();
  }

  /**
   * @param reach pixels
   * @param pixels how many a degree of longitude and one of latitude take here
   * @returns the nearest corner within reach, else the nearest place of a side, and how far it is in pixels
   */
  nearest(
    from: Position,
    reach: number,
    [perLon, perLat]: readonly [number, number],
  ): (Snap & { distance: number }) | undefined {
    if (this.#index === undefined) return undefined;
    const [x, y] = from;
    const [dx, dy] = [reach / perLon, reach / perLat];
    const ends = this.#ends;
    let corner: { at: Position; distance: number } | undefined;
    let side: { at: Position; distance: number } | undefined;
    for (const segment of this.#index.search(x - dx, y - dy, x + dx, y + dy)) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = ends.subarray(4 * segment, 4 * segment + 4);
      for (const at of [
        [ax, ay],
        [bx, by],
      ] as [Position, Position]) {
        const distance = Math.hypot((at[0] - x) * perLon, (at[1] - y) * perLat);
        if (distance <= reach && distance < (corner?.distance ?? Infinity)) corner = { at, distance };
      }
      const [ux, uy] = [(bx - ax) * perLon, (by - ay) * perLat];
      const length = ux * ux + uy * uy;
      if (length === 0) continue;
      const share = Math.min(1, Math.max(0, ((x - ax) * perLon * ux + (y - ay) * perLat * uy) / length));
      const at: Position = [ax + (bx - ax) * share, ay + (by - ay) * share];
      const distance = Math.hypot((at[0] - x) * perLon, (at[1] - y) * perLat);
      if (distance <= reach && distance < (side?.distance ?? Infinity)) side = { at, distance };
    }
    if (corner !== undefined) return { ...corner, kind: this.kind, isCorner: true };
    return side === undefined ? undefined : { ...side, kind: this.kind, isCorner: false };
  }
}

/** Of several kinds: a corner before a side, then the nearer one. */
export function nearestSnap(
  lines: readonly SnapLines[],
  from: Position,
  reach: number,
  pixels: readonly [number, number],
): Snap | undefined {
  const found = lines.flatMap((one) => one.nearest(from, reach, pixels) ?? []);
  const [best] = found.sort((a, b) => Number(b.isCorner) - Number(a.isCorner) || a.distance - b.distance);
  return best === undefined ? undefined : { at: best.at, kind: best.kind, isCorner: best.isCorner };
}
