// Every shortcut there is, and the way back to the first words.
import './help-panel.css';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../store/preferences-store.ts';
import { PanelHead } from './panel-head.tsx';

const KEYS = [
  {
    group: 'panels',
    keys: [
      [['/', 'Ctrl K'], 'search'],
      [['L'], 'layers'],
      [['S'], 'situation'],
      [['V'], 'coverage'],
      [['K'], 'clocks'],
      [['P'], 'nails'],
      [['J'], 'tasks'],
      [['X'], 'compare'],
      [['Z'], 'propose'],
      [['Q'], 'inbox'],
      [['I'], 'import'],
      [['A'], 'addresses'],
      [['D'], 'draw'],
      [['W'], 'walls'],
      [['B', 'Ctrl P'], 'print'],
      [['H'], 'shift'],
      [['?'], 'help'],
      [['Esc'], 'escape'],
    ],
  },
  {
    group: 'onMap',
    keys: [
      [['M'], 'map'],
      [['[', ']'], 'walk'],
      [['Enter'], 'choose'],
      [['C'], 'copy'],
      [['R'], 'measure'],
      [['Enter'], 'measurePoint'],
      [['⌫'], 'measureUndo'],
      [['F'], 'fullscreen'],
    ],
  },
  {
    group: 'time',
    keys: [
      [['T'], 'timeline'],
      [['N'], 'now'],
    ],
  },
  {
    group: 'lists',
    keys: [
      [['↑', '↓'], 'arrows'],
      [['Home', 'End'], 'homeEnd'],
      [['Enter'], 'enter'],
    ],
  },
] as const;

export function HelpPanel() {
  const { t } = useTranslation();
  const showHints = usePreferences((state) => state.showHints);
  return (
    <section className="panel drawer" aria-label={t('help.title')}>
      <PanelHead title={t('help.title')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body" tabIndex={0} aria-label={t('help.title')}>
        {KEYS.map(({ group, keys }) => (
          <section key={group}>
            <h3 className="layer-group">{t(`help.${group}`)}</h3>
            <dl className="help-keys">
              {keys.map(([names, what]) => (
                <div key={what}>
                  <dt>
                    {names.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`help.${what}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <button type="button" className="button help-hints" onClick={() => showHints(true)}>
          {t('help.hints')}
        </button>
      </section>
    </section>
  );
}
