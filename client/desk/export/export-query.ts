// From the choices of the dialog to the question the server answers. Pure.
import type { Layer } from '#shared/situation.ts';
import type { MapPlace } from '../../store/view-url.ts';

export const FORMATS = ['xlsx', 'csv', 'geojson', 'gpkg', 'kml'] as const;
export type Format = (typeof FORMATS)[number];
export type Scope = 'all' | 'filtered' | 'window' | 'selected';

export type Choice = {
  readonly layer: Layer;
  readonly scope: Scope;
  readonly format: Format;
  readonly datum: string;
  /** why it is taken away, as typed */
  readonly reason?: string;
};

/** What the scopes stand for at the moment; a scope that is not there cannot be chosen. */
export type Around = {
  readonly filtered: readonly string[] | undefined;
  readonly selected: string | undefined;
  readonly bbox: string | undefined;
  /** the moment looked at, as it was known then */
  readonly knownAt: string | null;
};

const TILE = 512;
const latitudeAt = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/**
 * The extent of a map that is neither turned nor tilted, by the definition of web mercator.
 * @param width of the map in CSS pixels, as is height
 * @returns west,south,east,north in degrees, WGS-84
 */
export function bboxOf({ longitude, latitude, zoom }: MapPlace, width: number, height: number): string {
  const world = TILE * 2 ** zoom;
  const middle = 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);
  const half = height / 2 / world;
  const reach = (width / 2 / world) * 360;
  const edges = [
    Math.max(-180, longitude - reach),
    latitudeAt(Math.min(1, middle + half)),
    Math.min(180, longitude + reach),
    latitudeAt(Math.max(0, middle - half)),
  ];
  return edges.map((edge) => edge.toFixed(6)).join(',');
}

export const scopesOf = ({ filtered, selected, bbox }: Around): readonly Scope[] => [
  ...(filtered === undefined ? [] : (['filtered'] as const)),
  ...(selected === undefined ? [] : (['selected'] as const)),
  'all',
  ...(bbox === undefined ? [] : (['window'] as const)),
];

/** The body of POST /api/export. KML has one datum. */
export function bodyOf({ layer, scope, format, datum, reason = '' }: Choice, around: Around): Record<string, unknown> {
  const ids = scope === 'filtered' ? around.filtered : scope === 'selected' ? [around.selected] : undefined;
  return {
    layer,
    format,
    datum: format === 'kml' ? 'WGS-84' : datum,
    ...(ids === undefined ? {} : { ids }),
    ...(scope === 'window' ? { bbox: around.bbox } : {}),
    ...(around.knownAt === null ? {} : { knownAt: around.knownAt }),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

/** The list whose `total` is the count of a scope that has no ids. */
export function countPath({ layer, scope }: Choice, { bbox, knownAt }: Around): string {
  const query = new URLSearchParams({ limit: '0' });
  if (scope === 'window' && bbox !== undefined) query.set('bbox', bbox);
  if (knownAt !== null) query.set('knownAt', knownAt);
  return `/api/${layer}?${query}`;
}

/** @param header Content-Disposition. @returns the full name (RFC 6266), else the plain one */
export function nameIn(header: string | null): string {
  const full = /filename\*=UTF-8''([^;]+)/.exec(header ?? '')?.[1];
  if (full !== undefined) return decodeURIComponent(full);
  return /filename="([^"]+)"/.exec(header ?? '')?.[1] ?? 'cordon-export';
}
