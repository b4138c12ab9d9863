// Every shortcut there is, and the way back to the first words.
import './help-panel.css';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../store/preferences-store.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { COMMANDS, type KeyGroup } from './commands.ts';
import { PanelHead } from './panel-head.tsx';

const GROUPS = ['panels', 'onMap', 'time', 'lists'] as const satisfies readonly KeyGroup[];

/** The words of drawing come with drawing, and not with the page. */
const DrawLetters = lazyPart(() => import('./draw/draw-letters.tsx').then((module) => module.DrawLetters));

export function HelpPanel() {
  const { t } = useTranslation();
  const showHints = usePreferences((state) => state.showHints);
  return (
    <section className="panel drawer" aria-label={t('help.title')}>
      <PanelHead title={t('help.title')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body" tabIndex={0} aria-label={t('help.title')}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3 className="layer-group">{t(`help.${group}`)}</h3>
            <dl className="help-keys">
              {COMMANDS.filter((command) => command.group === group).map(({ name, keys }) => (
                <div key={name}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`help.${name}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Suspense fallback={null}>
          <DrawLetters />
        </Suspense>
        <button type="button" className="button help-hints" onClick={() => showHints(true)}>
          {t('help.hints')}
        </button>
      </section>
    </section>
  );
}
