// Fonts for the map's labels: the page's own self-hosted files by unicode range, so that Chinese is right on a machine that
// has no Han font, and only the hundred-odd characters on the screen are fetched. No glyph server (stack.md, trap 2).
// Which file holds which characters is read from the rules of the page's style sheet: a second table of them in script
// would be thirty kilobytes more on the wire.
import '../styles/han.css';

const FAMILY = 'Noto Sans SC';
export const PLAIN_FONT = `${FAMILY} Regular`;
export const STRONG_FONT = `${FAMILY} Medium`;

const NAMES: { readonly [weight: string]: string } = { '400': PLAIN_FONT, '500': STRONG_FONT };

type Face = { url: string; 'unicode-range': string[] };

/**
 * As the style's root takes it; addresses absolute, because MapLibre resolves them without a base.
 * @throws {Error} when the style sheet with the font rules is not in the page: a map without names would say nothing
 */
export function fontFaces(): { [font: string]: Face[] } {
  const fonts: { [font: string]: Face[] } = { [PLAIN_FONT]: [], [STRONG_FONT]: [] };
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || !rule.style.getPropertyValue('font-family').includes(FAMILY)) continue;
      const faces = fonts[NAMES[rule.style.getPropertyValue('font-weight')] ?? ''];
      const address = /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue('src'))?.[1];
      const range = rule.style.getPropertyValue('unicode-range');
      if (faces === undefined || address === undefined || range === '') continue;
      const url = new URL(address, sheet.href ?? document.baseURI).href;
      faces.push({ url, 'unicode-range': range.toUpperCase().split(/,\s*/) });
    }
  }
  if (Object.values(fonts).some((faces) => faces.length === 0))
    throw new Error('the font rules of the map are not in the page');
  return fonts;
}
