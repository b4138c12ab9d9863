// Distance and bearing along great circles, for lists such as "nearest site" where metres in a thousand do not matter.
import type { Position } from './position.ts';

/** Mean radius of the WGS-84 ellipsoid (2a + b) / 3, metres. A sphere errs by up to 0.56 % against the ellipsoid. */
export const MEAN_RADIUS = 6371008.8;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/**
 * @param from WGS-84
 * @param to WGS-84
 * @returns metres on the mean sphere (haversine: exact for near and far points alike)
 */
export function distance(from: Position, to: Position): number {
  const lat1 = radians(from[1]);
  const lat2 = radians(to[1]);
  const sinLat = Math.sin((lat2 - lat1) / 2);
  const sinLon = Math.sin(radians(to[0] - from[0]) / 2);
  const h = sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLon * sinLon;
  return 2 * MEAN_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * @param from WGS-84
 * @param to WGS-84
 * @returns initial bearing in degrees clockwise from true north, 0 inclusive to 360 exclusive; 0 when the points coincide
 */
export function bearing(from: Position, to: Position): number {
  const lat1 = radians(from[1]);
  const lat2 = radians(to[1]);
  const dLon = radians(to[0] - from[0]);
  const y = Math.sin(dLon) * Math.cos(lat2);
  const x = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(dLon);
  const angle = (degrees(Math.atan2(y, x)) + 360) % 360;
  return angle + 0;
}
