// Sheets of paper and the scale of a map on them. Pure.
import { geodesicDistance } from '#shared/geo/geodesic.ts';
import type { Position } from '#shared/schema.ts';
import { roundBelow } from '../ui/round-below.ts';

export const PAPERS = ['A4', 'A3'] as const;
export type Paper = (typeof PAPERS)[number];
export const ORIENTATIONS = ['landscape', 'portrait'] as const;
export type Orientation = (typeof ORIENTATIONS)[number];

/** ISO 216, millimetres, upright */
const SIZES: { readonly [P in Paper]: readonly [width: number, height: number] } = { A4: [210, 297], A3: [297, 420] };
const INCH = 25.4; // millimetres
/** Dots of a sheet: small Chinese characters stay sharp at arm's length. */
export const DPI = 200;
/** Pixels of the map to the inch of paper: its names are then about three millimetres high. */
const MAP_DPI = 100;
export const SHARPNESS = DPI / MAP_DPI;
/** Millimetres of paper that one pixel of the map takes. */
export const MAP_PIXEL = INCH / MAP_DPI;

/** @returns millimetres */
export function sheetSize(paper: Paper, orientation: Orientation): { readonly width: number; readonly height: number } {
  const [short, long] = SIZES[paper];
  return orientation === 'landscape' ? { width: long, height: short } : { width: short, height: long };
}

export const dots = (millimetres: number): number => Math.round((millimetres * DPI) / INCH);

/** Scales that a printed map is asked for; 1 : n. */
export const SCALES = [2_500, 5_000, 10_000, 25_000, 50_000, 100_000] as const;

/** Pixels of a web mercator world at zoom 0. */
const WORLD = 512;
const SPAN = 100; // pixels that are measured: one alone would be lost in the digits

/** Along the parallel through a place, geodesic. @returns metres that one pixel of the map stands for */
function metresPerPixel([longitude, latitude]: Position, zoom: number): number {
  const span = Math.min(90, (SPAN * 360) / (WORLD * 2 ** zoom));
  const pixels = (span * WORLD * 2 ** zoom) / 360;
  return geodesicDistance([longitude, latitude], [longitude + span, latitude]) / pixels;
}

/** @returns n of 1 : n on paper, at the middle of the map */
export const scaleAt = (center: Position, zoom: number): number => (metresPerPixel(center, zoom) * 1000) / MAP_PIXEL;

/** The zoom at which the map has the scale 1 : n on paper. Ground per pixel halves with each level. */
export function zoomOfScale(center: Position, scale: number): number {
  const reference = 14;
  return reference + Math.log2(scaleAt(center, reference) / scale);
}

/** @param most millimetres that the bar may be long */
export function scaleBar(scale: number, most: number): { readonly metres: number; readonly millimetres: number } {
  const metres = roundBelow((most * scale) / 1000);
  return { metres, millimetres: (metres * 1000) / scale };
}

/** 23,412 is 23,400: a scale that nobody chose is told to three digits. */
export function roundScale(scale: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(scale)) - 2);
  return Math.round(scale / unit) * unit;
}
