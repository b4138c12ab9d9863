// The colours of the map, by theme. Colour means risk and nothing else: everything that is no risk is ink or neutral.
export type Theme = 'dark' | 'light';
export type Rgb = readonly [red: number, green: number, blue: number];

const DARK = {
  ground: '#111922',
  water: '#0e2233',
  road: '#26323f',
  casing: '#0b1016',
  grid: '#202c38',
  /** of areas, laid over one another with little opacity */
  area: '#93a1af',
  border: '#33424f',
  ink: '#e9eef3',
  muted: '#93a1af',
  halo: '#0b1016',
  high: '#ff5a52',
  medium: '#ffb23e',
  low: '#3fbf8a',
  fence: '#ff3d8b',
  neutral: '#6cb6ff',
  /** what is not uploaded yet: far from water, and from every colour of risk */
  coverage: '#b49cf5',
};
export type Palette = { readonly [Name in keyof typeof DARK]: string };

const LIGHT: Palette = {
  ground: '#eef0ec',
  water: '#cfe0ea',
  road: '#ffffff',
  casing: '#c8cdc6',
  grid: '#dde0da',
  area: '#b4bab3',
  border: '#b3bab2',
  ink: '#14181c',
  muted: '#55606a',
  halo: '#f7f8f6',
  high: '#c8261e',
  medium: '#b86e00',
  low: '#1c7f57',
  fence: '#b3125e',
  neutral: '#0b62b3',
  coverage: '#6a48b8',
};

export const PALETTES: { readonly [T in Theme]: Palette } = { dark: DARK, light: LIGHT };

/** @param hex six digits with the sign, `#ff5a52` */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** @param alpha 0…1 */
export const withAlpha = (hex: string, alpha: number): string => `rgba(${rgb(hex).join(',')},${alpha})`;
