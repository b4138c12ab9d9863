// The cases a fence is drawn for: taken from a list, off the map, or all that lie in no zone yet.
import { SquareDashedMousePointer } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { useNow, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useProposal } from '../../store/proposal-store.ts';
import { EntityRow } from '../../ui/entity-row.tsx';
import { entityWords } from '../../ui/entity-words.ts';
import { ageOf, number } from '../../ui/format.ts';
import { RowList } from '../../ui/row-list.tsx';
import { type Choice, choicesOf } from './case-choice.ts';

export function ChooseCases() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { chosen, isBoxing, toggle, add, clear, box, ask } = useProposal();
  const [text, setText] = useState('');
  const [isOutside, setOutside] = useState(false);
  const filter = useDeferredValue(text.trim().toLowerCase());
  const version = useDeferredValue(useVersion('cases', 'zones', 'areas'));
  const now = useNow(10_000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const all = useMemo(
    () =>
      choicesOf(situation.copy).map((choice) => ({
        ...choice,
        words: entityWords(situation.copy, 'cases', choice.found, language),
      })),
    [version, language],
  );
  const outside = all.filter(({ isInZone }) => !isInZone);
  const rows = (isOutside ? outside : all).filter(({ words }) =>
    filter.split(/\s+/).every((part) => `${words.title} ${words.detail}`.toLowerCase().includes(part)),
  );
  if (all.length === 0) return <p className="list-empty">{t('fence.noCases')}</p>;
  return (
    <>
      <div className="propose-choose">
        <input
          className="input"
          type="search"
          value={text}
          placeholder={t('fence.search')}
          aria-label={t('fence.search')}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="propose-buttons">
          <button
            type="button"
            className="button"
            aria-pressed={isBoxing}
            title={t('fence.boxHint')}
            onClick={() => box(!isBoxing)}
          >
            <SquareDashedMousePointer size={15} aria-hidden />
            {t('fence.box')}
          </button>
          <button
            type="button"
            className="button"
            disabled={outside.length === 0}
            onClick={() => add(outside.map(({ found }) => found.id))}
          >
            {t('fence.unzoned', { n: number(outside.length) })}
          </button>
        </div>
        <p className="propose-line">
          <label>
            <input
              type="checkbox"
              className="switch"
              checked={isOutside}
              onChange={(event) => setOutside(event.target.checked)}
            />
            {t('fence.onlyOutside')}
          </label>
          <span className="panel-note">{isBoxing ? t('fence.boxHint') : t('fence.hint')}</span>
        </p>
      </div>
      {rows.length === 0 ? (
        <p className="list-empty">{t('fence.noMatch')}</p>
      ) : (
        <RowList<Choice & { readonly words: ReturnType<typeof entityWords> }>
          rows={rows}
          keyOf={({ found }) => found.id}
          rowHeight={52}
          label={t('fence.title')}
          isSelected={({ found }) => chosen.has(found.id)}
          onOpen={({ found }) => toggle(found.id)}
        >
          {({ found, words, isInZone }) => (
            <EntityRow
              layer="cases"
              entity={found}
              words={words}
              age={ageOf(found.observedAt, now, language)}
              note={t(isInZone ? 'fence.inZone' : 'fence.outside')}
            />
          )}
        </RowList>
      )}
      <footer className="propose-foot">
        <strong>{t('fence.chosen', { n: number(chosen.size) })}</strong>
        <button type="button" className="button" disabled={chosen.size === 0} onClick={clear}>
          {t('fence.clear')}
        </button>
        <button type="button" className="button button-primary" disabled={chosen.size === 0} onClick={() => void ask()}>
          {t('fence.ask')}
        </button>
      </footer>
    </>
  );
}
