// Geomasking: moves a point into a ring around its true place, always to the same spot for the same seed (guarantees G17, D10).
import type { Position } from './position.ts';

const EQUATOR_RADIUS = 6378137; // WGS-84 a, metres
const FLATTENING = 1 / 298.257223563;
// Rounding to 4 decimals moves a point by at most half a diagonal of 0.0001° x 0.0001°: 7.9 m. The ring is drawn
// that much narrower, so that the published point still keeps the distance that was promised.
const ROUNDING = 8;

const unit = (seed: Uint8Array, offset: number) => {
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 256 + (seed[offset + i] ?? 0);
  return value / 2 ** 48;
};

const round4 = (value: number) => Math.round(value * 1e4) / 1e4 + 0;

/**
 * Donut displacement, uniform by area: no distance between the radii is likelier than its share of the ring.
 * @param position true place, WGS-84
 * @param seed at least 16 bytes of an HMAC over the record's id under the release key; the same seed gives the same
 *   point for ever, so that no number of repeated reads averages the mask away
 * @param min least displacement in metres, geodesic, inclusive
 * @param max greatest displacement in metres, geodesic, inclusive; at least `min` + 32
 * @returns WGS-84, 4 decimals
 * @throws RangeError for a short seed or impossible radii: a bug of the caller, not bad input
 */
export function maskPosition(position: Position, seed: Uint8Array, min = 250, max = 750): Position {
  if (seed.length < 16) throw new RangeError('maskPosition: the seed needs at least 16 bytes');
  if (!(min >= 0 && max >= min + 4 * ROUNDING))
    throw new RangeError('maskPosition: max must be at least min + 32 metres');
  const inner = min + ROUNDING;
  const outer = max - ROUNDING;
  const reach = Math.sqrt(inner * inner + unit(seed, 0) * (outer * outer - inner * inner));
  const angle = 2 * Math.PI * unit(seed, 6);
  const lat = (position[1] * Math.PI) / 180;
  // Radii of curvature of the ellipsoid in the meridian and across it: exact to millimetres over this distance.
  const e2 = FLATTENING * (2 - FLATTENING);
  const w = 1 - e2 * Math.sin(lat) ** 2;
  const meridian = (EQUATOR_RADIUS * (1 - e2)) / w ** 1.5;
  const across = (EQUATOR_RADIUS / Math.sqrt(w)) * Math.cos(lat);
  const north = (reach * Math.cos(angle)) / meridian;
  const east = across < 1 ? 0 : (reach * Math.sin(angle)) / across;
  const maskedLat = Math.max(-90, Math.min(90, position[1] + (north * 180) / Math.PI));
  const maskedLon = position[0] + (east * 180) / Math.PI;
  const wrapped = maskedLon > 180 ? maskedLon - 360 : maskedLon < -180 ? maskedLon + 360 : maskedLon;
  return [round4(wrapped), round4(maskedLat)];
}
