// Language and theme: one button each, with the thing it leads to as its label.
import { Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../store/preferences-store.ts';
import './preference-buttons.css';

export function LanguageButton() {
  const { t } = useTranslation();
  const { language, setLanguage } = usePreferences();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="text-button"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => setLanguage(other)}
    >
      {t('app.otherLanguage')}
    </button>
  );
}

export function ThemeButton() {
  const { t } = useTranslation();
  const { theme, setTheme } = usePreferences();
  const other = theme === 'dark' ? 'light' : 'dark';
  const label = other === 'dark' ? t('app.themeDark') : t('app.themeLight');
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={() => setTheme(other)}>
      {theme === 'dark' ? <Sun size={17} strokeWidth={1.75} /> : <Moon size={17} strokeWidth={1.75} />}
    </button>
  );
}
