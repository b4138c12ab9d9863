// Everything of one layer as a list: whatever is on the map can be found and opened here without a mouse.
import './list-panel.css';
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entity, Layer } from '#shared/situation.ts';
import type { Alarm } from '#shared/subject/alarm.ts';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { isOnMap } from '../layers/kinds.ts';
import { useConnection, useNow, useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { useView } from '../store/view-store.ts';
import { EntityRow } from '../ui/entity-row.tsx';
import { type EntityWords, entityWords } from '../ui/entity-words.ts';
import { ageOf, number } from '../ui/format.ts';
import { placeOf } from '../ui/place-of.ts';
import { RowList, type RowListHandle } from '../ui/row-list.tsx';
import { PanelHead } from './panel-head.tsx';

type Row = { readonly entity: Entity; readonly words: EntityWords };

export function ListPanel({ layer }: { readonly layer: Layer }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { openList, select, fly, selection } = useView();
  const [text, setText] = useState('');
  const version = useDeferredValue(useVersion(layer));
  const filter = useDeferredValue(text);
  const now = useNow(10_000);
  const isPast = useConnection().past !== undefined;
  const list = useRef<RowListHandle>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const all = useMemo(() => rowsOf(layer, language), [layer, language, version]);
  const rows = useMemo(() => all.filter(matching(filter)), [all, filter]);
  const name = term(LAYER_TERMS, layer, language);
  const open = ({ entity }: Row) => {
    select({ layer, id: entity.id });
    fly({ layer, id: entity.id });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    list.current?.focus();
  };
  return (
    <section className="panel drawer" aria-label={name}>
      <PanelHead title={name} onBack={() => openList(null)} />
      <div className="list-filter">
        <input
          className="input"
          type="search"
          value={text}
          placeholder={t('list.filter')}
          aria-label={t('list.filter')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <p className="panel-note list-count">
          <span>
            {filter === ''
              ? t('list.total', { total: number(all.length) })
              : t('list.filtered', { shown: number(rows.length), total: number(all.length) })}
          </span>
          <span>{t('list.hint')}</span>
        </p>
      </div>
      {rows.length === 0 ? (
        <p className="list-empty">
          {all.length > 0
            ? t('list.nothing', { layer: name })
            : t(isPast ? 'list.emptyThen' : 'list.empty', { layer: name })}
        </p>
      ) : (
        <RowList
          ref={list}
          rows={rows}
          keyOf={({ entity }) => entity.id}
          rowHeight={52}
          label={name}
          isSelected={({ entity }) => selection?.layer === layer && selection.id === entity.id}
          onOpen={open}
        >
          {({ entity, words }) => (
            <EntityRow
              layer={layer}
              entity={entity}
              words={words}
              age={ageOf(entity.observedAt, now, language)}
              note={
                isOnMap(layer) && placeOf(situation.copy, layer, entity.id) === undefined
                  ? t('list.noPlace')
                  : undefined
              }
            />
          )}
        </RowList>
      )}
    </section>
  );
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

function rowsOf(layer: Layer, language: Language): Row[] {
  const rows: Row[] = [];
  for (const entity of situation.copy.all(layer).values()) {
    rows.push({ entity, words: entityWords(situation.copy, layer, entity as never, language) });
  }
  const byTitle = (a: Row, b: Row): number => collator.compare(a.words.title, b.words.title);
  if (layer !== 'alarms') return rows.sort(byTitle);
  const turn = ({ entity }: Row): number => alarmTurn(entity as Alarm);
  return rows.sort((a, b) => turn(a) - turn(b) || byTitle(a, b));
}

const STATUS_TURN: Readonly<Record<Alarm['status'], number>> = { raised: 0, acknowledged: 3, ended: 6 };
const LEVEL_TURN: Readonly<Record<Alarm['level'], number>> = { critical: 0, warning: 1, notice: 2 };
/** What nobody has seen comes first, the heaviest of it before the rest; what is over comes last. */
const alarmTurn = ({ status, level }: Alarm): number => STATUS_TURN[status] + LEVEL_TURN[level];

function matching(filter: string): (row: Row) => boolean {
  const wanted = filter.trim().toLowerCase().split(/\s+/);
  return ({ entity, words }) => {
    const text = `${words.title} ${words.detail} ${entity.id}`.toLowerCase();
    return wanted.every((part) => text.includes(part));
  };
}
