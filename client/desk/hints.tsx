// The first words to a newcomer: what the screen can be asked, and with which key. Read once, put away, found again in the help.
import './hints.css';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../store/preferences-store.ts';
import { useView } from '../store/view-store.ts';

const HINTS = [
  ['click', []],
  ['search', ['/']],
  ['keyboard', ['M', '[', ']']],
  ['time', ['T']],
] as const;

export function Hints() {
  const { t } = useTranslation();
  const { hasSeenHints, showHints } = usePreferences();
  const openPanel = useView((state) => state.openPanel);
  if (hasSeenHints) return null;
  return (
    <aside className="hints" aria-label={t('hints.title')}>
      <h2>{t('hints.title')}</h2>
      <ul>
        {HINTS.map(([name, keys]) => (
          <li key={name}>
            {t(`hints.${name}`)}{' '}
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </li>
        ))}
      </ul>
      <div className="hints-buttons">
        <button type="button" className="button button-primary" onClick={() => showHints(false)}>
          {t('hints.done')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            showHints(false);
            openPanel('help');
          }}
        >
          {t('hints.all')} <kbd>?</kbd>
        </button>
      </div>
    </aside>
  );
}
