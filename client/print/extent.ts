// What of the ground a screen shows between its panels: that is what a sheet "as on the screen" has to hold. Pure.
import type { Extent } from '../layers/polygons.ts';

type Screen = {
  /** degrees WGS-84, of the middle of the whole map, under the panels too */
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
  /** CSS pixels of the map, and what panels cover of it */
  readonly width: number;
  readonly height: number;
  readonly covered: { readonly left: number; readonly right: number; readonly bottom: number };
};

const TILE = 512;
const DEGREE = Math.PI / 180;

/** Web mercator, by its definition; north is up. */
export function extentOnScreen({ longitude, latitude, zoom, width, height, covered }: Screen): Extent {
  const world = TILE * 2 ** zoom;
  const [left, right] = [covered.left - width / 2, width / 2 - covered.right];
  const [top, bottom] = [-height / 2, height / 2 - covered.bottom];
  const y = Math.log(Math.tan(Math.PI / 4 + (latitude * DEGREE) / 2));
  const latitudeAt = (pixels: number): number => {
    const at = y - (pixels * 2 * Math.PI) / world;
    return (2 * Math.atan(Math.exp(at)) - Math.PI / 2) / DEGREE;
  };
  const longitudeAt = (pixels: number): number => longitude + (pixels * 360) / world;
  return [longitudeAt(left), latitudeAt(bottom), longitudeAt(right), latitudeAt(top)];
}
