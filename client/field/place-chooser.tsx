// For who cannot or will not be located: choose where to start from, by name.
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer } from '#shared/situation.ts';
import { situation } from '../connection/browser-connection.ts';
import { useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { EntitySymbol } from '../ui/entity-symbol.tsx';
import { entityWords } from '../ui/entity-words.ts';
import { find } from '../ui/find.ts';
import { middleOf, placeOf } from '../ui/place-of.ts';
import type { Start } from './use-nearby.ts';

const LAYERS: readonly Layer[] = ['areas', 'checkpoints', 'sites'];
const MOST = 40;

export function PlaceChooser({ onChoose }: { readonly onChoose: (start: Start) => void }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const version = useVersion(...LAYERS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const found = useMemo(() => find(situation.copy, wanted, LAYERS, MOST).found, [wanted, version]);
  const choose = (layer: Layer, id: string, name: string) => {
    const place = placeOf(situation.copy, layer, id);
    if (place !== undefined) onChoose({ name, position: middleOf(place) });
  };
  return (
    <section className="field-main">
      <input
        className="input field-input"
        type="search"
        value={text}
        placeholder={t('field.placePlaceholder')}
        aria-label={t('field.placePlaceholder')}
        onChange={(event) => setText(event.target.value)}
      />
      {wanted === '' && <p className="field-note">{t('field.ask')}</p>}
      {wanted !== '' && found.length === 0 && <p className="field-note">{t('search.nothing', { text: wanted })}</p>}
      <ul>
        {found
          .filter(({ layer, entity }) => placeOf(situation.copy, layer, entity.id) !== undefined)
          .map(({ layer, entity }) => {
            const { title, detail } = entityWords(situation.copy, layer, entity as never, language);
            return (
              <li key={`${layer}/${entity.id}`}>
                <button type="button" className="near" onClick={() => choose(layer, entity.id, title)}>
                  <EntitySymbol layer={layer} entity={entity} size={30} />
                  <span className="near-words">
                    <strong>{title}</strong>
                    <span>{detail}</span>
                  </span>
                </button>
              </li>
            );
          })}
      </ul>
    </section>
  );
}
