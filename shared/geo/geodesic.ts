// Lengths and areas on the WGS-84 ellipsoid, for what a person measures on the map and reads out in a meeting.
import { distance } from './distance.ts';
import type { Position } from './position.ts';

const A = 6378137; // metres, WGS-84
const F = 1 / 298.257223563;
const B = A * (1 - F);
const E = Math.sqrt(F * (2 - F));
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The part of twice the authalic latitude's sine that is not its scale: q in Snyder, Map Projections (3-12). */
const authalic = (sine: number): number => {
  const es = E * sine;
  return (1 - E * E) * (sine / (1 - es * es) + Math.atanh(es) / E);
};
const POLE = authalic(1);
/** Square of the radius of the sphere with the ellipsoid's surface, m². */
const AUTHALIC_SQUARE = (A * A * POLE) / 2;

/**
 * Vincenty's inverse solution: under 1 mm where it converges; for places almost opposite each other on the earth, where it
 * does not, the great circle's length (0.56 % at worst).
 * @returns metres along the geodesic
 */
export function geodesicDistance(from: Position, to: Position): number {
  const across = radians(to[0] - from[0]);
  const u1 = Math.atan((1 - F) * Math.tan(radians(from[1])));
  const u2 = Math.atan((1 - F) * Math.tan(radians(to[1])));
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = Math.atan2(Math.sin(across), Math.cos(across));
  const start = lambda;
  for (let round = 0; round < 100; round += 1) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const sinS = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL);
    if (sinS === 0) return 0;
    const cosS = sin1 * sin2 + cos1 * cos2 * cosL;
    const sigma = Math.atan2(sinS, cosS);
    const sinA = (cos1 * cos2 * sinL) / sinS;
    const cosA2 = 1 - sinA * sinA;
    const cosM = cosA2 === 0 ? 0 : cosS - (2 * sin1 * sin2) / cosA2; // along the equator there is no middle latitude
    const c = (F / 16) * cosA2 * (4 + F * (4 - 3 * cosA2));
    const next = start + (1 - c) * F * sinA * (sigma + c * sinS * (cosM + c * cosS * (2 * cosM * cosM - 1)));
    if (Math.abs(next - lambda) < 1e-12) {
      const u = (cosA2 * (A * A - B * B)) / (B * B);
      const big = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
      const small = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
      const third = (small / 6) * cosM * (4 * sinS * sinS - 3) * (4 * cosM * cosM - 3);
      const delta = small * sinS * (cosM + (small / 4) * (cosS * (2 * cosM * cosM - 1) - third));
      return B * big * (sigma - delta);
    }
    lambda = next;
  }
  return distance(from, to);
}

/** @returns metres along all its pieces; 0 for fewer than two places */
export function pathLength(path: readonly Position[]): number {
  return path.reduce((sum, to, index) => {
    const from = path[index - 1];
    return from === undefined ? 0 : sum + geodesicDistance(from, to);
  }, 0);
}

/**
 * Area inside a ring, whether its first place is repeated at the end or not: the ring is laid on the sphere of equal
 * surface, where it keeps its area, and measured there by its spherical excess.
 * @returns m², never negative; 0 for fewer than three places. Of a ring that crosses itself it says nothing sensible
 */
export function ringArea(ring: readonly Position[]): number {
  if (ring.length < 3) return 0;
  let excess = 0;
  ring.forEach(([east, north], index) => {
    const [lastEast, lastNorth] = ring[(index + ring.length - 1) % ring.length] as Position;
    const turn = radians(east - lastEast);
    const across = Math.atan2(Math.sin(turn), Math.cos(turn)); // the short way over the antimeridian
    const [low, high] = [halfAngle(lastNorth), halfAngle(north)];
    excess += 2 * Math.atan2(Math.tan(across / 2) * (low + high), 1 + low * high);
  });
  const area = Math.abs(excess) * AUTHALIC_SQUARE;
  // A ring around a pole is counted from the equator outward: the smaller side is what was meant.
  return Math.min(area, 4 * Math.PI * AUTHALIC_SQUARE - area);
}

/** Tangent of half the authalic latitude. */
function halfAngle(latitude: number): number {
  const sine = Math.max(-1, Math.min(1, authalic(Math.sin(radians(latitude))) / POLE));
  return Math.tan(Math.asin(sine) / 2);
}

/** Whether two sides of the closed ring cross: its area is then not one a map can show. */
export function crossesItself(ring: readonly Position[]): boolean {
  const sides = ring.map((from, index): [Position, Position] => [from, ring[(index + 1) % ring.length] as Position]);
  return sides.some(([a, b], first) =>
    sides.slice(first + 2).some(([c, d], gap) => {
      const areNeighbours = first === 0 && first + 2 + gap === sides.length - 1;
      return !areNeighbours && side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }),
  );
}

const side = (a: Position, b: Position, c: Position): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
