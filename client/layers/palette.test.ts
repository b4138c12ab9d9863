// The colours of the map for eyes that see fewer of them: pairs that come near each other have another cue beside the hue.
import { describe, expect, it } from 'vitest';
import { drawingOf, type SymbolKind } from '../ui/symbols/drawings.ts';
import { difference, VISIONS, type Vision } from './colour-vision.fixture.ts';
import { PALETTES, type Rgb, rgb, type Theme } from './palette.ts';

const THEMES = Object.keys(PALETTES) as Theme[];
const ALL_VISIONS = Object.keys(VISIONS) as Vision[];
/** Colours that stand beside each other on the map: risk by level, the fence, data that are no risk. */
const COLOURS = ['high', 'medium', 'low', 'fence', 'neutral', 'coverage'] as const;
/** What is drawn in each, as the legend and the map draw it. */
const DRAWN: Readonly<Partial<Record<(typeof COLOURS)[number], SymbolKind>>> = {
  high: 'zoneHigh',
  medium: 'zoneMedium',
  low: 'zoneLow',
  fence: 'zoneFence',
};
/** Four times what is just noticeable: told apart at a glance, small and from afar. */
const APART = 10;

const pairs = COLOURS.flatMap((one, i) => COLOURS.slice(i + 1).map((other) => [one, other] as const));
const near = (theme: Theme, vision: Vision): string[] =>
  pairs
    .filter(([a, b]) => difference(rgb(PALETTES[theme][a]), rgb(PALETTES[theme][b]), vision) < APART)
    .map(([a, b]) => `${a}-${b}`);

const luminance = (colour: Rgb): number => {
  const [r, g, b] = colour.map((part) => (part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
};
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [one, other].map((hex) => luminance(rgb(hex))).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe('colour vision', () => {
  it('is simulated as published: red and green of one lightness fall together without the green cones, blue stays', () => {
    const [red, green, blue]: Rgb[] = [
      [200, 60, 60],
      [120, 120, 20],
      [40, 60, 220],
    ] as [Rgb, Rgb, Rgb];
    expect(difference(red!, red!, 'protanopia')).toBe(0);
    expect(difference(red!, green!, 'normal')).toBeGreaterThan(3 * difference(red!, green!, 'deuteranopia'));
    expect(difference(red!, blue!, 'deuteranopia')).toBeGreaterThan(60);
  });

  it.each(THEMES)('nobody with full colour vision confuses any two colours of the %s map', (theme) => {
    expect(near(theme, 'normal')).toEqual([]);
  });

  // A fence is a double line, a low zone a single one, a high one is hatched; coverage fills ground, data are symbols.
  it.each([
    [
      'dark',
      { protanopia: ['neutral-coverage'], deuteranopia: ['low-fence', 'neutral-coverage'], tritanopia: ['high-fence'] },
    ],
    ['light', { protanopia: [], deuteranopia: ['low-fence', 'neutral-coverage'], tritanopia: [] }],
  ] as const)('in the %s map only pairs that differ in their marks come near each other', (theme, listed) => {
    const found = Object.fromEntries(ALL_VISIONS.map((vision) => [vision, near(theme, vision)]));
    expect(found).toEqual({ normal: [], ...listed });
  });

  it('never has to be relied on: every level of risk is drawn with marks of its own, whatever their colours', () => {
    const shapes = Object.values(DRAWN).map((kind) => JSON.stringify(drawingOf(kind).marks.map(({ d }) => d)));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it.each(THEMES)('finds every colour of risk on the ground of the %s map (3:1, WCAG 2.2 1.4.11)', (theme) => {
    const palette = PALETTES[theme];
    for (const name of ['high', 'medium', 'low', 'fence', 'neutral', 'ink'] as const)
      expect([name, contrast(palette[name], palette.ground) >= 3]).toEqual([name, true]);
  });
});
