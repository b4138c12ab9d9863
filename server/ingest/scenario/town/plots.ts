// What every piece of built-up ground is: a home for people, a place, a park. The stages fill these in one after another.
import type { House } from './estates.ts';
import type { Point } from './flat.ts';
import type { Lanes } from './quarters.ts';
import type { Ring } from './rings.ts';
import type { LineClass } from './street-plan.ts';
import type { CompoundType, Name, PlaceType } from './town.ts';
import type { Quarter } from './warp.ts';

export type HomeUse = CompoundType | 'village' | 'urbanVillage';
export type BlockType =
  | 'residential'
  | 'mixed'
  | 'commercial'
  | 'civic'
  | 'industry'
  | 'park'
  | 'river'
  | 'suburban'
  | 'rural';

/** A face of the street net with its place in the tree: townships 0 to 10, communities 0 to 84. */
export type Block = {
  readonly points: Ring;
  readonly township: number;
  readonly community: number;
  type: BlockType;
  /** of the core only */
  readonly quarter?: Quarter;
  readonly middle?: Point;
  readonly sides?: readonly LineClass[];
};

export type Plot = {
  readonly ring: Ring;
  /** index of its block */
  readonly block: number;
  use: HomeUse | PlaceType | 'green';
  /** given where it cannot be made from the use alone */
  name?: Name;
  houses: readonly House[];
  lanes?: Lanes;
  /** persons for each flat, against the mean */
  crowd: number;
};

const HOMES: ReadonlySet<string> = new Set<HomeUse>([
  'walkUp',
  'midRise',
  'highRise',
  'oneStorey',
  'village',
  'urbanVillage',
]);
export const isHome = (use: Plot['use']): use is HomeUse => HOMES.has(use);
