// Registered places picked one by one, by a click on the map or by name; together they become a draft.
import { useDeferredValue, useState } from 'react';
import { isShape } from '#shared/geo/edit/shape.ts';
import { situation } from '../../connection/browser-connection.ts';
import { number } from '../../ui/format.ts';
import { draftFromPicked, pickArea } from './addresses.ts';
import { useDraw } from './draw-store.ts';
import { useTexts } from './use-texts.ts';

const MOST = 8;

export function AddressPicker() {
  const { t } = useTexts();
  const { picked, set } = useDraw();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const found =
    wanted === ''
      ? []
      : [...situation.copy.all('areas').values()]
          .filter((area) => isShape(area.geometry) && `${area.name ?? ''} ${area.id}`.toLowerCase().includes(wanted))
          .slice(0, MOST);
  return (
    <div className="draw-picker">
      <input
        className="input"
        type="search"
        value={text}
        placeholder={t('picked.search')}
        aria-label={t('picked.search')}
        onChange={(event) => setText(event.target.value)}
      />
      <ul>
        {found.map((area) => (
          <li key={area.id}>
            <button type="button" className="draw-found" onClick={() => pickArea(area)}>
              {area.name ?? area.id}
            </button>
          </li>
        ))}
      </ul>
      <p className="panel-note" aria-live="polite">
        {picked.length === 0 ? t('picked.none') : t('picked.title', { n: number(picked.length) })}
      </p>
      <ul className="draw-picked">
        {picked.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
      <div className="draw-buttons">
        <button
          type="button"
          className="button button-primary"
          disabled={picked.length === 0}
          onClick={() => void draftFromPicked()}
        >
          {t('picked.make')}
        </button>
        <button type="button" className="button" disabled={picked.length === 0} onClick={() => set({ picked: [] })}>
          {t('picked.clear')}
        </button>
      </div>
    </div>
  );
}
