// Fonts for the map's labels: self-hosted files by unicode range, so that Chinese is right on a machine that has no Han
// font, and only the hundred-odd characters on the screen are fetched. No glyph server (stack.md, trap 2).
import unicode from '@fontsource/noto-sans-sc/unicode.json' with { type: 'json' };

// `no-inline`: a small file as a data: address would be refused by connect-src 'self'.
const REGULAR = import.meta.glob<string>(
  '../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-400-normal.woff2',
  { eager: true, query: '?url&no-inline', import: 'default' },
);
const STRONG = import.meta.glob<string>(
  '../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-500-normal.woff2',
  { eager: true, query: '?url&no-inline', import: 'default' },
);

export const PLAIN_FONT = 'Noto Sans SC Regular';
export const STRONG_FONT = 'Noto Sans SC Medium';

type Face = { url: string; 'unicode-range': string[] };

/** As the style's root takes it; addresses absolute, because MapLibre resolves them without a base. */
export function fontFaces(origin: string): { [font: string]: Face[] } {
  return { [PLAIN_FONT]: faces(REGULAR, origin), [STRONG_FONT]: faces(STRONG, origin) };
}

function faces(files: Readonly<Record<string, string>>, origin: string): Face[] {
  const ranges = unicode as Readonly<Record<string, string>>;
  return Object.entries(files).flatMap(([path, address]) => {
    const subset = /noto-sans-sc-(.+)-\d00-normal/.exec(path)?.[1] ?? '';
    const range = ranges[subset] ?? ranges[`[${subset}]`];
    return range === undefined
      ? []
      : [{ url: new URL(address, origin).href, 'unicode-range': range.toUpperCase().split(',') }];
  });
}
