// What stands on a printed sheet, as words and numbers: everything that is drawn on it is in here, so that its fonts can be
// fetched before the first stroke.
import type { LegendEntry } from '../map/legend-entries.ts';
import type { Orientation, Paper } from './paper.ts';

export type SheetMap = {
  readonly canvas: HTMLCanvasElement;
  /** n of 1 : n */
  readonly scale: number;
  readonly scaleText: string;
  /** units of the bar under the map */
  readonly metres: string;
  readonly kilometres: string;
  readonly north: string;
};

export type SheetLegend = {
  readonly title: string;
  readonly entries: readonly LegendEntry[];
  readonly coverage?: { readonly title: string; readonly note?: string; readonly swatches: readonly string[] };
};

/** One figure: its name, its value or plainly that nobody knows it, of what, how far it can be trusted, and how old it is. */
export type SheetFigure = {
  readonly name: string;
  readonly value: string;
  /** what it counts, and the whole that it is a part of; empty where the value says so itself */
  readonly unit: string;
  readonly note: string;
  /** provisional, unknown, not connected: drawn otherwise than a number that stands */
  readonly isFirm: boolean;
};
export type SheetGroup = { readonly title: string; readonly figures: readonly SheetFigure[] };

/** A list beside the map: rows of a scene, or what changed. */
export type SheetList = {
  readonly title: string;
  /** behind the title: how many there are of each kind */
  readonly sub: string;
  readonly rows: readonly { readonly lead: string; readonly text: string }[];
  /** said in place of the rows */
  readonly none: string;
};

export type Sheet = {
  readonly paper: Paper;
  readonly orientation: Orientation;
  readonly title: string;
  /** whose map it is, which day, which rules */
  readonly lines: readonly string[];
  /** the moment it speaks of */
  readonly asOf: string;
  /** past, stale, offline: what it is besides */
  readonly state: string;
  /** over the whole sheet, of a demonstration */
  readonly watermark?: string;
  readonly map: SheetMap;
  readonly legend: SheetLegend;
  /** of a brief: the answer in three numbers, then the rest */
  readonly headlines: readonly SheetFigure[];
  readonly groups: readonly SheetGroup[];
  readonly lists: readonly SheetList[];
  /** whose ground it is, with its review number */
  readonly credit: string;
  readonly source: string;
  /** what is missing from the sheet, and must be said on it */
  readonly faults: readonly string[];
};

/** Every character on a sheet, each once. */
export function charactersOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') for (const character of value) found.add(character);
  else if (typeof value === 'number') charactersOf(String(value), found);
  else if (Array.isArray(value) || Object.getPrototypeOf(value ?? 0) === Object.prototype)
    for (const each of Object.values(value as object)) charactersOf(each, found);
  return found;
}
