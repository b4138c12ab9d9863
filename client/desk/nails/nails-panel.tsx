// Key high-risk areas (nails): where they are, how bad each is, which of the nine items and six lanes are done, and what
// nobody reports.
import '../engine/engine.css';
import './nails-panel.css';
import { useTranslation } from 'react-i18next';
import { NAIL_ITEM_TERMS } from '#shared/terms/codes.ts';
import { NAIL_LANE_TERMS, NAIL_STATE_TERMS } from '#shared/terms/nails.ts';
import { term } from '#shared/terms.ts';
import { type NailItem, type NailLane, type NailShown, useNails } from '../../store/nails-store.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import type { Selection } from '../../store/view-url.ts';
import { number, shortTime } from '../../ui/format.ts';
import { nameIn } from '../../ui/name-in.ts';
import { RowList } from '../../ui/row-list.tsx';
import { PanelHead } from '../panel-head.tsx';

/** Height of a row, and rows that show before the list scrolls: the chosen one's detail stands below. CSS pixels. */
const ROW = 56;
const ROWS = 5;

export function NailsPanel() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection } = useView();
  const answer = useNails();
  const nails = (answer?.nails ?? []).toSorted(
    (a, b) => (b.score.value ?? -1) - (a.score.value ?? -1) || (a.id < b.id ? -1 : 1),
  );
  const isSelected = (nail: NailShown) => {
    const place = placeOf(nail);
    return place !== undefined && selection?.layer === place.layer && selection.id === place.id;
  };
  const shown = nails.find(isSelected) ?? nails[0];
  return (
    <section className="panel drawer" aria-label={t('desk.nails')}>
      <PanelHead title={t('desk.nails')} />
      {answer !== undefined && shown === undefined && <p className="list-empty">{t('engine.nails.none')}</p>}
      {shown !== undefined && (
        <>
          <div className="nails-list" style={{ height: ROW * Math.min(ROWS, nails.length) }}>
            <RowList
              rows={nails}
              keyOf={({ id }) => id}
              rowHeight={ROW}
              label={t('desk.nails')}
              isSelected={isSelected}
              onOpen={(nail) => {
                const place = placeOf(nail);
                if (place === undefined) return;
                select(place);
                fly(place);
              }}
            >
              {(nail) => (
                <div className="nail-row">
                  <p className="split-line">
                    <strong>{nameIn({ ...nail, name: nail.name ?? undefined }, language) ?? nail.id}</strong>
                    <span>
                      {nail.persons === null
                        ? t('engine.situation.notConnected')
                        : t('engine.nails.persons', { n: number(nail.persons) })}
                    </span>
                  </p>
                  <p className="split-line layer-age">
                    <span>{t(nail.status === 'candidate' ? 'engine.nails.candidate' : 'engine.nails.confirmed')}</span>
                    <span>
                      {nail.score.value !== null && t('engine.nails.score', { n: number(nail.score.value) })}
                      {nail.score.partial && ` · ${t('engine.nails.partial')}`}
                    </span>
                  </p>
                </div>
              )}
            </RowList>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
          <section className="panel-body" tabIndex={0} aria-label={t('engine.nails.lanes')}>
            <h3 className="layer-group">{t('engine.nails.lanes')}</h3>
            <ul className="nail-items">
              {shown.lanes.map((lane) => (
                <Lane key={lane.lane} lane={lane} />
              ))}
            </ul>
            <h3 className="layer-group">
              {t('engine.nails.items', { done: number(shown.itemsDone), total: number(shown.itemsTotal) })}
            </h3>
            <ul className="nail-items">
              {shown.items.map((item) => (
                <Item key={item.item} item={item} />
              ))}
            </ul>
          </section>
        </>
      )}
    </section>
  );
}

function Lane({ lane: { lane, state, done, total } }: { readonly lane: NailLane }) {
  const language = usePreferences((preferences) => preferences.language);
  const count = done === null || total === null || total === 0 ? '' : `${number(done)} / ${number(total)} · `;
  return (
    <li className="split-line" data-state={state}>
      <span>{NAIL_LANE_TERMS[lane][language]}</span>
      <span>
        {count}
        {NAIL_STATE_TERMS[state][language]}
      </span>
    </li>
  );
}

function Item({ item: { item, state, at } }: { readonly item: NailItem }) {
  const language = usePreferences((preferences) => preferences.language);
  return (
    <li className="split-line" data-state={state}>
      <span>{term(NAIL_ITEM_TERMS, item, language)}</span>
      <span>{state === 'done' && at !== undefined ? shortTime(at) : NAIL_STATE_TERMS[state][language]}</span>
    </li>
  );
}

/** Its zone; where nobody has drawn one, the place in which its persons live. */
function placeOf({ zoneId, areaIds: [first] }: NailShown): Selection | undefined {
  if (zoneId !== null) return { layer: 'zones', id: zoneId };
  return first === undefined ? undefined : { layer: 'areas', id: first };
}
