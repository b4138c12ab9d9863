// What a screen is told about the ground under the situation: which tiles, in whose name, and whether it may be published.

/** Datums a basemap may be in. CGCS2000 is WGS-84 within centimetres; a GCJ-02 one is moved to WGS-84 by the server. */
export const BASEMAP_DATUMS = ['WGS-84', 'CGCS2000', 'GCJ-02'] as const;
export type BasemapDatum = (typeof BASEMAP_DATUMS)[number];

/** `demo` is the demonstration's own invented ground; the rest an operator brings (`npm run basemap`). */
export type BasemapKind = 'demo' | 'pmtiles' | 'mbtiles' | 'directory' | 'online' | 'tianditu';

export type TileFormat = 'mvt' | 'png' | 'jpg' | 'webp' | 'avif';

/** How a raster looks by itself: a screen of the other theme turns a drawn map over, and only dims photographs. */
export const BASEMAP_LOOKS = ['light', 'dark', 'imagery'] as const;
export type BasemapLook = (typeof BASEMAP_LOOKS)[number];

/** A layer of vector tiles, as the archive itself declares it. */
export type VectorLayer = { readonly id: string; readonly fields: readonly string[] };

export type BasemapTiles = {
  readonly kind: BasemapKind;
  readonly name: string;
  /** addresses with {z}, {x}, {y}; our own begin with a slash. One picture over the other, from the lowest */
  readonly tiles: readonly (readonly string[])[];
  readonly format: TileFormat;
  /** CSS pixels of one raster tile */
  readonly tileSize: 256 | 512;
  readonly minzoom: number;
  readonly maxzoom: number;
  /** west, south, east, north, degrees WGS-84; absent where the archive does not say */
  readonly bounds?: readonly [number, number, number, number];
  readonly vectorLayers: readonly VectorLayer[];
  /** of the source; what is served is always WGS-84 (or CGCS2000) */
  readonly datum: BasemapDatum;
  readonly attribution: string;
  /** 审图号 of the reviewed map, as printed: GS（2024）0650号 */
  readonly reviewNumber?: string;
  /** It shows borders of a country, or nobody knows that it does not. */
  readonly needsReviewNumber: boolean;
  readonly look: BasemapLook;
};

/** `GET /api/basemap`. Without a basemap the ground is a plain graticule. */
export type BasemapInfo = { readonly kind: 'none' } | BasemapTiles;

/** Whether pictures of this ground may leave the house: a public page or an export asks this first. */
export const mayBePublished = (basemap: BasemapInfo): boolean =>
  basemap.kind === 'none' || !basemap.needsReviewNumber || basemap.reviewNumber !== undefined;
