// Where the name of a shape stands: the point inside it that is farthest from its edge, as near as a raster finds it.
import type { Position } from 'geojson';

/** Points tried from west to east and from south to north: a name need not stand more exactly. */
const RASTER = 24;

/** @param rings of one polygon, the shell first; degrees. @returns a point inside, or the middle of the box of a sliver */
export function labelPoint(rings: readonly (readonly Position[])[]): Position {
  const [shell = []] = rings;
  const [xs, ys] = [shell.map(([x]) => x!), shell.map(([, y]) => y!)];
  const [west, south, east, north] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  // Degrees of longitude are shorter: without this, names would lean to the west and east edges.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  let best: Position = [(west + east) / 2, (south + north) / 2];
  let room = 0;
  for (let i = 0; i < RASTER * RASTER; i += 1) {
    const at: Position = [
      west + ((east - west) * ((i % RASTER) + 0.5)) / RASTER,
      south + ((north - south) * (Math.floor(i / RASTER) + 0.5)) / RASTER,
    ];
    const free = roomAt(at, rings, squeeze);
    if (free > room) [best, room] = [at, free];
  }
  return best;
}

/** @returns the distance to the nearest edge, in degrees of latitude; 0 outside */
function roomAt([x, y]: Position, rings: readonly (readonly Position[])[], squeeze: number): number {
  let isInside = false;
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [ax, ay] = ring[i - 1] as [number, number];
      const [bx, by] = ring[i] as [number, number];
      if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) isInside = !isInside;
      const [dx, dy] = [(bx - ax) * squeeze, by - ay];
      const [px, py] = [(x! - ax) * squeeze, y! - ay];
      const length = dx * dx + dy * dy;
      const part = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
      nearest = Math.min(nearest, Math.hypot(px - part * dx, py - part * dy));
    }
  }
  return isInside ? nearest : 0;
}
