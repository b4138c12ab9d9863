// Interface texts: both languages are in the page, so that switching needs neither network nor reload.
import i18next, { type DefaultNamespace, type Namespace } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { usePreferences } from '../store/preferences-store.ts';
import type { DESK_ZH } from './desk-texts.ts';
import { en } from './en.ts';
import type { FIELD_ZH } from './field.ts';
import type { FORMS_ZH } from './field-report.ts';
import type { LOCK_ZH } from './lock.ts';
import { type Texts, zh } from './zh.ts';

type Leaves<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaves<T[K], `${Path}${K}.`>;
}[keyof T & string];

/** What one door alone says: its own chunk brings it (`addTexts`), so that no other door has to carry it. */
type DoorTexts = typeof DESK_ZH & {
  readonly field: typeof FIELD_ZH;
  readonly forms: typeof FORMS_ZH;
  readonly lock: typeof LOCK_ZH;
};

/** Every text by the path to it. */
export type TextKey = Leaves<Texts & DoorTexts>;

// The library's own types walk the tree of texts at each call, which with a thousand of them is more than the compiler will
// do: it is told of no texts, and `t` has this signature of ours before its own, which then fits nothing.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { readonly translation: Readonly<Record<never, string>> };
  }
  interface TFunction<Ns extends Namespace = DefaultNamespace, KPrefix = undefined> {
    (key: TextKey): string;
    (key: TextKey, values: Readonly<Record<string, unknown>>): string;
  }
}

const HTML_LANG = { zh: 'zh-CN', en: 'en' } as const;

/** Call where the chunk of a door begins, before anything of it is drawn. */
export function addTexts(texts: { readonly zh: Partial<DoorTexts>; readonly en: Partial<DoorTexts> }): void {
  for (const language of ['zh', 'en'] as const) {
    i18next.addResourceBundle(language, 'translation', texts[language], true, true);
  }
}

/** Call once, before the first render. */
export function startI18n(): void {
  const { language } = usePreferences.getState();
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
  document.documentElement.lang = HTML_LANG[language];
  usePreferences.subscribe((now, before) => {
    if (now.language === before.language) return;
    void i18next.changeLanguage(now.language);
    document.documentElement.lang = HTML_LANG[now.language];
  });
}
