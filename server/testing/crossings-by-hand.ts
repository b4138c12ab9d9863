// Where ways cross a boundary, counted as a person with a pencil would: every stretch of every way against every side of
// every ring, no index, no library, nothing of the engine's. What the engine says of a fence is held against it.

export type Spot = readonly [longitude: number, latitude: number];
export type Way = { readonly id: string; readonly line: readonly Spot[] };
export type Ring = readonly Spot[];
export type Crossed = { readonly at: Spot; readonly wayId: string };

/** Metres, flat: exact enough over a few hundred of them. */
export function metres([ax, ay]: Spot, [bx, by]: Spot): number {
  const east = (bx - ax) * 111_195 * Math.cos(((ay + by) / 2) * (Math.PI / 180));
  return Math.hypot(east, (by - ay) * 111_195);
}

/** By the rays that a place sends east: an odd number of sides is met from inside. */
export function isWithin(rings: readonly Ring[], [x, y]: Spot): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i]!, ring[i + 1]!];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
    }
  }
  return odd;
}

/** Metres from a place to the nearest side. */
export function toLine(rings: readonly Ring[], at: Spot): number {
  let least = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i]!, ring[i + 1]!];
      const squeeze = Math.cos(at[1] * (Math.PI / 180)) ** 2;
      const [dx, dy] = [bx - ax, by - ay];
      const along = ((at[0] - ax) * dx * squeeze + (at[1] - ay) * dy) / (dx * dx * squeeze + dy * dy || 1);
      const share = Math.min(1, Math.max(0, along));
      least = Math.min(least, metres(at, [ax + share * dx, ay + share * dy]));
    }
  }
  return least;
}

/** A little before and after a place on a way: where one touches the line at a corner, this says whether it crosses. Metres. */
const LITTLE = 0.05;

function placeNear(line: readonly Spot[], stretch: number, at: Spot, by: -1 | 1): Spot | undefined {
  let from = at;
  for (let k = by < 0 ? stretch : stretch + 1; line[k] !== undefined; k += by) {
    const to = line[k]!;
    const away = metres(from, to);
    if (away < 1e-6) continue;
    const share = Math.min(1, LITTLE / away);
    from = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    return from;
  }
  return undefined;
}

/**
 * Every place where a stretch of a way and a side of the boundary cross, way by way. At a corner of either it is one crossing
 * where the way is within on one side of that place and not on the other; a way that ends there ends outside.
 */
export function crossingsByHand(rings: readonly Ring[], ways: readonly Way[]): Crossed[] {
  const found: Crossed[] = [];
  for (const { id, line } of ways) {
    for (let i = 0; i + 1 < line.length; i++) {
      const [[ax, ay], [bx, by]] = [line[i]!, line[i + 1]!];
      const [rx, ry] = [bx - ax, by - ay];
      for (const ring of rings) {
        for (let k = 0; k + 1 < ring.length; k++) {
          const [[cx, cy], [dx, dy]] = [ring[k]!, ring[k + 1]!];
          const [sx, sy] = [dx - cx, dy - cy];
          const cross = rx * sy - ry * sx;
          if (cross === 0) continue;
          const share = ((cx - ax) * sy - (cy - ay) * sx) / cross;
          const side = ((cx - ax) * ry - (cy - ay) * rx) / cross;
          if (share < -EDGE || share > 1 + EDGE || side < -EDGE || side > 1 + EDGE) continue;
          const at: Spot = [ax + share * rx, ay + share * ry];
          const isPlain = share > EDGE && share < 1 - EDGE && side > EDGE && side < 1 - EDGE;
          if (!isPlain && !changesSide(rings, line, i, at)) continue;
          if (found.some(({ at: other, wayId }) => wayId === id && metres(other, at) < LITTLE / 2)) continue;
          found.push({ at, wayId: id });
        }
      }
    }
  }
  return found;
}
/** Share of a side that counts as its end. */
const EDGE = 1e-7;

function changesSide(rings: readonly Ring[], line: readonly Spot[], stretch: number, at: Spot): boolean {
  const [before, after] = [placeNear(line, stretch, at, -1), placeNear(line, stretch, at, 1)];
  return (before !== undefined && isWithin(rings, before)) !== (after !== undefined && isWithin(rings, after));
}
