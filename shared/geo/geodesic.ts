// Lengths and areas on the WGS-84 ellipsoid, for what a person measures on the map and reads out in a meeting.
import { bearing, distance } from './distance.ts';
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

export type GeodesicLine = {
  readonly metres: number;
  /** at the start, degrees clockwise from true north, 0 inclusive to 360 exclusive; 0 where the places are one */
  readonly bearing: number;
};

/**
 * Vincenty's inverse solution: under 1 mm where it converges; for places almost opposite each other on the earth, where it
 * does not, the great circle's length (0.56 % at worst).
 * @returns metres along the geodesic
 */
export const geodesicDistance = (from: Position, to: Position): number => geodesicLine(from, to).metres;

/** The same with the direction in which it leaves. */
export function geodesicLine(from: Position, to: Position): GeodesicLine {
  const across = radians(to[0] - from[0]);
  const u1 = Math.atan((1 - F) * Math.tan(radians(from[1])));
  const u2 = Math.atan((1 - F) * Math.tan(radians(to[1])));
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = Math.atan2(Math.sin(across), Math.cos(across));
  const start = lambda;
  for (let round = 0; round < 100; round += 1) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const sinS = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL);
    if (sinS === 0) return { metres: 0, bearing: 0 };
    const cosS = sin1 * sin2 + cos1 * cos2 * cosL;
    const sigma = Math.atan2(sinS, cosS);
    const sinA = (cos1 * cos2 * sinL) / sinS;
    const cosA2 = 1 - sinA * sinA;
    const cosM = cosA2 === 0 ? 0 : cosS - (2 * sin1 * sin2) / cosA2; // along the equator there is no middle latitude
    const c = (F / 16) * cosA2 * (4 + F * (4 - 3 * cosA2));
    const next = start + (1 - c) * F * sinA * (sigma + c * sinS * (cosM + c * cosS * (2 * cosM * cosM - 1)));
    if (Math.abs(next - lambda) < 1e-12) {
      const [big, delta] = series((cosA2 * (A * A - B * B)) / (B * B), sinS, cosS, cosM);
      return {
        metres: B * big * (sigma - delta),
        bearing: compass(Math.atan2(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL)),
      };
    }
    lambda = next;
  }
  return { metres: distance(from, to), bearing: bearing(from, to) };
}

/** The two series of Vincenty 1975: the scale of the line, and what its angle on the sphere is off by. */
function series(u: number, sinS: number, cosS: number, cosM: number): readonly [scale: number, off: number] {
  const big = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
  const small = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
  const third = (small / 6) * cosM * (4 * sinS * sinS - 3) * (4 * cosM * cosM - 3);
  return [big, small * sinS * (cosM + (small / 4) * (cosS * (2 * cosM * cosM - 1) - third))];
}

const compass = (angle: number): number => ((((angle * 180) / Math.PI) % 360) + 360) % 360;

/**
 * Vincenty's direct solution, under 1 mm: where a line of a length ends that leaves in a direction.
 * @param direction degrees clockwise from true north
 * @param metres not negative
 */
export function geodesicDestination(from: Position, direction: number, metres: number): Position {
  if (metres === 0) return from;
  const angle = radians(direction);
  const [sinA1, cosA1] = [Math.sin(angle), Math.cos(angle)];
  const tanU1 = (1 - F) * Math.tan(radians(from[1]));
  const cosU1 = 1 / Math.hypot(1, tanU1);
  const sinU1 = tanU1 * cosU1;
  const sigma1 = Math.atan2(tanU1, cosA1);
  const sinA = cosU1 * sinA1;
  const cosA2 = 1 - sinA * sinA;
  const u = (cosA2 * (A * A - B * B)) / (B * B);
  let [sigma, cosM, sinS, cosS] = [metres / B, 0, 0, 1];
  for (let round = 0; round < 100; round += 1) {
    cosM = Math.cos(2 * sigma1 + sigma);
    [sinS, cosS] = [Math.sin(sigma), Math.cos(sigma)];
    const [big, delta] = series(u, sinS, cosS, cosM);
    const next = metres / (B * big) + delta;
    const isNear = Math.abs(next - sigma) < 1e-13;
    sigma = next;
    if (isNear) break;
  }
  [sinS, cosS] = [Math.sin(sigma), Math.cos(sigma)];
  const side = sinU1 * sinS - cosU1 * cosS * cosA1;
  const latitude = Math.atan2(sinU1 * cosS + cosU1 * sinS * cosA1, (1 - F) * Math.hypot(sinA, side));
  const lambda = Math.atan2(sinS * sinA1, cosU1 * cosS - sinU1 * sinS * cosA1);
  const c = (F / 16) * cosA2 * (4 + F * (4 - 3 * cosA2));
  const across = lambda - (1 - c) * F * sinA * (sigma + c * sinS * (cosM + c * cosS * (2 * cosM * cosM - 1)));
  const longitude = from[0] + (across * 180) / Math.PI;
  return [((((longitude + 180) % 360) + 360) % 360) - 180, (latitude * 180) / Math.PI];
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
