// The words of drawing, by key. They are many, and not in the one tree of the page: its types would be more than TypeScript
// follows (TS2589), in every file that asks it for a word.
import { useCallback } from 'react';
import type { Language } from '#shared/terms/term.ts';
import { DRAW_EN, DRAW_ZH } from '../../i18n/draw.ts';
import { usePreferences } from '../../store/preferences-store.ts';

type Path<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}` }[keyof T & string];
export type DrawKey = Path<typeof DRAW_ZH>;
type Values = Readonly<Record<string, string | number>>;
type Tree = { readonly [key: string]: string | Tree };

const TREES: { readonly [L in Language]: Tree } = { zh: DRAW_ZH, en: DRAW_EN };

/** @param values what stands in the {{blanks}} */
export function drawText(language: Language, key: DrawKey, values: Values = {}): string {
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>((at, part) => (typeof at === 'object' ? at[part] : at), TREES[language]);
  return typeof found === 'string'
    ? found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
    : key;
}

export function useTexts(): { readonly t: (key: DrawKey, values?: Values) => string } {
  const language = usePreferences((state) => state.language);
  return { t: useCallback((key, values) => drawText(language, key, values), [language]) };
}
