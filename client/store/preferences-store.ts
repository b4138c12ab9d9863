// What a reader prefers on this machine: language, theme, datum. Remembered here, told to nobody.
import { create } from 'zustand';
import type { Language } from '#shared/terms/term.ts';
import type { Theme } from '../layers/palette.ts';
import { DEGREE_DATUMS, type DegreeDatum } from '../ui/datums.ts';
import { recall, remember } from './local-memory.ts';

export type Preferences = {
  readonly language: Language;
  readonly theme: Theme;
  /** of the field door: light in the sun unless somebody works at night */
  readonly fieldTheme: Theme;
  /** in which positions are read out */
  readonly datum: DegreeDatum;
  /** the first words to a newcomer were read and put away */
  readonly hasSeenHints: boolean;
  readonly setLanguage: (language: Language) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setFieldTheme: (theme: Theme) => void;
  readonly setDatum: (datum: DegreeDatum) => void;
  readonly showHints: (isShown: boolean) => void;
};

const KEY = {
  language: 'cordon.language',
  theme: 'cordon.theme',
  fieldTheme: 'cordon.fieldTheme',
  datum: 'cordon.datum',
  hints: 'cordon.hints',
} as const;

export const usePreferences = create<Preferences>((set) => ({
  // Chinese first, whatever the browser speaks: it is the language the work is done in.
  language: recall(KEY.language) === 'en' ? 'en' : 'zh',
  theme: recall(KEY.theme) === 'light' ? 'light' : 'dark',
  fieldTheme: recall(KEY.fieldTheme) === 'dark' ? 'dark' : 'light',
  datum: DEGREE_DATUMS.find((datum) => datum === recall(KEY.datum)) ?? 'WGS-84',
  hasSeenHints: recall(KEY.hints) === 'seen',
  setLanguage: (language) => {
    remember(KEY.language, language);
    set({ language });
  },
  setTheme: (theme) => {
    remember(KEY.theme, theme);
    set({ theme });
  },
  setFieldTheme: (fieldTheme) => {
    remember(KEY.fieldTheme, fieldTheme);
    set({ fieldTheme });
  },
  setDatum: (datum) => {
    remember(KEY.datum, datum);
    set({ datum });
  },
  showHints: (isShown) => {
    remember(KEY.hints, isShown ? 'unseen' : 'seen');
    set({ hasSeenHints: !isShown });
  },
}));
