// The letters of the drawing tools, for the help: they hold while the drawing panel is open, and the desk's own do not.
import { ACTION_KEYS, TOOL_KEYS } from './letters.ts';
import { type DrawKey, useTexts } from './use-texts.ts';

export function DrawLetters() {
  const { t } = useTexts();
  const letters = Object.entries({ ...TOOL_KEYS, ...ACTION_KEYS }) as [keyof typeof TOOL_KEYS, string][];
  return (
    <section>
      <h3 className="layer-group">{t('letters')}</h3>
      <dl className="help-keys">
        {letters.map(([name, letter]) => (
          <div key={name}>
            <dt>
              <kbd>{letter}</kbd>
            </dt>
            <dd>{t(`tool.${name}` satisfies DrawKey)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Ctrl Z</kbd>
            <kbd>Ctrl Y</kbd>
          </dt>
          <dd>{`${t('undo')} · ${t('redo')}`}</dd>
        </div>
      </dl>
      <p className="help-note">{t('keys')}</p>
      <p className="help-note">{t('editKeys')}</p>
    </section>
  );
}
