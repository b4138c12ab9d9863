// Colours of the ground by theme. Everything is close to grey and far from the colours of risk: what is drawn on it must be
// what one sees first. Land, water and roads are the tokens of interface.md.
import { PALETTES, type Theme, withAlpha } from '../../layers/palette.ts';

/** What ground is used for, as far as it is told apart by a tint. */
export type Tint =
  | 'land'
  | 'wood'
  | 'park'
  | 'field'
  | 'built'
  | 'industry'
  | 'campus'
  | 'paved'
  | 'runway'
  | 'sand'
  | 'ice';

export type GroundColours = {
  readonly tints: { readonly [T in Tint]: string };
  readonly water: string;
  readonly waterLine: string;
  readonly waterName: string;
  /** the highest step of the hills; the lowest is the land */
  readonly height: string;
  readonly lit: string;
  readonly shaded: string;
  /** opacity of one step of light or shade, 1 to 3 */
  readonly litBy: number;
  readonly shadedBy: number;
  /** from the motorway to the footpath, by rank 0 … 7 */
  readonly roads: readonly string[];
  readonly casing: string;
  readonly casingOpacity: number;
  readonly bridge: string;
  readonly rail: string;
  readonly railGap: string;
  readonly building: string;
  readonly buildingTall: string;
  readonly buildingEdge: string;
  readonly border: string;
  readonly name: string;
  readonly faintName: string;
  readonly placeName: string;
  readonly halo: string;
};

const { dark, light } = PALETTES;

const DARK: GroundColours = {
  tints: {
    land: dark.ground,
    wood: '#0d2426',
    park: '#112022',
    field: '#131e24',
    built: '#141e28',
    industry: '#171f27',
    campus: '#16212b',
    paved: '#19232d',
    runway: '#2a3743',
    sand: '#17201f',
    ice: '#1b2a36',
  },
  water: dark.water,
  waterLine: '#143047',
  waterName: '#4d7da3',
  height: '#1d2a36',
  lit: '#a9c1d6',
  shaded: '#000000',
  litBy: 0.014,
  shadedBy: 0.055,
  roads: ['#35424e', '#34414c', '#323f4a', '#2d3a46', '#293541', dark.road, '#202b36', '#222e39'],
  casing: dark.casing,
  casingOpacity: 0.85,
  bridge: '#41505d',
  rail: '#36444f',
  railGap: '#151e27',
  building: '#1d2833',
  buildingTall: '#273542',
  buildingEdge: '#2c3a48',
  border: '#3f4f5d',
  name: '#7f8e9c',
  faintName: '#6f7e8c',
  placeName: dark.muted,
  halo: dark.ground,
};

const LIGHT: GroundColours = {
  tints: {
    land: light.ground,
    wood: '#cfdfcb',
    park: '#d9e6d1',
    field: '#ebeee3',
    built: '#e8eae5',
    industry: '#e4e5e3',
    campus: '#e7e8e1',
    paved: '#e5e6e1',
    runway: '#d3d6d2',
    sand: '#ebe8dc',
    ice: '#f2f6f8',
  },
  water: light.water,
  waterLine: '#b4cfde',
  waterName: '#4d7f9f',
  height: '#dcdfd3',
  lit: '#ffffff',
  shaded: '#4a5a48',
  litBy: 0.07,
  shadedBy: 0.028,
  roads: ['#fff8e8', '#fffaf0', light.road, light.road, light.road, light.road, '#fbfbfa', '#d4d8d1'],
  casing: light.casing,
  casingOpacity: 1,
  bridge: '#a3aaa2',
  rail: '#b4bab3',
  railGap: '#f3f4f1',
  building: '#d3d7d0',
  buildingTall: '#c7ccc4',
  buildingEdge: '#b9bfb7',
  border: '#9aa39c',
  name: light.muted,
  faintName: '#6d7770',
  placeName: light.muted,
  halo: light.halo,
};

export const GROUND_COLOURS: { readonly [T in Theme]: GroundColours } = { dark: DARK, light: LIGHT };

/** Clear at the edge of what is seen: fades in where it would otherwise appear at once. */
export const clear = (hex: string): string => withAlpha(hex, 0);
