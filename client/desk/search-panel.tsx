// Search over everything that is held here: no question leaves the machine.
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '#shared/geo/position.ts';
import { situation } from '../connection/browser-connection.ts';
import { useNow, useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { useView } from '../store/view-store.ts';
import { readCoordinates } from '../ui/coordinates.ts';
import type { DegreeDatum } from '../ui/datums.ts';
import { EntityRow } from '../ui/entity-row.tsx';
import { entityWords } from '../ui/entity-words.ts';
import { type Found, find, SEARCHED } from '../ui/find.ts';
import { ageOf, number } from '../ui/format.ts';
import { RowList, type RowListHandle } from '../ui/row-list.tsx';
import { CoordinateResults, convertAll, goToPosition } from './coordinate-results.tsx';
import { PanelHead } from './panel-head.tsx';

export function SearchPanel() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection } = useView();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const version = useDeferredValue(useVersion(...SEARCHED));
  const now = useNow(10_000);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<RowListHandle>(null);
  useEffect(() => input.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const { found, total } = useMemo(() => find(situation.copy, wanted), [wanted, version]);

  const [datum, setDatum] = useState<DegreeDatum | undefined>();
  const coordinates = useMemo(() => readCoordinates(wanted, middle()), [wanted]);
  // What the text itself names holds until the reader says otherwise.
  const taken = datum ?? coordinates?.datum ?? 'WGS-84';

  const open = ({ layer, entity }: Found) => {
    select({ layer, id: entity.id });
    fly({ layer, id: entity.id });
  };
  /** Of what stands in the field now: on a slow machine the list below may still be that of fewer letters. */
  const openFirst = async () => {
    const position = readCoordinates(text.trim(), middle());
    if (position === undefined) {
      const [first] = find(situation.copy, text).found;
      if (first !== undefined) open(first);
      return;
    }
    const [place] = await convertAll(position, datum ?? position.datum ?? 'WGS-84');
    if (place !== undefined) goToPosition(place);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.focus();
    } else if (event.key === 'Enter') void openFirst();
  };
  const note =
    wanted === ''
      ? t('search.hint')
      : total === 0
        ? coordinates === undefined
          ? t('search.nothing', { text: wanted })
          : t('search.isPosition')
        : total > found.length
          ? t('search.more', { shown: number(found.length), total: number(total) })
          : t('search.total', { total: number(total) });
  return (
    <section className="panel drawer" aria-label={t('desk.search')}>
      <PanelHead title={t('desk.search')} />
      <div className="list-filter">
        <input
          ref={input}
          className="input"
          type="search"
          value={text}
          placeholder={t('desk.searchPlaceholder')}
          aria-label={t('desk.searchPlaceholder')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <p className="panel-note" aria-live="polite">
          {note}
        </p>
      </div>
      {coordinates !== undefined && <CoordinateResults coordinates={coordinates} datum={taken} onDatum={setDatum} />}
      <RowList
        ref={list}
        rows={found}
        keyOf={({ layer, entity }) => `${layer}/${entity.id}`}
        rowHeight={52}
        label={t('desk.search')}
        isSelected={({ layer, entity }) => selection?.layer === layer && selection.id === entity.id}
        onOpen={open}
      >
        {({ layer, entity }) => (
          <EntityRow
            layer={layer}
            entity={entity}
            words={entityWords(situation.copy, layer, entity as never, language)}
            age={ageOf(entity.observedAt, now, language)}
          />
        )}
      </RowList>
    </section>
  );
}

/** Where the reader looks: of two readings of a position the nearer one is likelier. */
function middle(): Position {
  const { place } = useView.getState();
  return place === null ? [105, 35] : [place.longitude, place.latitude];
}
