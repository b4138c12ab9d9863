// Every shortcut there is.
import './help-panel.css';
import { useTranslation } from 'react-i18next';
import { PanelHead } from './panel-head.tsx';

const KEYS = [
  [['/', 'Ctrl K'], 'search'],
  [['L'], 'layers'],
  [['I'], 'import'],
  [['?'], 'help'],
  [['Esc'], 'escape'],
  [['↑', '↓'], 'arrows'],
  [['Home', 'End'], 'homeEnd'],
  [['Enter'], 'enter'],
  [['M'], 'map'],
] as const;

export function HelpPanel() {
  const { t } = useTranslation();
  return (
    <section className="panel drawer" aria-label={t('help.title')}>
      <PanelHead title={t('help.title')} />
      <dl className="panel-body help-keys">
        {KEYS.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`help.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
