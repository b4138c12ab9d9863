// For who cannot or will not be located: choose where to start from, by name.

import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer } from '#shared/situation.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { EntitySymbol } from '../../ui/entity-symbol.tsx';
import { entityWords } from '../../ui/entity-words.ts';
import { type Found, find } from '../../ui/find.ts';
import { middleOf, placeOf } from '../../ui/place-of.ts';
import { usePages } from '../pages.ts';
import { SubPage } from '../sub-page.tsx';
import { useOwnAreas } from '../use-account.ts';
import { useWhere } from './where-store.ts';

const LAYERS: readonly Layer[] = ['areas', 'checkpoints', 'sites'];
const MOST = 40;

export function PlacePage() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const choose = useWhere((state) => state.choose);
  const back = usePages((state) => state.back);
  const areas = useOwnAreas();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const version = useVersion(...LAYERS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const found = useMemo(
    () => (wanted === '' ? ownCommunities(areas) : find(situation.copy, wanted, LAYERS, MOST).found),
    [wanted, version, areas],
  );
  const placed = found.flatMap(({ layer, entity }) => {
    const place = placeOf(situation.copy, layer, entity.id);
    return place === undefined ? [] : [{ layer, entity, position: middleOf(place) }];
  });
  return (
    <SubPage title={t('field.choosePlace')}>
      <input
        autoComplete="off"
        className="input field-input"
        type="search"
        value={text}
        placeholder={t('field.placePlaceholder')}
        aria-label={t('field.placePlaceholder')}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="field-note">
        {wanted === '' ? t('field.ask') : placed.length === 0 ? t('search.nothing', { text: wanted }) : ''}
      </p>
      <ul>
        {placed.map(({ layer, entity, position }) => {
          const { title, detail } = entityWords(situation.copy, layer, entity as never, language);
          return (
            <li key={`${layer}/${entity.id}`} className="near-item">
              <button
                type="button"
                className="near"
                onClick={() => {
                  choose({ name: title, position });
                  back();
                }}
              >
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
    </SubPage>
  );
}

/** Before anything is typed: the communities of one's own area, which is where one usually is. */
function ownCommunities(areas: readonly string[]): Found[] {
  const own = new Set(areas);
  const found: Found[] = [];
  for (const area of situation.copy.all('areas').values()) {
    const isCommunity = area.level === 'community' || area.level === 'village';
    if (isCommunity && (own.size === 0 || (area.parent !== undefined && own.has(area.parent))))
      found.push({ layer: 'areas', entity: area });
    if (found.length >= MOST) break;
  }
  return found;
}
