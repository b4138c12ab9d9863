// What a reader prefers on this machine: language and theme. Remembered here, told to nobody.
import { create } from 'zustand';
import type { Language } from '#shared/terms/term.ts';
import type { Theme } from '../layers/palette.ts';

export type Preferences = {
  readonly language: Language;
  readonly theme: Theme;
  readonly setLanguage: (language: Language) => void;
  readonly setTheme: (theme: Theme) => void;
};

const KEY = { language: 'cordon.language', theme: 'cordon.theme' } as const;

// Storage may be switched off by policy; a screen must open all the same.
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // nothing to do: it holds until the page closes
  }
}

export const usePreferences = create<Preferences>((set) => ({
  // Chinese first, whatever the browser speaks: it is the language the work is done in.
  language: recall(KEY.language) === 'en' ? 'en' : 'zh',
  theme: recall(KEY.theme) === 'light' ? 'light' : 'dark',
  setLanguage: (language) => {
    remember(KEY.language, language);
    set({ language });
  },
  setTheme: (theme) => {
    remember(KEY.theme, theme);
    set({ theme });
  },
}));
