// The plain net of meridians and parallels that is all the ground there is, in steps that suit the zoom.
import type { Feature, FeatureCollection, LineString, Point } from 'geojson';
import type { Extent } from './polygons.ts';

/** Steps in seconds of arc: those of a navigator, from 30° down to 1″. */
const STEPS = [108000, 72000, 36000, 18000, 7200, 3600, 1800, 1200, 600, 300, 120, 60, 30, 15, 10, 5, 2, 1] as const;
/** Lines stand at least this far apart, CSS pixels. */
const APART = 170;
const TILE = 512;

/** @returns seconds of arc between two lines */
export function graticuleStep(zoom: number): number {
  const secondsPerPixel = (360 * 3600) / (TILE * 2 ** zoom);
  return STEPS.findLast((step) => step >= APART * secondsPerPixel) ?? STEPS[0];
}

export type Graticule = FeatureCollection<LineString | Point, { label: string; edge: 'top' | 'left' | '' }>;

/**
 * @param view what is on the screen, degrees
 * @param labels where the names of lines stand: the latitude of the top edge, the longitude of the left one
 */
export function graticule(view: Extent, zoom: number, labels: { top: number; left: number }): Graticule {
  const step = graticuleStep(zoom);
  const [west, south, east, north] = view;
  /** degrees, at most: away from the equator a pixel is less of a degree of latitude */
  const pixel = 360 / (TILE * 2 ** zoom);
  const features: Feature<LineString | Point, { label: string; edge: 'top' | 'left' | '' }>[] = [];
  // Half a view more on each side, so that a drag does not run out of lines before it ends.
  const spareX = (east - west) / 2;
  const spareY = (north - south) / 2;
  const bottom = Math.max(-85, south - spareY);
  const top = Math.min(85, north + spareY);
  const left = Math.max(-180, west - spareX);
  const right = Math.min(180, east + spareX);
  for (const at of multiples(left, right, step)) {
    features.push(line([at / 3600, bottom], [at / 3600, top]));
    if (!isCut(at / 3600, [west, east], 30 * pixel))
      features.push(name([at / 3600, labels.top], degrees(at, step, 'E', 'W'), 'top'));
  }
  for (const at of multiples(bottom, top, step)) {
    features.push(line([left, at / 3600], [right, at / 3600]));
    if (!isCut(at / 3600, [south, north], 9 * pixel))
      features.push(name([labels.left, at / 3600], degrees(at, step, 'N', 'S'), 'left'));
  }
  return { type: 'FeatureCollection', features };
}

/** Half a name at the edge of the view says nothing. @param half of a name */
const isCut = (at: number, edges: readonly number[], half: number): boolean =>
  edges.some((edge) => Math.abs(at - edge) < half);

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil((from * 3600) / step);
  const last = Math.floor((to * 3600) / step);
  return Array.from({ length: Math.min(400, Math.max(0, last - first + 1)) }, (_, index) => (first + index) * step);
}

const line = (a: [number, number], b: [number, number]): Feature<LineString, { label: string; edge: '' }> => ({
  type: 'Feature',
  geometry: { type: 'LineString', coordinates: [a, b] },
  properties: { label: '', edge: '' },
});

const name = (
  at: [number, number],
  label: string,
  edge: 'top' | 'left',
): Feature<Point, { label: string; edge: 'top' | 'left' }> => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: at },
  properties: { label, edge },
});

/** @param seconds of arc, signed. Minutes and seconds appear only where the step needs them. */
export function degrees(seconds: number, step: number, positive: string, negative: string): string {
  const whole = Math.abs(Math.round(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  let text = `${Math.floor(whole / 3600)}°`;
  if (step < 3600) text += `${pad(Math.floor((whole % 3600) / 60))}′`;
  if (step < 60) text += `${pad(whole % 60)}″`;
  return seconds === 0 ? text : text + (seconds > 0 ? positive : negative);
}
