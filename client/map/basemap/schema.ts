// How vector tiles of different makers say the same things. A schema only points at layers and fields; how anything looks
// is written once, in ground-style.ts.
import type { Expression } from '../expressions.ts';
import type { Tint } from './colours.ts';

/** Features of one source layer; without a filter, all of them. */
export type Pick = { readonly layer: string; readonly filter?: Expression };
export type BorderLevel = 'country' | 'province' | 'prefecture' | 'county';
/** `size` in steps from the largest (0) to the smallest (4); names appear in that order. */
export type PlacePick = Pick & {
  readonly size: 0 | 1 | 2 | 3 | 4;
  readonly minzoom: number;
  readonly maxzoom?: number;
  /** how far below its place the name stands, ems: symbols stand on the place itself */
  readonly below?: number;
};

export type Schema = {
  readonly id: 'demo' | 'shortbread' | 'openmaptiles' | 'protomaps' | 'administrative';
  /** What no tile draws is `land` (the tiles draw the sea), `sea` (they draw the land), or nothing that anybody knows. */
  readonly rest: 'land' | 'sea' | 'unknown';
  readonly tints: readonly (Pick & { readonly tint: Tint })[];
  readonly hills?: Pick;
  readonly shades?: Pick;
  /** frames that hide where the tiles end */
  readonly edge?: Pick;
  readonly water: readonly Pick[];
  readonly waterLines: readonly Pick[];
  readonly roads?: {
    readonly layer: string;
    /** 0 motorway, 1 trunk, 2 primary, 3 secondary, 4 tertiary, 5 residential, 6 service, 7 path; -1 none of these */
    readonly rank: Expression;
    readonly isLink: Expression;
    readonly isBridge: Expression;
    readonly isTunnel: Expression;
  };
  readonly rails: readonly Pick[];
  readonly buildings: readonly Pick[];
  /** parts of buildings behind one door */
  readonly staircases?: Pick;
  readonly borders: readonly (Pick & { readonly level: BorderLevel })[];
  readonly waterNames: readonly Pick[];
  readonly streetNames?: { readonly layer: string; readonly rank: Expression };
  readonly places: readonly PlacePick[];
  /** fields of names, most wanted first; what comes from no list is not shown */
  readonly names: { readonly zh: readonly string[]; readonly en: readonly string[] };
};

export const get = (field: string): Expression => ['get', field];
export const oneOf = (field: string, ...values: readonly string[]): Expression => [
  'in',
  get(field),
  ['literal', [...values]],
];
/** @param ranks which values of the field stand at which rank */
export const rankOf = (field: string, ranks: Readonly<Record<number, readonly string[]>>): Expression => [
  'match',
  get(field),
  ...Object.entries(ranks).flatMap(([rank, values]) => [[...values], Number(rank)]),
  -1,
];
export const isTrue = (field: string): Expression => ['==', ['to-boolean', get(field)], true];

export const NAMES = {
  zh: ['name:zh-Hans', 'name:zh', 'name_zh', 'name'],
  en: ['name:en', 'name_en', 'name:latin', 'name_int', 'name'],
};

export const STREET_RANKS = {
  0: ['motorway'],
  1: ['trunk'],
  2: ['primary'],
  3: ['secondary'],
  4: ['tertiary'],
  5: ['residential', 'unclassified', 'living_street', 'minor', 'pedestrian'],
  6: ['service', 'track', 'busway'],
  7: ['footway', 'path', 'cycleway', 'steps', 'bridleway'],
};
