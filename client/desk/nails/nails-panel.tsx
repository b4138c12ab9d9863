// Key high-risk areas (nails): where they are, how many persons, and which of the nine items are done.
import '../engine/engine.css';
import './nails-panel.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { NAIL_DONE_TERMS, NAIL_ITEM_TERMS, ZONE_STATE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { entityWords } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';
import { RowList } from '../../ui/row-list.tsx';
import { PanelHead } from '../panel-head.tsx';

type Nail = { readonly zone: Entities['zones']; readonly items: readonly Entities['nails'][] };

export function NailsPanel() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection } = useView();
  const version = useVersion('nails', 'zones');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const nails = useMemo(nailsNow, [version]);
  return (
    <section className="panel drawer" aria-label={t('desk.nails')}>
      <PanelHead title={t('desk.nails')} />
      {nails.length === 0 ? (
        <p className="list-empty">{t('engine.nails.none')}</p>
      ) : (
        <RowList
          rows={nails}
          keyOf={({ zone }) => zone.id}
          rowHeight={250}
          label={t('desk.nails')}
          isSelected={({ zone }) => selection?.layer === 'zones' && selection.id === zone.id}
          onOpen={({ zone }) => {
            select({ layer: 'zones', id: zone.id });
            fly({ layer: 'zones', id: zone.id });
          }}
        >
          {({ zone, items }) => (
            <div className="nail-row">
              <p className="split-line">
                <strong>{entityWords(situation.copy, 'zones', zone, language).title}</strong>
                {zone.caseIds !== undefined && (
                  <span>{t('engine.nails.persons', { n: number(zone.caseIds.length) })}</span>
                )}
              </p>
              <p className="split-line layer-age">
                <span>{term(ZONE_STATE_TERMS, zone.status, language)}</span>
                <span>
                  {t('engine.nails.items', { done: items.filter(({ done }) => done).length, total: items.length })}
                </span>
              </p>
              <ul className="nail-items">
                {items.map(({ id, item, done }) => (
                  <li key={id} data-done={done}>
                    <span>{term(NAIL_ITEM_TERMS, item, language)}</span>
                    <span className="layer-age">{term(NAIL_DONE_TERMS, String(done), language)}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </RowList>
      )}
    </section>
  );
}

/** Zones in force that have nail items, those with most persons first; the items in their own order. */
function nailsNow(): Nail[] {
  const byZone = Map.groupBy(situation.copy.all('nails').values(), ({ zoneId }) => zoneId);
  const order = Object.keys(NAIL_ITEM_TERMS);
  return [...byZone]
    .flatMap(([zoneId, items]): Nail[] => {
      const zone = situation.copy.get('zones', zoneId);
      if (zone === undefined || zone.status === 'released' || zone.status === 'cancelled') return [];
      return [{ zone, items: items.toSorted((a, b) => order.indexOf(a.item) - order.indexOf(b.item)) }];
    })
    .sort((a, b) => (b.zone.caseIds?.length ?? 0) - (a.zone.caseIds?.length ?? 0) || (a.zone.id < b.zone.id ? -1 : 1));
}
