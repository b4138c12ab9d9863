// Communities by what they still owe: most persons not uploaded first, those that nobody counts before all of them.
import '../engine/engine.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { coveragePercent } from '#shared/domain/rate.ts';
import { situation } from '../../connection/browser-connection.ts';
import { type CoverageArea, useCoverageAreas } from '../../store/coverage-store.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';
import { RowList } from '../../ui/row-list.tsx';
import { Bar } from './pace-bar.tsx';

type Props = { readonly roundId: string; readonly pace: number };

export function CommunityList({ roundId, pace }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection } = useView();
  const answer = useCoverageAreas(roundId);
  const rows = useMemo(() => byShortfall(answer?.areas ?? []), [answer]);
  if (answer === undefined) return null;
  return (
    <>
      <h3 className="layer-group coverage-areas">{t('engine.coverage.areas')}</h3>
      <RowList
        rows={rows}
        keyOf={({ areaId }) => areaId}
        rowHeight={48}
        label={t('engine.coverage.areas')}
        isSelected={({ areaId }) => selection?.layer === 'areas' && selection.id === areaId}
        onOpen={({ areaId }) => {
          select({ layer: 'areas', id: areaId });
          fly({ layer: 'areas', id: areaId });
        }}
      >
        {({ areaId, due, uploaded }) => {
          const isKnown = due !== null && uploaded !== null;
          const share = isKnown && due > 0 ? Math.min(1, uploaded / due) : isKnown ? 1 : undefined;
          return (
            <div className="community-row" data-behind={share !== undefined && share < pace}>
              <p className="split-line">
                <span>{nameOf(situation.copy, 'areas', areaId, language)}</span>
                <span className="community-row-left">
                  {!isKnown
                    ? t('engine.coverage.unheard')
                    : uploaded >= due
                      ? t('engine.coverage.done')
                      : t('engine.coverage.missing', { n: number(due - uploaded) })}
                </span>
              </p>
              <p className="community-row-bar">
                <Bar share={share} pace={pace} />
                <span className="layer-age">{isKnown ? coveragePercent(uploaded, due) : ''}</span>
              </p>
            </div>
          );
        }}
      </RowList>
    </>
  );
}

/** Where nobody lives nothing is owed: not a row. */
function byShortfall(areas: readonly CoverageArea[]): readonly CoverageArea[] {
  const owed = ({ due, uploaded }: CoverageArea) =>
    due === null || uploaded === null ? Number.POSITIVE_INFINITY : due - uploaded;
  return areas
    .filter(({ due }) => due !== 0)
    .toSorted((a, b) => {
      const [x, y] = [owed(a), owed(b)];
      return x === y ? (a.areaId < b.areaId ? -1 : 1) : y - x;
    });
}
