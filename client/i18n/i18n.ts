// Interface texts: both languages are in the page, so that switching needs neither network nor reload.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { usePreferences } from '../store/preferences-store.ts';
import { en } from './en.ts';
import { type Texts, zh } from './zh.ts';

type Leaves<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaves<T[K], `${Path}${K}.`>;
}[keyof T & string];

// Told to the compiler as one flat list of keys: walking a tree of a thousand texts at each call is more than it will do.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    keySeparator: false;
    resources: { translation: { readonly [K in Leaves<Texts>]: string } };
  }
}

const HTML_LANG = { zh: 'zh-CN', en: 'en' } as const;

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
